"""What every test needs: no motion, and folders of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Read by Textual when it is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"


@pytest.fixture(autouse=True, scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own cache, data and settings out of the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
        os.environ[name] = str(home)
    os.environ["COMMON_GROUND_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    for name in ("COMMON_GROUND_STORIES", "COMMON_GROUND_SAVES", "NO_COLOR"):
        os.environ.pop(name, None)


@pytest.fixture
def saves(tmp_path: Path) -> Path:
    """Return a folder for saves that does not exist yet."""
    return tmp_path / "saves"
