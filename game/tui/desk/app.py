"""The desk as an app of its own: it keeps no runs, and takes its colours from the settings."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType

from game.storage import settings as settings_file
from game.tui.desk.screen import DeskScreen
from game.tui.dress import Dressed

if TYPE_CHECKING:
    from textual.screen import Screen


_SHEETS: Final = (
    Path(__file__).parents[1] / "app.tcss",
    Path(__file__).with_name("desk.tcss"),
)


class DeskApp(Dressed):
    """The desk of one story file; `folder` is where the settings are kept."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(settings_file.load(folder), _SHEETS)
        self._path = path

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
