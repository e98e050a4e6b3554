"""What TOML's reader says of a mistake, as a place, a message and a cure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from game.story import toml_slips

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Sequence

_AT: Final = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_TWICE: Final = ("Cannot ", "Duplicate ")
_OPEN: Final = ("Unclosed", "Unterminated", "Invalid initial", "Expected '='")
_ESCAPES: Final = ("Unescaped", "Invalid hex", "Escaped")
_CURES: Final = (
    ("Cannot ", "Remove or rename one of the two."),
    ("Duplicate ", "Remove or rename one of the two."),
    ("Unclosed", "Close the bracket, or put a comma between two of its items."),
    ("Illegal character '\\n'", 'Close the quotes, or use """ for text of several lines.'),
    ("Unescaped '\\'", "Write two backslashes, or put the text in single quotes."),
    ("Escaped character", "Write a character that exists."),
    ("Invalid hex value", "Write two backslashes, or four or eight hexadecimal digits."),
    ("Expected '=' after", "Write `key = value`; lines of text stand inside quotes."),
    ("Expected ']", "Close the header: `[name]` or `[[name]]`."),
    ("Invalid statement", "Write `key = value` or `[table]`; text stands inside quotes."),
    ("Invalid initial character", "Put a key with other characters in quotes."),
    ("Invalid value", "Put text in quotes; true, false and numbers stand without."),
    ("Expected newline", "Begin a new line here, or mend the quotes before it."),
    ("Invalid date", "Put it in quotes if it is text."),
)
_INLINE: Final = "Write `{ … }` on one line, without a comma at its end."
"""TOML 1.0 has no line break inside an inline table."""
_LIST: Final = "Write every header of this list in double brackets, the first one as well."


class Said(NamedTuple):
    """A mistake: its line from 0 and column from 1, both None at the file's end."""

    message: str
    cure: str
    row: int | None = None
    column: int | None = None
    twice: bool = False
    """A key or a table is given a second time: no mistake of a statement by itself."""
    open: bool = False
    """Something may be unclosed, so that the lines that follow can be part of it."""


def read(error: tomllib.TOMLDecodeError, lines: Sequence[str]) -> Said:
    """Take apart a message such as `Invalid value (at line 3, column 7)` about these lines."""
    match = _AT.fullmatch(str(error))
    said = match[1] if match else str(error).removesuffix(" (at end of document)")
    message = f"not valid TOML: {said[0].lower()}{said[1:]}"
    if match is None:
        cure = "The file ends too soon: close the quotes or brackets before its end."
        return Said(message, cure, open=True)
    row, column = int(match[2]) - 1, int(match[3])
    cure = next((cure for start, cure in _CURES if said.startswith(start)), "Mend this line.")
    if said.startswith("Invalid initial character") and column > len(lines[row]):
        message, cure = "not valid TOML: a line ends inside an inline table", _INLINE
    else:
        cure = toml_slips.cure(said, lines[row], column) or cure
    if said.startswith("Cannot ") and lines[row].lstrip().startswith("[["):
        cure = _LIST
    if said.startswith(_ESCAPES):
        # Told from behind the escape; the mistake begins at its backslash.
        column = lines[row].rfind("\\", 0, column - 1) + 1
    return Said(message, cure, row, column, said.startswith(_TWICE), said.startswith(_OPEN))
