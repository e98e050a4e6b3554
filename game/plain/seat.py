"""What a seat in a room is told, as lines: all of it once, then only what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group.voting import MOST_PICKS
from game.group.words import PICK
from game.plain import planning
from game.plain.lines import heading, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.group.seat_state import Asked, SeatState
    from game.group.splits import Share, SplitView
    from game.plain.lines import Text

Group = tuple["Text", ...]
"""Lines that belong together."""

_ALWAYS: Final = "r reads everything again; q leaves."
_HELP: Final[dict[Asked, str]] = {
    "": f"There is nothing to answer now; {_ALWAYS}",
    "vote": "Type the number of an answer; another number changes your mind; "
    f"t tells the time that is left; {_ALWAYS}",
    "bet": f"Type the number of a bet, or nothing; another number changes it; {_ALWAYS}",
    "pick": f"Type one number or two, such as: 2 5; 0 takes them back; {_ALWAYS}",
    "plan": planning.HELP,
}


def help_line(asked: Asked) -> str:
    """Return what can be typed."""
    return _HELP[asked]


def answers(state: SeatState) -> tuple[tuple[str, str], ...]:
    """Return ids and texts of what can be picked by number now."""
    return {"vote": state.options, "bet": state.bets, "pick": state.qualities}.get(state.asked, ())


def picked(typed: str, state: SeatState) -> tuple[str, ...] | None:
    """Return the ids that typed numbers mean; None if they mean nothing here.

    One for a vote or a bet; for qualities up to two, and none for 0.
    """
    listed = answers(state)
    numbers = typed.replace(",", " ").split()
    if not all(one.isascii() and one.isdigit() and len(one) < 4 for one in numbers):  # noqa: PLR2004, digits
        return None
    if state.asked == "pick" and numbers == ["0"]:
        return ()
    found = [int(one) for one in numbers]
    most = MOST_PICKS if state.asked == "pick" else 1
    fits = 0 < len(found) <= most and len(set(found)) == len(found)
    if not fits or not all(0 < one <= len(listed) for one in found):
        return None
    return tuple(listed[one - 1][0] for one in found)


def whole(state: SeatState, left: int | None) -> Iterator[Group]:
    """Yield all that is told; `left` are the seconds that remain to vote."""
    yield from _head(state)
    if state.chosen:
        yield state.chosen
    for paragraph in state.text:
        yield (paragraph,)
    yield from _standing(state)
    yield from _asking(state, left)


def new(before: SeatState | None, state: SeatState, left: int | None) -> Iterator[Group]:
    """Yield what a state brings that the one before did not."""
    if before is None:
        yield (f"You are {_who(state)}.",)
        yield from whole(state, left)
        return
    if (before.name, before.team) != (state.name, state.team):
        yield (f"You are {_who(state)} now.",)
    other_side = before.team != state.team and before.text != state.text
    if _moment(before) == _moment(state) and not other_side:
        yield from _changes(before, state, left)
    elif before.phase == "decided" and state.phase == "landed":
        yield from _standing(state)
    elif (before.title, before.text, before.chosen) == (state.title, state.text, state.chosen):
        yield from _head(state)
        yield from _standing(state)
        yield from _asking(state, left)
    else:
        yield from whole(state, left)


def time_left(left: int | None) -> str:
    """Return how long the vote is still open."""
    if left is None:
        return "No time is set."
    return f"Time left: {left} second{'' if left == 1 else 's'}."


def _moment(state: SeatState) -> tuple[object, ...]:
    return state.phase, state.round, state.title, state.plans is None, not state.qualities


def _who(state: SeatState) -> str:
    return f"{state.name}, {state.team}" if state.team else state.name


def _head(state: SeatState) -> Iterator[Group]:
    ballot = f"{state.ballot}. " if state.ballot else ""
    place = (state.place,) if state.place else ()
    yield (heading(state.title), *place, f"{ballot}{state.status}")


def _standing(state: SeatState) -> Iterator[Group]:
    """Yield how it was voted, where the meters stand, how the room had bet."""
    yield from (_split(one) for one in state.splits)
    if state.meters:
        yield state.meters
    if state.bet:
        yield (state.bet,)


def _asking(state: SeatState, left: int | None) -> Iterator[Group]:
    listed = tuple(numbered(at, text) for at, (_, text) in enumerate(answers(state), 1))
    if state.plans is not None:
        yield from ((one,) for one in planning.said(None, state.plans))
    elif listed:
        asked = PICK if state.asked == "pick" else state.question
        hurry = () if left is None else (time_left(left),)
        yield (heading(asked), *listed, *hurry, help_line(state.asked))
        if state.held:
            yield (f"Received: {state.held}",)
    elif state.phase == "locked" and state.voted_for:
        yield (f"Your vote counts: {state.voted_for}",)
    elif state.question and state.phase != "locked":
        yield (state.question,)


def _changes(before: SeatState, state: SeatState, left: int | None) -> Iterator[Group]:
    if before.deadline != state.deadline and left is not None:
        yield (time_left(left),)
    if before.meters != state.meters and state.meters:
        yield state.meters
    if before.splits != state.splits:
        yield from (_split(one) for one in state.splits)
    if before.options != state.options:
        yield from _asking(state, left)
    if state.plans is not None:
        yield from ((one,) for one in planning.said(before.plans, state.plans))


def _split(split: SplitView) -> Group:
    team = (heading(split.team),) if split.team else ()
    named = split.several
    counts = (", ".join(_share(one, named=named) for one in bar.shares) for bar in split.bars)
    rows = (f"{bar.text}: {said}" for bar, said in zip(split.bars, counts, strict=True))
    return (*team, *rows)


def _share(one: Share, *, named: bool) -> str:
    name = f"{one.ballot.lower()} " if named else ""
    return f"{name}{one.percent} percent, {one.votes} vote{'' if one.votes == 1 else 's'}"
