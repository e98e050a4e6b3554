"""The debrief of a room: what it picked first, then where it was most divided or moved most.

Pages of blocks, like the debrief of one player. No person is named, and nobody's vote is told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from game.debrief.debrief import build
from game.debrief.document import Heading, Items, Page, Prose, Table
from game.debrief.happened_page import happened_page
from game.debrief.reflections import Reflections
from game.debrief.wording import inline, led, name_of, numbered, plain, quality_name
from game.group import otherwise
from game.group.ballots import ALL, percentage, share
from game.group.sides import answers, chosen, team_name
from game.group.words import nth
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.review import Review
    from game.debrief.turning import TurningPoint
    from game.debrief.turns import Turn
    from game.engine.run import Run
    from game.story.compiled import Quality, Scene
    from game.story.prose import Paragraph

MOST_PAGES: Final = 4
"""Decisions that are talked about: more do not fit into a debrief."""
_PICKED: Final = 2
_MINORITY: Final = (
    "Ask the smaller side first: what did you see that the others did not? Then the larger one:"
    " what would have had to be different for you to choose otherwise?"
)
_ALIKE: Final = "All of you chose this. What would somebody have said who did not?"
_EACH_ALIKE: Final = (
    "Each side was of one mind. What would somebody have said who was against their own side?"
)
_NOT_THEIRS: Final = (
    "Nobody was of two minds, and another answer was played. What would somebody have said for it?"
)
_PLANS: Final = (
    (
        "In pairs, each for yourself: a situation at work next week that is like one of these, and"
        " one thing you will do differently in it."
    ),
    "Say it to each other in one sentence, and agree on the day on which you will ask.",
    "What is planned here stays between the two of you; nothing of it is kept by the game.",
)
_ON_PHONES: Final = (
    "Each for yourself, on your phone: it says what is asked, and with whom you are paired.",
    (
        "Once yours is sent you read theirs. Say it to each other in one sentence, and agree on the"
        " day on which you will ask. Without a phone: with a neighbour."
    ),
    (
        "A plan is shown to nobody but the partner. It is kept in the session's log on this"
        " computer, where the facilitator could read it."
    ),
)


class Tally(NamedTuple):
    """One ballot of one side: its answers' ids and their votes."""

    team: str | None
    options: tuple[str, ...]
    votes: tuple[int, ...]


class RunOff(NamedTuple):
    """A run-off of the sides that were level, `after` so many ballots of the decision."""

    after: int
    tallies: tuple[Tally, ...]


class Voted(NamedTuple):
    """One decision: its ballots in their order, run-offs apart, and how many changed theirs."""

    ballots: tuple[tuple[Tally, ...], ...]
    choices: tuple[str, ...]
    changed: int
    runoffs: tuple[RunOff, ...] = ()

    @property
    def people(self) -> int:
        """How many voted in the first ballot."""
        return sum(sum(tally.votes) for tally in self.ballots[0])

    @property
    def heat(self) -> int:
        """How much there is to talk about, 0..100: how divided, or how much it moved."""
        divided = max(
            (ALL - share(one.votes) for one in self.ballots[0] if any(one.votes)), default=0
        )
        moved = self.changed * ALL // self.people if self.people else 0
        return max(divided, moved)


def pages(
    run: Run,
    votes: Sequence[Voted],
    picks: Sequence[tuple[Quality, int]],
    review: Review | None = None,
    plans: tuple[int, int] = (0, 0),
) -> tuple[Page, ...]:
    """Return the pages in the order in which they are led through; `picks` are the most named.

    `plans` is how many have written one, of how many in pairs on phones.

    `review` says exactly what each answer leaves open; without it only what it does at once.
    """
    debrief = build(run, {}, Reflections())
    hottest = sorted(
        (turn for turn, one in zip(debrief.turns, votes, strict=True) if one.people),
        key=lambda turn: (-votes[turn.number - 1].heat, turn.number),
    )
    told = [_qualities(run, debrief.turns, picks)] if debrief.turns else []
    for turn in hottest[:MOST_PAGES]:
        told += _decision(run, turn, votes[turn.number - 1], review)
    if debrief.turns:
        told.append(_happened(debrief, review))
    return (*told, _closing(run, *plans))


def _qualities(run: Run, turns: Sequence[Turn], picks: Sequence[tuple[Quality, int]]) -> Page:
    """Return the room's two qualities with the moments that touched them."""
    if not picks:
        waiting = "Pick one or two of the seven qualities on your phones, or call them out."
        return Page("qualities", "What do you want to talk about?", (Prose((plain(waiting),)),))
    blocks: list[Block] = []
    for quality, count in picks[:_PICKED]:
        people = "person" if count == 1 else "people"
        blocks.append(Heading(f"{quality_name(quality).capitalize()}: {count} {people}"))
        moments = [_moment(run, turn, quality) for turn in turns]
        found = tuple(one for one in moments if one is not None)
        blocks.append(Items(found or (plain("No answer on this way was about it."),)))
    return Page("qualities", "What you picked", tuple(blocks))


