"""The debrief as one Markdown file. It renders the pages and knows nothing of a run."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from game.debrief.document import (
    Ask,
    Block,
    Column,
    Columns,
    Curves,
    Heading,
    Histogram,
    Items,
    Link,
    Page,
    Prose,
    Table,
    WhatIf,
)
from game.debrief.escaping import at_line_start, escape, styled
from game.debrief.histogram import rows_of
from game.debrief.pages import pages
from game.debrief.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.debrief.debrief import Debrief
    from game.story.prose import Paragraph

_LINE: Final = "_" * 40
"""A line to fill in: CommonMark draws it as a rule."""


def markdown(debrief: Debrief) -> str:
    """Return all pages as CommonMark with one pipe table; each paragraph stands on one line."""
    story = debrief.run.story
    return document(f"{one_line(story.title, story)}: debrief", pages(debrief))


def document(title: str, told: Iterable[Page]) -> str:
    """Return any pages as CommonMark under a title."""
    parts = [f"# {escape(title)}"]
    for page in told:
        parts += _page(page)
    return "\n\n".join(parts) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"## {escape(page.title)}"
    for block in page.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"### {escape(text)}"
        case Prose(paragraphs):
            yield from (_paragraph(paragraph) for paragraph in paragraphs)
        case WhatIf():
            yield _paragraph(block.text)
        case Items(items):
            yield _items(items)
        case Table() | Histogram():
            yield from _table(block if isinstance(block, Table) else rows_of(block))
        case Curves():
            pass  # The table that follows has the same numbers.
        case Columns():
            yield from (line for side in (block.left, block.right) for line in _column(side))
        case Ask():
            yield f"**{escape(block.label)}**"
            yield f"> {at_line_start(escape(block.value))}" if block.value else _LINE
        case Link(text, address):
            yield f"{escape(text)}: <{address}>"


def _paragraph(paragraph: Paragraph) -> str:
    """Return one line; neighbours of one style are joined, so that their marks can't meet."""
    runs = [
        ("".join(span.text for span in spans), strong, emphasis)
        for (strong, emphasis), spans in groupby(
            paragraph, key=lambda span: (span.strong, span.emphasis)
        )
    ]
    return at_line_start(styled(runs))


def _items(items: tuple[Paragraph, ...]) -> str:
    return "\n".join(f"- {_paragraph(item)}" for item in items)


def _column(column: Column) -> Iterator[str]:
    yield f"### {escape(column.title)}"
    yield _items(column.items)


def _table(table: Table) -> Iterator[str]:
    yield escape(table.caption)
    ruler = ["---", *["---:"] * (len(table.headers) - 1)]
    rows = (table.headers, *table.rows)
    cells = [[escape(cell) for cell in row] for row in rows]
    cells.insert(1, ruler)
    yield "\n".join(f"| {' | '.join(row)} |" for row in cells)
