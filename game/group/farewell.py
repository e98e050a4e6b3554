"""What somebody reads who gets up from a seat at a terminal: what is where, and the way back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from game.storage.folder import saves_folder

if TYPE_CHECKING:
    from game.group.seat_line import SeatLine


def farewell(line: SeatLine) -> tuple[str, ...]:
    """Return the last lines of a seat, whether it has ended or is left."""
    said = [line.over or "You have left the room. What you voted stays in it."]
    plans = None if line.state is None else line.state.plans
    if plans is not None and plans.mine:
        said.append(f"Your plan: {plans.mine}")
    if line.keep.path is None:
        return (*said, "Nothing is kept on this computer.")
    if line.over:
        key = f"Here is only the key to your seat, in {line.keep.path}."
        return (*said, f"What the room did is with the facilitator. {key}")
    name = line.state.name if line.state is not None and line.state.name else "the same person"
    folder = line.keep.path.parents[1]
    named = "" if folder == saves_folder() else f" --saves {shlex.quote(str(folder))}"
    return (*said, f"To come back as {name}: common-ground join {line.url}{named}")
