"""The last line: which keys do something here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GAP: Final = 2
HELP: Final = "?"
"""The one key that stays where there is no room for all: help names the others."""


class Keys(Widget):
    """One line of keys with what they do, the most useful first; what finds no room is left out.

    One widget, not one for each key: Textual's footer mounts a dozen anew at every stage.
    """

    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def say(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show these keys, each with its word."""
        self.keys = tuple(keys)

    def render(self) -> Content:
        """Return as many of the keys as the line holds."""
        return Content(" " * _GAP).join(
            Content.assemble((key, "bold $accent"), (f" {word}", ""))
            for key, word in fitting(self.keys, self.size.width)
        )


def fitting(keys: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Return the first keys that fit into `width` columns, and help wherever it stood."""
    room = width + _GAP - sum(_length(one) for one in keys if one[0] == HELP)
    kept = []
    for one in keys:
        if one[0] == HELP:
            kept.append(one)
        elif _length(one) <= room:
            kept.append(one)
            room -= _length(one)
        else:
            room = 0
    return kept


def _length(key: tuple[str, str]) -> int:
    return len(key[0]) + 1 + len(key[1]) + _GAP
