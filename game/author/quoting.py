"""Findings for a reader: place, message, the line of the file with a caret under it, the cure."""

from __future__ import annotations

import os
import shutil
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from game.story.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from game.author.check import Checked
    from game.story.diagnostic import Diagnostic, Place

_BOLD, _RED, _YELLOW, _BLUE, _DIM = "1", "1;31", "1;33", "1;34", "2"
_NARROWEST: Final = 40
"""Columns below which a line is not cut further."""


class Look(NamedTuple):
    """How it is written: with colours of the terminal or none, in lines of so many columns."""

    colour: bool = False
    width: int = 120

    def paint(self, text: str, style: str) -> str:
        """Return a text in a style of the terminal."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


PLAIN: Final = Look()


def look(stream: TextIO | None) -> Look:
    """Return how to write to a stream: coloured on a terminal, unless `NO_COLOR` is set."""
    if stream is None or not stream.isatty():
        return PLAIN
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(colour, shutil.get_terminal_size().columns)


def as_text(checked: Sequence[Checked], *, strict: bool, look: Look) -> Iterator[str]:
    """Yield the lines of a report on all files; nothing in it rests on colour alone."""
    errors = warnings = 0
    for one in checked:
        for diagnostic in one.diagnostics:
            counts = diagnostic.counted(strict=strict)
            errors += counts == "error"
            warnings += counts == "warning"
            yield from _finding(diagnostic, one.lines, counts, look)
    if not checked:
        yield "No file was checked."
        return
    files = "1 file" if len(checked) == 1 else f"{len(checked)} files"
    style = _RED if errors else _YELLOW if warnings else _BOLD
    counted = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    yield f"{files} checked: {look.paint(counted, style)}."


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _finding(
    diagnostic: Diagnostic, lines: Sequence[str], counts: str, look: Look
) -> Iterator[str]:
    place, related = diagnostic.place, diagnostic.related
    style = _RED if counts == "error" else _YELLOW
    where = look.paint(f"{diagnostic.file}:{place.line}:{place.column}", _BOLD)
    yield f"{where}: {look.paint(f'{counts} {diagnostic.code}', style)}: {diagnostic.message}"
    digits = len(str(max(place.line, related.place.line if related else 0)))
    quotes = [(place, "", style)]
    if related is not None:
        quotes.append((related.place, related.label, _BLUE))
    for at, label, painted in sorted(quotes):
        yield from _quote(at, label, lines, digits, look, painted)
    if diagnostic.hint:
        yield f"   {diagnostic.hint}"
    yield ""


def _quote(  # noqa: PLR0913, PLR0917, one line of a file and how it is shown
    place: Place, label: str, lines: Sequence[str], digits: int, look: Look, style: str
) -> Iterator[str]:
    """Yield a line of the file, and below it a caret for each character that is meant."""
    if not (place.line <= len(lines) and lines[place.line - 1].strip()):
        return
    # A tab would move the caret away from what it points at.
    line = clean(lines[place.line - 1].replace("\t", " "))
    start = min(place.column - 1, len(line))
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    line, start, end = _window(line, start, max(start + 1, end), look.width - digits - 4)
    bar = look.paint("|", _DIM)
    yield f" {place.line:{digits}} {bar} {line}"
    marks = "^" * max(1, _columns(line[start:end]))
    below = f"{marks} {label}" if label else marks
    yield f" {' ' * digits} {bar} {' ' * _columns(line[:start])}{look.paint(below, style)}"


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Cut a line that is too long to the part around what is meant."""
    width = max(width, _NARROWEST)
    if len(line) <= width:
        return line, start, min(end, max(len(line), start + 1))
    begin = max(0, min(start - width // 4, len(line) - width))
    cut = line[begin : begin + width]
    if begin:
        cut = f"…{cut[1:]}"
    if begin + width < len(line):
        cut = f"{cut[:-1]}…"
    return cut, start - begin, min(end - begin, width)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
