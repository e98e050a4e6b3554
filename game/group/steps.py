"""The loop of a decision, step by step. Only the host takes a step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.engine.run import back, choose
from game.group import ballots
from game.group.ballots import Side, Verdict
from game.group.bets import Bets
from game.group.events import Advanced, Locked, Noted, Refused
from game.group.settings import RUNOFF_SECONDS
from game.group.sides import joined, sides
from game.group.state import (
    STANDING,
    Branch,
    Due,
    Phase,
    Record,
    Source,
    level,
    standing,
    still_due,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine.run import Run
    from game.group.ballots import Outcome
    from game.group.events import Event
    from game.group.messages import Back, Commit, End, Extend, GoOn, Lock, Open, Reveal, Talk
    from game.group.state import Room

MOST_SECONDS: Final = 3_600
_SECOND: Final = 1_000


def open_(room: Room, command: Open) -> tuple[Room, tuple[Event, ...]]:
    """Open the first ballot of the story, a locked one anew, a second one, or a run-off."""
    if command.runoff:
        return _run_off(room, command.at)
    if room.phase is Phase.LOBBY:
        room = replace(room, started=command.at)
        return _first(room, command.at), (Advanced(),)
    if room.phase is Phase.LOCKED and room.ballot is not None:
        again = room.ballot
        room = replace(room, ballots=room.ballots[:-1])
        room = _opened(room, again.sides, command.at, runoff=again.runoff)
        return room, (Advanced(),)
    if room.phase not in STANDING:
        return room, (Refused("A ballot is opened from the lobby, or after a split was shown."),)
    return _opened(room, room.ballots[0].sides, command.at), (Advanced(),)


def lock(room: Room, command: Lock) -> tuple[Room, tuple[Event, ...]]:
    """Close the open ballot."""
    ballot = room.ballot
    if room.phase is not Phase.OPEN or ballot is None:
        return room, (Refused("No ballot is open."),)
    if command.by == "timer" and (ballot.deadline is None or command.at < ballot.deadline):
        return room, (Refused("The time is not up."),)
    settings = room.settings
    closed = ballots.locked(ballot, command.at, command.present, settings.rule, settings.quorum)
    room = replace(room, phase=Phase.LOCKED, ballots=(*room.ballots[:-1], closed))
    return room, (Locked(closed.round), Noted())


def reveal(room: Room, command: Reveal) -> tuple[Room, tuple[Event, ...]]:
    """Show the split, of both sides at once."""
    del command
    if room.phase is not Phase.LOCKED:
        return room, (Refused("Lock the ballot first."),)
    return replace(room, phase=Phase.SHOWN), (Advanced(),)


def talk(room: Room, command: Talk) -> tuple[Room, tuple[Event, ...]]:
    """Let the room talk; the count-down reminds and ends nothing."""
    if room.phase is not Phase.SHOWN:
        return room, (Refused("Talk follows a split that was shown."),)
    until = command.at + room.settings.talk * _SECOND
    return replace(room, phase=Phase.TALK, talk_until=until), (Noted(),)


def extend(room: Room, command: Extend) -> tuple[Room, tuple[Event, ...]]:
    """Give more time, from now on if it was up already."""
    if not 0 < command.seconds <= MOST_SECONDS:
        return room, (Refused("Give between one second and an hour."),)
    more = command.seconds * _SECOND
    if room.phase is Phase.TALK and room.talk_until is not None:
        return replace(room, talk_until=max(room.talk_until, command.at) + more), (Noted(),)
    ballot = room.ballot
    if room.phase is not Phase.OPEN or ballot is None:
        return room, (Refused("Nothing is running that could take longer."),)
    longer = replace(ballot, deadline=max(ballot.deadline or 0, command.at) + more)
    # Phones count down by themselves: without a word they would say that the time is up.
    return replace(room, ballots=(*room.ballots[:-1], longer)), (Advanced(),)


def commit(room: Room, command: Commit) -> tuple[Room, tuple[Event, ...]]:
    """Make the decision: the engine plays it, and who made it is kept."""
    stands = standing(room)
    if room.phase not in STANDING or len(command.choices) != len(stands):
        return room, (Refused("Commit once the split is shown, with a choice for each side."),)
    if any(
        one not in side.options for one, (side, _, _) in zip(command.choices, stands, strict=True)
    ):
        return room, (Refused("That is none of the answers."),)
    sources = tuple(
        _source(one, outcome, by_runoff=by_runoff)
        for one, (_, outcome, by_runoff) in zip(command.choices, stands, strict=True)
    )
    if command.also:
        if not _another(command, [side for side, _, _ in stands]):
            return room, (Refused("What is played later is another of the answers."),)
        room = replace(room, due=(*room.due, Due(len(room.run.decisions), command.also)))
    scene = room.run.scene
    bets = Bets() if command.bet and scene.bet else None
    record = Record(scene.id, room.ballots, command.choices, sources, command.at, bets)
    return made(room, record), (Advanced(),)


def made(room: Room, record: Record) -> Room:
    """Return the room with a decision made: it is bet on next if that is asked for."""
    run = choose(room.run, joined(record.choices))
    phase = Phase.BETTING if record.bets is not None else _told(run)
    return replace(room, run=run, records=(*room.records, record), phase=phase, ballots=())


def go_on(room: Room, command: GoOn) -> tuple[Room, tuple[Event, ...]]:
    """Go from the bet to the reply, the meters, the next decision, the ending, the debrief."""
    if room.phase is Phase.BETTING:
        return replace(room, phase=_told(room.run)), (Advanced(),)
    if room.phase is Phase.DECIDED:
        # What was bet, and what trust did, is for all phones; without a bet they need nothing.
        bets = room.records[-1].bets
        told = Advanced() if bets is not None and any(bets.counts) else Noted()
        return replace(room, phase=Phase.LANDED), (told,)
    if room.phase is Phase.LANDED and not room.run.ended:
        return _first(room, command.at), (Advanced(),)
    if room.phase is Phase.LANDED:
        return replace(room, phase=Phase.ENDED), (Advanced(),)
    if room.phase is Phase.ENDED:
        return replace(room, phase=Phase.DEBRIEF, ended=command.at, due=()), (Advanced(),)
    return room, (Refused("There is nothing to go on to yet."),)


def go_back(room: Room, command: Back) -> tuple[Room, tuple[Event, ...]]:
    """Stand at an earlier decision, or at this one anew; what was played from there on is kept."""
    made = len(room.run.decisions)
    if room.phase is Phase.LOBBY or not 0 <= command.decisions <= made:
        return room, (Refused("Name a decision that was made, from 1."),)
    if command.decisions == made and room.run.ended:
        return room, (Refused("The story has ended: name a decision that was made."),)
    branches = room.branches
    if command.decisions < made or any(any(ballot.voted) for ballot in room.ballots):
        kept = command.decisions
        left = Branch(
            room.run.choices,
            room.records,
            room.ballots,
            kept,
            command.at,
            debriefed=room.phase is Phase.DEBRIEF,
        )
        branches = (*branches, left)
    room = replace(
        room,
        run=back(room.run, command.decisions),
        records=room.records[: command.decisions],
        branches=branches,
        due=still_due(room.due, command.decisions),
        ended=None,
        page=0,
        pages=0,
    )
    return _first(room, command.at), (Advanced(),)


def end(room: Room, command: End) -> tuple[Room, tuple[Event, ...]]:
    """Begin the debrief where the room stands."""
    if room.phase in {Phase.LOBBY, Phase.DEBRIEF}:
        return room, (Refused("There is nothing to end."),)
    room = replace(room, phase=Phase.DEBRIEF, talk_until=None, ended=command.at, due=())
    return room, (Advanced(),)


def _another(command: Commit, rivals: Sequence[Side]) -> bool:
    return (
        command.also != command.choices
        and len(command.also) == len(rivals)
        and all(one in side.options for one, side in zip(command.also, rivals, strict=True))
    )


def _told(run: Run) -> Phase:
    """Return where the room stands once a choice was made: at the reply, if there is one."""
    return Phase.DECIDED if run.decisions[-1].choice.reply else Phase.LANDED


def _first(room: Room, at: int) -> Room:
    """Open the first ballot of the decision at which the run stands."""
    held = {seat.team for seat in room.seats if seat.present and seat.team is not None}
    return _opened(replace(room, ballots=()), sides(room.run, held), at)


def _run_off(room: Room, at: int) -> tuple[Room, tuple[Event, ...]]:
    tied = level(room)
    if room.phase not in STANDING or not tied:
        return room, (Refused("A run-off is held once between options that are level."),)
    rivals = tuple(Side(side.team, outcome.leaders) for side, outcome in tied)
    return _opened(room, rivals, at, runoff=True), (Advanced(),)


def _opened(room: Room, rivals: tuple[Side, ...], at: int, *, runoff: bool = False) -> Room:
    round_ = room.round + 1
    number = 1 + sum(not one.runoff for one in room.ballots)
    seconds = RUNOFF_SECONDS if runoff else room.settings.timer
    ballot = replace(
        ballots.opened(round_, number, rivals, at),
        runoff=runoff,
        deadline=at + seconds * _SECOND if seconds else None,
    )
    return replace(
        room,
        phase=Phase.OPEN,
        round=round_,
        ballots=(*room.ballots, ballot),
        talk_until=None,
    )


def _source(choice: str, outcome: Outcome, *, by_runoff: bool) -> Source:
    """Return who made a choice: a clear vote that is not followed was overridden."""
    if outcome.verdict is Verdict.ENGINE:
        return Source.ENGINE
    if outcome.verdict is not Verdict.DECIDED:
        return Source.FACILITATOR
    if outcome.leaders != (choice,):
        return Source.OVERRIDE
    return Source.RUNOFF if by_runoff else Source.VOTE
