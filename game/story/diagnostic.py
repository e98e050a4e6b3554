"""What is wrong with a story, where, and what to do."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from game.story.codes import Code, Severity

MOST_FINDINGS: Final = 1_000
"""Told of one file; a hostile one can hold half a million."""

_LONGEST_QUOTE: Final = 64
_FEW: Final = 13


class Place(NamedTuple):
    """A range of a file: lines and columns from 1, columns in characters, the end exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Related(NamedTuple):
    """A second place that a finding is about, and a few words on what stands there."""

    place: Place
    label: str


class Diagnostic(NamedTuple):
    """One finding: its file, its place, a stable code, what is wrong, and the cure."""

    file: str
    place: Place
    code: Code
    message: str
    hint: str = ""
    related: Related | None = None

    @property
    def severity(self) -> Severity:
        """Whether the story can still be played."""
        return self.code.severity

    def counted(self, *, strict: bool) -> Severity:
        """Return what the finding counts as: with `strict` a warning is an error."""
        return "error" if strict else self.severity

    def __str__(self) -> str:
        """Return one line: place, code, message, cure."""
        cure = f" {self.hint}" if self.hint else ""
        return (
            f"{self.file}:{self.place.line}:{self.place.column}: "
            f"{self.severity} {self.code}: {self.message}.{cure}"
        )


def quoted(text: str) -> str:
    """Return foreign text in quotes, short, with what can't be printed escaped."""
    return repr(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")


class Hints:
    """Says which known word was meant, as long as looking for it stays cheap.

    Comparing two words takes some 10 µs, and a hostile file can ask for 10^8 comparisons.
    """

    def __init__(self, comparisons: int = 50_000) -> None:
        self._left = comparisons

    def __call__(self, word: str, known: Collection[str], otherwise: str) -> str:
        """Return a hint that names the nearest known word or all of a few, or `otherwise`."""
        self._left -= len(known)
        if self._left < 0 or len(word) > _LONGEST_QUOTE:
            return otherwise
        return did_you_mean(word, known) or otherwise

    def nearest(self, word: str, known: Collection[str]) -> str:
        """Return the known word that was meant, or the word itself."""
        self._left -= len(known)
        near = _near(word, sorted(known)) if self._left >= 0 else []
        return near[0] if near else word


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a hint that names the nearest known word, or all of a few; empty for neither."""
    words = sorted(known)
    near = _near(word, words)
    if near:
        return f"Did you mean {quoted(near[0])}?"
    return f"Known here: {', '.join(words)}." if 0 < len(words) <= _FEW else ""


def _near(word: str, words: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(word[:_LONGEST_QUOTE], words, n=1, cutoff=0.6)
