"""A printed paragraph: spans of text, wrapped to a width or left on one line."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

from game.story.prose import Paragraph, Span
from game.story.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NARROWEST: Final = 20
_STRONG: Final = "\x1b[1m"
_EMPHASIS: Final = "\x1b[3m"
_PLAIN: Final = "\x1b[0m"
_SPACE: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; where it is wrapped, further rows are indented by `hang` columns."""

    spans: Paragraph
    hang: int = 0


Text: TypeAlias = "Line | Paragraph | str"
"""Anything that prints as one paragraph."""


def heading(text: str) -> Line:
    """Return a line that stands above others."""
    return Line((Span(text, strong=True),))


def labelled(label: str, *parts: Text) -> Line:
    """Return one line: a label, then the parts behind it, parted by spaces."""
    said = chain.from_iterable((Span(" "), *_line(part).spans) for part in parts)
    return Line((Span(label), *said), hang=len(label) + 1)


def numbered(number: int, *parts: Text) -> Line:
    """Return an answer with its number."""
    return labelled(f"{number}.", *parts)


def item(text: Text) -> Line:
    """Return one of several points."""
    return labelled("-", text)


def printed(text: Text, width: int | None, *, styled: bool) -> str:
    """Return a paragraph as it prints: on one line, or on rows of at most `width` columns."""
    line = _line(text)
    spans = [(_flat(span.text), _style(span) if styled else "") for span in line.spans]
    whole = "".join(said for said, _ in spans)
    rows = [(0, len(whole))] if width is None else _rows(whole, max(width, NARROWEST), line.hang)
    hang = "\n" + " " * line.hang
    return hang.join(_row(spans, start, end) for start, end in rows)


def _line(text: Text) -> Line:
    if isinstance(text, Line):
        return text
    return Line((Span(text),)) if isinstance(text, str) else Line(text)


def _flat(text: str) -> str:
    return _SPACE.sub(" ", clean(text))


def _style(span: Span) -> str:
    strong = span.strong or span.cast is not None
    return (_STRONG if strong else "") + (_EMPHASIS if span.emphasis else "")


def _rows(whole: str, width: int, hang: int) -> list[tuple[int, int]]:
    """Return where each row of a text starts and ends in it."""
    wrapped = textwrap.wrap(
        whole,
        width,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
    )
    rows: list[tuple[int, int]] = []
    end = 0
    for index, row in enumerate(wrapped):
        words = row[hang:] if index else row
        start = whole.index(words, end)
        end = start + len(words)
        rows.append((start, end))
    return rows


def _row(spans: Iterable[tuple[str, str]], start: int, end: int) -> str:
    """Return the piece of some styled texts between two places of their whole."""
    return "".join(_pieces(spans, start, end))


def _pieces(spans: Iterable[tuple[str, str]], start: int, end: int) -> Iterator[str]:
    at = 0
    for said, style in spans:
        piece = said[max(0, start - at) : max(0, end - at)]
        at += len(said)
        if piece:
            yield f"{style}{piece}{_PLAIN}" if style else piece
