"""The room: a command in, the next room and what came of it out.

No socket, no clock, no chance: moments and secrets come in with the commands. The same commands
make the same room, which is how it is resumed, exported and debriefed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from game.group import betting, branching, entrance, planning, seating, steps, voting
from game.group.events import Advanced, Cleared, Event, Noted
from game.group.messages import (
    Adjust,
    Arrive,
    Back,
    Bet,
    Blank,
    Clear,
    Command,
    Commit,
    Door,
    End,
    Extend,
    GoOn,
    Hands,
    Issue,
    Join,
    Lock,
    Open,
    Other,
    Pick,
    Regroup,
    Remove,
    Rename,
    Reveal,
    Skip,
    Talk,
    Turn,
    Vote,
    Write,
)

if TYPE_CHECKING:
    from game.group.state import Room


def apply(room: Room, command: Command) -> tuple[Room, tuple[Event, ...]]:
    """Return the room after a command, and what came of it, for whom.

    The very same room comes back where the command changed nothing; such a command need not be
    kept.
    """
    changed, events = _apply(room, command)
    if changed is room:
        return room, events
    return replace(changed, rev=room.rev + 1), events


def _apply(room: Room, command: Command) -> tuple[Room, tuple[Event, ...]]:  # noqa: C901, PLR0911, PLR0912, a table of types
    match command:
        case Vote():
            return voting.vote(room, command)
        case Join():
            return planning.joined(*seating.join(room, command))
        case Pick():
            return voting.pick(room, command)
        case Write():
            return planning.write(room, command)
        case Arrive():
            return planning.arrive(room, command)
        case Bet() | Hands():
            return betting.apply(room, command)
        case Rename():
            return planning.renamed(*seating.rename(room, command), command.seat)
        case Remove():
            return planning.left(*seating.remove(room, command), command.seat)
        case Regroup():
            return seating.regroup(room, command)
        case Adjust():
            return _adjust(room, command)
        case Blank():
            return _blank(room, command)
        case Door() | Issue() | Clear():
            return _door(room, command)
        case Open():
            return steps.open_(room, command)
        case Extend():
            return steps.extend(room, command)
        case Lock():
            return steps.lock(room, command)
        case Reveal():
            return steps.reveal(room, command)
        case Talk():
            return steps.talk(room, command)
        case Commit():
            return steps.commit(room, command)
        case GoOn():
            return steps.go_on(room, command)
        case Back():
            return steps.go_back(room, command)
        case Other() | Skip():
            return branching.apply(room, command)
        case End():
            return steps.end(room, command)
        case Turn():
            return planning.turn(room, command)
        case _:
            assert_never(command)


def _door(room: Room, command: Door | Issue | Clear) -> tuple[Room, tuple[Event, ...]]:
    room, events = entrance.apply(room, command)
    for number in [one for event in events if isinstance(event, Cleared) for one in event.seats]:
        room, events = planning.left(room, events, number)
    return room, events


def _adjust(room: Room, command: Adjust) -> tuple[Room, tuple[Event, ...]]:
    if command.settings == room.settings:
        return room, ()
    return replace(room, settings=command.settings), (Advanced(),)


def _blank(room: Room, command: Blank) -> tuple[Room, tuple[Event, ...]]:
    return (room, ()) if command.on is room.blank else (replace(room, blank=command.on), (Noted(),))
