"""What stands in a box of a drawn map, row by row."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.author.chart import Box, Chart

Kind: TypeAlias = Literal["name", "id", "choice", "warning"]
_LETTERS: Final = 31
_WITH_SHARE: Final = 24
"""Letters that fit into a row, and beside a share."""
_MOST: Final = 3
"""Rows of a name."""
_WIDE: Final = frozenset("WF")


class Row(NamedTuple):
    """One row: text at the left, a share at the right."""

    text: str
    kind: Kind
    share: str = ""

    @property
    def said(self) -> str:
        """The row as it is read out."""
        return f"{self.text}, {self.share}" if self.share else self.text


def rows(chart: Chart, box: Box) -> Iterator[Row]:
    """Yield the rows of a box: its name, its id and share, its choices, its warnings."""
    name = f"Ending: {box.name}" if box.ending else box.name
    if name != box.id:
        for text in wrapped(name)[:_MOST]:
            yield Row(text, "name")
    mark = "* " if box.taken else ""
    yield Row(mark + cut(box.id, _WITH_SHARE), "id", chart.share(box.passed))
    if box.decides:
        for option in box.options:
            mark = "* " if option.taken else "· "
            text = mark + cut(option.id, _WITH_SHARE)
            yield Row(text, "choice", chart.share(option.passed))
    for warning in box.warned():
        for text in wrapped(warning):
            yield Row(text, "warning")


def wrapped(text: str, most: int = _LETTERS) -> list[str]:
    """Return text in rows of at most so many letters; a word that is too long is broken."""
    found: list[str] = []
    row = ""
    for word in text.split(" "):
        joined = f"{row} {word}" if row else word
        if columns(joined) <= most:
            row = joined
            continue
        if row:
            found.append(row)
        row = word
        while columns(row) > most:
            fits = cut(row, most, end="")
            found.append(fits)
            row = row[len(fits) :]
    return [*found, row]


def cut(text: str, most: int, end: str = "…") -> str:
    """Return as much of a text as fits into so many letters, with a mark where some is left out."""
    if columns(text) <= most:
        return text
    room = most - len(end)
    while columns(text) > room:
        text = text[: -max(1, (columns(text) - room) // 2)]
    return text + end


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: a letter of East Asia takes two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in _WIDE) for letter in text)
