"""Files that the player asked for: written beside them, never over anything."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from game.storage.atomic import write_atomic


def write_new(folder: Path, stem: str, suffix: str, text: str) -> str:
    """Write to the working folder, else to `folder`; return a sentence on what happened."""
    problem = ""
    for place in (Path.cwd(), folder):
        path = _free(place, stem, suffix)
        try:
            write_atomic(path, text.encode("utf-8"))
        except OSError as error:
            problem = error.strerror or str(error)
        else:
            return f"Written to {path}"
    return f"Not written: {problem}. Start the game in a folder you may write to."


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path that no file has yet."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())
