"""The folder of saves: every run in it, and the files that can't be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from game.storage.journey import touched
from game.storage.save import Save
from game.storage.savefile import LARGEST, from_toml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kept:
    """A run and its file."""

    path: Path
    save: Save


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is left alone; `reason` is a sentence with what can be done."""

    path: Path
    reason: str


Shelved: TypeAlias = Kept | Unreadable


def read_all(folder: Path) -> tuple[Shelved, ...]:
    """Return every save of a folder, the run played last first, then what can't be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if _is_save(path))
    except OSError:
        return ()
    read = [read_one(path) for path in paths]
    kept = [one for one in read if isinstance(one, Kept)]
    unreadable = [one for one in read if isinstance(one, Unreadable)]
    return (*sorted(kept, key=lambda one: touched(one.save), reverse=True), *unreadable)


def read_one(path: Path) -> Shelved:
    """Read one file."""
    try:
        if not path.is_file():
            return Unreadable(path, f"{path.name} is not a file; move it elsewhere.")
        with path.open("rb") as file:
            save = from_toml(file.read(LARGEST + 1))
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        return Unreadable(path, f"{path.name} can't be read: {said}; check its permissions.")
    if isinstance(save, Save):
        return Kept(path, save)
    return Unreadable(path, f"{path.name} can't be used: {save}")


def path_of(folder: Path, save: Save) -> Path:
    """Return the file of a run: its own, or a free one; never another run's or a damaged one."""
    short = save.run[:8]
    for name in (f"{save.story}-{short}.toml", f"{save.story}-{save.run}.toml"):
        path = folder / name
        if not path.exists():
            return path
        there = read_one(path)
        if isinstance(there, Kept) and there.save.run == save.run:
            return path
    number = 2
    while (path := folder / f"{save.story}-{save.run}-{number}.toml").exists():
        there = read_one(path)
        if isinstance(there, Kept) and there.save.run == save.run:
            return path
        number += 1
    return path


def _is_save(path: Path) -> bool:
    return (
        path.suffix == ".toml"
        and not path.name.startswith(".")
        and not path.name.startswith("settings.")
    )