def _moment(run: Run, turn: Turn, quality: Quality) -> Paragraph | None:
    where = f"{turn.number}. {name_of(turn.scene, run.story)}:"
    if quality in turn.chosen.choice.lens:
        return led(where, Span("your choice was about it."))
    if any(quality in one.choice.lens for one in turn.others):
        return led(where, Span("another answer would have been about it."))
    return None


def _decision(run: Run, turn: Turn, voted: Voted, review: Review | None) -> Iterator[Page]:
    """Yield the split with its question, then, on a page of its own, what else was possible."""
    title = f"{turn.number}. {name_of(turn.scene, run.story)}"
    said = chosen(run.decisions[turn.number - 1], run.story, voted.choices)
    changed = _changed(voted.changed) if len(voted.ballots) > 1 else ""
    yield Page(
        f"split-{turn.number}",
        title,
        (
            *(_split(run, turn.scene, voted, one) for one in voted.ballots[0]),
            Prose((led("Chosen:", Span(f"{' '.join(said)} {changed}".strip())),)),
            Prose((plain(_question(voted)),)),
        ),
    )
    others = otherwise.page(run, turn, title, voted, review)
    if others is not None:
        yield others


def _changed(people: int) -> str:
    if not people:
        return "Nobody changed their answer."
    who = "One person" if people == 1 else f"{people} people"
    return f"{who} changed their answer."


def _question(voted: Voted) -> str:
    """Return what is asked of those who voted: who was fewer comes first, if there were any."""
    given = [_given(voted, one.team) for one in voted.ballots[0]]
    sides = [(one, made) for one, made in zip(given, voted.choices, strict=True) if one]
    if any(len(one) > 1 for one, _ in sides):
        return _MINORITY
    if any(made not in one for one, made in sides):
        return _NOT_THEIRS
    return _EACH_ALIKE if len(sides) > 1 else _ALIKE


def _given(voted: Voted, team: str | None) -> set[str]:
    """Return the answers that anybody of a side gave, in any of its ballots."""
    tallies = [tally for _, tally in _ballots(voted, team)]
    return {
        one
        for tally in tallies
        for one, count in zip(tally.options, tally.votes, strict=True)
        if count
    }


def _ballots(voted: Voted, team: str | None) -> Iterator[tuple[str, Tally]]:
    """Yield a side's ballots, each with its name, in the order in which they were held."""
    for number, ballot in enumerate(voted.ballots, 1):
        held = [(f"{nth(number)} vote", ballot)]
        held += [("Run-off", one.tallies) for one in voted.runoffs if one.after == number]
        for name, tallies in held:
            yield from ((name, tally) for tally in tallies if tally.team == team)


def _split(run: Run, scene: Scene, voted: Voted, first: Tally) -> Table:
    texts = dict(next(one for one in answers(scene, run.story) if one.team == first.team).options)
    held = tuple(_ballots(voted, first.team))
    rows = tuple((texts[one], *(_share(tally, one) for _, tally in held)) for one in first.options)
    caption = team_name(run.story, first.team) if first.team else "How you voted"
    return Table(("Answer", *(name for name, _ in held)), rows, caption)


def _share(tally: Tally, option: str) -> str:
    """Return the votes on an answer, a dash where a run-off was not about it."""
    if option not in tally.options:
        return "–"
    total, count = sum(tally.votes), tally.votes[tally.options.index(option)]
    return f"{count} ({percentage(count, total)} %)" if total else "0"


def _happened(debrief: Debrief, review: Review | None) -> Page:
    """Return the page of the curves, and the decisions on which most hung once these are known."""
    page = happened_page(debrief)
    turning = () if review is None else review.turning
    if not turning:
        return page
    told = Items(tuple(_turned(debrief, one) for one in turning))
    return replace(page, blocks=(*page.blocks, Heading("Where it turned"), told))


def _turned(debrief: Debrief, point: TurningPoint) -> Paragraph:
    where = numbered(debrief.turns[point.decision.number - 1], debrief.run.story)
    if point.kept:
        return led(f"{where}:", Span("your answer kept open what another would have closed."))
    return led(f"{where}:", Span("your answer closed what another would have kept open."))


def _closing(run: Run, written: int, of: int) -> Page:
    blocks: list[Block] = []
    # Of a story that was ended early they ask about scenes that nobody saw.
    if run.story.questions and run.ended:
        blocks.append(Items(tuple(inline(one, run.story) for one in run.story.questions)))
    blocks.append(Heading("Plans in pairs"))
    if of:
        have = "has" if written == 1 else "have"
        blocks.append(Prose((plain(f"{written} of {of} {have} written a plan."),)))
    blocks.append(Items(tuple(plain(one) for one in (_ON_PHONES if of else _PLANS))))
    return Page("plans", "Before you go", tuple(blocks))
