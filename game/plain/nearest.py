"""What stands in for characters that an output's encoding can't print."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

ERRORS: Final = "common-ground-nearest"
"""The name of this way under `codecs`: good for `open(…, errors=ERRORS)`."""

_NEAREST: Final = {
    "→": "->",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": "-",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "×": "x",
}


def register() -> None:
    """Make `ERRORS` known to `codecs`."""
    codecs.register_error(ERRORS, _replaced)


def nearest(text: str) -> str:
    """Return ASCII that reads like `text`: accents dropped, `?` for what has no likeness."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    if letter in _NEAREST:
        return _NEAREST[letter]
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode("ascii")
    return bare or ("" if unicodedata.combining(letter) else "?")


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest(error.object[error.start : error.end]), error.end
