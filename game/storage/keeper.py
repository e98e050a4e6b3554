"""Keeps the run in play: its lock, its file, and one sentence if writing fails."""

from __future__ import annotations

import errno
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import FileLock

    from game.storage.save import Save

_TAKEN: Final = (
    "This run is open in another window, or was played on there; it is not saved from here, and"
    " can be read and copied."
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

Stamp = tuple[int, int, int]


class Keeper:
    """Holds one run of a folder at a time. The folder is created at the first write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = ""
        self._path: Path | None = None
        self._lock: FileLock | None = None
        self._stamp: Stamp | None = None
        self._known: tuple[Save, ...] = ()
        self._refused: set[str] = set()
        self._failed = False

    def open(self, save: Save) -> bool:
        """Take a run for this process; False if it may only be read.

        That is so while another process has it, and where one has played on since `save` was
        read; nothing is written for such a run until it was opened again. A run that was never
        written is ours without a lock: nobody else knows it.
        """
        if save.run == self._run:
            return True
        self.close()
        with suppress(OSError):
            if save.begun and self._folder.is_dir() and not self._claim(save):
                self._refused.add(save.run)
                return False
        self._refused.discard(save.run)
        self._run = save.run
        return True

    def keep(self, save: Save) -> str | None:
        """Write a run; return a sentence the first time it fails, and again after it had worked.

        A file that somebody else changed in the meantime is looked at again before it is replaced.
        """
        # Imported here: 20 ms that the first scene does not wait for.
        from game.storage.atomic import write_atomic
        from game.storage.savefile import to_toml

        if save.run in self._refused:
            return self._tell(_TAKEN)
        try:
            if save.run != self._run:
                self.close()
            if self._path is None or _stamp(self._path) != self._stamp:
                self._folder.mkdir(parents=True, exist_ok=True)
                if not self._claim(save):
                    return self._tell(_TAKEN)
            if self._path is not None:
                # A write that fails late has replaced the file: it is ours all the same.
                self._known = (*self._known[-1:], save)
                write_atomic(self._path, to_toml(save))
                self._stamp, self._known = _stamp(self._path), (save,)
        except OSError as error:
            return self._tell(_sentence(self._folder, error))
        self._failed = False
        return None

    def close(self) -> None:
        """Give the run free."""
        self._free()
        self._run, self._known = "", ()

    def _claim(self, save: Save) -> bool:
        """Lock the file of a run and look whether it is the one we know; raises `OSError`."""
        from game.storage.atomic import sweep
        from game.storage.lock import TakenError
        from game.storage.shelf import Kept, path_of, read_one

        self._free()
        path = path_of(self._folder, save)
        try:
            self._lock_it(path)
        except TakenError:
            return False
        there = read_one(path) if path.exists() else None
        if isinstance(there, Kept) and not (
            there.save in self._known or _continues(save, there.save)
        ):
            self._free()
            return False
        if self._lock is not None:
            sweep(path)
        self._run, self._path, self._stamp = save.run, path, _stamp(path)
        return True

    def _lock_it(self, path: Path) -> None:
        """Lock a file. Where a folder takes no lock writing is tried all the same."""
        from game.storage.lock import take

        with suppress(OSError):
            self._lock = take(path)

    def _free(self) -> None:
        if self._lock is not None:
            from game.storage.lock import give

            give(self._lock)
        self._lock, self._path, self._stamp = None, None, None

    def _tell(self, sentence: str) -> str | None:
        told = None if self._failed else sentence
        self._failed = True
        return told


def _continues(save: Save, there: Save) -> bool:
    """Whether writing `save` over `there` loses nothing of it."""
    return (
        there.choices == save.choices[: len(there.choices)]
        and set(there.undone[-1:]) <= set(save.undone)
        and set(there.sittings[-1:]) <= set(save.sittings)
        and there.reflections == save.reflections
        and set(there.follow_ups) <= set(save.follow_ups)
    )


def _stamp(path: Path) -> Stamp | None:
    """Return what changes with a file, None if it is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _sentence(folder: Path, error: OSError) -> str:
    why = (error.strerror or str(error)).lower()
    cure = "make room on it" if error.errno in _FULL else "make it writable"
    return (
        f"The run can't be saved in {folder}: {why}. You can play on; {cure}, or choose another"
        " folder with --saves, and it will be saved with the next choice."
    )
