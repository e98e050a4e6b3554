"""A kept run in a line: what can be done with it, where it stands, when it was begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.storage.resume import resume

if TYPE_CHECKING:
    from game.storage.save import Save
    from game.story.compiled import Story


@dataclass(frozen=True, slots=True)
class RunLabel:
    """Three parts of one line; `begun` is in the time zone of this machine."""

    what: str
    where: str
    begun: str


def label(save: Save, story: Story) -> RunLabel:
    """Return the label of a run of `story`."""
    resumption = resume(save, story)
    run = resumption.run
    branch = f", from decision {save.parent.decision + 1} of another run" if save.parent else ""
    begun = f"begun {save.started.astimezone():%d %b, %H:%M}{branch}"
    if resumption.lost is None and run.ended:
        return RunLabel("Debrief", run.scene.ending or "", begun)
    return RunLabel("Continue", f"after decision {len(save.choices)}", begun)
