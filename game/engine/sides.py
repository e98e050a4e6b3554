"""A joint scene in solo play: what the player's side is offered, and what the other answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.state import holds
from game.story.compiled import JOINED

if TYPE_CHECKING:
    from game.engine.parameters import Parameters
    from game.engine.state import State
    from game.story.compiled import Choice, Scene, SideChoice


def answer(scene: Scene, state: State, parameters: Parameters) -> SideChoice:
    """Return what the second side of a joint scene does where nobody holds it.

    It takes the first of its choices whose `when` and `plays_when` hold on arrival; the last of a
    checked story always does.
    """
    *others, last = scene.sides[1].choices
    for choice in others:
        if holds(choice.when, state, parameters) and holds(choice.plays_when, state, parameters):
            return choice
    return last


def against(scene: Scene, meetings: tuple[Choice, ...], other: str) -> tuple[Choice, ...]:
    """Return those of the meetings in which the second side does `other`, as the first sees them.

    In the order of the first side's own choices.
    """
    by_id = {meeting.id: meeting for meeting in meetings}
    ids = (f"{own.id}{JOINED}{other}" for own in scene.sides[0].choices)
    return tuple(by_id[one] for one in ids if one in by_id)


def own_id(choice_id: str) -> str:
    """Return the first side's part of a meeting's id; all of the id of any other choice."""
    return choice_id.partition(JOINED)[0]


def other_id(choice_id: str) -> str:
    """Return the second side's part of a meeting's id; nothing for any other choice."""
    return choice_id.partition(JOINED)[2]
