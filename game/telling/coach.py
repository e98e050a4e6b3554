"""What the coach says after a choice: causes in words. Numbers wait for the debrief."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.engine.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.run import Decision

CAUSES: Final[Mapping[Rule, str]] = MappingProxyType(
    {
        Rule.TENSION_DISCOUNT: "It landed softer: the room is tense.",
        Rule.LOSS_DOUBLED: "What is lost is lost twice as fast as it was won.",
        Rule.FORCED: "They complied, and put it down to the pressure.",
        Rule.TOO_EARLY: "It came too early, or looked like a show.",
        Rule.OPEN_WOUND: "It counted for half: something is not forgiven yet.",
        Rule.ONE_LEG: "It counted for half: it leans on one leg, all care or all delivery.",
        Rule.WOUND_OPENED: "It left a wound.",
        Rule.REPAIRED: "What was broken is mended.",
        Rule.REPAIR_REFUSED: "It was heard. After a deception only time and kept promises mend.",
    }
)


def causes(decision: Decision) -> tuple[str, ...]:
    """Return a sentence for each rule that shaped what the choice did to trust."""
    return tuple(CAUSES[rule] for rule in decision.landing.rules)
