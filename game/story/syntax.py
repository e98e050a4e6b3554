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

DEEPEST: Final = 8
"""Parts of a dotted key, of which the format needs three; TOML's reader takes their square."""
LONGEST_NUMBER: Final = 100
"""Characters of a number; to print a much longer one takes Python the square of them."""

_DOTTED: Final = re.compile(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
_DIGITS: Final = re.compile(rf"(?<![0-9A-Fa-f_])[0-9A-Fa-f_]{{{LONGEST_NUMBER}}}")
_SEARCHED: Final = 200_000
"""Characters in which the place of too deep nesting is looked for: a syntax tree takes room."""
_RUN: Final = re.compile(f"(?:{UNWANTED.pattern})+")
_AT: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)

_TWICE: Final = ("Cannot ", "Duplicate ")
_ESCAPES: Final = ("Unescaped", "Invalid hex", "Escaped")
_CURES: Final = (
    ("Cannot ", "Remove or rename one of the two."),
    ("Duplicate ", "Remove or rename one of the two."),
    ("Unclosed", "Close the bracket."),
    ("Illegal character '\\n'", 'Close the quotes, or use """ for text of several lines.'),
    ("Unescaped '\\'", "Write two backslashes, or put the text in single quotes."),
    ("Escaped character", "Write a character that exists."),
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
    tables = _tables(name, source)
    if isinstance(tables, Diagnostic):
        return Parsed(None, source, wrong_characters or (tables,))
    return Parsed(tables, source, wrong_characters)


def _tables(name: str, source: Source) -> dict[str, object] | Diagnostic:
    """Return the tables of a file, or why there are none."""
    wrong = _too_much(name, source)
    if wrong is not None:
        return wrong
    try:
        return tomllib.loads(source.text)
    except RecursionError:
        place = Source(source.text[:_SEARCHED]).nested(DEEPEST)
        return _too_deep(name, place or Place())
    except tomllib.TOMLDecodeError as error:
        return _explain(name, source, error)


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


def _explain(name: str, source: Source, error: tomllib.TOMLDecodeError) -> Diagnostic:
    """Turn what `tomllib` says, such as `Invalid value (at line 3, column 7)`, into a finding."""
    match = _AT.fullmatch(str(error))
    said = match[1] if match else str(error).removesuffix(" (at end of document)")
    twice = _twice(source, match) if said.startswith(_TWICE) else None
    if twice is not None:
        earlier, place = twice
        hint = f"Remove or rename one; the first stands in line {earlier.line}."
        return Diagnostic(name, place, Code.TWICE, "this key or table stands twice", hint)
    message = f"not valid TOML: {said[0].lower()}{said[1:]}"
    if match is None:
        hint = "The file ends too soon: close the quotes or brackets before its end."
        return Diagnostic(name, _end(source.text), Code.NOT_TOML, message, hint)
    line, column = int(match[2]), int(match[3])
    if said.startswith(_ESCAPES):
        # Told from behind the escape; the mistake begins at its backslash.
        column = source.lines[line - 1].rfind("\\", 0, column - 1) + 1
    place = _character(line, column)
    hint = next((cure for start, cure in _CURES if said.startswith(start)), "Mend this line.")
    return Diagnostic(name, place, Code.NOT_TOML, message, hint)


def _twice(source: Source, match: re.Match[str] | None) -> tuple[Place, Place] | None:
    """Return the places of the key that stands twice, first where TOML's reader stopped."""
    read = source.lines if match is None else source.lines[: int(match[2])]
    return Source("\n".join(read)).twice or source.twice
