"""Keeps the run in play: its lock, its file, and one sentence if writing fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import FileLock

    from game.storage.save import Save


class Keeper:
    """Holds one run of a folder at a time. The folder is created at the first write.

    The lock is a file beside the save that stays: to delete it would open a race with a third
    process that waits for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = ""
        self._path: Path | None = None
        self._lock: FileLock | None = None
        self._failed = False

    def open(self, save: Save) -> bool:
        """Take a run for this process; False if another one has it, which is then read only."""
        self.close()
        self._run = save.run
        return self._lock_it(save) if save.begun and self._folder.is_dir() else True

    def keep(self, save: Save) -> str | None:
        """Write a run; return a sentence the first time it fails, and again after it had worked."""
        # Imported here and below: 35 ms that the first scene does not wait for.
        from game.storage.atomic import write_atomic
        from game.storage.savefile import to_toml

        try:
            if self._run != save.run or self._path is None:
                self._run = save.run
                self._folder.mkdir(parents=True, exist_ok=True)
                if not self._lock_it(save):
                    return "This run is open in another window; it is not saved from here."
            if self._path is not None:
                write_atomic(self._path, to_toml(save))
        except OSError as error:
            told = None if self._failed else _sentence(self._folder, error)
            self._failed = True
            return told
        self._failed = False
        return None

    def close(self) -> None:
        """Give the run free."""
        if self._lock is not None:
            self._lock.release()
        self._lock = None
        self._path = None
        self._run = ""

    def _lock_it(self, save: Save) -> bool:
        """Lock the file of a run. A folder that takes no lock is found out at the first write."""
        from filelock import FileLock, Timeout

        from game.storage.shelf import path_of

        if self._lock is not None:
            self._lock.release()
            self._lock = None
        path = path_of(self._folder, save)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError:
            self._path = path
            return True
        self._lock, self._path = lock, path
        return True


def _sentence(folder: Path, error: OSError) -> str:
    why = (error.strerror or str(error)).lower()
    return (
        f"The run can't be saved in {folder}: {why}. You can play on; make room or choose another"
        " folder with --saves, and it will be saved with the next choice."
    )
