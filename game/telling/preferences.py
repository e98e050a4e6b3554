"""The settings as rows to read and change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.storage.settings import Settings

_METERS: Final = ("numbers", "words", "hidden")
_THEMES: Final = ("dark", "light", "contrast", "terminal")
_THEME_WORDS: Final = {"contrast": "high contrast", "terminal": "the terminal's own colours"}


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its name, the value in words, what it does."""

    name: str
    value: str
    meaning: str


def rows(settings: Settings) -> tuple[Row, ...]:
    """Return every setting, in the order in which `changed` counts them."""
    theme = _THEME_WORDS.get(settings.theme, settings.theme)
    return (
        Row("Meters", settings.meters, "as numbers, as words, or hidden"),
        Row("Coach", _on(on=settings.coach), "names causes in words after each choice"),
        Row("Theme", theme, "dark, light, high contrast, or the terminal's own"),
        Row("Motion", _on(on=not settings.reduced_motion), "meters slide when they move"),
    )


def changed(settings: Settings, row: int, step: int = 1) -> Settings:
    """Return the settings with row `row`, counted from 0, `step` values further."""
    if row == 0:
        at = (_METERS.index(settings.meters) + step) % len(_METERS)
        return replace(settings, meters=_METERS[at])
    if row == 1:
        return replace(settings, coach=not settings.coach)
    if row == 2:  # noqa: PLR2004, the third row
        at = (_THEMES.index(settings.theme) + step) % len(_THEMES)
        return replace(settings, theme=_THEMES[at])
    return replace(settings, reduced_motion=not settings.reduced_motion)


def _on(*, on: bool) -> str:
    return "on" if on else "off"
