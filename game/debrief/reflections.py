"""What the player says of a run: their own words, kept with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from game.story.text import clean_line

KEPT: Final = 2
"""How many things to keep are asked for."""
LONGEST: Final = 500
"""Characters of one answer that are kept."""
_MOST_ANSWERS: Final = 100
_MOST_DIGITS: Final = 3


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


def answer(reflections: Reflections, field: str, value: str) -> Reflections:
    """Return the reflections with one field answered; an empty value takes an answer back.

    Fields: `felt`, `keep.0`, `keep.1`, `change`, `answers.N` (from 0, in the order of the story's
    questions), `plan.situation`, `plan.action`, `plan.due` (a date as YYYY-MM-DD). Raises
    ValueError with a sentence for the player if the date is impossible, KeyError for a field that
    does not exist.
    """
    said = clean_line(value, LONGEST)
    name, _, part = field.partition(".")
    if field == "felt":
        return replace(reflections, felt=said)
    if field == "change":
        return replace(reflections, change=said)
    if name == "keep" and _number(part) < KEPT:
        return replace(reflections, keep=_put(reflections.keep, _number(part), said))
    if name == "answers" and _number(part) < _MOST_ANSWERS:
        return replace(reflections, answers=_put(reflections.answers, _number(part), said))
    if name == "plan":
        return replace(reflections, plan=_planned(reflections.plan, part, said))
    raise KeyError(field)


def answered(reflections: Reflections, field: str) -> str:
    """Return what stands in a field, empty if nothing does; raises KeyError as `answer` does."""
    name, _, part = field.partition(".")
    if field == "felt":
        return reflections.felt
    if field == "change":
        return reflections.change
    if name in {"keep", "answers"}:
        said = reflections.keep if name == "keep" else reflections.answers
        number = _number(part)
        return said[number] if number < len(said) else ""
    plan = reflections.plan
    due = plan.due.isoformat() if plan.due else ""
    return {"plan.situation": plan.situation, "plan.action": plan.action, "plan.due": due}[field]


def _planned(plan: Plan, part: str, said: str) -> Plan:
    if part == "situation":
        return replace(plan, situation=said)
    if part == "action":
        return replace(plan, action=said)
    if part == "due":
        return replace(plan, due=_day(said) if said else None)
    raise KeyError(f"plan.{part}")


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = None
    if day is None or day.isoformat() != said:
        raise ValueError("That is no date of the calendar; write it as in 2026-03-31.")
    return day


def _number(part: str) -> int:
    if not (part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS):
        raise KeyError(part)
    return int(part)


def _put(said: tuple[str, ...], number: int, answer: str) -> tuple[str, ...]:
    """Return the answers with one put in its place, without empty ones at the end."""
    filled = [*said, *[""] * (number + 1 - len(said))]
    filled[number] = answer
    while filled and not filled[-1]:
        filled.pop()
    return tuple(filled)
