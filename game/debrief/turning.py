"""The two or three decisions of a run on which most hung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.debrief.verdicts import NARROWED

if TYPE_CHECKING:
    from fractions import Fraction

    from game.debrief.reviewed import Prospect, Reviewed

_SURE: Final = 2
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A decision that closed or kept much, by outcome, and the other choice to play on with.

    `kept` says that it kept more than it closed, against what the worst of the other options would
    have closed. The other choice is that option then, else the one that leaves most open.
    """

    decision: Reviewed
    other: Prospect
    kept: bool

    @property
    def hung(self) -> Fraction:
        """The share of the best that the choice closed or, if that is more, kept."""
        chosen, other = self.decision.chosen.closing, self.other.closing
        return other.share - chosen.share if self.kept else chosen.share

    @property
    def weight(self) -> tuple[bool, Fraction]:
        """What decisions are ranked by: whether the best ending was lost, then the share."""
        return self.decision.chosen.closing.ending_lost, self.hung


def turning_points(decisions: tuple[Reviewed, ...]) -> tuple[TurningPoint, ...]:
    """Return the two or three decisions on which most hung, the weightiest first.

    A third is told only if more than 5 % hung on it; one on which nothing hung never is.
    """
    found = [one for one in (_turning(decision) for decision in decisions) if one is not None]
    found.sort(key=lambda one: one.weight, reverse=True)
    return tuple(one for at, one in enumerate(found[:_MOST]) if at < _SURE or _much(one))


def _much(point: TurningPoint) -> bool:
    lost, share = point.weight
    return lost or share > NARROWED


def _turning(decision: Reviewed) -> TurningPoint | None:
    """Return a decision with its other choice, None where nothing hung on it."""
    worst, best, closing = decision.worst_other, decision.best_other, decision.chosen.closing
    if worst is None or best is None:
        return None
    kept = not closing.ending_lost and worst.closing.share - closing.share > closing.share
    point = TurningPoint(decision, worst if kept else best, kept)
    return point if any(point.weight) else None
