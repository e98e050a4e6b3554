"""A line that says how far work is that nobody waits for; it is gone once that is done."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.widgets import Static

_WIDTH: Final = 24


class Working(Static):
    """One line. Textual's own bar has three widgets and no words."""

    def on_mount(self) -> None:
        """Stay away until there is something to say."""
        self.display = False

    def show(self, done: int, whole: int) -> None:
        """Say how much of the work is done."""
        filled = _WIDTH * done // max(1, whole)
        bar = "━" * filled + "╌" * (_WIDTH - filled)
        self.update(
            Content.assemble(
                "Working through every playthrough  ",
                (bar, "$primary"),
                f"  {done} of {whole} scenes",
            )
        )
        self.display = True

    def end(self, problem: str) -> None:
        """Go away, or say what went wrong."""
        self.update(Content(problem))
        self.display = bool(problem)
