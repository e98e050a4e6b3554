"""A person's screen on a served room, and what it shows."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from serving import CODE

from game.group.invitation import Guest
from game.group.seat_keep import seat_keep
from game.group.seat_line import SeatLine
from game.tui.join_app import JoinApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from serving import Served
    from textual.pilot import Pilot

PATIENCE = 60


class Seated:
    """A person's screen under test."""

    def __init__(self, app: JoinApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    def text(self) -> str:
        """Return the screen as lines of text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in one).rstrip() for one in strips)

    async def until(self, words: str) -> str:
        """Return what is shown once it holds these words."""
        return await self.wait(lambda text: words in text)

    async def wait(self, holds: Callable[[str], bool]) -> str:
        """Return what is shown once something holds of it."""
        end = time.monotonic() + PATIENCE
        while not holds(text := self.text()):
            assert time.monotonic() < end, f"waited in vain:\n{text}"
            await self.pilot.pause(0.01)
        return text

    async def press(self, keys: str, words: str) -> str:
        """Press keys, parted by blanks; return what is shown once it holds these words."""
        for key in keys.split():
            await self.pilot.press(key)
        return await self.until(words)


def line_to(room: Served, saves: Path, name: str = "", *, new: bool = False) -> SeatLine:
    """Return a line to a room, its seat kept in a folder."""
    keep = seat_keep(saves, f"{room.base}/{CODE}", name, new=new)
    return SeatLine(room.base, CODE, keep)


@asynccontextmanager
async def sitting(
    room: Served, saves: Path, name: str = "Ana", *, size: tuple[int, int] = (60, 18)
) -> AsyncIterator[Seated]:
    """Open a person's screen on a served room; without a name it is asked for."""
    line = line_to(room, saves, name)
    with line.keep:
        async with line:
            asked = await line.welcome()
            if asked is not None and name:
                await line.join(Guest(name, asked.teams[0][0] if asked.teams else ""))
                asked = None
            app = JoinApp(saves, line, asked)
            async with app.run_test(size=size, notifications=True) as pilot:
                yield Seated(app, pilot)
