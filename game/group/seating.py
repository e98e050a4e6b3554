"""Who sits in the room: joining, names, teams, and leaving it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from game.group import betting, entrance
from game.group.ballots import withdrawn
from game.group.events import Advanced, Noted, Refused, SeatChanged, Seated
from game.group.seats import Seat, Standing, clean_name, own_name
from game.group.sides import teams
from game.group.state import Phase

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Join, Regroup, Remove, Rename
    from game.group.state import Room


def join(room: Room, command: Join) -> tuple[Room, tuple[Event, ...]]:
    """Give somebody a seat; at any time, for who comes late votes with the others."""
    number = entrance.free_seat(room, command.at)
    why = entrance.refusal(room, command) or ("" if number is not None else entrance.FULL)
    if why or number is None:
        return room, (Refused(why),)
    name = clean_name(command.name) if room.settings.names == "asked" else ""
    code = (command.seat_code or "") if room.seat_codes else ""
    name = name or f"Seat {number + 1}"
    if name in room.names:
        name = own_name(name, _others(room, number))
    seat = Seat(command.token, name, _team(room, command), command.at, code=code)
    again = number < len(room.seats)
    seats = room.seats.put(number, seat) if again else room.seats.add(seat)
    cleared = tuple(one for one in room.cleared if one != number) if again else room.cleared
    unused = room.unused - {code} if code else room.unused
    room = replace(room, seats=seats, names=room.names.add(name), cleared=cleared, unused=unused)
    return room, (Seated(number), Noted())


def rename(room: Room, command: Rename) -> tuple[Room, tuple[Event, ...]]:
    """Give a seat a name that can be read out, and is nobody else's."""
    seat = room.seats.get(command.seat)
    name = clean_name(command.name)
    if seat is None or not name:
        return room, (Refused("Name a seat, and a name with at least one letter."),)
    # A change also where the seat has that name: in logs from when names could be alike it was one.
    name = own_name(name, _others(room, command.seat))
    seats = room.seats.put(command.seat, replace(seat, name=name))
    room = replace(room, seats=seats, names=room.names.add(name))
    return room, (SeatChanged(command.seat), Noted())


def remove(room: Room, command: Remove) -> tuple[Room, tuple[Event, ...]]:
    """Send a seat away; its vote, or its bet, goes with it while that is open."""
    seat = room.seats.get(command.seat)
    standing = Standing.BANNED if command.ban else Standing.KICKED
    if seat is None or seat.standing in {standing, Standing.BANNED, Standing.CLEARED}:
        return room, (Refused("There is nobody on that seat."),)
    seat = replace(seat, standing=standing)
    if command.ban:
        room = replace(room, seats=room.seats.put(command.seat, seat))
    else:
        room = entrance.given_up(room, command.seat, seat)
    if room.phase is Phase.BETTING:
        room = betting.withdrawn(room, command.seat)
    return _without_vote(room, command.seat), (SeatChanged(command.seat), Noted())


def regroup(room: Room, command: Regroup) -> tuple[Room, tuple[Event, ...]]:
    """Put a seat into the other team; a vote in the open ballot was the old team's, and goes."""
    seat = room.seats.get(command.seat)
    if seat is None or command.team not in teams(room.story):
        return room, (Refused("Name a seat, and one of the story's two teams."),)
    if seat.team == command.team:
        return room, ()
    seats = room.seats.put(command.seat, replace(seat, team=command.team))
    room = _without_vote(replace(room, seats=seats), command.seat)
    return room, (SeatChanged(command.seat), Advanced())


def _others(room: Room, number: int) -> tuple[str, ...]:
    """Return the names of who sits in the room, but for one seat."""
    return tuple(seat.name for at, seat in enumerate(room.seats) if at != number and seat.present)


def _team(room: Room, command: Join) -> str | None:
    """Return the team of who joins: as chosen, else the smaller one, the first if level."""
    known = teams(room.story)
    if not known:
        return None
    if room.settings.teams != "dealt" and command.team in known:
        return command.team
    sizes = Counter(seat.team for seat in room.seats if seat.present)
    return min(known, key=lambda team: (sizes[team], known.index(team)))


def _without_vote(room: Room, seat: int) -> Room:
    if room.phase is not Phase.OPEN or room.ballot is None:
        return room
    return replace(room, ballots=(*room.ballots[:-1], withdrawn(room.ballot, seat)))
