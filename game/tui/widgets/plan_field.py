"""A field for a plan: a sentence or two, wrapped, sent with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

if TYPE_CHECKING:
    from game.group.seat_plans import Planning


class PlanField(TextArea):
    """Posts `Written` on Enter and `Left` on Escape; `most` characters fit, and that is said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send the plan", priority=True, show=False),
        Binding("escape", "part", "Leave the field", priority=True, show=False),
    ]

    class Written(Message):
        """A plan is to be sent."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Whoever wrote wants their keys back."""

    def __init__(self, plans: Planning, typed: str = "") -> None:
        """Begin with what was `typed` before, else with the plan that the room has."""
        super().__init__(typed or plans.mine, soft_wrap=True, compact=True, tab_behavior="focus")
        self._most = plans.most
        self.cursor_blink = False
        self.border_title = "Your plan"
        self._count()

    def on_text_area_changed(self) -> None:
        """Count what there is room for."""
        self._count()

    def action_send(self) -> None:
        """Hand over what is written, if anything is."""
        if text := " ".join(self.text.split()):
            self.post_message(self.Written(text))

    def action_part(self) -> None:
        """Give the keys back."""
        self.post_message(self.Left())

    def _count(self) -> None:
        self.border_subtitle = f"{len(self.text)} of {self._most}"
