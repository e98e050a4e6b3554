"""What every app of the game wears: sizes, themes, and help and palette by the keys there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand

from game.tui import theme

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from pathlib import Path

    from textual.dom import DOMNode
    from textual.screen import Screen

    from game.storage.settings import Settings


class Dressed(App[None]):
    """An app in the colours and with the motion that the settings ask for."""

    TITLE = "Common Ground"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012, Textual's own declaration
        (0, "-narrow"),
        (60, "-normal"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012, Textual's own declaration
        (0, "-low"),
        (20, "-high"),
        (32, "-tall"),
    ]

    def __init__(self, settings: Settings, sheets: Sequence[Path]) -> None:
        """`sheets` are those of the first screen: Textual loads the others when they are pushed."""
        super().__init__(css_path=list(sheets))
        for one in theme.THEMES:
            self.register_theme(one)
        self._motion = self.animation_level
        self.wear(settings)

    def wear(self, settings: Settings) -> None:
        """Put the theme and the motion of the settings into force."""
        self.theme = theme.NAMES[settings.theme]
        self.animation_level = "none" if settings.reduced_motion else self._motion

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name the colours that a theme of Textual's own does not have."""
        return dict(theme.FALLBACK)

    def action_help(self) -> None:
        """Say how it goes, and which keys do what here."""
        from game.tui.actions import Explained, actions
        from game.tui.screens.help import HelpScreen

        here = self.screen
        if not isinstance(here, HelpScreen):
            found = actions(self, here.active_bindings.values())
            if isinstance(here, Explained):
                self.push_screen(HelpScreen(here.HELP_KEYS, found, here.HELP_TEXT))
            else:
                self.push_screen(HelpScreen((), found))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the palette what has a key on this screen."""
        from game.tui.actions import actions

        for one in actions(self, screen.active_bindings.values()):
            yield SystemCommand(one.does, f"Key: {one.keys}", self._runner(one.node, one.action))

    def _runner(self, node: DOMNode, action: str) -> Callable[[], Awaitable[bool]]:
        return partial(self.run_action, action, default_namespace=node)
