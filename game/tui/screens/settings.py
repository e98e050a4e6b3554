"""The settings: four rows, changed by key, kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from game.storage.settings import Settings
from game.telling.preferences import changed, rows
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SettingsScreen(ModalScreen[Settings]):
    """Returns the settings as changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,s", "close", "Close"),
        Binding("enter,space,right", "change(1)", "Change", priority=True),
        Binding("left", "change(-1)", "Change back", priority=True),
    ]

    settings: reactive[Settings] = reactive(Settings, init=False)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._given = settings

    def compose(self) -> ComposeResult:
        """Title, rows, keys."""
        with Vertical(classes="dialog"):
            yield Static("Settings", classes="title")
            yield OptionList(*_prompts(self._given))
            yield Keys()

    def on_mount(self) -> None:
        """Show what was given."""
        self.settings = self._given
        self.query_one(OptionList).highlighted = 0
        self.query_one(Keys).say((("↑↓", "move"), ("Enter", "change"), ("Esc", "close")))

    def watch_settings(self, settings: Settings) -> None:
        """Write the rows anew; the highlight stays."""
        shown = self.query_one(OptionList)
        for index, row in enumerate(_prompts(settings)):
            shown.replace_option_prompt_at_index(index, row)

    def action_change(self, step: int) -> None:
        """Give the highlighted row its next value."""
        row = self.query_one(OptionList).highlighted or 0
        self.settings = changed(self.settings, row, step)

    def on_option_list_option_selected(self) -> None:
        """Change the row that was clicked."""
        self.action_change(1)

    def action_close(self) -> None:
        """Hand the settings back."""
        self.dismiss(self.settings)


def _prompts(settings: Settings) -> list[Content]:
    return [
        Content.assemble(
            (f"{row.name:<10}", "bold"),
            (row.value, "$accent"),
            (f"\n          {row.meaning}", "$foreground-muted"),
        )
        for row in rows(settings)
    ]
