"""Before somebody sits down: the name under which the room sees them, and their side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from game.group.seat_line import JoinError
from game.group.seats import LONGEST_NAME
from game.tui.actions import Explained
from game.tui.screens.seat import HOW_A_SEAT_WORKS
from game.tui.widgets.choices import Choices
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from game.group.invitation import Invitation
    from game.group.seat_line import SeatLine


class JoinScreen(Explained, Screen[None]):
    """Asks what the room asks, and takes the seat; calls `seated` once it is ours."""

    CSS_PATH = "seat.tcss"
    HELP_TEXT = HOW_A_SEAT_WORKS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(index + 1), f"pick({index})", f"Side {index + 1}", show=False)
            for index in range(2)
        ),
        Binding("escape", "app.quit", "Leave"),
    ]

    def __init__(
        self, line: SeatLine, asked: Invitation, name: str, team: str, seated: Callable[[], None]
    ) -> None:
        super().__init__()
        self._line = line
        self._asked = asked
        self._given = name
        self._team = team
        self._seated = seated

    def compose(self) -> ComposeResult:
        """Story, name, sides, what is wrong, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._asked.title), classes="title")
            if self._asked.names and not self._given:
                yield Static("Your name, as the room will see it")
                yield Input(max_length=LONGEST_NAME)
            if self._sides:
                yield Static("Your side")
                yield Choices()
            yield Static(id="wrong", markup=False)
            yield Keys()

    def on_mount(self) -> None:
        """Stand in the first field."""
        for field in self.query(Input):
            field.cursor_blink = False
        for choices in self.query(Choices):
            choices.offer(tuple(Content(name) for _, name in self._asked.teams), 0)
        self.query("Input, Choices").first().focus()
        side = (("1–2", "your side"),) if self._sides else ()
        self.query_one(Keys).say((("Enter", "go on"), *side, ("Esc", "leave")))

    @property
    def _sides(self) -> bool:
        return bool(self._asked.teams) and not self._team

    def action_pick(self, index: int) -> None:
        """Take a side by its number."""
        self.query_one(Choices).pick(index)

    @on(Input.Submitted)
    def _named(self) -> None:
        if self._sides:
            self.query_one(Choices).focus()
        else:
            self._join(self._team)

    @on(Choices.Picked)
    def _chosen(self, event: Choices.Picked) -> None:
        self._join(self._asked.teams[event.index][0])

    @work(exclusive=True)
    async def _join(self, team: str) -> None:
        name = next((one.value.strip() for one in self.query(Input)), self._given)
        wrong = self.query_one("#wrong", Static)
        wrong.update("Joining…")
        try:
            await self._line.join(name, team)
        except JoinError as error:
            wrong.update(Content(str(error)))
        else:
            self._seated()
