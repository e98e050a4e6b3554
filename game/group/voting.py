"""Votes: each counts once, the last one of a seat stands, a repeat is told the same again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.group.ballots import Cast, cast, locked
from game.group.events import Accepted, Late, Noted, Refused, SeatChanged
from game.group.state import Phase, every_ballot
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from game.group.ballots import Ballot
    from game.group.events import Event
    from game.group.messages import Hands, Pick, Vote
    from game.group.state import Room

MOST_PICKS: Final = 2
MOST_HANDS: Final = 9_999
HIGHEST_ID: Final = 1_000_000
"""The highest id of a vote: one a second for eleven days."""


def vote(room: Room, command: Vote) -> tuple[Room, tuple[Event, ...]]:
    """Count a vote, say again that it counts, or say that it came too late."""
    seat = room.seats.get(command.seat)
    if seat is None or not seat.present:
        return room, (Refused("This seat is not in the room any more. Join again."),)
    # A phone that was away asks about an old one.
    ballot = next((one for one in every_ballot(room) if one.round == command.round), None)
    held = ballot.vote_of(command.seat) if ballot else None
    if ballot is not None and held is not None and held.id >= command.id:
        option = ballot.sides[held.side].options[held.option]
        return room, (Accepted(command.seat, ballot.round, option, held.id),)
    if ballot is None or ballot.locked is not None or room.phase is not Phase.OPEN:
        return room, (Late(command.seat, command.round, command.id),)
    return _counted(room, ballot, command, ballot.side_of(seat.team))


def _counted(
    room: Room, ballot: Ballot, command: Vote, side: int | None
) -> tuple[Room, tuple[Event, ...]]:
    options = () if side is None else ballot.sides[side].options
    if side is None or command.option not in options or not 1 <= command.id <= HIGHEST_ID:
        return room, (Refused("That is none of the answers."),)
    given = Cast(side, options.index(command.option), command.id, command.at)
    ballots = (*room.ballots[:-1], cast(ballot, command.seat, given))
    accepted = Accepted(command.seat, command.round, command.option, command.id)
    return replace(room, ballots=ballots), (accepted, Noted())


def hands(room: Room, command: Hands) -> tuple[Room, tuple[Event, ...]]:
    """Put a show of hands in place of the one typed before.

    Until the split is shown: hands go up, or are counted, when the time of a vote is over.
    """
    ballot = room.ballot
    if room.phase not in {Phase.OPEN, Phase.LOCKED} or ballot is None:
        return room, (Refused("Hands are counted before the split is shown."),)
    fits = [len(counts) for counts in command.counts] == [len(one.options) for one in ballot.sides]
    if not fits or not all(0 <= one <= MOST_HANDS for side in command.counts for one in side):
        return room, (Refused("Type a count for each answer, 0 for none."),)
    if command.counts == ballot.hands:
        return room, ()
    counted = replace(ballot, hands=command.counts)
    if ballot.locked is not None:
        rule, quorum = room.settings.rule, room.settings.quorum
        counted = locked(counted, ballot.locked, ballot.present, rule, quorum)
    return replace(room, ballots=(*room.ballots[:-1], counted)), (Noted(),)


def pick(room: Room, command: Pick) -> tuple[Room, tuple[Event, ...]]:
    """Note which qualities a seat wants to talk about; the last message stands."""
    seat = room.seats.get(command.seat)
    if seat is None or not seat.present or room.phase is not Phase.DEBRIEF:
        return room, (Refused("Qualities are picked in the debrief."),)
    known = len(set(command.qualities) & set(QUALITIES)) == len(command.qualities)
    if not known or len(command.qualities) > MOST_PICKS:
        return room, (Refused("Pick one or two of the seven."),)
    if room.picks.get(command.seat) == command.qualities:
        return room, (SeatChanged(command.seat),)
    picks = room.picks.filled(command.seat + 1, ()).put(command.seat, command.qualities)
    return replace(room, picks=picks), (SeatChanged(command.seat), Noted())
