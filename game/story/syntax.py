"""From the bytes of a story file to the tables that TOML makes of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Place
from game.story.recovery import recover
from game.story.source import Source
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST: Final = 8
"""Parts of a dotted key, of which the format needs three; TOML's reader takes their square."""
LONGEST_NUMBER: Final = 100
"""Characters of a number; to print a much longer one takes Python the square of them."""

# Both begin with what is rare in prose: that takes a tenth of the time on a long story.
_DOTTED: Final = re.compile(rf"\.(?:[ \t]*+[\w\"'-]++[ \t]*+\.){{{DEEPEST - 1}}}")
_DIGITS: Final = re.compile(rf"[0-9]x?[0-9A-Fa-f_]{{{LONGEST_NUMBER}}}")
_SEARCHED: Final = 200_000
"""Characters in which the place of too deep nesting is looked for: a syntax tree takes room."""
_RUN: Final = re.compile(f"(?:{UNWANTED.pattern})+")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tables of a file, None where it has none, and what is wrong with its characters."""

    tables: Mapping[str, object] | None
    source: Source
    diagnostics: tuple[Diagnostic, ...]


def parse(name: str, raw: bytes) -> Parsed:
    """Parse the bytes of the file `name`."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = _end(error.object[: error.start].decode("utf-8"))
        wrong = Diagnostic(
            name, place, Code.NOT_UTF8, "this is not UTF-8 text", "Save the file as UTF-8."
        )
        return Parsed(None, Source(""), (wrong,))
    wrong_characters = _controls(name, text)
    # One letter for each refused one keeps all columns, and what is left is judged as well.
    source = Source(UNWANTED.sub("?", text) if wrong_characters else text)
    parsed = _tables(name, source)
    lines = {one.place.line for one in wrong_characters}
    found = [one for one in parsed.diagnostics if one.place.line not in lines]
    return Parsed(parsed.tables, parsed.source, (*wrong_characters, *found))


def _tables(name: str, source: Source) -> Parsed:
    """Return the tables of a file, or why there are none."""
    wrong = _too_much(name, source)
    if wrong is not None:
        return Parsed(None, source, (wrong,))
    try:
        return Parsed(tomllib.loads(source.text), source, ())
    except RecursionError:
        place = Source(source.text[:_SEARCHED]).nested(DEEPEST)
        return Parsed(None, source, (_too_deep(name, place or Place()),))
    except tomllib.TOMLDecodeError as error:
        recovery = recover(name, source, error)
        return Parsed(recovery.tables, recovery.source, recovery.diagnostics)


def _too_much(name: str, source: Source) -> Diagnostic | None:
    """Return the finding that a key or a number is so long that reading it takes minutes.

    Text can look like either, so that the syntax tree has the last word.
    """
    match = _DOTTED.search(source.text)
    if match is not None:
        beginning = Source(source.text[: match.end() + 1])
        place = beginning.dotted(DEEPEST) or source.dotted(DEEPEST)
        if place is not None:
            return _too_deep(name, place)
    if _DIGITS.search(source.text):
        place = source.long_number(LONGEST_NUMBER)
        if place is not None:
            message, hint = "this number has too many digits", "Use a small whole number."
            return Diagnostic(name, place, Code.OUT_OF_RANGE, message, hint)
    return None


def _too_deep(name: str, place: Place) -> Diagnostic:
    message = f"keys, lists or tables are nested more than {DEEPEST} deep"
    return Diagnostic(name, place, Code.TOO_DEEP, message, "No key of a story is: remove this.")


def _controls(name: str, text: str) -> tuple[Diagnostic, ...]:
    """Return a finding for each run of refused characters that stand in the file as they are."""
    found: list[Diagnostic] = []
    line, start = 1, 0
    for match in _RUN.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        column = start - text.rfind("\n", 0, start)
        place = Place(line, column, line, column + len(match[0]))
        found.append(Diagnostic(name, place, Code.CONTROL_CHARACTER, *control(match[0][0])))
        if len(found) > MOST_FINDINGS:
            break
    return tuple(found)


def control(character: str) -> tuple[str, str]:
    """Return what is wrong with a character that could move the cursor, and the cure."""
    return f"the control character U+{ord(character):04X} is not allowed in a story", "Remove it."


def _end(text: str) -> Place:
    """Return the place of the character after a text."""
    return _character(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _character(line: int, column: int) -> Place:
    return Place(line, column, line, column + 1)
