"""The floor of the terminal measurements: a Textual app with one label that echoes keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Label

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key


class Bare(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """Yield the label."""
        yield Label("ready-0", markup=False)

    def on_key(self, event: Key) -> None:
        """Show the key."""
        self.query_one(Label).update(f"echo-{event.key}")


if __name__ == "__main__":
    Bare().run()
