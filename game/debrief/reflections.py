"""What the player says of a run: their own words, kept with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """An if-then plan: a situation that will come, what to do in it, and by when."""

    situation: str = ""
    action: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Reflections:
    """Answers given in the debrief; each may be empty. `answers` follow the story's questions."""

    felt: str = ""
    keep: tuple[str, ...] = ()
    change: str = ""
    answers: tuple[str, ...] = ()
    plan: Plan = Plan()
