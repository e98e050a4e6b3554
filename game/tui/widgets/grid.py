"""A table as aligned text; where its columns find no room, each row as a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size

    from game.debrief.document import Table

_GAP: Final = "  "


class Grid(Widget):
    """Shows a `Table`: the first column to the left, numbers to the right."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def render(self) -> Content:
        """Return the table at the widget's width."""
        return Content("\n").join(self._lines(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002, the widget's contract
        """Return the number of rows that the table takes."""
        return sum(len(line.wrap(max(width, 1))) for line in self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        table = self._table
        caption = [Content.assemble((table.caption, "italic"))] if table.caption else []
        head, *rows = _aligned(table)
        if len(head) > width:
            return [*caption, *(line for row in table.rows for line in _told(table, row))]
        return [*caption, Content.assemble((head, "bold")), *map(Content, rows)]


def _aligned(table: Table) -> list[str]:
    lines = [table.headers, *table.rows]
    columns = range(len(table.headers))
    widths = [max(len(line[at]) for line in lines) for at in columns]
    numeric = [
        bool(table.rows) and all(_is_number(row[at]) for row in table.rows) for at in columns
    ]
    return [
        _GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        for line in lines
    ]


def _told(table: Table, row: tuple[str, ...]) -> tuple[Content, Content]:
    """Return a row in two lines: its name, then each cell with its header."""
    cells = zip(table.headers[1:], row[1:], strict=True)
    said = ", ".join(f"{head.lower()} {cell}" for head, cell in cells)
    return Content.assemble((row[0], "bold")), Content(said)


def _is_number(cell: str) -> bool:
    return not cell or cell.endswith("%") or cell.lstrip("+-−").isdigit()
