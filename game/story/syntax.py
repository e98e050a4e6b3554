"""From the bytes of a story file to the tables that TOML makes of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Place
from game.story.source import Source
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST: Final = 16
"""Parts of a dotted key; the format needs four, and TOML's reader takes their square."""

_DOTTED: Final = re.compile(rf"(?:[\w\"'-]+[ \t]*\.[ \t]*){{{DEEPEST}}}")
_RUN: Final = re.compile(f"(?:{UNWANTED.pattern})+")
_AT: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)

_TWICE: Final = ("Cannot ", "Duplicate ")
_CURES: Final = (
    ("Cannot ", "Remove or rename one of the two."),
    ("Unclosed", "Close the bracket."),
    ("Illegal character '\\n'", 'Close the quotes, or use """ for text of several lines.'),
    ("Unescaped '\\'", "Write two backslashes, or put the text in single quotes."),
    ("Invalid hex value", "Write two backslashes, or four or eight hexadecimal digits."),
    ("Expected '=' after", "Write `key = value`; lines of text stand inside quotes."),
    ("Expected ']'", "Close the header: `[name]` or `[[name]]`."),
    ("Invalid statement", "Write `key = value` or `[table]`; text stands inside quotes."),
    ("Invalid initial character", "Put a key with other characters in quotes."),
    ("Invalid value", "Put text in quotes; true, false and numbers stand without."),
    ("Expected newline", "Begin a new line here, or mend the quotes before it."),
    ("Invalid date", "Put it in quotes if it is text."),
)


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
    try:
        tables = _tables(source)
    except _TooDeepError:
        return Parsed(None, source, (*wrong_characters, _too_deep(name, source)))
    except ValueError as error:
        return Parsed(None, source, (*wrong_characters, _explain(name, source, error)))
    return Parsed(tables, source, wrong_characters)


class _TooDeepError(ValueError):
    """The file is nested deeper than any story."""


def _tables(source: Source) -> dict[str, object]:
    if _DOTTED.search(source.text) and source.dotted(DEEPEST) is not None:
        raise _TooDeepError
    try:
        return tomllib.loads(source.text)
    except RecursionError:
        raise _TooDeepError from None


def _too_deep(name: str, source: Source) -> Diagnostic:
    place = source.dotted(DEEPEST) or source.nested(DEEPEST) or Place()
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


def _explain(name: str, source: Source, error: ValueError) -> Diagnostic:
    """Turn what `tomllib` says, such as `Invalid value (at line 3, column 7)`, into a finding."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        # The only other ValueError of the reader: Python refuses to read so many digits.
        place = source.longest_number() or Place()
        message = "this number has too many digits"
        return Diagnostic(name, place, Code.OUT_OF_RANGE, message, "Use a small whole number.")
    match = _AT.fullmatch(str(error))
    said = match[1] if match else str(error).removesuffix(" (at end of document)")
    if said.startswith(_TWICE) and source.twice is not None:
        earlier, place = source.twice
        hint = f"Remove or rename one; the first stands in line {earlier.line}."
        return Diagnostic(name, place, Code.TWICE, "this key or table stands twice", hint)
    message = f"not valid TOML: {said[0].lower()}{said[1:]}"
    if match is None:
        hint = "The file ends too soon: close the quotes or brackets before its end."
        return Diagnostic(name, _end(source.text), Code.NOT_TOML, message, hint)
    place = _character(int(match[2]), int(match[3]))
    hint = next((cure for start, cure in _CURES if said.startswith(start)), "Mend this line.")
    return Diagnostic(name, place, Code.NOT_TOML, message, hint)
