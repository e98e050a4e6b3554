"""The bet of a room: after the choice and before the reply, secret until the meters land."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.group import voting
from game.group.bets import WAYS, laid
from game.group.events import BetTaken, LateBet, Noted, Refused
from game.group.messages import Bet
from game.group.state import Phase, every_record

if TYPE_CHECKING:
    from game.group.bets import Bets
    from game.group.events import Event
    from game.group.messages import Hands
    from game.group.state import Record, Room


def apply(room: Room, command: Bet | Hands) -> tuple[Room, tuple[Event, ...]]:
    """Take a bet, or count hands: on the bet while bets are taken, else on the open ballot."""
    if isinstance(command, Bet):
        return bet(room, command)
    return hands(room, command) if room.phase is Phase.BETTING else voting.hands(room, command)


def bet(room: Room, command: Bet) -> tuple[Room, tuple[Event, ...]]:
    """Take a bet in place of the seat's earlier one, or say that it came too late."""
    seat = room.seats.get(command.seat)
    if seat is None or not seat.present:
        return room, (Refused("This seat is not in the room any more. Join again."),)
    way = next((one for one in WAYS if one == command.way), None)
    if way is None:
        return room, (Refused("Trust rises, stays or falls: bet on one of these."),)
    record = next((one for one in every_record(room) if _round(one) == command.round), None)
    if record is not None and record.bets is not None and record.bets.of(command.seat) == way:
        # A phone that never saw its acknowledgement asks again.
        return room, (BetTaken(command.seat, command.round, way),)
    open_ = room.phase is Phase.BETTING and room.records and record is room.records[-1]
    if record is None or record.bets is None or not open_:
        return room, (LateBet(command.seat, command.round),)
    taken = BetTaken(command.seat, command.round, way)
    return changed(room, laid(record.bets, command.seat, way)), (taken, Noted())


def hands(room: Room, command: Hands) -> tuple[Room, tuple[Event, ...]]:
    """Put a show of hands on the bet in place of the one typed before."""
    bets = room.records[-1].bets
    sizes = [len(side) for side in command.counts]
    most = max((one for side in command.counts for one in side), default=0)
    if bets is None or sizes != [len(WAYS)] or most > voting.MOST_HANDS:
        return room, (Refused("Type a count for rise, stay and fall, 0 for none."),)
    rise, stay, fall = command.counts[0]
    if (rise, stay, fall) == bets.hands:
        return room, ()
    return changed(room, bets._replace(hands=(rise, stay, fall))), (Noted(),)


def withdrawn(room: Room, seat: int) -> Room:
    """Take a seat's bet out, while bets are taken."""
    bets = room.records[-1].bets
    if bets is None or bets.of(seat) is None:
        return room
    return changed(room, laid(bets, seat, None))


def changed(room: Room, bets: Bets) -> Room:
    """Return the room with other bets on its last decision."""
    record = room.records[-1]._replace(bets=bets)
    return replace(room, records=(*room.records[:-1], record))


def _round(record: Record) -> int:
    return record.ballots[-1].round
