"""What the other side of a joint scene did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.engine.sides import other_id
from game.story.prose import plain_text

if TYPE_CHECKING:
    from game.engine.run import Decision
    from game.story.compiled import Story


class Answer(NamedTuple):
    """The name of the other team, and the text of its choice."""

    team: str
    text: str


def other_side(decision: Decision, story: Story) -> Answer | None:
    """Return what the other side did in a decision; None where there is only one."""
    if not decision.scene.sides:
        return None
    side, other = decision.scene.sides[1], other_id(decision.choice.id)
    name = plain_text(side.name, story.cast)
    return next((Answer(name, one.text) for one in side.choices if one.id == other), None)
