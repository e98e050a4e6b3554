"""A dialog: a title, a text, options to pick from. It returns a value and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

Value = TypeVar("Value")


class Dialog(ModalScreen[Value | None], Generic[Value]):
    """Offers labelled values; dismisses with the picked one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        *(
            Binding(digit, f"pick({index})", f"Option {digit}", show=False)
            for index, digit in enumerate("1234567890")
        ),
    ]

    def __init__(
        self,
        title: str,
        text: Content | str,
        options: Sequence[tuple[Content | str, Value]],
        at: int = 0,
    ) -> None:
        """`at` is the number of the option to stand on, from 0."""
        super().__init__()
        self._at = at
        self._title = title
        self._text = text if isinstance(text, Content) else Content(text)
        self._labels = [
            label if isinstance(label, Content) else Content(label) for label, _ in options
        ]
        self._values = [value for _, value in options]

    def compose(self) -> ComposeResult:
        """Title, text, options, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            if self._text.plain:
                with VerticalScroll(classes="words", can_focus=False):
                    yield Static(self._text)
            yield OptionList(*self._numbered())
            yield Keys()

    def on_mount(self) -> None:
        """Say the keys, and stand on an option."""
        count = len(self._values)
        digits = [(f"1–{min(count, 10) % 10}", "pick")] if count > 1 else []
        keys = (("↑↓", "move"), ("Enter", "take"), *digits, ("Esc", "close"))
        self.query_one(Keys).say(keys)
        options = self.query_one(OptionList)
        options.highlighted = self._at
        options.focus()

    def action_pick(self, index: int) -> None:
        """Take an option by its number."""
        if index < len(self._values):
            self.dismiss(self._values[index])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._values[event.option_index])

    def _numbered(self) -> list[Content]:
        return [
            Content.assemble((f"{(index + 1) % 10}  " if index < 10 else "   ", "bold")) + label  # noqa: PLR2004, ten digits
            for index, label in enumerate(self._labels)
        ]
