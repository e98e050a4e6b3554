"""The blocks a rendering of the debrief knows. Texts are data: a rendering escapes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from game.story.prose import Paragraph


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a page, one line of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs to read."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list without an order, one paragraph an item."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Plain texts in columns; every row is as long as `headers`. The first column names the row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: whole numbers 0..100, one for each label. `mark` is a letter to draw it with."""

    name: str
    values: tuple[int, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves over the same points; a table with the same numbers always follows."""

    series: tuple[Series, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One of two columns: what it is about, and a list."""

    title: str
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Two lists side by side, or one below the other where there is no room."""

    left: Column
    right: Column


@dataclass(frozen=True, slots=True)
class Ask:
    """A question with a field of one line; it may stay empty.

    `field` is the name that `game.debrief.reflections.answer` takes; `value` is what was answered.
    """

    field: str
    label: str
    value: str = ""
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A source: what it is, and its address, which is ours and never a story's."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One range of a number: its least and most value, and the share of all in it, 0..1.

    `marks` are plain texts that say who stands in it.
    """

    least: int
    most: int
    share: float
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """How a number is spread: ranges of one width, the lowest first. It holds its own numbers."""

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another choice to play on with: the decision's number from 1, and the choice's id.

    `text` says it in words. A rendering in which nobody can play shows the words alone.
    """

    decision: int
    choice: str
    text: Paragraph


Block: TypeAlias = (
    Heading | Prose | Items | Table | Curves | Columns | Ask | Link | Histogram | WhatIf
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the debrief; `id` stays the same from version to version."""

    id: str
    title: str
    blocks: tuple[Block, ...]
