"""100,000 messages that nobody should send: each is refused in a sentence, and nothing grows."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from rooms import opened

from game.group.events import Refused
from game.group.messages import Bet, Pick, Vote, Write
from game.group.phones import answer, command_of
from game.group.room import apply
from game.group.wire import KINDS, WireError, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.group.messages import Command

MESSAGES = 100_000
_WORDS = (
    "vote",
    "bet",
    "way",
    "pick",
    "plan",
    "text",
    "do",
    "round",
    "option",
    "id",
    "seat",
    "at",
    "ask",
    "take",
    "settings",
)
_ODD = ("", "\x00", "\u202e", "x" * 300, "9" * 40, "[bold]", "<b>", "\ud800", "ask+take")


def value(dice: random.Random, depth: int = 3) -> object:
    """Return a JSON value of any kind."""
    kind = dice.randrange(9 if depth else 6)
    if kind == 0:
        return dice.choice((None, True, False))
    if kind in {1, 2}:
        return dice.choice((0, 1, 2, -1, 2**31, 2**63, 10**30, 1.5, 1e300))
    if kind in {3, 4, 5}:
        return dice.choice((*_WORDS, *_ODD))
    if kind == 6:
        return [value(dice, depth - 1) for _ in range(dice.randrange(12))]
    return message(dice, depth - 1)


def message(dice: random.Random, depth: int = 3) -> Mapping[str, object]:
    """Return an object, more often than not with names that mean something."""
    return {dice.choice((*_WORDS, *_ODD)): value(dice, depth) for _ in range(dice.randrange(1, 5))}


def near(dice: random.Random) -> Mapping[str, object]:
    """Return a vote with something wrong in it, or something that only the host may send."""
    vote: dict[str, object] = {"round": 1, "option": "ask", "id": dice.randrange(1, 40)}
    if dice.randrange(4):
        vote[dice.choice(("round", "option", "id", "seat", "at", "do"))] = value(dice, 1)
    if dice.randrange(5):
        return {"vote": vote}
    return {"do": dice.choice(tuple(KINDS)), **vote}


def understood(read: Callable[[], Command]) -> Command | str:
    """Return the command that a message is, or why it is none."""
    try:
        return read()
    except WireError as error:
        return str(error)


def test_a_phone_can_send_anything() -> None:
    """No message of a phone raises, moves the room, or makes it larger than its seats."""
    dice = random.Random(7)
    room = opened(3)
    began = room
    counted = 0
    for number in range(MESSAGES):
        sent = near(dice) if number % 2 else message(dice)
        seat = dice.randrange(4)
        command = understood(lambda sent=sent, seat=seat: command_of(seat, sent))
        if isinstance(command, str):
            continue
        assert isinstance(command, Vote | Bet | Pick | Write)
        assert command.seat == seat
        room, events = apply(room, command)
        json.dumps(answer(events))
        counted += not any(isinstance(event, Refused) for event in events)
    assert counted > 1_000
    assert (room.phase, room.round, room.run, room.seats) == (
        began.phase,
        began.round,
        began.run,
        began.seats,
    )
    assert room.ballot is not None
    assert len(room.ballot.votes) <= 3
    assert sum(room.ballot.voted) == 3


def test_the_hosts_line_can_be_sent_anything() -> None:
    """Whatever an object holds, it is a command, or a sentence says that it is none."""
    dice = random.Random(8)
    for _ in range(20_000):
        table = {"do": dice.choice((*KINDS, "", "vote")), **message(dice)}
        command = understood(lambda table=table: decode(table))
        assert not isinstance(command, str) or len(command) < 200
