"""Where runs and settings are kept."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_STEM: Final = 64


def saves_folder(given: str | None = None) -> Path:
    """Return the folder of saves; creates nothing.

    `given` (from `--saves`), else `COMMON_GROUND_SAVES`, else `saves/` of the working folder if
    it is there, else the user's data folder.
    """
    named = given or os.environ.get("COMMON_GROUND_SAVES")
    if named:
        # A home that is not known is an error: then `~` is a name like any other.
        with suppress(RuntimeError):
            return Path(named).expanduser()
        return Path(named)
    here = Path("saves")
    if here.is_dir():
        return here
    return user_data_path("common-ground", appauthor=False) / "saves"


def file_stem(name: str, longest: int = _LONGEST_STEM) -> str:
    """Return how the names of a story's files begin, safe on every system."""
    return _UNSAFE.sub("_", name)[:longest] or "story"


def has_runs(folder: Path, story_id: str) -> bool:
    """Whether the names of a folder speak of runs of a story; opens no file."""
    with suppress(OSError):
        return any(folder.glob(f"{file_stem(story_id)}-*.toml"))
    return False
