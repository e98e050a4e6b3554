"""What could be known at a decision: what was on the screen, never the story's own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.state import productivity
from game.engine.wording import productivity_word, trust_word

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.turns import Turn


def meters(turn: Turn, debrief: Debrief) -> str:
    """Return the meters as they were shown: `trust 46, productivity 40`."""
    parameters, trust = debrief.run.parameters, turn.before.trust
    rate = productivity(turn.before, parameters)
    if debrief.shown == "hidden":
        return "no meters"
    if debrief.shown == "words":
        return f"trust {trust_word(trust, parameters)}, productivity {productivity_word(rate)}"
    return f"trust {trust}, productivity {rate}"
