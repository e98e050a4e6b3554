"""What a room bets at a pivotal scene: whether trust will rise, stay or fall.

Kept and told for the room as a whole: nobody's bet is shown to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from game.engine import bets
from game.group.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine.run import Decision

Way: TypeAlias = Literal["rise", "stay", "fall"]
WAYS: Final[tuple[Way, ...]] = ("rise", "stay", "fall")
"""Who does not want to bet sends nothing."""
Counts: TypeAlias = tuple[int, int, int]


class Bets(NamedTuple):
    """The bets on one decision: `laid` by seat, the last one of each, and `hands` as typed in."""

    laid: Rows[Way | None] = Rows()
    hands: Counts = (0, 0, 0)

    @property
    def counts(self) -> Counts:
        """How many bet that trust rises, stays, falls; a show of hands among them."""
        found = list(self.hands)
        for way in self.laid:
            if way is not None:
                found[WAYS.index(way)] += 1
        return found[0], found[1], found[2]

    @property
    def leading(self) -> tuple[Way, ...]:
        """What most have bet: several ways if they are level, none if nobody has bet."""
        counts = self.counts
        most = max(counts)
        return tuple(way for way, count in zip(WAYS, counts, strict=True) if count == most > 0)

    def of(self, seat: int) -> Way | None:
        """Return a seat's own bet."""
        return self.laid.get(seat)


def laid(bets: Bets, seat: int, way: Way | None) -> Bets:
    """Put a seat's bet in place of its earlier one; None takes it back."""
    return bets._replace(laid=bets.laid.filled(seat + 1, None).put(seat, way))


def outcome(decision: Decision) -> Way:
    """Return what trust did with a decision."""
    found = bets.outcome(decision)
    return next(way for way in WAYS if way == found)


def hit(told: Bets, decision: Decision) -> bool | None:
    """Return whether most of the room was right; None where nobody bet, or ways were level."""
    leading = told.leading
    return leading[0] == outcome(decision) if len(leading) == 1 else None


def cells(pairs: Iterable[tuple[Decision, Bets | None]], between: str) -> dict[str, str]:
    """Return what `runs.csv` says of a room's bets, one after the other."""
    told = [(one, decision) for decision, one in pairs if one is not None]
    right = {True: "yes", False: "no", None: ""}
    return {
        "bet": between.join("/".join(one.leading) for one, _ in told),
        "bet_hit": between.join(right[hit(one, decision)] for one, decision in told),
    }
