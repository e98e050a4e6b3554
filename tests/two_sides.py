"""A small story of two teams at one table, for every room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from stories import compiled

if TYPE_CHECKING:
    from game.story.compiled import Story

FILE: Final = Path(__file__).with_name("two_sides.toml")
TEXT: Final = FILE.read_text(encoding="utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """Return the story's text with the first of each of these replaced."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def two_sides(*changes: tuple[str, str]) -> Story:
    """Return the story in its plain form."""
    return compiled(changed(*changes), "two_sides")
