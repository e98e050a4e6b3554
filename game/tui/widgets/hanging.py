"""Rows that begin with a number, the rest of each below its first word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size

_INDENT = 3


class Row(NamedTuple):
    """What stands before a row, at most two letters, and the row, which is wrapped."""

    lead: str
    said: Content


class Hanging(Widget, can_focus=False):
    """Shows rows; reads at any width."""

    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Return every row at the widget's width."""
        return Content("\n").join(self._lines(self.size.width or 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002, the widget's contract
        """Return the number of lines that all rows take."""
        return len(self._lines(width))

    def watch_rows(self, rows: tuple[Row, ...]) -> None:
        """Take no room where there is nothing to show."""
        self.display = bool(rows)

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for lead, said in self.rows:
            for at, line in enumerate(said.wrap(max(10, width - _INDENT))):
                lines.append(
                    Content.assemble(((lead if not at else "").ljust(_INDENT), "bold"), line)
                )
        return lines
