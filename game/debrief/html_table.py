"""A table of the HTML debrief: numbers to the right, a bar beside a share that has one."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.debrief.document import Table

_NUMBER: Final = re.compile(r"((under |over )?[+−-]?[0-9]+( %)?|none|not known)?")
"""What stands in a column of numbers: `12`, `under 1 %`, or the word for a number there is not."""


def table(told: Table, bars: Sequence[str] = ()) -> Iterator[str]:
    """Yield a table that can be scrolled by keys where the window is too narrow for it.

    `bars` are drawings, one a row, that stand before the text of the second column.
    """
    numeric = [_numeric(told, at) for at in range(len(told.headers))]
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{escape(told.caption)}">'
    kind = ' class="bars"' if bars else ""
    yield f"<table{kind}><caption>{escape(told.caption)}</caption>"
    heads = (
        f'<th scope="col"{_class(right=right)}>{escape(head)}</th>'
        for head, right in zip(told.headers, numeric, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for number, (first, *rest) in enumerate(told.rows):
        cells = [
            f"<td{_class(right=right)}>{escape(cell)}</td>"
            for cell, right in zip(rest, numeric[1:], strict=True)
        ]
        if bars:
            cells[0] = (
                f'<td class="share"><div>{bars[number]}<span>{escape(rest[0])}</span></div></td>'
            )
        yield f'<tr><th scope="row">{escape(first)}</th>{"".join(cells)}</tr>'
    yield "</tbody></table></div>"


def _numeric(told: Table, at: int) -> bool:
    cells = [row[at] for row in told.rows]
    return at > 0 and any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)


def _class(*, right: bool) -> str:
    return ' class="number"' if right else ""
