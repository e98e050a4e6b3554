"""Codes that select a room: short, and read out without a mistake."""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "ACDEFGHJKMNPQRTUVWXY23456789"
"""Letters and digits that nobody takes for another when read out or from the last row."""
LENGTH: Final = 6


def new_code() -> str:
    """Return a code that selects a room; it protects nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
