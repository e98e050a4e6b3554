"""What became of plans: asked about once, after their date, and kept with the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.debrief.reflections import LONGEST
from game.storage.keeper import Keeper
from game.storage.save import FollowUp
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from pathlib import Path

    from game.storage.save import Save

_TAKEN: Final = (
    "This run is open in another window, or was played on there; your answer is not kept. Close it"
    " there, and answer again."
)


def waiting(saves: Iterable[Save], today: date) -> tuple[Save, ...]:
    """Return the runs whose plan had a date that has passed, and nobody has asked about it yet.

    The oldest date comes first. A run that was taken over into a new one, because its story had
    changed, hands its plan on: there it is asked about.
    """
    told = list(saves)
    handed_on = {
        (save.parent.run, save.reflections.plan) for save in told if save.parent is not None
    }
    due = [
        (save.reflections.plan.due, save.run, save)
        for save in told
        if _is_waiting(save, today) and (save.run, save.reflections.plan) not in handed_on
    ]
    return tuple(save for _, _, save in sorted(due, key=lambda one: one[:2]))


def answered(save: Save, *, done: bool, hindrance: str, now: datetime) -> Save:
    """Return a run with what became of its plan; `hindrance` is what got in the way.

    Raises ValueError if its plan has no date.
    """
    due = save.reflections.plan.due
    if due is None:
        raise ValueError("a plan without a date is not asked about")
    told = FollowUp(due, done, now, clean_line(hindrance, LONGEST))
    return replace(save, follow_ups=(*save.follow_ups, told))


def latest(save: Save) -> FollowUp | None:
    """Return what became of the plan as it stands now; None if that was not asked yet."""
    due = save.reflections.plan.due
    return next((one for one in reversed(save.follow_ups) if one.due == due), None)


def keep(folder: Path, save: Save) -> str | None:
    """Write a run with its answer; return a sentence if that failed, or another process has it."""
    keeper = Keeper(folder)
    try:
        return keeper.keep(save) if keeper.open(save) else _TAKEN
    finally:
        keeper.close()


def _is_waiting(save: Save, today: date) -> bool:
    plan = save.reflections.plan
    said = bool(plan.situation or plan.action)
    return said and plan.due is not None and plan.due < today and latest(save) is None
