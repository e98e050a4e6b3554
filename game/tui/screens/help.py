"""Help: how to play, and every key that does something on the screen below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from game.story.prose import paragraphs
from game.telling.howto import HOW_TO_PLAY
from game.tui import safe
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from game.tui.actions import Action


class HelpScreen(ModalScreen[None]):
    """Closes on Escape, `?`, q or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,enter,q", "dismiss(None)", "Close"),
    ]

    def __init__(
        self,
        keys: Sequence[tuple[str, str]],
        actions: Iterable[Action],
        text: str = HOW_TO_PLAY,
    ) -> None:
        """`text` says how it goes: paragraphs with inline Markdown."""
        super().__init__()
        self._text = text
        named = [(one.keys, one.does) for one in actions]
        self._keys = (*keys, *named, ("^p", "Everything by name"))

    def compose(self) -> ComposeResult:
        """Text and keys, as one scroll."""
        with Vertical(classes="dialog"):
            yield Static("How to play", classes="title")
            with VerticalScroll(classes="words"):
                yield Static(safe.BLANK.join([*self._words(), *self._list()]))
            keys = Keys()
            yield keys
        keys.say((("↑↓", "read"), ("Esc", "close")))

    def _words(self) -> list[Content]:
        return [safe.paragraph(one, ()) for one in paragraphs(self._text, {})]

    def _list(self) -> list[Content]:
        width = max(len(key) for key, _ in self._keys) + 2
        lines = (
            Content.assemble((key.ljust(width), "bold $accent"), does) for key, does in self._keys
        )
        return [Content("\n").join(lines)]
