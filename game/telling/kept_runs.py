"""Runs that were kept, named on the command line, each with its story."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.storage.shelf import Kept, Unreadable, read_all, read_one, read_sessions
from game.story.library import Broken, find, load
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.storage.save import Save
    from game.story.compiled import Story

_SHORTEST: Final = 4
"""Letters of an id that name a run."""
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run, its story, None where no sound story of that id is found, and its file."""

    save: Save
    story: Story | None
    path: Path | None = None


def kept_runs(folder: Path, names: Sequence[str] = ()) -> tuple[KeptRun, ...] | str:
    """Return the named runs, or all of a folder in the order in which they were begun.

    A name is a run's id, the beginning of one, the name of its file, or a path to it; so a run
    that a room has played is named as well, but among all it is not. A name that means no run, or
    several, gives a sentence instead.
    """
    kept = [one for one in read_all(folder) if isinstance(one, Kept)]
    if names:
        named: dict[Path, Kept] = {}
        for name in names:
            one = _named(name, kept, folder)
            if isinstance(one, str):
                return one
            named[one.path] = one
        kept = list(named.values())
    return _with_stories(kept)


def led_runs(folder: Path) -> tuple[KeptRun, ...]:
    """Return the runs of the rooms that were led from a folder, in the order they were begun."""
    return _with_stories(read_sessions(folder))


def left_out(folder: Path) -> tuple[str, ...]:
    """Return a sentence for each file of a folder that should be a run and can't be read."""
    return tuple(one.reason for one in read_all(folder) if isinstance(one, Unreadable))


def kept_run(folder: Path, name: str) -> KeptRun | str:
    """Return one run by its name, or a sentence."""
    found = kept_runs(folder, [name])
    return found if isinstance(found, str) else found[0]


def _named(name: str, kept: Sequence[Kept], folder: Path) -> Kept | str:
    path = Path(name)
    if path.suffix == ".toml":
        one = read_one(path)
        return one if isinstance(one, Kept) else one.reason
    said = clean_line(name, _SHOWN)
    found = _matching(name, kept) or _matching(name, read_sessions(folder))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.save.run for one in found)
        return f"Several runs begin with {said}: {ids}; write more of the id."
    return (
        f"There is no run {said!r} in {folder}; `common-ground journey` lists the runs, and an id"
        f" may be cut to its first {_SHORTEST} letters or more."
    )


def _matching(name: str, kept: Iterable[Kept]) -> list[Kept]:
    wanted = name.strip().lower()
    long_enough = len(wanted) >= _SHORTEST
    return [
        one
        for one in kept
        if (long_enough and one.save.run.startswith(wanted)) or one.path.stem == name
    ]


def _with_stories(kept: Iterable[Kept]) -> tuple[KeptRun, ...]:
    told = sorted(kept, key=lambda one: one.save.started)
    wanted = {one.save.story for one in told}
    loaded: dict[str, list[Story]] = {}
    for entry in find():
        if entry.id in wanted:
            story = load(entry.path)
            if not isinstance(story, Broken):
                loaded.setdefault(entry.id, []).append(story)
    return tuple(
        KeptRun(one.save, _story(one.save, loaded.get(one.save.story, [])), one.path)
        for one in told
    )


def _story(save: Save, stories: Sequence[Story]) -> Story | None:
    """Return the story that was played; else the first one of its id."""
    played = (story for story in stories if story.fingerprint == save.fingerprint)
    return next(played, stories[0] if stories else None)
