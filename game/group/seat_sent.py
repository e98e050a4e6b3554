"""What a seat has sent, until the room has settled it: received, late or refused."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.group.seat_state import SeatState

LATE: Final = "Your vote came after the vote had closed, and does not count."
LATE_BET: Final = "Your bet came after the bets had closed, and does not count."
RECEIVED: Final = "Received."


class Answer(NamedTuple):
    """What the room says to something that was sent."""

    said: str
    received: bool = True


Told: TypeAlias = "Mapping[str, Any]"
"""A message of the room's."""
Settled: TypeAlias = "Callable[[Told, SeatState | None], Answer | None]"
"""What a message says to what was sent, with the newest state; None if it says nothing to it."""


class Sent:
    """A message on its way. It is sent again until something that the room says settles it."""

    def __init__(self, message: Mapping[str, object], settled: Settled) -> None:
        # As UTF-8, for a plan may take the whole of a message.
        self.text = json.dumps(message, ensure_ascii=False)
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._settled = settled

    def hear(self, told: Told, state: SeatState | None) -> None:
        """Take what the room says, if it speaks of this message."""
        said = self._settled(told, state)
        if said is not None and not self.answer.done():
            self.answer.set_result(said)


def of_vote(round_: int, number: int) -> Settled:
    """Return what settles the vote of a round by its id."""

    def settled(told: Told, state: SeatState | None) -> Answer | None:
        late = told.get("late") or {}
        if late.get("round") == round_ and late.get("id") == number:
            return Answer(LATE, received=False)
        if state is not None and state.round == round_ and state.voted >= number:
            return Answer(f"Received: {state.voted_for}")
        ack = told.get("ack") or {}
        if ack.get("round") == round_ and ack.get("id", 0) >= number:
            # The line was away, and the room has gone on.
            return Answer(RECEIVED)
        return _refusal(told)

    return settled


def of_bet(round_: int, way: str) -> Settled:
    """Return what settles a bet, by its round and what it is."""

    def settled(told: Told, state: SeatState | None) -> Answer | None:
        late = told.get("late") or {}
        if late.get("round") == round_ and late.get("bet"):
            return Answer(LATE_BET, received=False)
        if state is not None and state.round == round_ and state.own_bet == way:
            return Answer(f"Received: {dict(state.bets).get(way, way)}")
        if told.get("ack") == {"round": round_, "way": way}:
            return Answer(RECEIVED)
        return _refusal(told)

    return settled


def of_picks(picks: tuple[str, ...]) -> Settled:
    """Return what settles which qualities were picked."""

    def settled(told: Told, state: SeatState | None) -> Answer | None:
        same = "state" in told and state is not None and state.picks == picks
        return Answer(RECEIVED) if same else _refusal(told)

    return settled


def of_plan(number: int) -> Settled:
    """Return what settles a plan, by the id of its message."""

    def settled(told: Told, state: SeatState | None) -> Answer | None:
        plans = None if state is None else state.plans
        named = (told.get("planned") or {}).get("id", 0)
        same = named >= number or (plans is not None and plans.id >= number)
        return Answer(RECEIVED) if same else _refusal(told)

    return settled


def _refusal(told: Told) -> Answer | None:
    if "refused" not in told:
        return None
    return Answer(clean_line(str(told["refused"]), 300), received=False)
