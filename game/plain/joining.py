"""`common-ground join`: a seat in a room, as lines: for terminals and screen readers."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from typing import TYPE_CHECKING

from game.group.seat_line import JoinError, SeatLine, address_of
from game.plain.console import InputEndedError, OutputGoneError, silence, standard
from game.plain.lines import heading, numbered
from game.plain.planning import said, too_long
from game.story.text import clean

if TYPE_CHECKING:
    from game.group.seat_line import SeatState
    from game.group.seat_plans import Planning
    from game.plain.console import Console

_HELP_BET = "Type the number of a bet, or nothing; another number changes it; q leaves."
_HELP = "Type the number of an answer; another number changes your mind; q leaves."


def join(url: str, name: str, team: str) -> int:
    """Sit down in a room and play along until the room ends or the person leaves."""
    console = standard(os.environ)
    try:
        base, code = address_of(url)
        return asyncio.run(_sit(console, SeatLine(base, code), name, team))
    except JoinError as error:
        sys.stderr.write(f"common-ground: {clean(str(error))}\n")
        return 2
    except OutputGoneError:
        silence(sys.stdout)
        return 0


async def _sit(console: Console, line: SeatLine, name: str, team: str) -> int:
    async with line:
        if not name:
            try:
                name = await asyncio.to_thread(console.ask, "Your name, as the room will see it:")
            except InputEndedError:
                return 0
        await line.join(name, team)
        told = _Teller(console)
        typed: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        # A daemon thread: a terminal that nobody types into must not keep the program open.
        threading.Thread(target=_read, args=(console, loop, typed), daemon=True).start()
        listening = asyncio.create_task(_listen(line, told))
        answering = asyncio.create_task(_answer(line, told, typed))
        done, rest = await asyncio.wait({listening, answering}, return_when=asyncio.FIRST_COMPLETED)
        for one in rest:
            one.cancel()
        for one in done:
            one.result()
    console.say("You have left the room.")
    return 0


def _read(
    console: Console, loop: asyncio.AbstractEventLoop, typed: asyncio.Queue[str | None]
) -> None:
    while True:
        try:
            line: str | None = console.read()
        except InputEndedError:
            line = None
        try:
            loop.call_soon_threadsafe(typed.put_nowait, line)
        except RuntimeError:
            return
        if line is None:
            return


async def _listen(line: SeatLine, told: _Teller) -> None:
    async for state in line.states():
        told.tell(state)


async def _answer(line: SeatLine, told: _Teller, typed: asyncio.Queue[str | None]) -> None:
    while True:
        words = await typed.get()
        if words is None:
            # Input that was piped in is over; the room is followed to its end.
            await asyncio.Event().wait()
        elif words.casefold() in {"q", "quit"}:
            return
        elif words and (plans := told.plans) is not None:
            told.say(too_long(words, plans) or await line.write(words))
        elif words and (way := told.bet(words)) is not None:
            told.say(await line.bet(way))
        elif words and (option := told.option(words)) is not None:
            told.say(await line.vote(option))
        elif words:
            told.say(told.help)


def _place(state: SeatState) -> tuple[str, int, bool]:
    return state.phase, state.round, state.plans is not None


class _Teller:
    """Says what is new of the room, and nothing twice."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._state: SeatState | None = None

    def say(self, sentence: str) -> None:
        """Say one sentence."""
        self._console.say(sentence)
        self._console.flush()

    def tell(self, state: SeatState | str) -> None:
        """Say what a new state brings."""
        if isinstance(state, str):
            self.say(state)
            return
        before, self._state = self._state, state
        new_plans = said(before.plans if before is not None else None, state.plans)
        if before is not None and _place(before) == _place(state):
            self._console.say_each(tuple(new_plans))
            self._console.flush()
            return
        if state.bet:
            self._console.say(state.bet)
        if before is None or before.phase != "decided" or state.phase != "landed":
            self._tell(state)
        self._console.say_each(tuple(new_plans))
        self._console.flush()

    def _tell(self, state: SeatState) -> None:
        self._console.say(heading(state.title), state.status)
        self._console.say_each(state.text)
        if state.chosen:
            self._console.say(state.chosen)
        for split in state.splits:
            self._console.say(*split)
        listed = state.options or state.bets
        if listed:
            answers = (numbered(number, text) for number, (_, text) in enumerate(listed, 1))
            self._console.say(heading(state.question), *answers, self.help)

    @property
    def help(self) -> str:
        """What can be typed now."""
        return _HELP_BET if self._state is not None and self._state.bets else _HELP

    def bet(self, words: str) -> str | None:
        """Return the bet that a number means, while bets are taken."""
        return _picked(words, self._state.bets if self._state is not None else ())

    @property
    def plans(self) -> Planning | None:
        """What is asked where plans are written; None elsewhere."""
        return self._state.plans if self._state is not None else None

    def option(self, words: str) -> str | None:
        """Return the answer that a number means."""
        return _picked(words, self._state.options if self._state is not None else ())


def _picked(words: str, listed: tuple[tuple[str, str], ...]) -> str | None:
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 4 else 0  # noqa: PLR2004, digits
    return listed[number - 1][0] if 0 < number <= len(listed) else None
