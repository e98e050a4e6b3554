"""A list of answers: numbers, arrows, Enter and mouse, in one widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.events import Click
    from textual.geometry import Size

_INDENT = 5
NOWHERE = -1
"""No answer is highlighted: a second Enter by accident must not decide anything."""


_DIGITS: Final = "1234567890"
PICKING: Final[tuple[BindingType, ...]] = tuple(
    Binding(digit, f"pick({index})", f"Choose {digit}", show=False)
    for index, digit in enumerate(_DIGITS)
)
"""The bindings of a screen on which an answer is picked by its number, in `action_pick`."""
PICKING_SAID: Final = (
    ("1 to 9, 0", "Pick an answer by its number"),
    ("↑ ↓ Enter", "Move to an answer, and pick it; the mouse does, too"),
    ("Space", "Read on; PageUp reads back"),
)
"""What help says of them, and of the keys that read on."""


class Choices(Widget, can_focus=True):
    """Shows numbered answers and posts `Picked` with the index of the one that was taken.

    One widget whatever the number of answers: mounting a row for each costs 2 ms a scene.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("enter", "take", "Choose", show=False),
    ]

    answers: reactive[tuple[Content, ...]] = reactive((), layout=True)
    """The answers as shown, at most ten."""
    highlighted: reactive[int] = reactive(NOWHERE)
    """The index that Enter takes, or `NOWHERE`."""

    class Picked(Message):
        """An answer was taken."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def render(self) -> Content:
        """Return the answers, each with its number and a hanging indent."""
        width = self.size.width or 1
        lines: list[Content] = []
        for index, rows in enumerate(self._rows(width)):
            lines.extend(self._mark(index, row, first=not at) for at, row in enumerate(rows))
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002, the widget's contract
        """Return the number of rows that all answers take."""
        return sum(len(rows) for rows in self._rows(width))

    def validate_highlighted(self, index: int) -> int:
        """Keep the highlight on an answer, or nowhere."""
        return max(NOWHERE, min(index, len(self.answers) - 1))

    def offer(self, answers: tuple[Content, ...], highlighted: int) -> None:
        """Show answers, the highlight on one of them or nowhere."""
        self.answers = answers
        self.highlighted = highlighted

    def action_move(self, step: int) -> None:
        """Move the highlight up or down; from nowhere to an end."""
        if not self.answers:
            return
        if self.highlighted == NOWHERE and step < 0:
            self.highlighted = len(self.answers) - 1
        else:
            self.highlighted = max(0, self.highlighted + step)
        self._show_highlighted()

    def action_take(self) -> None:
        """Take the highlighted answer; with none, highlight the first."""
        if not self.answers:
            return
        if self.highlighted == NOWHERE:
            self.highlighted = 0
            self._show_highlighted()
        else:
            self.pick(self.highlighted)

    def pick(self, index: int) -> None:
        """Take an answer by its index, if there is one."""
        if 0 <= index < len(self.answers):
            self.highlighted = index
            self.post_message(self.Picked(index))

    def on_click(self, event: Click) -> None:
        """Take the answer under the mouse."""
        row = event.get_content_offset_capture(self).y
        for index, rows in enumerate(self._rows(self.size.width or 1)):
            row -= len(rows)
            if row < 0:
                self.pick(index)
                return

    def _show_highlighted(self) -> None:
        """Scroll the highlighted answer into sight, where not all of them fit."""
        rows = [len(one) for one in self._rows(self.size.width or 1)]
        above = sum(rows[: self.highlighted])
        region = Region(0, above, self.size.width, rows[self.highlighted])
        if isinstance(self.parent, Widget):
            at = self.virtual_region.offset
            self.parent.scroll_to_region(region.translate(at), animate=False)

    def _rows(self, width: int) -> list[list[Content]]:
        return [answer.wrap(max(10, width - _INDENT)) for answer in self.answers]

    def _mark(self, index: int, row: Content, *, first: bool) -> Content:
        here = index == self.highlighted
        number = str((index + 1) % 10) if first else " "
        mark = "▸" if here and first else " "
        label = Content.assemble((f"{mark} {number}  ", "bold $accent" if here else "bold"))
        return label + (row.stylize("bold $primary") if here else row)
