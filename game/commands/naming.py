"""How a run or a session is named on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.telling.kept_runs import kept_run

if TYPE_CHECKING:
    from pathlib import Path

    from game.telling.kept_runs import KeptRun


def run_named(folder: Path, name: str) -> KeptRun | str:
    """Return a run with its story, or a sentence; a room's run has the story that it played.

    The log beside it knows where that was read, which may be no folder of stories.
    """
    found = kept_run(folder, name)
    if isinstance(found, str) or not found.save.session or found.path is None:
        return found
    if found.story is not None and found.story.fingerprint == found.save.fingerprint:
        return found
    # Imported here and below: what a room needs is loaded only for a room's run.
    from game.group.journal import JournalError
    from game.group.sessions import story_of

    try:
        return replace(found, story=story_of(found.path.parent))
    except JournalError:
        return found
