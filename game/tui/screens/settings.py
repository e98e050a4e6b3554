"""The settings: four rows, changed by key, kept at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from game.storage.settings import Settings
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult

_METERS: Final = ("numbers", "words", "hidden")
_THEMES: Final = ("dark", "light", "contrast", "terminal")


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
            yield OptionList(*_rows(self._given))
            yield Keys(markup=False)

    def on_mount(self) -> None:
        """Show what was given."""
        self.settings = self._given
        self.query_one(OptionList).highlighted = 0
        self.query_one(Keys).say((("↑ ↓", "move"), ("Enter", "change"), ("Esc", "close")))

    def watch_settings(self, settings: Settings) -> None:
        """Write the rows anew; the highlight stays."""
        rows = self.query_one(OptionList)
        for index, row in enumerate(_rows(settings)):
            rows.replace_option_prompt_at_index(index, row)

    def action_change(self, step: int) -> None:
        """Give the highlighted row its next value."""
        row = self.query_one(OptionList).highlighted or 0
        self.settings = _changed(self.settings, row, step)

    def on_option_list_option_selected(self) -> None:
        """Change the row that was clicked."""
        self.action_change(1)

    def action_close(self) -> None:
        """Hand the settings back."""
        self.dismiss(self.settings)


def _changed(settings: Settings, row: int, step: int) -> Settings:
    if row == 0:
        at = (_METERS.index(settings.meters) + step) % len(_METERS)
        return replace(settings, meters=_METERS[at])
    if row == 1:
        return replace(settings, coach=not settings.coach)
    if row == 2:  # noqa: PLR2004, the third row
        at = (_THEMES.index(settings.theme) + step) % len(_THEMES)
        return replace(settings, theme=_THEMES[at])
    return replace(settings, reduced_motion=not settings.reduced_motion)


def _rows(settings: Settings) -> list[Content]:
    themes = {"contrast": "high contrast", "terminal": "the terminal's own colours"}
    return [
        _row("Meters", settings.meters, "as numbers, as words, or hidden"),
        _row("Coach", _on(on=settings.coach), "names causes in words after each choice"),
        _row("Theme", themes.get(settings.theme, settings.theme), "dark, light, high contrast"),
        _row("Motion", _on(on=not settings.reduced_motion), "meters slide when they move"),
    ]


def _row(name: str, value: str, meaning: str) -> Content:
    return Content.assemble(
        (f"{name:<10}", "bold"), (value, "$accent"), (f"\n          {meaning}", "$foreground-muted")
    )


def _on(*, on: bool) -> str:
    return "on" if on else "off"
