"""The one writer: applies each command at once, and lets answers out when the log has them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeAlias

from game.group.room import apply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from game.group.events import Event
    from game.group.journal import Journal
    from game.group.messages import Command
    from game.group.state import Room

    Answer: TypeAlias = Callable[[tuple[Event, ...]], None]
    Publish: TypeAlias = Callable[[Sequence[Event]], Awaitable[None]]

COMMIT_EVERY: Final = 0.02
"""Seconds from one sync to the next: one sync then serves all who came in between."""
RETRY_EVERY: Final = 0.5


class Writer:
    """Between `apply` and the log nothing waits: no two commands see the same room.

    `room` is the room as it is decided, `committed` the room as the log has it, which is the only
    one that anybody is shown. `problem` says why nothing is written, else it is empty.
    """

    def __init__(self, room: Room, journal: Journal, publish: Publish) -> None:
        self.room = room
        self.committed = room
        self.problem = ""
        self._journal = journal
        self._publish = publish
        self._commands: list[Command] = []
        self._answers: list[tuple[Answer | None, tuple[Event, ...]]] = []
        self._wake = asyncio.Event()
        self._stopping = False
        # A thread of its own: names are looked up in the loop's, which may be slow.
        self._thread = ThreadPoolExecutor(1, "journal")

    def submit(self, command: Command, answer: Answer | None = None) -> None:
        """Apply a command; `answer` is called with its events after the log has it."""
        room, events = apply(self.room, command)
        if room is not self.room:
            self.room = room
            self._commands.append(command)
        self._answers.append((answer, events))
        self._wake.set()

    async def submitted(self, command: Command) -> tuple[Event, ...]:
        """Apply a command; return its events after the log has it."""
        done: asyncio.Future[tuple[Event, ...]] = asyncio.get_running_loop().create_future()

        def answer(events: tuple[Event, ...]) -> None:
            if not done.cancelled():
                done.set_result(events)

        self.submit(command, answer)
        return await done

    async def run(self) -> None:
        """Commit what is submitted, batch by batch, until `stop` and nothing is left."""
        loop = asyncio.get_running_loop()
        while not self._stopping or self._answers:
            await self._wake.wait()
            started = loop.time()
            await self._commit()
            await asyncio.sleep(started + COMMIT_EVERY - loop.time())
        self._thread.shutdown()

    def stop(self) -> None:
        """Let `run` end once everything is committed."""
        self._stopping = True
        self._wake.set()

    async def _commit(self) -> None:
        self._wake.clear()
        room = self.room
        batch, self._commands = self._commands, []
        answers, self._answers = self._answers, []
        if batch:
            await self._write(batch)
        self.committed = room
        for answer, events in answers:
            if answer is not None:
                answer(events)
        await self._publish([event for _, events in answers for event in events])

    async def _write(self, batch: list[Command]) -> None:
        """Write a batch; while that fails nothing is acknowledged, and nothing is lost."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                await loop.run_in_executor(self._thread, self._journal.append, batch)
            except OSError as error:
                why = (error.strerror or str(error)).lower()
                self.problem = f"Nothing is recorded: {why}. Make room on the disk; votes wait."
                await self._publish(())
                await asyncio.sleep(RETRY_EVERY)
            else:
                self.problem = ""
                return
