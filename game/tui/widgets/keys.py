"""The last line: which keys do something here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Iterable


class Keys(Static):
    """One line of keys with what they do.

    One widget, not one for each key: Textual's footer mounts a dozen anew at every stage.
    """

    def say(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show these keys, each with its word."""
        self.update(
            Content("  ").join(
                Content.assemble((key, "bold $accent"), (f" {word}", "")) for key, word in keys
            )
        )
