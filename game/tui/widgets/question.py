"""A dialog that asks for a line of words. It returns them and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Question(ModalScreen[str | None]):
    """Asks one question; dismisses with what was typed, or None for none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, question: str, longest: int) -> None:
        super().__init__()
        self._question = question
        self._longest = longest

    def compose(self) -> ComposeResult:
        """Question, field, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="title")
            yield Input(max_length=self._longest)
            yield Keys()

    def on_mount(self) -> None:
        """Say the keys, and stand in the field."""
        self.query_one(Keys).say((("Enter", "keep; empty skips"), ("Esc", "close")))
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
