"""The themes: dark, light, high contrast, and the terminal's own palette."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

CAST_COLOURS: Final = 6
"""Names of the cast take these colours in turn: `$cast-0` to `$cast-5`."""


def _cast(*colours: str) -> dict[str, str]:
    return {f"cast-{number}": colour for number, colour in enumerate(colours)}


def _quiet(muted: str, disabled: str) -> dict[str, str]:
    """Return what stands back and can still be read: Textual's own is too faint for words."""
    return {"foreground-muted": muted, "foreground-disabled": disabled, "text-disabled": muted}


DARK: Final = Theme(
    name="common-ground-dark",
    primary="#8fb8de",
    secondary="#5c7a99",
    accent="#e3b96b",
    warning="#e3b96b",
    error="#e28b7d",
    success="#9cc98b",
    foreground="#dfe1e5",
    background="#15171c",
    surface="#1b1e25",
    panel="#262a33",
    variables=_cast("#8fb8de", "#e3b96b", "#9cc98b", "#d69ac1", "#7fc7c0", "#e0a184")
    | _quiet("#9a9da4", "#63666d"),
)
LIGHT: Final = Theme(
    name="common-ground-light",
    primary="#1f5f94",
    secondary="#5c7a99",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a33327",
    success="#2f6b2a",
    foreground="#1d2024",
    background="#faf8f3",
    surface="#f2efe8",
    panel="#e4e0d6",
    dark=False,
    variables=_cast("#1f5f94", "#8a5a00", "#2f6b2a", "#8a2f6b", "#11666a", "#94411a")
    | _quiet("#5c5f63", "#a5a39d"),
)
CONTRAST: Final = Theme(
    name="common-ground-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff9d9d",
    success="#8cff8c",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    text_alpha=1.0,
    variables=_cast("#ffff00", "#00ffff", "#8cff8c", "#ffb3ff", "#a6c8ff", "#ffc266")
    | _quiet("#ffffff", "#b0b0b0"),
)
_TERMINAL: Final = "ansi-dark"

THEMES: Final = (DARK, LIGHT, CONTRAST)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dark": DARK.name,
        "light": LIGHT.name,
        "contrast": CONTRAST.name,
        "terminal": _TERMINAL,
    }
)
"""What the settings call a theme, and what Textual calls it."""

FALLBACK: Final = MappingProxyType(
    _cast("ansi_blue", "ansi_yellow", "ansi_green", "ansi_magenta", "ansi_cyan", "ansi_red")
)
"""The cast's colours where a theme has none of its own."""
