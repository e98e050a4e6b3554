"""How a side has voted, as screens and lines are told it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Share(NamedTuple):
    """Votes for an answer in one ballot, their percentage of all, and the ballot's name."""

    votes: int
    percent: int
    ballot: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An answer, with its votes in each ballot of the decision that it was an answer of."""

    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class SplitView:
    """How one side voted."""

    team: str | None
    bars: tuple[Bar, ...]

    @property
    def several(self) -> bool:
        """Whether there was more than one ballot, so that each is named."""
        return len({one.ballot for bar in self.bars for one in bar.shares}) > 1
