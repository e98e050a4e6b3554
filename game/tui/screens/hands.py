"""A show of hands: one number for each answer."""

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
    from collections.abc import Sequence

    from textual.app import ComposeResult

_DIGITS = 4
Counts = tuple[tuple[int, ...], ...]


class HandsScreen(ModalScreen[Counts | None]):
    """Returns the counts of each side, in the order of its answers, or None.

    `labels` are the answers of each side, `teams` what the sides are called, if anything.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, labels: Sequence[Sequence[Content]], teams: Sequence[str] = ()) -> None:
        super().__init__()
        self._labels = labels
        self._teams = teams or [""] * len(labels)

    def compose(self) -> ComposeResult:
        """Show the answers, and one field for all numbers."""
        number = 0
        lines: list[Content] = []
        for team, side in zip(self._teams, self._labels, strict=True):
            lines += [Content.assemble((team, "bold"))] if team else []
            for label in side:
                number += 1
                lines.append(Content.assemble((f"{number}  ", "bold"), label))
        with Vertical(classes="dialog"):
            yield Static("Count the hands", classes="title")
            yield Static(Content("\n").join(lines), classes="words")
            such = " ".join("741052963"[at % 9] for at in range(number))
            yield Input(placeholder=f"one number for each answer, such as: {such}")
            yield Static(id="wrong", markup=False)
            yield Keys(markup=False)

    def on_mount(self) -> None:
        """Say the keys, and be ready to type."""
        self.query_one(Keys).say((("Enter", "count these"), ("Esc", "close")))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        counts = parsed(event.value, [len(side) for side in self._labels])
        if counts is None:
            need = sum(len(side) for side in self._labels)
            self.query_one("#wrong", Static).update(f"Type {need} whole numbers, 0 for none.")
        else:
            self.dismiss(counts)


def parsed(text: str, sizes: Sequence[int]) -> Counts | None:
    """Return the counts that were typed, side by side; None if they do not fit."""
    words = text.replace(",", " ").replace("/", " ").split()
    if len(words) != sum(sizes) or not all(
        word.isascii() and word.isdigit() and len(word) <= _DIGITS for word in words
    ):
        return None
    numbers = [int(word) for word in words]
    counts: list[tuple[int, ...]] = []
    for size in sizes:
        counts.append(tuple(numbers[:size]))
        numbers = numbers[size:]
    return tuple(counts)
