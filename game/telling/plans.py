"""Plans in words: what was meant, and what is asked after the date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.storage.follow_ups import latest
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.debrief.reflections import Plan
    from game.storage.save import Save

FOLLOW_UP: Final = "Plans whose date has passed"
ANSWERS: Final = ("Done", "Not done", "Ask me another time")
HINDRANCE: Final = "What got in the way?"
NONE_WAITING: Final = "No plan is waiting to be asked about: none has a date that has passed."
KEPT: Final = "Kept with the run."


def plan_words(plan: Plan) -> str:
    """Return a plan as a sentence, whatever of it was left empty."""
    situation, action = clean_line(plan.situation), clean_line(plan.action)
    if situation and action:
        return f"If {situation}, then I will {action}"
    return f"If {situation}" if situation else f"I will {action}"


def reminder(saves: Sequence[Save]) -> str:
    """Return what stands above the list of stories; empty where no plan is waiting."""
    if not saves:
        return ""
    if len(saves) == 1:
        plan = saves[0].reflections.plan
        return f"The date of a plan has passed ({plan.due}): {plan_words(plan)}"
    return f"The dates of {len(saves)} plans have passed"


def became(save: Save) -> str:
    """Return what became of a run's plan."""
    told = latest(save)
    if told is None:
        return "not asked about yet"
    asked = f"asked on {told.at.astimezone():%Y-%m-%d}"
    if told.done:
        return f"done ({asked})"
    said = f": {told.hindrance}" if told.hindrance else ""
    return f"not done ({asked}){said}"
