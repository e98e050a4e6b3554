"""What is wrong with a story, where, and what to do."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of a file: lines and columns from 1, columns in characters, the end exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable code, its place, what is wrong, and the cure."""

    file: str
    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return one line: place, code, message, cure."""
        cure = f" {self.hint}" if self.hint else ""
        return (
            f"{self.file}:{self.place.line}:{self.place.column}: "
            f"{self.severity} {self.code}: {self.message}.{cure}"
        )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or all of a few."""
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    few = 12
    return f"Known here: {', '.join(words)}." if 0 < len(words) <= few else ""
