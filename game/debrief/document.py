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
    """One curve: whole numbers 0..100, one for each label."""

    name: str
    values: tuple[int, ...]


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


Block: TypeAlias = Heading | Prose | Items | Table | Curves | Columns | Ask | Link


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the debrief; `id` stays the same from version to version."""

    id: str
    title: str
    blocks: tuple[Block, ...]
