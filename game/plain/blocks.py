"""The blocks of the debrief as lines: a table is read row by row, each cell with its header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from game.debrief.document import (
    Ask,
    Columns,
    Curves,
    Heading,
    Histogram,
    Items,
    Link,
    Prose,
    Table,
    WhatIf,
)
from game.debrief.histogram import rows_of
from game.plain.lines import heading, item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.document import Block, Column
    from game.plain.lines import Text

_NOTHING: Final = ("", "–")
"""What stands in a cell for which there is nothing to say."""


def rendered(block: Block) -> Iterator[tuple[Text, ...]]:
    """Yield the lines of a block, those together that belong together."""
    match block:
        case Heading():
            yield (heading(block.text),)
        case Prose():
            yield from ((paragraph,) for paragraph in block.paragraphs)
        case Items():
            yield tuple(item(one) for one in block.items)
        case Table():
            yield (heading(block.caption), *(_row(block, row) for row in block.rows))
        case Columns():
            yield _column(block.left)
            yield _column(block.right)
        case Link():
            yield (item(f"{block.text}: {block.address}"),)
        case Histogram():
            table = rows_of(block)
            yield (heading(table.caption), *(_row(table, row) for row in table.rows))
        case WhatIf():
            yield (block.text,)
        case Ask() | Curves():
            # A question is a prompt, and the table after the curves says the same.
            return
        case _:
            assert_never(block)


def prompt(ask: Ask) -> str:
    """Return a question as a prompt, with what was answered so far."""
    if ask.value:
        return f"{ask.label} (so far: {ask.value}; Enter keeps it):"
    example = f"{ask.placeholder}; " if ask.placeholder else ""
    return f"{ask.label} ({example}Enter skips):"


def _row(table: Table, row: tuple[str, ...]) -> str:
    """Return a row as a sentence. A number needs the header before it; a name says what it is."""
    name, *cells = row
    numbered = any(letter.isdigit() for letter in name.split(" ", 1)[0])
    label = f"{table.headers[0]} {name}" if numbered else name
    told = (
        f"{head}: {cell}" if head[:1].isdigit() else f"{head} {cell}"
        for head, cell in zip(table.headers[1:], cells, strict=True)
        if cell not in _NOTHING
    )
    return ": ".join(part for part in (label, ", ".join(told)) if part)


def _column(column: Column) -> tuple[Text, ...]:
    return (heading(column.title), *(item(one) for one in column.items))
