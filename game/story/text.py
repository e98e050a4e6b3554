"""The one gate that foreign text passes: stories, names, saves, the network."""

from __future__ import annotations

import re
from typing import Final

UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1: they move the cursor
    "\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"  # line breaks and directions in disguise
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, tag characters
)
"""Characters that no text may hold; ZWJ stays, since emoji are joined with it."""


def clean(text: str, longest: int | None = None) -> str:
    """Return `text` without unwanted characters, cut to `longest` code points."""
    return UNWANTED.sub("", text.replace("\r\n", "\n"))[:longest]


def clean_line(text: str, longest: int | None = None) -> str:
    """Return `text` cleaned, on one line, without space around it."""
    return " ".join(clean(text).split())[:longest]
