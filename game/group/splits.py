"""How a side has voted, as screens and lines are told it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer, with its votes and its share, 0..100, in each ballot of the decision."""

    text: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SplitView:
    """How one side voted."""

    team: str | None
    bars: tuple[Bar, ...]
