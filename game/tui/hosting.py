"""What the host's screen shows of a room, as one frozen value: the projector's page, and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from game.group.addresses import ALONE
from game.group.plan import outlook
from game.group.sides import answers, arrival, chosen, team_name
from game.group.state import Phase
from game.group.words import BET_WORDS
from game.group.words import decision as decision_name
from game.story.compiled import JOINED
from game.story.prose import paragraphs
from game.telling.meters import account, landed, standing, time_passes, waiting
from game.telling.questions import BET_QUESTION, heading, place
from game.tui import lobby, safe, splits
from game.tui.widgets.hanging import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.run import Run
    from game.group.host_state import BallotView, HostState
    from game.group.sessions import Place
    from game.story.compiled import Scene
    from game.telling.meters import Meters, Mode

NO_MINUTES: Final = "How many minutes are there? The key t takes them."
HANDS_BET: Final = "Think of it, or raise a hand for each; h types the counts."
_SECOND: Final = 1_000
_MADE: Final = frozenset({Phase.BETTING, Phase.DECIDED, Phase.LANDED})
"""The phases in which a decision is made, and its scene is still the room's."""
_LEADING: Final = (
    "Let them speak before you turn the page. On a split, the smaller side first; what the other"
    " answers lead to stands on the page after it. Keep five minutes for the plans in pairs."
)


class Shown(NamedTuple):
    """What each part of the screen says. `enter` is what Enter does next, empty if nothing."""

    heading: str
    place: str
    meters: Meters | None
    page: Content
    below: Content
    enter: str
    rows: tuple[Row, ...] = ()
    """The split, below the page."""
    answers: tuple[Row, ...] = ()
    """The answers that are voted on."""


def project(state: HostState, run: Run, where: Place, now: int, here: lobby.Here) -> Shown:
    """Return what everybody in the room sees; `now` is in ms, by the server's clock."""
    if state.blank:
        return Shown("", "", None, Content(""), Content(""), "show the screen again")
    if state.phase is Phase.LOBBY:
        page = lobby.page(state, run.story, where, now, here)
        below = _minutes(state, run)
        return Shown(run.story.title, "Join in", None, page, below, "begin the story")
    if state.phase in {Phase.BETTING, Phase.DECIDED, Phase.LANDED}:
        return _decided(state, run)
    if state.phase in {Phase.SHOWN, Phase.TALK}:
        return _shown(state, run, now)
    if state.phase is Phase.DEBRIEF:
        step = "end, or leave" if state.planning else "the next page"
        return Shown(run.story.title, "", None, Content(""), Content(""), step)
    return _reading(state, run, now, alone=where.address == ALONE)


def _reading(state: HostState, run: Run, now: int, *, alone: bool) -> Shown:
    """Return the scene with its ballot, or the ending."""
    if state.phase is Phase.ENDED:
        text = safe.BLANK.join(
            [*_arrived(run, state), _bold(f"Ending: {run.scene.ending or 'not reached'}")]
        )
        below, step = Content(""), "go to the debrief"
        if state.due is not None:
            below = Content(
                f"Now the other answer. {due_answer(run, state.due)} The key o skips it."
            )
            step = "play the other answer"
        return Shown(heading(run), place(run), standing(run), text, below, step)
    return _voting(state, run, now, alone=alone)


def facilitators(state: HostState, run: Run) -> Content:
    """Return what the facilitator alone reads: notes, who has voted, the time."""
    if state.phase is Phase.DEBRIEF:
        return safe.BLANK.join([_bold("The debrief"), Content(_LEADING)])
    parts: list[Content] = []
    if state.plan is not None:
        # First of all: it is glanced at, and a long note must not push it off the screen.
        parts.append(Content(f"{state.plan.line} {state.plan.advice}".strip()))
    if state.phase in _MADE:
        made = run.decisions[-1].scene
        parts += _note("Note", made, run)
        if run.scene is not made:
            parts += _note(f"Next: {run.scene.title or run.scene.id}", run.scene, run)
    else:
        parts += [*_note("Note", run.scene, run), *_next_notes(run)]
    if state.due is not None:
        parts.append(Content(f"Later also: {due_answer(run, state.due)}"))
    waiting_for = [one.name for one in state.people if one.connected and not one.voted]
    away = [one.name for one in state.people if not one.connected]
    if state.phase is Phase.OPEN and waiting_for:
        parts.append(Content(f"Not voted yet: {', '.join(waiting_for[:40])}"))
    if away:
        parts.append(Content(f"Not connected: {', '.join(away[:40])}"))
    return safe.BLANK.join(parts or [Content("Nothing to note here.")])


