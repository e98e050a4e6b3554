"""How a run or a session is named on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from game.commands.output import note
from game.storage.resume import resume
from game.story.text import clean_line
from game.telling.kept_runs import kept_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.engine.run import Run
    from game.telling.kept_runs import KeptRun


_SHOWN: Final = 100


class Named(NamedTuple):
    """What a command line names: runs in the order they were begun, and sessions' folders."""

    runs: tuple[KeptRun, ...] = ()
    sessions: tuple[Path, ...] = ()


def named_on_line(folder: Path, names: Sequence[str]) -> Named | str:
    """Return the runs and sessions that are named, or a sentence on the first that is neither."""
    runs: dict[str, KeptRun] = {}
    sessions: list[Path] = []
    for name in names:
        run = run_named(folder, name)
        if not isinstance(run, str):
            runs[run.save.run] = run
            continue
        # Imported here and below: what a room needs is loaded only where one may be meant.
        from game.group.sessions import named

        session = named(folder, name)
        if session is None:
            return run
        if session not in sessions:
            sessions.append(session)
    return Named(tuple(sorted(runs.values(), key=lambda one: one.save.started)), tuple(sessions))


def replayed_run(folder: Path, name: str) -> Run | str | None:
    """Return a kept run replayed as far as its story plays it today, or why it can't be.

    None where the name means no kept run. That the story has changed is said.
    """
    found = run_named(folder, name)
    if isinstance(found, str):
        return found if name.endswith(".toml") else None
    if found.story is None:
        return f"the story {clean_line(found.save.story, _SHOWN)!r} of this run is not here."
    resumption = resume(found.save, found.story)
    if resumption.told:
        note(resumption.told)
    return resumption.run


def run_named(folder: Path, name: str) -> KeptRun | str:
    """Return a run with its story, or a sentence; a room's run has the story that it played.

    The log beside it knows where that was read, which may be no folder of stories.
    """
    found = kept_run(folder, name)
    if isinstance(found, str) or not found.save.session or found.path is None:
        return found
    if found.story is not None and found.story.fingerprint == found.save.fingerprint:
        return found
    from game.group.journal import JournalError
    from game.group.sessions import story_of

    try:
        return replace(found, story=story_of(found.path.parent))
    except JournalError:
        return found
