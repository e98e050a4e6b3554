"""The folder of saves: every run in it, and the files that can't be read."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from game.storage.folder import file_stem
from game.storage.journey import touched
from game.storage.save import Save
from game.storage.savefile import LARGEST, from_toml
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SESSIONS: Final = "sessions"
"""The folder, beside the runs of one, in which rooms keep theirs."""
_HEAD: Final = 512
"""Bytes of a file in which its run stands."""
_ANY_RUN: Final = re.compile(rb'^run = "[0-9a-f-]{36}"\r?$', re.MULTILINE)


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
        read = [read_one(path) for path in _saves(folder)]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        return (_unreachable(folder, error),)
    kept = [one for one in read if isinstance(one, Kept)]
    unreadable = [one for one in read if isinstance(one, Unreadable)]
    return (*sorted(kept, key=lambda one: touched(one.save), reverse=True), *unreadable)


def read_sessions(folder: Path) -> tuple[Kept, ...]:
    """Return the runs of the rooms that were led here: each session has a folder of its own."""
    try:
        sessions = sorted(path for path in (folder / SESSIONS).iterdir() if path.is_dir())
    except OSError:
        return ()
    return tuple(one for path in sessions for one in read_all(path) if isinstance(one, Kept))


def read_one(path: Path) -> Shelved:
    """Read one file; a link, a pipe or a folder of that name does no harm."""
    name = clean_line(path.name, _HEAD)
    try:
        if not path.is_file():
            return Unreadable(path, f"{name} is not a file; move it elsewhere.")
        with path.open("rb") as file:
            save = from_toml(file.read(LARGEST + 1))
    except OSError as error:
        return _unreachable(path, error)
    if isinstance(save, Save):
        return Kept(path, save)
    return Unreadable(path, f"{name} can't be used: {save}")


def may_be_save(path: Path) -> bool:
    """Whether a file begins like a save, and not like a story: only its head is read."""
    return _ANY_RUN.search(_head(path)) is not None


def path_of(folder: Path, save: Save) -> Path:
    """Return the file of a run: its own, or a free one; never another run's or a damaged one.

    A run whose file was renamed is found again by what stands in it.
    """
    for path in _names(folder, save):
        if not path.exists() and not path.is_symlink():
            return (_renamed(folder, save.run) if folder.is_dir() else None) or path
        if _run_in(path) == save.run:
            return path
    raise AssertionError("there is always a free name")


def _names(folder: Path, save: Save) -> Iterator[Path]:
    stem = file_stem(save.story)
    yield folder / f"{stem}-{save.run[:8]}.toml"
    yield folder / f"{stem}-{save.run}.toml"
    for number in count(2):
        yield folder / f"{stem}-{save.run}-{number}.toml"


def _run_in(path: Path) -> str | None:
    there = read_one(path)
    return there.save.run if isinstance(there, Kept) else None


def _renamed(folder: Path, run: str) -> Path | None:
    """Return the file with this run under any name. Only heads are read: 5 ms for 200 files."""
    wanted = re.compile(rb'^run = "%s"\r?$' % run.encode("utf-8"), re.MULTILINE)
    found = (path for path in _saves(folder) if wanted.search(_head(path)))
    return next((path for path in found if _run_in(path) == run), None)


def _head(path: Path) -> bytes:
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(_HEAD)
    return b""


def _saves(folder: Path) -> list[Path]:
    """Return the files that should be saves. Locks and half-written files begin with a dot."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix == ".toml" and not path.name.startswith((".", "settings."))
    )


def _unreachable(path: Path, error: OSError) -> Unreadable:
    said = (error.strerror or str(error)).lower()
    name = clean_line(path.name or str(path), _HEAD)
    return Unreadable(path, f"{name} can't be read: {said}; check its permissions.")