def options(run: Run, team: str | None, listed: tuple[str, ...]) -> tuple[Content, ...]:
    """Return the words of the answers that a side has in a ballot."""
    side = next(one for one in answers(run.scene, run.story) if one.team == team)
    return tuple(Content(text) for one, text in side.options if one in listed)


def _note(head: str, scene: Scene, run: Run) -> list[Content]:
    """Return a scene's note under a head, nothing where there is none."""
    if not scene.note:
        return []
    return [_bold(head), safe.prose(paragraphs(scene.note, run.story.cast), run.story)]


def _next_notes(run: Run) -> list[Content]:
    """Return the notes of the scenes to which the answers lead."""
    ways: dict[str, list[int]] = {}
    for number, choice in enumerate(run.offered, 1):
        for way in choice.routes:
            numbers = ways.setdefault(way.to, [])
            numbers += [] if number in numbers else [number]
    parts: list[Content] = []
    for to, numbers in ways.items():
        scene = run.story.scenes[to]
        after = f"After answer {' or '.join(map(str, numbers))}"
        if len(ways) == 1:
            after = "Next"
        elif run.scene.sides:
            after = "Next, perhaps"
        parts += _note(f"{after}: {scene.title or scene.id}", scene, run)
    return parts


def _minutes(state: HostState, run: Run) -> Content:
    """Return how the minutes are spent that the host has said there are."""
    # With teams their codes need the room.
    hint = "" if run.story.teams else NO_MINUTES
    said = outlook(run.story, state.minutes).line if state.minutes else hint
    return Content.assemble((said, "$foreground-muted"))


def _voting(state: HostState, run: Run, now: int, *, alone: bool) -> Shown:
    ballot = state.ballot
    answers: list[Row] = []
    for team, listed in () if ballot is None else ballot.sides:
        # Each team decides on its own phones, and the other one is in the same room. Without them
        # the numbers go on, as where hands are typed.
        if team is None or alone:
            texts = enumerate(options(run, team, listed), len(answers) + 1)
            answers += [Row(str(number), text) for number, text in texts]
    return Shown(
        heading(run),
        place(run),
        standing(run),
        safe.BLANK.join(_arrived(run, state)),
        Content(_voted(run, state, ballot, now, alone=alone) if ballot is not None else ""),
        "close the vote" if state.phase is Phase.OPEN else "show the split",
        answers=tuple(answers),
    )


def _voted(run: Run, state: HostState, ballot: BallotView, now: int, *, alone: bool) -> str:
    counts = ", ".join(
        f"{team_name(run.story, team) + ': ' if team else ''}{voted} of {max(of, voted)} have voted"
        for (team, _), voted, of in zip(ballot.sides, ballot.voted, ballot.of, strict=True)
    )
    closed = "" if state.phase is Phase.OPEN else "  The vote is closed."
    left = f"  {_seconds(ballot.deadline, now)} left" if ballot.deadline and not closed else ""
    # Hands are counted when the vote is closed: until then the room needs its lines for answers.
    told = f" {counts}."
    if alone and not any(ballot.voted):
        told = "".join(f" {one}." for one in _numbered(run, ballot))
    return f"{ballot.name}.{told}{left}{closed}"


def _numbered(run: Run, ballot: BallotView) -> Iterator[str]:
    """Yield which answers are whose, where there are two teams."""
    first = 1
    for team, listed in ballot.sides:
        if team is not None:
            yield f"{team_name(run.story, team)}: {first} to {first + len(listed) - 1}"
        first += len(listed)


