"""The one way a file is written: whole, or not at all."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP})
"""What file systems say that can't sync a folder: nothing can be done there."""
_TRIES: Final = 20
_PAUSE: Final = 0.01
"""Seconds between two tries on Windows."""


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, creating its folder; raises `OSError` and leaves `path` as it was.

    A temporary file beside it is written and synced, then renamed over it, then the folder is
    synced: after a crash the old or the new content is there, never a part. The file is its
    owner's alone to read, for it may hold what a player thinks of colleagues.
    """
    folder = path.parent
    _make(folder)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=_prefix(path), suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _rename(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(folder)


def sweep(path: Path) -> None:
    """Delete what a killed process left half written of `path`; only for who has its lock."""
    start = _prefix(path)
    with suppress(OSError):
        for one in path.parent.iterdir():
            if one.name.startswith(start) and one.suffix == ".tmp":
                one.unlink(missing_ok=True)


def _prefix(path: Path) -> str:
    return f".{path.name}."


def _make(folder: Path) -> None:
    """Create a folder that is not there, and make that last."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)


def _rename(temporary: Path, path: Path) -> None:
    """Rename over `path`. Windows refuses while another process reads it, which is soon over."""
    if sys.platform == "win32":
        for _ in range(_TRIES):
            try:
                temporary.replace(path)
            except PermissionError:
                time.sleep(_PAUSE)
            else:
                return
    temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the rename last. Windows can't open a folder, and has no need to: NTFS logs renames."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)
