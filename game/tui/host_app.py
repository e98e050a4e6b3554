"""The host's app: one screen on one room."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType

from game.group.addresses import ALONE
from game.group.client import HostLine
from game.storage import settings as settings_file
from game.tui.dress import Dressed

if TYPE_CHECKING:
    from textual.content import Content
    from textual.screen import Screen

    from game.group.sessions import Place
    from game.group.wifi import Wifi
    from game.story.compiled import Story

_SCREENS: Final = Path(__file__).parent / "screens"


class HostApp(Dressed):
    """Shows the room of a session folder; `console` for a facilitator's own view."""

    VERTICAL_BREAKPOINTS = [  # noqa: RUF012, Textual's own declaration
        (0, "-low"),
        (24, "-high"),
        (32, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "leave", "Leave, or end the session"),
        Binding("ctrl+c", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(  # noqa: PLR0913, what a screen on a room is opened with
        self,
        folder: Path,
        session: Path,
        story: Story,
        place: Place,
        *,
        console: bool = False,
        wifi: Wifi | None = None,
    ) -> None:
        sheets = (_SCREENS.parent / "app.tcss", _SCREENS / "host.tcss")
        super().__init__(settings_file.load(folder), sheets)
        self.wifi = wifi
        """The room's Wi-Fi, if its code is to be shown; known to this process alone."""
        self.network = place.address != ALONE
        self.ended = False
        """Whether the session is over, and not only this screen."""
        self.line = HostLine(session, console=console)
        self._story = story
        self._place = place
        self._console = console

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen."""
        from game.tui.screens.host import HostScreen

        return HostScreen(self.line, self._story, self._place, console=self._console)

    def room_ended(self) -> None:
        """Leave: the room was closed, here or on another screen."""
        self.ended = True
        self.exit()

    @work
    async def action_leave(self) -> None:
        """Leave this screen, and the room running or not."""
        from game.tui.widgets.dialog import Dialog

        if isinstance(self.screen, Dialog):
            self.screen.dismiss(None)
            return
        options: list[tuple[Content | str, str]] = [
            ("Stay", "stay"),
            (
                "Leave this screen; the room goes on, and host --resume comes back",
                "leave",
            ),
            ("End the session for everybody; all is kept", "end"),
        ]
        picked = await self.push_screen_wait(Dialog("Leave?", "", options))
        if picked == "end":
            self.ended = not await self.line.do("quit")
        if picked in {"leave", "end"}:
            self.exit()


def run(app: HostApp) -> int:
    """Open a host's screen on the terminal; return its exit status."""
    gc.freeze()
    app.run()
    return app.return_code or 0
