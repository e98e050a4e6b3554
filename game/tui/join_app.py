"""`common-ground join` on a terminal: a seat in a room as a screen."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from game.group.farewell import farewell
from game.group.invitation import Guest
from game.group.seat_line import JoinError
from game.storage import settings as settings_file
from game.tui.dress import Dressed

if TYPE_CHECKING:
    from textual.content import Content
    from textual.screen import Screen

    from game.group.invitation import Invitation
    from game.group.seat_line import SeatLine

_SHEETS: Final = (
    Path(__file__).with_name("app.tcss"),
    Path(__file__).parent / "screens" / "seat.tcss",
)

_NOBODY: Final = Guest()


class JoinApp(Dressed):
    """One person's screen. `asked` is what the room still asks before they sit, None if nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "leave", "Leave the room"),
        Binding("ctrl+c", "quit", "Leave at once", show=False, priority=True),
    ]

    def __init__(
        self,
        folder: Path,
        line: SeatLine,
        asked: Invitation | None = None,
        guest: Guest = _NOBODY,
    ) -> None:
        """Open `line`; `folder` has the settings, `guest` says what was given already."""
        super().__init__(settings_file.load(folder), _SHEETS)
        self.line = line
        self._asked = asked
        self._guest = guest

    def get_default_screen(self) -> Screen[None]:
        """Return the seat, or what is asked before."""
        from game.tui.screens.join import JoinScreen

        if self._asked is None:
            return self._seat()
        return JoinScreen(self.line, self._asked, self._guest, self._seated)

    def _seat(self) -> Screen[None]:
        from game.tui.screens.seat import SeatScreen

        return SeatScreen(self.line)

    def _seated(self) -> None:
        self.push_screen(self._seat())

    @work
    async def action_leave(self) -> None:
        """Leave, after asking."""
        from game.tui.widgets.dialog import Dialog

        if isinstance(self.screen, Dialog):
            return
        options: list[tuple[Content | str, bool]] = [
            ("Stay", False),
            ("Leave; your votes stay, and the same command brings you back", True),
        ]
        if await self.push_screen_wait(Dialog("Leave the room?", "", options)):
            self.exit()


def run(folder: Path, line: SeatLine, guest: Guest) -> int:
    """Sit down in a room and play along; return the exit status."""
    gc.freeze()
    try:
        app = asyncio.run(_sit(folder, line, guest))
    except JoinError as error:
        sys.stderr.write(f"common-ground: {error}\n")
        return 2
    sys.stdout.write("".join(f"{one}\n" for one in farewell(line)))
    return app.return_code or 0


async def _sit(folder: Path, line: SeatLine, guest: Guest) -> JoinApp:
    async with line:
        asked = await line.welcome()
        if asked is not None:
            guest = asked.known(guest)
            if not asked.missing(guest):
                await line.join(guest)
                asked = None
        app = JoinApp(folder, line, asked, guest)
        await app.run_async(mouse=os.environ.get("COMMON_GROUND_MOUSE") != "off")
    return app
