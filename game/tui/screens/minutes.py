"""The minutes there are: for all of it, or from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult

MOST: Final = 1_000
_MEANS: Final = (
    "From the first scene to the end of the debrief; or, with a plus before it, from now on."
)
_WRONG: Final = "Type minutes, such as 60, or +25 for 25 from now on."


class MinutesScreen(ModalScreen[int | None]):
    """Returns the minutes there are for all of it, or None; `used` are used up already."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, minutes: int, used: int) -> None:
        super().__init__()
        self._minutes = minutes
        self._used = used

    def compose(self) -> ComposeResult:
        """Show what they mean, and one field."""
        used = f" {self._used} used so far." if self._used else ""
        with Vertical(classes="dialog"):
            yield Static("How many minutes are there?", classes="title")
            yield Static(Content(f"{_MEANS}{used}"), classes="words")
            yield Input(str(self._minutes or ""), placeholder="60", max_length=5)
            yield Static(id="wrong", markup=False)
            yield Keys()

    def on_mount(self) -> None:
        """Say the keys, and be ready to type over what stands there."""
        self.query_one(Keys).say((("Enter", "plan with these"), ("Esc", "close")))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        minutes = parsed(event.value, self._used)
        if minutes is None:
            self.query_one("#wrong", Static).update(_WRONG)
        else:
            self.dismiss(minutes)


def parsed(text: str, used: int) -> int | None:
    """Return the minutes that were typed; None if there are none, or too many."""
    digits = text.strip()
    more = digits.startswith("+")
    digits = digits.removeprefix("+").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST))):
        return None
    minutes = int(digits) + (used if more else 0)
    return minutes if 0 < minutes <= MOST else None
