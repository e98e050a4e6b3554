"""One word for what a choice kept and closed, from exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

Verdict: TypeAlias = Literal["kept", "narrowed", "costly", "turning point", "recovered"]

NARROWED: Final = Fraction(5, 100)
"""The most that a choice can close of the best to have narrowed it."""
COSTLY: Final = Fraction(15, 100)
"""The most that a choice can close of the best to be costly; beyond it lies a turning point."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What one choice closed, by one yardstick.

    `best` is what could be reached before it, `left` what can be reached after it. `ending_lost`
    says that the best ending still open before can't be reached after it.
    """

    best: int
    left: int
    ending_lost: bool = False

    @property
    def closed(self) -> int:
        """How much less can be reached: 0 or more."""
        return self.best - self.left

    @property
    def share(self) -> Fraction:
        """The part of the best that was closed, 0..1; nothing can be closed of a best of 0."""
        return Fraction(self.closed, self.best) if self.best else Fraction(0)


def verdict(closing: Closing, *, turned: bool, risk: Fraction) -> Verdict:
    """Return the word for a choice.

    `kept`: nothing was closed. `narrowed`: up to and with 5 % of the best still reachable before
    the choice. `costly`: up to and with 15 %. `turning point`: more than that, or the best ending
    still open was lost. `recovered`: kept, where the run had a turning point before (`turned`) and
    another option would have closed more than 5 % (`risk`, the largest share of any of them).
    """
    if closing.ending_lost or closing.share > COSTLY:
        return "turning point"
    if closing.share > NARROWED:
        return "costly"
    if closing.share > 0:
        return "narrowed"
    return "recovered" if turned and risk > NARROWED else "kept"
