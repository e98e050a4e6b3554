"""What could be known at a decision, as it was shown: said above what it closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.wording import listed
from game.engine.state import productivity
from game.engine.wording import productivity_word, trust_word

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.turns import Turn


def known(turn: Turn, debrief: Debrief) -> str:
    """Return the meters as they were shown, and what the story had noted, in its author's words."""
    facts = sorted(fact.replace("_", " ") for fact in turn.before.facts)
    noted = f" The story had noted: {listed(facts)}." if facts else ""
    return f"{meters(turn, debrief)}.{noted}"


def meters(turn: Turn, debrief: Debrief) -> str:
    """Return the meters as they were shown: `trust 46, productivity 40`."""
    parameters, trust = debrief.run.parameters, turn.before.trust
    rate = productivity(turn.before, parameters)
    if debrief.shown == "hidden":
        return "no meters"
    if debrief.shown == "words":
        return f"trust {trust_word(trust, parameters)}, productivity {productivity_word(rate)}"
    return f"trust {trust}, productivity {rate}"
