"""The debrief's blocks as widgets: one function from block to widget, no words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Input, Static

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
    Prose,
    Table,
    WhatIf,
)
from game.debrief.histogram import bars_of
from game.tui import safe
from game.tui.widgets.grid import Grid

if TYPE_CHECKING:
    from textual.widget import Widget

    from game.story.compiled import Story
    from game.story.prose import Paragraph

_BULLET: Final = "·  "


class Field(Input):
    """A field of the debrief; `field` is the name of what it answers."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask.value, placeholder=ask.placeholder, select_on_focus=False)
        self.field = ask.field
        self.cursor_blink = False


def render(block: Block, story: Story | None) -> Widget:
    """Return the widget that shows a block; names of a story's cast have their colours."""
    order = () if story is None else tuple(story.cast)
    if isinstance(block, Ask):
        return Vertical(Static(Content(block.label)), Field(block), classes="ask")
    if isinstance(block, Curves):
        # Imported here: plotting takes 20 ms, and one page needs it.
        from game.tui.widgets.plot import Plot

        return Plot(block)
    if isinstance(block, Columns):
        sides = (_column(block.left, order), _column(block.right, order))
        return Container(*sides, classes="columns")
    return _words(block, order)


def _words(
    block: Heading | Prose | Items | Table | Link | Histogram | WhatIf, order: tuple[str, ...]
) -> Widget:
    match block:
        case Heading():
            return Static(Content(block.text), classes="heading")
        case Prose():
            paragraphs = [safe.paragraph(one, order) for one in block.paragraphs]
            return Static(safe.BLANK.join(paragraphs))
        case Items():
            return _items(block.items, order)
        case Link() | WhatIf():
            return Static(_line(block, order))
        case Table():
            return Grid(block)
        case _:
            return Static(_histogram(block), classes="table")


def _column(column: Column, order: tuple[str, ...]) -> Widget:
    return Vertical(Static(Content(column.title), classes="heading"), _items(column.items, order))


def _items(items: tuple[Paragraph, ...], order: tuple[str, ...]) -> Widget:
    rows = [
        Container(
            Static(_BULLET, classes="bullet"),
            Static(safe.paragraph(item, order), classes="item"),
            classes="row",
        )
        for item in items
    ]
    return Vertical(*rows, classes="items")


def _line(block: Link | WhatIf, order: tuple[str, ...]) -> Content:
    if isinstance(block, WhatIf):
        return safe.paragraph(block.text, order)
    return Content(f"{block.text}: {block.address}")


def _histogram(block: Histogram) -> Content:
    """Return a picture of bars with their numbers; who stands in a range is said beside it."""
    lines = [
        Content.assemble((label, ""), (bar, "$primary"), (share, ""), (marks, "bold"))
        for label, bar, share, marks in bars_of(block)
    ]
    return Content("\n").join([Content.assemble((block.caption, "bold")), *lines])
