"""Both answers of a decision, one after the other: which is due, and how it is taken up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.engine.run import back, replay
from game.group import ballots
from game.group.bets import Bets
from game.group.events import Advanced, Noted, Refused
from game.group.messages import Skip
from game.group.state import Branch, Phase, Record, Source, still_due
from game.group.steps import made

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Other
    from game.group.state import Room


def apply(room: Room, command: Other | Skip) -> tuple[Room, tuple[Event, ...]]:
    """Take up another answer, or drop the one that is due."""
    return skip(room, command) if isinstance(command, Skip) else other(room, command)


def other(room: Room, command: Other) -> tuple[Room, tuple[Event, ...]]:
    """Go back to a decision and make it with another answer at once; what was played is kept.

    Nobody votes anew: the decision gets an empty ballot, and the facilitator as who decided.
    """
    at = command.decision
    if room.phase is Phase.LOBBY or not 0 <= at < len(room.records):
        return room, (Refused("Name a decision that was made, from 0."),)
    before = room.records[at]
    sides = before.ballots[0].sides
    if not fits(before, command.choices):
        return room, (Refused("Name another answer of that decision."),)
    round_ = room.round + 1
    ballot = ballots.opened(round_, 1, sides, command.at)
    ballot = ballots.locked(ballot, command.at, 0, room.settings.rule, 0)
    debriefed = room.phase is Phase.DEBRIEF
    records = room.records
    left = Branch(room.run.choices, records, room.ballots, at, command.at, debriefed, other=True)
    room = replace(
        room,
        run=back(room.run, at),
        records=room.records[:at],
        branches=(*room.branches, left),
        ballots=(),
        round=round_,
        talk_until=None,
        ended=None,
        pages=0,
        due=still_due(room.due, at),
    )
    sources = tuple(Source.ENGINE if side.plays else Source.FACILITATOR for side in sides)
    scene = room.run.scene
    bets = Bets() if scene.bet else None
    record = Record(scene.id, (ballot,), command.choices, sources, command.at, bets, later=True)
    return made(room, record), (Advanced(),)


def skip(room: Room, command: Skip) -> tuple[Room, tuple[Event, ...]]:
    """Drop the answer that is due next."""
    del command
    if not room.due:
        return room, (Refused("No other answer is due."),)
    return replace(room, due=room.due[:-1]), (Noted(),)


def fits(record: Record, choices: tuple[str, ...]) -> bool:
    """Return whether choices are another answer of a decision, one for each side."""
    sides = record.ballots[0].sides
    return (
        len(choices) == len(sides)
        and choices != record.choices
        and all(one in side.options for one, side in zip(choices, sides, strict=True))
    )


def voted_on(room: Room) -> tuple[Record, ...]:
    """Return the decisions of the run, each with the votes that the room had given on it.

    An answer that was played later had no vote of its own: the one before it stands.
    """
    return tuple(
        record._replace(ballots=_before(room, number) or record.ballots) if record.later else record
        for number, record in enumerate(room.records)
    )


def ways(room: Room) -> tuple[tuple[str, ...], ...]:
    """Return the choices of each way that was played, the run at hand being the last.

    A way counts that came to an ending or was left for another answer, and not what was taken back.
    """
    played = [
        one.choices for one in room.branches if one.other or replay(room.story, one.choices).ended
    ]
    return tuple(dict.fromkeys(one for one in (*played, room.run.choices)))


def _before(room: Room, number: int) -> tuple[ballots.Ballot, ...]:
    for branch in reversed(room.branches):
        same = branch.choices[:number] == room.run.choices[:number]
        if same and len(branch.records) > number and not branch.records[number].later:
            return branch.records[number].ballots
    return ()
