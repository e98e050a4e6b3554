"""Files that the player asked for: written beside them, never over anything."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Final

from game.storage.atomic import write_atomic
from game.storage.folder import file_stem

NOT_WRITTEN: Final = "Not written: "
"""How the sentence on a file that could not be written begins."""
_LONGEST: Final = 120
"""Characters of a file's name, but for its number and suffix."""


def write_new(folder: Path, stem: str, suffix: str, text: str) -> str:
    """Write to the working folder, else to `folder`; return a sentence on what happened."""
    stem = file_stem(stem, _LONGEST)
    problem = ""
    for place in (Path(), folder):
        try:
            path = _write(place, stem, suffix, text.encode("utf-8"))
        except OSError as error:
            problem = error.strerror or str(error)
        else:
            return f"Written to {path}"
    return f"{NOT_WRITTEN}{problem}. Start the game in a folder you may write to."


def write_named(path: Path, text: str) -> str | None:
    """Write a file under the name that the player gave; return a sentence if it can't be.

    A file that is there already is never replaced.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()
        _fill(path, text.encode("utf-8"))
    except FileExistsError:
        return f"{path} is there already and stays as it is; give another name."
    except (OSError, ValueError) as error:
        return f"{path} can't be written: {getattr(error, 'strerror', None) or error}."
    return None


def _write(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    path = _reserve(folder, stem, suffix)
    _fill(path, data)
    return path


def _fill(path: Path, data: bytes) -> None:
    """Write a file that was reserved; where that fails none is left."""
    try:
        write_atomic(path, data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _reserve(folder: Path, stem: str, suffix: str) -> Path:
    """Create an empty file under a name that nothing has yet, so that no other process takes it."""
    for number in count(1):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}"
        try:
            path.open("xb").close()
        except FileExistsError:
            continue
        return path
    raise AssertionError("there is always a free name")
