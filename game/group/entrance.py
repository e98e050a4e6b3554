"""Who gets in: the codes at the door, one-time seat codes, a closed door, seats nobody came to use.

Pure, as the room is. What is known of addresses and connections is the server's, in `gate.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from game.group.events import Cleared, Noted, Refused
from game.group.messages import Clear, Door, Issue
from game.group.planning import has_written
from game.group.seats import Standing
from game.group.sides import teams
from game.group.state import every_ballot, every_record

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Join
    from game.group.seats import Seat
    from game.group.state import Room

TEAM_LETTERS: Final = "AW"
"""What the first and the second team's code has behind the room's: never heard for each other."""
REST: Final = 5_000
"""Milliseconds for which a cleared seat stays empty: whoever still had a line to it is gone."""

CLOSED: Final = "The door of this room is closed. Ask the facilitator to open it."
FULL: Final = "This room is full. Ask the facilitator."
NO_SEAT_CODE: Final = "There is no such seat code. Look at your slip again."
USED: Final = (
    "This seat code was used already. If that was you, on another phone or in another browser, ask"
    " the facilitator to send that seat away; then the code works again."
)


class Way(NamedTuple):
    """A code at the door, and the team that it leads to; None where the code says no team."""

    team: str | None
    code: str


def by_code(room: Room) -> bool:
    """Whether each team has a code of its own."""
    return room.settings.teams == "code" and bool(teams(room.story))


def ways(room: Room) -> tuple[Way, ...]:
    """Return the codes that are shown: the room's, or one for each team."""
    if not by_code(room):
        return (Way(None, room.code),)
    pairs = zip(teams(room.story), TEAM_LETTERS, strict=True)
    return tuple(Way(team, room.code + letter) for team, letter in pairs)


def way(room: Room, given: str) -> Way | None:
    """Return the way in that somebody typed, None for a wrong code.

    The room's own code is right even where it says no team, so that this can be said to who typed
    it. A team is not dealt then: a facilitator who gives out codes has planned who sits where.
    """
    typed = plain(given)
    return next((one for one in (*ways(room), Way(None, room.code)) if one.code == typed), None)


def plain(code: str) -> str:
    """Return a code as it is compared: in capitals, without what makes it easier to read."""
    return "".join(code.upper().replace("-", " ").split())


def refusal(room: Room, command: Join) -> str:
    """Return why somebody is not let in, empty if they are."""
    if room.closed:
        return CLOSED
    if room.seat_codes and command.seat_code not in room.seat_codes:
        return NO_SEAT_CODE
    if room.seat_codes and command.seat_code not in room.unused:
        return USED
    return ""


def free_seat(room: Room, at: int) -> int | None:
    """Return the seat for who comes at `at`: one that was cleared, else a new one; None if full."""
    for number in room.cleared:
        seat = room.seats.get(number)
        if seat is not None and at - seat.at >= REST:
            return number
    return len(room.seats) if len(room.seats) < room.settings.most else None


def apply(room: Room, command: Door | Issue | Clear) -> tuple[Room, tuple[Event, ...]]:
    """Return the room after a command of the host's about the door."""
    match command:
        case Door():
            if room.closed is not command.open:
                return room, ()
            return replace(room, closed=not command.open), (Noted(),)
        case Issue():
            return _issue(room, command)
        case Clear():
            return _clear(room, command)


def given_up(room: Room, number: int, seat: Seat) -> Room:
    """Return the room with a seat as it is now, its code being unused again."""
    seats = room.seats.put(number, replace(seat, code=""))
    unused = room.unused | {seat.code} if seat.code else room.unused
    return replace(room, seats=seats, unused=unused)


def _issue(room: Room, command: Issue) -> tuple[Room, tuple[Event, ...]]:
    fresh = frozenset(command.codes) - room.seat_codes
    if not fresh:
        return room, (Refused("There is no new code among them."),)
    issued, unused = room.seat_codes | fresh, room.unused | fresh
    return replace(room, seat_codes=issued, unused=unused), (Noted(),)


def _clear(room: Room, command: Clear) -> tuple[Room, tuple[Event, ...]]:
    """Empty seats of which nothing was ever heard; one that has voted, bet or picked stays."""
    numbers = [one for one in sorted(set(command.seats)) if _silent(room, one)]
    if not numbers:
        return room, (Refused("Every seat has been used."),)
    for number in numbers:
        seat = room.seats.get(number)
        if seat is not None:
            emptied = replace(seat, standing=Standing.CLEARED, at=command.at)
            room = given_up(room, number, emptied)
    cleared = tuple(sorted({*room.cleared, *numbers}))
    return replace(room, cleared=cleared), (Cleared(tuple(numbers)),)


def _silent(room: Room, number: int) -> bool:
    seat = room.seats.get(number)
    if seat is None or not seat.present or room.picks.get(number) or has_written(room, number):
        return False
    if any(record.bets is not None and record.bets.of(number) for record in every_record(room)):
        return False
    return all(ballot.vote_of(number) is None for ballot in every_ballot(room))
