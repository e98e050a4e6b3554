"""The bet at a pivotal scene: whether trust will rise, stay or fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from game.engine.run import Decision

Bet: TypeAlias = Literal["rise", "stay", "fall", "pass"]
BETS: Final[tuple[Bet, ...]] = ("rise", "stay", "fall", "pass")


def outcome(decision: Decision) -> Bet:
    """Return what trust did: the sign of trust as landed minus trust on arrival."""
    change = decision.landing.landed.trust - decision.before.trust
    if change > 0:
        return "rise"
    return "fall" if change < 0 else "stay"
