"""The journey and the follow-up of plans, as lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from game.plain.blocks import rendered
from game.plain.lines import heading, numbered
from game.plain.prompts import Written, pick, write
from game.storage import follow_ups
from game.telling.journey import journey
from game.telling.kept_runs import kept_runs, led_runs, left_out
from game.telling.plans import ANSWERS, FOLLOW_UP, HINDRANCE, KEPT, NONE_WAITING, plan_words

if TYPE_CHECKING:
    from pathlib import Path

    from game.plain.console import Console
    from game.storage.save import Save


def show(console: Console, folder: Path) -> None:
    """Print what all runs of a folder come to."""
    kept = kept_runs(folder)
    if isinstance(kept, str):
        console.say(kept)
        return
    console.say_each(f"A save can't be read: {reason}" for reason in left_out(folder))
    page = journey(kept, led_runs(folder))
    console.say(heading(page.title))
    for block in page.blocks:
        for lines in rendered(block):
            console.say(*lines)


def waiting(folder: Path) -> tuple[Save, ...]:
    """Return the runs whose plan is to be asked about today."""
    kept = kept_runs(folder)
    saves = [] if isinstance(kept, str) else [one.save for one in kept]
    return follow_ups.waiting(saves, datetime.now(UTC).astimezone().date())


def follow_up(console: Console, folder: Path) -> None:
    """Ask about each plan whose date has passed; each answer is kept at once."""
    plans = waiting(folder)
    console.say(heading(FOLLOW_UP) if plans else NONE_WAITING)
    for save in plans:
        answers = (numbered(number, one) for number, one in enumerate(ANSWERS, 1))
        console.say(f"By {save.reflections.plan.due}: {plan_words(save.reflections.plan)}")
        console.say(*answers)
        picked = pick(console, len(ANSWERS), {"back": "ask me none of them now"})
        if picked == "back":
            return
        if picked in {0, 1}:
            _keep(console, folder, save, done=picked == 0)


def _keep(console: Console, folder: Path, save: Save, *, done: bool) -> None:
    hindrance = ""
    if not done:
        said = write(console, f"{HINDRANCE} (Enter skips):", {})
        hindrance = said.text if isinstance(said, Written) else ""
    told = follow_ups.answered(save, done=done, hindrance=hindrance, now=datetime.now(UTC))
    console.say(follow_ups.keep(folder, told) or KEPT)
