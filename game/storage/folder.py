"""Where runs and settings are kept."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def saves_folder(given: str | None = None) -> Path:
    """Return the folder of saves; creates nothing.

    `given` (from `--saves`), else `COMMON_GROUND_SAVES`, else `saves/` of the working folder if
    it is there, else the user's data folder.
    """
    named = given or os.environ.get("COMMON_GROUND_SAVES")
    if named:
        return Path(named).expanduser()
    here = Path("saves")
    if here.is_dir():
        return here
    return user_data_path("common-ground", appauthor=False) / "saves"
