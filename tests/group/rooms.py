"""Rooms for the tests of the group: a small story, and commands by short names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group.messages import Commit, GoOn, Join, Lock, Open, Reveal, Vote
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Room, empty
from stories import compiled

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Command
    from game.story.compiled import Story

STORY_TEXT: Final = """
format = 1
[story]
title = "The van"
summary = "One van, two teams."
minutes = 10
questions = ["Who was not asked?"]
[cast.mo]
name = "Mo"
role = "Driver"
[scenes.yard]
title = "The yard, 7:00"
text = "One van stands in the yard. {mo} has the *key*."
note = "SECRET-NOTE ask what Mo fears."
[[scenes.yard.choices]]
id = "ask"
text = "Ask {mo} who needs it first."
stance = "relational"
trust = 6
lens = ["openness"]
reply = "Mo points at the other gate."
goto = "gate"
why_tempting = "It takes a minute."
[[scenes.yard.choices]]
id = "take"
text = "Take the van."
stance = "transactional"
trust = -3
productivity = 8
tension = 5
reply = "The engine starts at once."
goto = "gate"
[[scenes.yard.choices]]
id = "list"
text = "Hang a list on the door."
stance = "transactional"
productivity = 4
goto = "gate"
[scenes.gate]
title = "The gate, 7:30"
text = "The gate is shut."
note = "SECRET-NOTE-2"
bet = true
[[scenes.gate.choices]]
id = "wait"
text = "Wait."
stance = "relational"
trust = 4
lens = ["empathy"]
reply = "It opens."
goto = "end"
[[scenes.gate.choices]]
id = "horn"
text = "Sound the horn."
stance = "transactional"
trust = -2
productivity = 5
reply = "A window opens instead."
goto = "end"
[scenes.end]
text = "You are on the road."
ending = "On the road"
"""


def van() -> Story:
    """Return the small story: two decisions, the second with a bet."""
    return compiled(STORY_TEXT, "van")


def lobby(seats: int = 0, settings: Settings | None = None, story: Story | None = None) -> Room:
    """Return a room before the story begins, with some seats taken."""
    room = empty(story or van(), "K7XQ2M", settings or Settings(), 1_000)
    return after(room, *(Join(1_000 + one, f"token-{one}", f"P{one}") for one in range(seats)))


def after(room: Room, *commands: Command) -> Room:
    """Return the room after some commands, each of which must change it."""
    for command in commands:
        changed, events = apply(room, command)
        assert changed is not room, (command, events)
        room = changed
    return room


def told(room: Room, command: Command) -> tuple[Event, ...]:
    """Return what comes of a command."""
    return apply(room, command)[1]


def votes(room: Room, *options: str) -> Room:
    """Let the first seats vote, one option each."""
    return after(room, *(Vote(2_000, seat, room.round, one, 1) for seat, one in enumerate(options)))


def shown(room: Room, *options: str) -> Room:
    """Return the room with a ballot voted on, locked and shown."""
    room = votes(room, *options)
    return after(room, Lock(3_000, len(room.seats)), Reveal(3_001))


def decided(room: Room, choice: str) -> Room:
    """Commit to a choice and go on to where the next ballot is open, or the ending."""
    room = after(room, Commit(4_000, (choice,)))
    while room.phase in {"betting", "decided", "landed"}:
        room = after(room, GoOn(4_001))
    return room


def opened(seats: int = 3, settings: Settings | None = None) -> Room:
    """Return a room with the first ballot open."""
    return after(lobby(seats, settings), Open(1_500))
