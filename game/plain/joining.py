"""`common-ground join --plain`: a seat in a room, as lines: for pipes and screen readers."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import TYPE_CHECKING, Final, TypeAlias

from game.group.farewell import farewell
from game.group.seat_line import JoinError, Lost, Over
from game.group.seat_sent import Answer
from game.plain import seat
from game.plain.console import InputEndedError, OutputGoneError, silence, standard
from game.plain.lines import heading, numbered
from game.story.text import clean

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from game.group.invitation import Guest, Invitation
    from game.group.seat_line import SeatLine
    from game.group.seat_state import SeatState
    from game.plain.console import Console

_ASKED: Final = {"name": "Your name, as the room will see it:", "seat_code": "Your seat code:"}
_AWAY: Final = "Not connected. It is sent as soon as the line is back."
_BACK: Final = "Connected again."
_SOON: Final = 10
"""Seconds before the end of a vote at which that is said."""


Heard: TypeAlias = str | Answer | None
"""A typed line, an answer, or None when there will be no further line."""


def join(line: SeatLine, guest: Guest) -> int:
    """Sit down in a room and play along until the room ends or the person leaves."""
    console = standard(os.environ)
    try:
        return asyncio.run(_sit(console, line, guest))
    except JoinError as error:
        sys.stderr.write(f"common-ground: {clean(str(error))}\n")
        return 2
    except OutputGoneError:
        silence(sys.stdout)
        return 0


async def _sit(console: Console, line: SeatLine, guest: Guest) -> int:
    async with line:
        asked = await line.welcome()
        if asked is not None:
            try:
                guest = await asyncio.to_thread(_introduced, console, asked, guest)
            except InputEndedError:
                return 0
            await line.join(guest)
        await _play(console, line)
    console.say_each(farewell(line))
    console.flush()
    return 0


def _introduced(console: Console, asked: Invitation, guest: Guest) -> Guest:
    """Return the guest with all that the room asks of them; raises `InputEndedError`."""
    guest = asked.known(guest)
    for field in asked.missing(guest):
        if field == "team":
            guest = guest._replace(team=_side(console, asked))
        else:
            guest = guest._replace(**{field: console.ask(_ASKED[field])})
    return guest


def _side(console: Console, asked: Invitation) -> str:
    rows = (numbered(at, name) for at, (_, name) in enumerate(asked.teams, 1))
    console.say(heading("Your side"), *rows)
    numbers = {str(at): team for at, (team, _) in enumerate(asked.teams, 1)}
    while (typed := console.ask("The number of your side:")) not in numbers:
        continue
    return numbers[typed]


async def _play(console: Console, line: SeatLine) -> None:
    """Follow the room until it ends, or the person leaves."""
    told = _Teller(console, line)
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    # A daemon thread: a terminal that nobody types into must not keep the program open.
    threading.Thread(target=_read, args=(console, loop, heard), daemon=True).start()
    parts = (_listen(line, told), _answer(told, heard), _watch(line, told))
    tasks = [asyncio.ensure_future(one) for one in parts]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for one in rest:
        one.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    for one in done:
        one.result()


def _read(console: Console, loop: asyncio.AbstractEventLoop, heard: asyncio.Queue[Heard]) -> None:
    while True:
        try:
            typed: str | None = console.read()
        except InputEndedError:
            typed = None
        try:
            loop.call_soon_threadsafe(heard.put_nowait, typed)
        except RuntimeError:
            return
        if typed is None:
            return


async def _listen(line: SeatLine, told: _Teller) -> None:
    async for state in line.states():
        if not isinstance(state, Over):
            told.tell(state)


async def _watch(line: SeatLine, told: _Teller) -> None:
    """Say once when the time of a vote is nearly up."""
    warned: int | None = None
    while True:
        await asyncio.sleep(1)
        left = line.left()
        deadline = None if line.state is None else line.state.deadline
        if left is not None and 0 < left <= _SOON and warned != deadline:
            warned = deadline
            told.say(seat.time_left(left))


async def _answer(told: _Teller, heard: asyncio.Queue[Heard]) -> None:
    """Send what is typed, and say what the room says to it; return when the person leaves."""
    sending: asyncio.Task[None] | None = None

    async def send(answer: Coroutine[None, None, Answer]) -> None:
        heard.put_nowait(await answer)

    try:
        while True:
            words = await heard.get()
            if isinstance(words, Answer):
                told.say(words.said)
            elif words is None:
                # Input that was piped in is over; the room is followed to its end.
                continue
            elif words.casefold() in {"q", "quit"}:
                return
            elif (answer := told.take(words)) is not None:
                if sending is not None:
                    # The room keeps the last answer: what is still on its way is out of date.
                    sending.cancel()
                sending = asyncio.create_task(send(answer))
    finally:
        if sending is not None:
            sending.cancel()


class _Teller:
    """Says what is new of the room, and nothing twice."""

    def __init__(self, console: Console, line: SeatLine) -> None:
        self._console = console
        self._line = line
        self._state: SeatState | None = None
        self._lost = False

    def say(self, sentence: str) -> None:
        """Say one sentence."""
        self._console.say(sentence)
        self._console.flush()

    def tell(self, state: SeatState | Lost) -> None:
        """Say what a new state brings."""
        if isinstance(state, Lost):
            self._lost = True
            self.say(state.said)
            return
        if self._lost:
            self._lost = False
            self._console.say(_BACK)
        before, self._state = self._state, state
        for group in seat.new(before, state, self._line.left()):
            self._console.say(*group)
        self._console.flush()

    def take(self, typed: str) -> Coroutine[None, None, Answer] | None:
        """Answer what was typed, or return the message that it sends."""
        state = self._state
        if state is None or not typed:
            return None
        if typed in {"r", "R"}:
            for group in seat.whole(state, self._line.left()):
                self._console.say(*group)
            self._console.flush()
        elif typed in {"t", "T"}:
            self.say(seat.time_left(self._line.left()))
        elif state.asked == "plan" and typed != "?":
            return self._sent(self._line.write(typed))
        elif (found := seat.picked(typed, state)) is not None:
            return self._sent(self._chosen(state, found))
        else:
            self.say(seat.help_line(state.asked))
        return None

    def _chosen(self, state: SeatState, found: tuple[str, ...]) -> Coroutine[None, None, Answer]:
        if state.asked == "pick":
            return self._line.pick(found)
        return self._line.bet(found[0]) if state.asked == "bet" else self._line.vote(found[0])

    def _sent(self, answer: Coroutine[None, None, Answer]) -> Coroutine[None, None, Answer]:
        if self._lost:
            self.say(_AWAY)
        return answer
