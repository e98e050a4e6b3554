"""One save, one writer: a lock beside it that dies with its process."""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock


class TakenError(Exception):
    """Another process has the lock."""


def take(path: Path) -> FileLock:
    """Lock a save; raises `TakenError`, and `OSError` where its folder takes no locks."""
    # Imported here: 25 ms that the first scene does not wait for.
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(f".{path.name}.lock"), thread_local=False)
    try:
        with warnings.catch_warnings():
            # Where the kernel has no locks filelock warns, on the screen, and uses files.
            warnings.simplefilter("ignore")
            lock.acquire(timeout=0)
    except Timeout:
        raise TakenError from None
    except NotImplementedError as error:
        raise OSError(str(error)) from error
    return lock


def give(lock: FileLock) -> None:
    """Give a lock free, and leave no file behind.

    The file goes while it is still locked: filelock 4 drops a lock whose file is gone, so that
    nobody holds one that others can't see, and deletes none itself. On Windows an open file can't
    be deleted, so there it goes afterwards, if nobody has opened it since.
    """
    file = Path(lock.lock_file)
    if sys.platform != "win32":
        with suppress(OSError):
            file.unlink()
    with suppress(OSError):
        lock.release()
    if sys.platform == "win32":
        with suppress(OSError):
            file.unlink()
