"""Every shipped story is played through by rooms that vote at random."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from rooms import after, lobby

from game.engine.run import replay
from game.group import host_view, phone_view
from game.group.hub import dumps
from game.group.messages import Commit, GoOn, Lock, Open, Reveal, Vote
from game.group.state import Phase, Room, standing
from game.story.library import Broken, load, shipped

if TYPE_CHECKING:
    from pathlib import Path

STORIES = sorted(shipped().glob("*.toml"))
SEATS = 7


def voted(room: Room, dice: random.Random) -> Room:
    """Let every seat vote, as far as its side votes."""
    ballot = room.ballot
    assert ballot is not None
    for number, seat in enumerate(room.seats):
        side = ballot.side_of(seat.team)
        if side is not None:
            option = dice.choice(ballot.sides[side].options)
            room = after(room, Vote(2_000, number, room.round, option, 1))
    return room


def looked_at(room: Room) -> None:
    """Make every view there is: none fails, and a phone's stays small."""
    for number, seat in enumerate(room.seats):
        told = phone_view.shared(room, seat.team) | phone_view.own(room, number, seat)
        assert len(dumps(told)) < 8_000
    dumps(host_view.projector(room, 3, 9_000) | host_view.console(room, {1, 2}, 9_000))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_room_plays_it_to_an_ending(path: Path) -> None:
    """From the lobby to the debrief; what was played is what the engine replays."""
    story = load(path)
    assert not isinstance(story, Broken)
    for seed in range(20):
        dice = random.Random(seed)
        room = after(lobby(SEATS, story=story), Open(1_500))
        while room.phase is not Phase.DEBRIEF:
            looked_at(room)
            if room.phase is Phase.OPEN:
                room = after(voted(room, dice), Lock(3_000, SEATS))
            elif room.phase is Phase.LOCKED:
                room = after(room, Reveal(3_001))
            elif room.phase is Phase.SHOWN:
                chosen = tuple(dice.choice(outcome.leaders) for _, outcome, _ in standing(room))
                room = after(room, Commit(4_000, chosen))
            else:
                room = after(room, GoOn(5_000))
        looked_at(room)
        assert room.run.ended
        assert room.run == replay(story, room.run.choices)
