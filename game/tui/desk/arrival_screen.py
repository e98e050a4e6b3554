"""Which of the states in which a scene is reached to play from."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from game.author.errands import Way


class ArrivalScreen(ModalScreen[tuple[str, ...] | None]):
    """Dismisses with the choices that lead there, or None.

    `meeting` finds a way that meets a condition, or says why none does; it may take a while.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(
        self, scene: str, ways: Sequence[Way], meeting: Callable[[str], Way | str]
    ) -> None:
        super().__init__()
        self._scene = scene
        self._ways = ways
        self._meeting = meeting

    def compose(self) -> ComposeResult:
        """Offer the ways, and a field for any other."""
        with Vertical(classes="dialog"):
            yield Static(Content(f"Play {self._scene} from which arrival?"), classes="title")
            yield OptionList(*(_words(way) for way in self._ways), markup=False)
            field = Input(placeholder="for example: trust >= 60 and not asked")
            field.border_title = "Or where a condition holds"
            field.cursor_blink = False
            yield field
            yield Static(Content(""), classes="answer", markup=False)
            yield Keys(markup=False)

    def on_mount(self) -> None:
        """Say the keys, and stand on the first way."""
        keys = (("↑ ↓", "move"), ("Enter", "play"), ("Tab", "condition"), ("Esc", "close"))
        self.query_one(Keys).say(keys)
        self.query_one(".answer").display = False
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._ways[event.option_index].choices)

    @on(Input.Submitted)
    @work(exclusive=True)
    async def _asked(self, event: Input.Submitted) -> None:
        found = await asyncio.to_thread(self._meeting, event.value)
        if not isinstance(found, str):
            self.dismiss(found.choices)
            return
        answer = self.query_one(".answer", Static)
        answer.update(Content(found))
        answer.display = True


def _words(way: Way) -> Content:
    state = way.state
    number = len(way.choices)
    wound = f", wound {state.wound}" if state.wound else ""
    return Content.assemble(
        (f"{way.words[:1].upper()}{way.words[1:]}", "bold"),
        (f"\n  trust {state.trust}, tension {state.tension}{wound}", ""),
        (f"; after {number} {'decision' if number == 1 else 'decisions'}", "$foreground-muted"),
    )