def _shown(state: HostState, run: Run, now: int) -> Shown:
    pairs = zip(state.splits, state.outcomes, strict=True)
    said = " ".join(f"{split.team + ': ' if split.team else ''}{one.words}" for split, one in pairs)
    talking = state.phase is Phase.TALK
    if talking and state.talk_until is not None:
        said = f"Talk: {_seconds(state.talk_until, now)} left.  {said}"
    return Shown(
        heading(run),
        place(run),
        standing(run),
        Content(""),
        Content(said),
        _next(state, talking=talking),
        rows=tuple(row for split in state.splits for row in splits.rows(split)),
    )


def _next(state: HostState, *, talking: bool) -> str:
    """Return what Enter does once a split is shown."""
    if talking:
        return "open the second vote"
    if state.second:
        return "talk, then vote again"
    if state.level:
        return "hold a run-off"
    return "commit" if state.leaders else "choose"


def bets() -> tuple[Content, ...]:
    """Return the words of what can be bet."""
    return tuple(Content(text) for text in BET_WORDS.values())


def _bet_on(state: HostState, shown: Shown, *, reply: bool) -> Shown:
    """Return the choice with the bet on it: nothing of what comes of it is told yet."""
    if state.seats:
        count = f"{state.betted} of {max(state.seats, state.betted)} have bet, in secret."
    else:
        count = f"{HANDS_BET} {state.betted} counted." if state.betted else HANDS_BET
    return shown._replace(
        page=safe.BLANK.join([shown.page, _bold(BET_QUESTION)]),
        below=Content(count),
        enter="read the reply" if reply else "see the meters",
        answers=tuple(Row(str(number), text) for number, text in enumerate(bets(), 1)),
    )


def due_answer(run: Run, due: tuple[int, tuple[str, ...]]) -> str:
    """Return the answer that is played later, with its decision."""
    before, choices = due
    return f"Decision {before + 1}: {said(run, before + 1, choices)}"


def said(run: Run, number: int, choices: tuple[str, ...]) -> str:
    """Return the words of an answer of a decision, from 1, both sides' in a joint scene."""
    return " / ".join(chosen(run.decisions[number - 1], run.story, choices))


def _chosen(state: HostState, run: Run) -> Content:
    decision = run.decisions[-1]
    said = chosen(decision, run.story, tuple(decision.choice.id.split(JOINED)))
    return Content("\n").join(
        Content.assemble((text, "italic"), "\n", (source, "$foreground-muted"))
        for text, source in zip(said, state.sources, strict=False)
    )


def _decided(state: HostState, run: Run) -> Shown:
    decision = run.decisions[-1]
    story = run.story
    parts = [_chosen(state, run)]
    betting = state.phase is Phase.BETTING
    meters = waiting(decision, run.parameters)
    if decision.choice.reply and not betting:
        parts.append(safe.prose(paragraphs(decision.choice.reply, story.cast), story))
    step = "go on"
    if state.phase is Phase.LANDED:
        meters = landed(decision, run.parameters)
        lines = account(meters, _mode(state))
        parts += [Content("\n").join(Content(line) for line in lines)] if lines else []
        parts += [_bold(state.bet)] if state.bet else []
        step = "read the ending" if run.ended else "the next scene"
    shown = Shown(
        decision.scene.title or story.title,
        decision_name(len(run.decisions), later=state.later),
        meters,
        safe.BLANK.join(parts),
        Content(""),
        step,
    )
    return _bet_on(state, shown, reply=bool(decision.choice.reply)) if betting else shown


def _arrived(run: Run, state: HostState) -> list[Content]:
    parts: list[Content] = []
    if run.decisions:
        line = time_passes(standing(run), _mode(state))
        parts.append(Content.assemble((line, "italic $foreground-muted")))
    # What one team alone may read is on its phones.
    return [*parts, safe.prose(arrival(run, None), run.story)]


def _mode(state: HostState) -> Mode:
    return next(one for one in ("hidden", "words", "numbers") if one == state.meters)


def _seconds(until: int, now: int) -> str:
    left = max(0, -(-(until - now) // _SECOND))
    return f"{left // 60}:{left % 60:02}"


def _bold(text: str) -> Content:
    return Content.assemble((text, "bold"))
