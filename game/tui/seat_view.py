"""What the screen of a seat shows of its room, as one frozen value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from game.group.voting import MOST_PICKS
from game.group.words import PICK
from game.tui import safe, splits

if TYPE_CHECKING:
    from game.group.seat_plans import Planning
    from game.group.seat_state import SeatState
    from game.telling.meters import Meter
    from game.tui.widgets.hanging import Row

CONNECTING: Final = "Connecting to the room…"
TWO: Final = "Two at most: take one back first."
_OPEN: Final = "You can change it while the vote is open."
_MINUTE: Final = 60


class Moment(NamedTuple):
    """All that the screen shows: the room's state, and how the line to it is."""

    state: SeatState | None = None
    sending: str = ""
    """What is on its way, as it is read."""
    said: str = ""
    """What the room said to what was sent, where that is more than that it was received."""
    lost: str = ""
    over: str = ""
    """Why nothing more will come."""

    @property
    def place(self) -> tuple[object, ...]:
        """What changes when there is something else to read."""
        state = self.state
        if state is None:
            return ()
        asked = state.plans is None, not state.qualities
        return state.phase, state.round, state.title, state.team, *asked

    @property
    def sealed(self) -> bool:
        """Whether what was sent to this moment is still its matter: a vote, closed or not."""
        return self.state is not None and self.state.phase in {"open", "locked"}


class Shown(NamedTuple):
    """What each part of the screen says."""

    heading: str
    who: str
    status: str
    levels: tuple[Meter, ...]
    page: Content
    rows: tuple[Row, ...]
    question: str
    answers: tuple[Content, ...]
    received: str
    problem: str


def project(moment: Moment, left: int | None) -> Shown:
    """Return what is shown at a moment; `left` are the seconds that remain to vote."""
    state = moment.state
    problem = moment.over or moment.lost
    if state is None:
        status = "" if problem else CONNECTING
        return Shown("", "", status, (), Content(""), (), "", (), "", problem)
    closed = bool(moment.over)
    return Shown(
        heading=_joined(state.title, state.place),
        who=_joined(state.name, state.team),
        status=_status(state, left),
        levels=state.levels,
        page=_page(state),
        rows=tuple(row for one in state.splits for row in splits.rows(one)),
        question="" if closed else _question(state),
        answers=() if closed else answers(state),
        received="" if closed else _received(moment, state),
        problem=problem,
    )


def answers(state: SeatState) -> tuple[Content, ...]:
    """Return what can be picked, what was received marked in words."""
    if state.asked == "vote":
        return tuple(_answer(text, mine=one == state.vote) for one, text in state.options)
    if state.asked == "bet":
        return tuple(_answer(text, mine=one == state.own_bet) for one, text in state.bets)
    if state.asked == "pick":
        return tuple(
            Content.assemble(("[x] " if one in state.picks else "[ ] ", "bold"), text)
            for one, text in state.qualities
        )
    return ()


def toggled(state: SeatState, index: int) -> tuple[str, ...] | None:
    """Return the picks with one of the qualities put to them or taken back; None if too many."""
    one = state.qualities[index][0]
    if one in state.picks:
        return tuple(other for other in state.picks if other != one)
    return (*state.picks, one) if len(state.picks) < MOST_PICKS else None


def _answer(text: str, *, mine: bool) -> Content:
    return Content.assemble(text, ("  (received)" if mine else "", "bold $success"))


def _status(state: SeatState, left: int | None) -> str:
    ballot = f"{state.ballot}. " if state.ballot else ""
    time = "" if left is None else f"  {left // _MINUTE}:{left % _MINUTE:02} left"
    return f"{ballot}{state.status}{time}"


def _page(state: SeatState) -> Content:
    parts = [Content("\n").join(Content.assemble((one, "italic")) for one in state.chosen)]
    parts += [safe.paragraph(one, ()) for one in state.text]
    if not state.levels:
        parts.append(Content("\n").join(Content(one) for one in state.meters))
    parts.append(Content.assemble((state.bet, "bold")))
    if state.plans is not None:
        parts += _plans(state.plans)
    return safe.BLANK.join([one for one in parts if one.plain])


def _plans(plans: Planning) -> list[Content]:
    """Return what is asked, what partners wrote, then the rest: small screens cut at the end."""
    question = Content.assemble((plans.question, "bold"))
    theirs = [Content.assemble((f"{name}: ", "bold"), text) for name, text in plans.theirs]
    return [question, *theirs, Content(plans.with_whom), Content(plans.hint)]


def _question(state: SeatState) -> str:
    if state.phase == "locked":
        return ""  # The status says that the vote is closed.
    return PICK if state.asked == "pick" else state.question


def _received(moment: Moment, state: SeatState) -> str:
    """Return what is on its way, or was refused, or what the room has of this seat."""
    if moment.sending:
        return f"Sending: {moment.sending}"
    return moment.said or _held(state)


def _held(state: SeatState) -> str:
    if not state.held:
        return ""
    if state.phase == "locked":
        return f"Your vote counts: {state.held}"
    if state.asked == "plan":
        return "Received. You can write it anew."
    return f"Received: {state.held} {_OPEN if state.asked == 'vote' else ''}".rstrip()


def _joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)
