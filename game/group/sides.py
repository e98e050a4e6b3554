"""Who votes on a decision: the whole room on one list of options, or each team on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.group.ballots import Side

if TYPE_CHECKING:
    from game.engine.run import Run
    from game.story.compiled import Story


def sides(run: Run) -> tuple[Side, ...]:
    """Return the sides of the decision at which a run stands; none in an ending."""
    if run.ended or not run.offered:
        return ()
    return (Side(None, tuple(choice.id for choice in run.offered)),)


def joined(choices: tuple[str, ...]) -> str:
    """Return the id under which the engine knows what the sides have chosen."""
    return "+".join(choices)


def teams(story: Story) -> tuple[str, ...]:
    """Return the ids of a story's teams, none if the room plays as one."""
    del story
    return ()
