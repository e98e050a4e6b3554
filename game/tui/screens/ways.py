"""What the host is asked about both answers of a decision: which now, which later, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from textual.content import Content

from game.group.otherwise import otherwise
from game.group.state import Phase
from game.tui.hosting import due_answer, said
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App

    from game.engine.run import Run
    from game.group.debriefing import Voted
    from game.group.host_state import HostState

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


async def other(
    app: App[None], run: Run, state: HostState, number: int | None
) -> tuple[int, Sequence[str]] | str | None:
    """Return the answer to play with how many decisions came before it, or `skip`, or None.

    In the debrief it is one of the decision `number` that is talked about, else the one due.
    """
    if state.phase is Phase.DEBRIEF and number is not None:
        picked = await another(app, run, number, state.votes[number - 1])
        return None if picked is None else (number - 1, picked)
    if state.due is None:
        return None
    told = await due(app, run, state.due)
    return state.due if told == "other" else told


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
    others = [one.choices for one in otherwise(voted)]
    options = [(Content(said(run, number, one)), list(one)) for one in others]
    return await app.push_screen_wait(Dialog("Play which answer on?", _ON, options))
