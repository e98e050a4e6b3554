"""The debrief of a room: what it picked first, then where it was most divided or moved most.

Pages of blocks, like the debrief of one player. No person is named, and nobody's vote is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.debrief.debrief import build
from game.debrief.document import Heading, Items, Page, Prose, Table
from game.debrief.reflections import Reflections
from game.debrief.turns import option
from game.debrief.wording import (
    inline,
    led,
    name_of,
    one_line,
    percent,
    plain,
    quality_name,
    signed,
)
from game.engine.run import beside, offers
from game.engine.sides import own_id
from game.group.ballots import ALL, percentage, share
from game.group.sides import answers, chosen, team_name
from game.group.words import nth
from game.story.compiled import JOINED
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.debrief.document import Block
    from game.debrief.review import Review
    from game.debrief.reviewed import Reviewed
    from game.debrief.turns import Turn
    from game.engine.run import Run
    from game.story.compiled import Choice, Quality, Scene
    from game.story.prose import Paragraph

MOST_PAGES: Final = 4
"""Decisions that are talked about: more do not fit into a debrief."""
_PICKED: Final = 2
_MINORITY: Final = (
    "Ask the smaller side first: what did you see that the others did not? Then the larger one:"
    " what would have had to be different for you to choose otherwise?"
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
    "A plan is kept in the session's log on this computer, and shown to nobody but the partner.",
)


class Tally(NamedTuple):
    """One ballot of one side: its answers' ids and their votes."""

    team: str | None
    options: tuple[str, ...]
    votes: tuple[int, ...]


class Voted(NamedTuple):
    """One decision: its ballots in their order, run-offs left out, and how many changed theirs."""

    ballots: tuple[tuple[Tally, ...], ...]
    choices: tuple[str, ...]
    changed: int

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
        blocks.append(Items(found or (plain("No answer on this way touched it."),)))
    return Page("qualities", "What you picked", tuple(blocks))


def _moment(run: Run, turn: Turn, quality: Quality) -> Paragraph | None:
    where = f"{turn.number}. {name_of(turn.scene, run.story)}:"
    if quality in turn.chosen.choice.lens:
        return led(where, Span("the room's choice touched it."))
    if any(quality in one.choice.lens for one in turn.others):
        return led(where, Span("another answer would have touched it."))
    return None


def _decision(run: Run, turn: Turn, voted: Voted, review: Review | None) -> Iterator[Page]:
    """Yield the split with its question, then, on a page of its own, what else was possible."""
    title = f"{turn.number}. {name_of(turn.scene, run.story)}"
    said = chosen(run.decisions[turn.number - 1], run.story, voted.choices)
    changed = f"{voted.changed} changed their mind." if len(voted.ballots) > 1 else ""
    yield Page(
        f"split-{turn.number}",
        title,
        (
            *(_split(run, turn.scene, voted, at) for at in range(len(voted.ballots[0]))),
            Prose((led("Chosen:", Span(f"{' '.join(said)} {changed}".strip())),)),
            Prose((plain(_MINORITY),)),
        ),
    )
    reviewed = None if review is None else review.of(turn.number)
    others = [_other(run, turn, one, reviewed) for one in _others(run, turn)]
    if others:
        head = plain(
            "What each would have done at once, on the scale of the meters, and what it would have"
            " left open."
        )
        yield Page(f"else-{turn.number}", f"{title}: and otherwise?", (Prose((head,)), *others))


def _split(run: Run, scene: Scene, voted: Voted, at: int) -> Table:
    first = voted.ballots[0][at]
    texts = dict(next(one for one in answers(scene, run.story) if one.team == first.team).options)
    names = (f"{nth(number)} vote" for number in range(1, len(voted.ballots) + 1))
    rows = tuple(
        (texts[one], *(_share(ballot[at].votes, number) for ballot in voted.ballots))
        for number, one in enumerate(first.options)
    )
    caption = team_name(run.story, first.team) if first.team else "How you voted"
    return Table(("Answer", *names), rows, caption)


def _share(votes: tuple[int, ...], at: int) -> str:
    total = sum(votes)
    return f"{votes[at]} ({percentage(votes[at], total)} %)" if total else "0"


def _others(run: Run, turn: Turn) -> tuple[Choice, ...]:
    """Return what one side alone could have answered instead, the first side's answers first."""
    decision = run.decisions[turn.number - 1]
    made = decision.choice.id
    offered = [one for one in beside(decision, run.parameters) if one.id != made]
    if decision.scene.sides:
        offered += [
            one
            for one in offers(decision.scene, decision.before, run.parameters)
            if own_id(one.id) == own_id(made) and one.id != made
        ]
    return tuple(offered)


def _other(run: Run, turn: Turn, choice: Choice, reviewed: Reviewed | None) -> Items:
    found = option(turn.before, choice, run.parameters)
    moved = f"Trust {signed(found.trust_moved)}, tension {signed(found.tension_moved)}."
    why = inline(choice.why, run.story) if choice.why else ()
    ahead = _ahead(run, choice.id, reviewed)
    return Items((led(_answer(run, turn, choice), Span(f"{moved} {ahead}"), *why),))


def _answer(run: Run, turn: Turn, choice: Choice) -> str:
    """Return the words of an answer: in a joint scene those of the side that answers otherwise."""
    decision = run.decisions[turn.number - 1]
    parts, made = (tuple(one.id.split(JOINED)) for one in (choice, decision.choice))
    said = chosen(decision, run.story, parts)
    return next(one for one, own, was in zip(said, parts, made, strict=True) if own != was)


def _ahead(run: Run, choice_id: str, reviewed: Reviewed | None) -> str:
    """Return what an answer leaves open, from every way on: exact, or nothing."""
    others = () if reviewed is None else reviewed.others
    found = next((one for one in others if one.choice.id == choice_id), None)
    if reviewed is None or found is None or not found.closing.best:
        return ""
    kept = percent(1 - found.closing.share)
    endings = "one ending" if found.after.endings == 1 else f"{found.after.endings} endings"
    best = found.after.best
    name = f", at best {one_line(run.story.scenes[best].ending or '', run.story)}" if best else ""
    return f"Keeps {kept} of the best still open, and {endings}{name}. "


def _closing(run: Run, written: int, of: int) -> Page:
    blocks: list[Block] = []
    if run.story.questions:
        blocks.append(Items(tuple(inline(one, run.story) for one in run.story.questions)))
    blocks.append(Heading("Plans in pairs"))
    if of:
        have = "has" if written == 1 else "have"
        blocks.append(Prose((plain(f"{written} of {of} {have} written a plan."),)))
    blocks.append(Items(tuple(plain(one) for one in (_ON_PHONES if of else _PLANS))))
    return Page("plans", "Before you go", tuple(blocks))
