"""The model in words: its label, and what a level or a change of a meter is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.engine.parameters import Parameters

MODEL_LABEL: Final = "A teaching model: directions from research, sizes ours, argue with it."

_PRODUCTIVITY_WORDS: Final = ((65, "brisk"), (45, "steady"), (25, "slow"), (0, "stalled"))
_CHANGE_WORDS: Final = ((10, "a lot"), (4, "clearly"), (1, "a little"))


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
