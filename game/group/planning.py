"""The end of a session: the debrief's page, and plans that are written in pairs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from game.group import pairing
from game.group.events import Advanced, Noted, Planned, Refused, SeatChanged, Seated, Turned
from game.group.state import NO_PLAN, Phase, Written
from game.group.voting import HIGHEST_ID
from game.story.text import clean

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Arrive, Turn, Write
    from game.group.pairing import Partners
    from game.group.state import Room

LONGEST_PLAN: Final = 500
"""Characters of a plan."""
_GAP: Final = re.compile("\n{3,}")
NOT_YET: Final = "Plans are written on the debrief's last page."
TOO_LONG: Final = f"A plan has at most {LONGEST_PLAN} characters. Shorten it."
EMPTY: Final = "Write at least one word."


def clean_plan(text: str) -> str:
    """Return a plan that is safe to be shown, with its lines, and at most one blank between."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return _GAP.sub("\n\n", "\n".join(lines)).strip()


def turn(room: Room, command: Turn) -> tuple[Room, tuple[Event, ...]]:
    """Show a page of the debrief; on the last one, pair those who are there and in no pair yet."""
    if room.phase is not Phase.DEBRIEF or not 0 <= command.page < command.of:
        return room, (Refused("That is no page of the debrief."),)
    before = room
    room = replace(room, page=command.page, pages=command.of)
    if room.planning:
        there = [one for one in command.there if _present(room, one)]
        room = replace(room, partners=_paired(room, there))
    if room == before:
        return before, ()
    told = (room.picking, room.planning, room.partners)
    if told != (before.picking, before.planning, before.partners):
        return room, (Advanced(),)
    return room, (Turned(),)


def write(room: Room, command: Write) -> tuple[Room, tuple[Event, ...]]:
    """Keep a plan in place of the one before, and say that it is there; a repeat is told again."""
    seat = command.seat
    if not _present(room, seat) or room.phase is not Phase.DEBRIEF or room.partners is None:
        return room, (Refused(NOT_YET),)
    held = room.plans.get(seat) or NO_PLAN
    if held.id and held.id >= command.id:
        return room, (Planned(seat, held.id), SeatChanged(seat))
    text = clean_plan(command.text)
    if not text or not 1 <= command.id <= HIGHEST_ID:
        return room, (Refused(EMPTY),)
    if len(text) > LONGEST_PLAN:
        return room, (Refused(TOO_LONG),)
    room, events = arrive(room, seat)
    plans = room.plans.filled(seat + 1, NO_PLAN).put(seat, Written(text, command.id))
    readers = [one for one in partners_of(room, seat) if has_written(room, one)]
    told = (SeatChanged(one) for one in (seat, *readers))
    return replace(room, plans=plans), (Planned(seat, command.id), *told, *events, Noted())


def arrive(room: Room, command: Arrive | int) -> tuple[Room, tuple[Event, ...]]:
    """Put somebody who came after the pairs were made into one of them."""
    seat = command if isinstance(command, int) else command.seat
    if room.partners is None or not _present(room, seat) or room.partners.get(seat) is not None:
        return room, ()
    return _repaired(room, _with(room, room.partners, seat))


def joined(room: Room, events: tuple[Event, ...]) -> tuple[Room, tuple[Event, ...]]:
    """Return what came of a joining, the new seat in a pair if there are any."""
    for event in events:
        if isinstance(event, Seated):
            room, more = arrive(room, event.seat)
            return room, (*events, *more)
    return room, events


def left(room: Room, events: tuple[Event, ...], seat: int) -> tuple[Room, tuple[Event, ...]]:
    """Return what came of a sending away, nobody being left alone by it."""
    if room.partners is None or _present(room, seat):
        return room, events
    rest = pairing.removed(room.partners, seat, room.team_of, partial(has_written, room))
    room, more = _repaired(room, rest)
    return room, (*events, *more)


def renamed(room: Room, events: tuple[Event, ...], seat: int) -> tuple[Room, tuple[Event, ...]]:
    """Return what came of a renaming: the partners read the name, too."""
    return room, (*events, *(SeatChanged(one) for one in partners_of(room, seat)))


def partners_of(room: Room, seat: int) -> tuple[int, ...]:
    """Return the seats that a seat plans with."""
    return () if room.partners is None else room.partners.get(seat) or ()


def has_written(room: Room, seat: int) -> bool:
    """Whether the room has a plan of a seat."""
    return (room.plans.get(seat) or NO_PLAN).id > 0


def progress(room: Room) -> tuple[int, int]:
    """Return how many of those in pairs have written a plan, and how many are in pairs."""
    seats = [one for one, others in enumerate(room.partners or ()) if others is not None]
    return sum(has_written(room, one) for one in seats), len(seats)


def _present(room: Room, seat: int) -> bool:
    one = room.seats.get(seat)
    return one is not None and one.present


def _paired(room: Room, there: list[int]) -> Partners:
    if room.partners is None:
        return pairing.paired(there, room.team_of)
    partners = room.partners
    for seat in there:
        partners = _with(room, partners, seat)
    return partners


def _with(room: Room, partners: Partners, seat: int) -> Partners:
    return pairing.added(partners, seat, room.team_of, partial(has_written, room))


def _repaired(room: Room, partners: Partners) -> tuple[Room, tuple[Event, ...]]:
    """Return the room with other pairs, and tell those who have other partners now."""
    before = room.partners or pairing.NOBODY
    told = [one for one, others in enumerate(partners) if before.get(one) != others]
    if not told:
        return room, ()
    return replace(room, partners=partners), (*(SeatChanged(one) for one in told), Noted())
