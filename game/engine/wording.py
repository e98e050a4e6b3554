"""The model in words: the meters' names for a level, a change, and the coach's causes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.engine.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.parameters import Parameters

MODEL_LABEL: Final = (
    "A teaching model: directions from research, sizes ours, argue with it."
)

_PRODUCTIVITY_WORDS: Final = ((65, "brisk"), (45, "steady"), (25, "slow"), (0, "stalled"))
_CHANGE_WORDS: Final = ((10, "a lot"), (4, "clearly"), (1, "a little"))

COACH: Final[Mapping[Rule, str]] = MappingProxyType(
    {
        Rule.TENSION_DISCOUNT: "It landed softer: the room is tense.",
        Rule.LOSS_DOUBLED: "A loss counts double.",
        Rule.FORCED: "They complied, and credit the force for it.",
        Rule.TOO_EARLY: "It came too early, or looked like a show.",
        Rule.OPEN_WOUND: "Something is not forgiven yet, so it counted for half.",
        Rule.ONE_LEG: "Too much of one kind: care without delivery, or delivery without care.",
        Rule.WOUND_OPENED: "That opened a wound.",
        Rule.REPAIRED: "That mended what was broken.",
        Rule.REPAIR_REFUSED: "It was heard, but after a deception only time mends.",
    }
)
"""What the coach says of each rule right after a choice: causes, no numbers."""


def trust_word(trust: int, parameters: Parameters) -> str:
    """Return the word for a level of trust, 0..100."""
    if trust >= parameters.shared_trust:
        return "shared"
    return "working" if trust >= parameters.working_trust else "guarded"


def productivity_word(productivity: int) -> str:
    """Return the word for a rate of work, 0..100. The cut-offs only name, no rule reads them."""
    return next(word for least, word in _PRODUCTIVITY_WORDS if productivity >= least)


def change_word(change: int) -> str:
    """Return a change of a meter in words: `up a little`, `down a lot`, `unchanged`."""
    if not change:
        return "unchanged"
    size = next(word for least, word in _CHANGE_WORDS if abs(change) >= least)
    return f"{'up' if change > 0 else 'down'} {size}"
