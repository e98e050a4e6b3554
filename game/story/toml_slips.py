"""What was meant where TOML's reader only says that it can't go on, read off the place."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_QUOTES: Final = "“”„‟‘’‚‛«»‹›"
_DASHES: Final = "–—−‒"
_BLANKS: Final = "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u3000"
_TRUTH: Final = re.compile(r"(true|false|yes|no|on|off)\b", re.IGNORECASE)
_REMARK: Final = ("//", "/*", "--", ";", "<!--")
_VALUE: Final = re.compile(r"\s*[^\s='\"]+\s*=\s*")
_NAMED: Final = re.compile(r"[\w ]")

_STRAIGHT: Final = 'Write straight quotes, ", in place of typographic ones.'
_BLANK: Final = "Write a plain space here: this one is another character that looks like it."
_MINUS: Final = "Write a plain minus right before the number: -4."
_TRUE: Final = "Write true or false, in small letters."
_WHOLE: Final = "Write a whole number, without a comma."
_ESCAPE: Final = r"Write \" for each quote inside the text."
_APOSTROPHE: Final = "Put a text that holds an apostrophe in double quotes."
_HASH: Final = "Begin a remark with #."
_LETTERS: Final = "Use small letters a to z, digits, `_` and `-` in a name, and no space."


def cure(said: str, line: str, column: int) -> str:
    """Return the cure for a slip at a column (from 1) of a line; empty if it is no known one.

    `said` is what TOML's reader says, such as `Invalid value`.
    """
    rest = line[column - 1 :]
    if rest and rest[0] in _BLANKS:
        return _BLANK
    if rest and rest[0] in _QUOTES and not said.startswith("Expected newline"):
        return _STRAIGHT
    kind = next((kind for kind in _SLIPS if said.startswith(kind)), "")
    return _SLIPS[kind](line, column) if kind else ""


def _unclosed(line: str, _: int) -> str:
    return _STRAIGHT if line.rstrip()[-1:] in tuple(_QUOTES) else ""


def _statement(line: str, column: int) -> str:
    return _HASH if line[column - 1 :].startswith(_REMARK) else ""


def _name(line: str, column: int) -> str:
    header = line.lstrip().startswith("[")
    return _LETTERS if header and _NAMED.match(line[column - 1 :]) else ""


def _value(line: str, column: int) -> str:
    rest = line[column - 1 :]
    if rest[:1] in tuple(_DASHES) or re.match(r"[-+]\s+\d", rest):
        return _MINUS
    return _TRUE if _TRUTH.match(rest) else ""


def _behind(line: str, column: int) -> str:
    """Return the cure for what stands behind a value: a decimal comma, or a quote inside text."""
    match = _VALUE.match(line)
    value, rest = line[match.end() : column - 1] if match else "", line[column - 1 :]
    if re.match(r",\d", rest) and value[-1:].isdigit():
        return _WHOLE
    if value.startswith("'") and not value.startswith("'''"):
        return _APOSTROPHE
    if value.startswith('"') and not value.startswith('"""') and '"' in rest:
        return _ESCAPE
    return ""


_SLIPS: Final[Mapping[str, Callable[[str, int], str]]] = MappingProxyType(
    {
        "Illegal character '\\n'": _unclosed,
        "Invalid value": _value,
        "Expected newline": _behind,
        "Invalid statement": _statement,
        "Expected ']": _name,
        "Invalid initial": _name,
    }
)
