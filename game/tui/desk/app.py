"""The desk as an app of its own: it keeps no runs, and takes its colours from the settings."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from game.storage import settings as settings_file
from game.tui import theme
from game.tui.app import CommonGround
from game.tui.desk.screen import DeskScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen


class DeskApp(App[None]):
    """The desk of one story file; `folder` is where the settings are kept."""

    TITLE = "Common Ground"
    CSS_PATH = ["../app.tcss", "desk.tcss"]  # noqa: RUF012, Textual's own declaration
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = CommonGround.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = CommonGround.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__()
        self._path = path
        for one in theme.THEMES:
            self.register_theme(one)
        settings = settings_file.load(folder)
        self.theme = theme.NAMES[settings.theme]
        if settings.reduced_motion:
            self.animation_level = "none"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name the colours that a theme of Textual's own does not have."""
        return dict(theme.FALLBACK)

    def get_default_screen(self) -> Screen[None]:
        """Return the desk."""
        return DeskScreen(self._path)


def run(path: Path, folder: Path) -> int:
    """Open the desk on the terminal; return its exit status."""
    # What is imported lives to the end: the collector need not look at it again.
    gc.freeze()
    app = DeskApp(path, folder)
    app.run(mouse=os.environ.get("COMMON_GROUND_MOUSE") != "off")
    return app.return_code or 0
