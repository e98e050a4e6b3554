"""Where the stories are that come with the game."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SCHEMA: Final = "story.schema.json"
"""The schema of a story file, beside them."""


def shipped() -> Path:
    """Return the folder of the stories that come with the game, in a wheel or in a clone."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "stories"
