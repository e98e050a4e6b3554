"""What the host's screens are told: the story's place, how many voted, and the split once shown.

The screens have the story themselves and replay it by its choices, so no text travels here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.group import words
from game.group.branching import voted_on, ways
from game.group.phone_view import bet_line, splits
from game.group.plan import plan, used_minutes
from game.group.planning import progress
from game.group.state import STANDING, Phase, level, standing

if TYPE_CHECKING:
    from collections.abc import Container

    from game.group.ballots import Ballot
    from game.group.phone_view import Table
    from game.group.state import Record, Room


def projector(room: Room, connected: int, now: int) -> Table:
    """Return what everybody in the room may see."""
    told: Table = {
        "rev": room.rev,
        "now": now,
        "created": room.created,
        "phase": room.phase.value,
        "round": room.round,
        "code": room.code,
        "choices": list(room.run.choices),
        "seats": sum(seat.present for seat in room.seats),
        "connected": connected,
        "blank": room.blank,
        "meters": room.settings.meters,
        "minutes": room.settings.minutes,
        "used": used_minutes(room, now),
        "talk_until": room.talk_until,
        "branches": len(room.branches),
        "due": list(room.due[-1]) if room.due else None,
    }
    if room.phase is Phase.LOBBY:
        told["names"] = [seat.name for seat in room.seats if seat.present][-60:]
    if room.ballot is not None and room.phase is not Phase.DEBRIEF:
        told["ballot"] = _ballot(room, room.ballot)
    if room.phase in STANDING:
        told |= {"splits": splits(room), **_outcomes(room)}
    if room.records and room.phase in {Phase.BETTING, Phase.DECIDED, Phase.LANDED}:
        told["sources"] = [
            words.source(one, one_side=len(room.records[-1].sources) > 1)
            for one in room.records[-1].sources
        ]
        told["later"] = room.records[-1].later
    if room.phase is Phase.BETTING and (bets := room.records[-1].bets):
        told["betted"] = sum(bets.counts)
    if line := bet_line(room):
        told["bet"] = line
    if room.phase is Phase.DEBRIEF:
        told |= {"picks": _picks(room), "votes": [_voted(one) for one in voted_on(room)]}
        told["ways"] = [list(one) for one in ways(room)]
        told |= {"page": room.page, "planning": room.planning, "plans": list(progress(room))}
    return told


def console(room: Room, connected: Container[int], now: int) -> Table:
    """Return what the facilitator alone sees beside the projector's view: who, never what."""
    ballot = room.ballot if room.phase is Phase.OPEN else None
    people = [
        {
            "seat": number,
            "name": seat.name,
            "team": seat.team,
            "connected": number in connected,
            "voted": ballot is not None and ballot.vote_of(number) is not None,
        }
        for number, seat in enumerate(room.seats)
        if seat.present
    ]
    return {"people": people, "plan": plan(room, now)._asdict()}


def _ballot(room: Room, ballot: Ballot) -> Table:
    return {
        "number": ballot.number,
        "runoff": ballot.runoff,
        "name": words.ballot_name(ballot),
        "sides": [[side.team, list(side.options)] for side in ballot.sides],
        "voted": list(ballot.voted),
        "hands": [list(one) for one in ballot.hands],
        "of": [_of(room, side.team) for side in ballot.sides],
        "deadline": ballot.deadline,
    }


def _of(room: Room, team: str | None) -> int:
    return sum(seat.present and team in {None, seat.team} for seat in room.seats)


def _outcomes(room: Room) -> Table:
    stands = standing(room)
    return {
        "outcomes": [
            {
                "verdict": outcome.verdict.value,
                "leaders": list(outcome.leaders),
                "options": list(side.options),
                "words": words.verdict(
                    outcome, {one: at for at, one in enumerate(side.options, 1)}
                ),
            }
            for side, outcome, _ in stands
        ],
        "level": bool(level(room)),
    }


def _voted(record: Record) -> Table:
    """Return a decision's ballots as counts, and how many changed their vote."""
    ballots = [ballot for ballot in record.ballots if not ballot.runoff]
    first, last = ballots[0], ballots[-1]
    pairs = zip(first.votes, last.votes, strict=False)
    changed = sum(
        one is not None and other is not None and one[:2] != other[:2] for one, other in pairs
    )
    return {
        "ballots": [_tallies(ballot) for ballot in ballots],
        "runoffs": [
            [sum(not one.runoff for one in record.ballots[:at]), _tallies(ballot)]
            for at, ballot in enumerate(record.ballots)
            if ballot.runoff
        ],
        "choices": list(record.choices),
        "changed": changed if len(ballots) > 1 else 0,
    }


def _tallies(ballot: Ballot) -> list[list[object]]:
    return [
        [side.team, list(side.options), list(tally)]
        for side, tally in zip(ballot.sides, ballot.tally, strict=True)
    ]


def _picks(room: Room) -> list[list[object]]:
    counts: dict[str, int] = {}
    for picked in room.picks:
        for one in picked:
            counts[one] = counts.get(one, 0) + 1
    return [[one, count] for one, count in sorted(counts.items(), key=lambda pair: -pair[1])]
