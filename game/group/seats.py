"""A seat: one person, who stays the same through sleep, refresh and a change of network."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME: Final = 24
"""Characters of a name as shown."""
_MOST_MARKS: Final = 2
"""Combining marks on one letter: more of them climb over the lines above and below."""
_INVISIBLE: Final = frozenset({"Cf", "Co", "Cn", "Cs", "Cc"})


class Standing(StrEnum):
    """Whether a seat counts."""

    IN = "in"
    KICKED = "kicked"
    """Out, and free to join again as somebody new."""
    BANNED = "banned"
    """Out, and this phone is not let in again."""
    CLEARED = "cleared"
    """Empty: nobody came to use it, and the next who joins has it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One person. `token` is a hash of the secret in their cookie, `at` when they came, in ms.

    `code` is the hash of the one-time code with which they came, empty where none was asked for. A
    cleared seat has the moment of that in `at`.
    """

    token: str
    name: str
    team: str | None
    at: int
    standing: Standing = Standing.IN
    code: str = ""

    @property
    def present(self) -> bool:
        """Whether this seat may vote."""
        return self.standing is Standing.IN


def clean_name(name: str) -> str:
    """Return a name that is safe and short enough to be shown; empty if nothing is left of it."""
    letters: list[str] = []
    marks = 0
    # Far more than is kept is thrown away unread: normalising a megabyte takes time.
    for letter in unicodedata.normalize("NFC", clean_line(name, 4 * LONGEST_NAME)):
        if unicodedata.category(letter) in _INVISIBLE:
            continue
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            letters.append(letter)
    return " ".join("".join(letters).split())[:LONGEST_NAME].strip()


def own_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that nobody has: the same, or with the first number that is free."""
    others = {one.casefold() for one in taken}
    own, number = name, 2
    while own.casefold() in others:
        end = f" {number}"
        own, number = f"{name[: LONGEST_NAME - len(end)].rstrip()}{end}", number + 1
    return own
