"""What the host is asked about both answers of a decision: which now, which later, or neither."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from textual.content import Content

from game.tui.hosting import due_answer, said
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from game.engine.run import Run
    from game.group.debriefing import Voted

Option: TypeAlias = tuple[Content, str]
BOTH: Final = "Both, one after the other"
_LATER: Final = "It begins when the story has ended on the first. The key o plays it earlier."
_ON: Final = "The room plays on from there, and comes back to the debrief. All of it is kept."


async def both(app: App[None], listed: Sequence[Option]) -> tuple[str, str] | None:
    """Return which answer is played now, and which later; None if that was not said."""
    now = await app.push_screen_wait(Dialog("Which one first?", "", listed))
    if now is None:
        return None
    rest = [one for one in listed if one[1] != now]
    later = await app.push_screen_wait(Dialog("And which one later?", _LATER, rest))
    return None if later is None else (now, later)


async def due(app: App[None], run: Run, later: tuple[int, tuple[str, ...]]) -> str | None:
    """Return the command for the answer that is due: `other`, `skip`, or None to wait."""
    options: list[tuple[Content | str, str]] = [
        ("Play it now", "other"),
        ("Skip it", "skip"),
    ]
    return await app.push_screen_wait(
        Dialog("Later also", Content(due_answer(run, later)), options)
    )


async def another(app: App[None], run: Run, number: int, voted: Voted) -> list[str] | None:
    """Return the other answer of a decision, from 1, that the room plays on; None for none."""
    sides = [tally.options for tally in voted.ballots[0]]
    others = [one for one in product(*sides) if _apart(one, voted.choices) == 1]
    options = [(Content(said(run, number, one)), list(one)) for one in others]
    return await app.push_screen_wait(Dialog("Play which answer on?", _ON, options))


def _apart(choices: tuple[str, ...], made: tuple[str, ...]) -> int:
    return sum(one != other for one, other in zip(choices, made, strict=True))
