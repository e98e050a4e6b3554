"""Before somebody sits down: the name under which the room sees them, and their side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

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

    from game.group.invitation import Field, Guest, Invitation
    from game.group.seat_line import SeatLine

_LABELS: Final[dict[Field, str]] = {
    "seat_code": "Your seat code",
    "name": "Your name, as the room will see it",
    "team": "Your side",
}


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
        self, line: SeatLine, asked: Invitation, guest: Guest, seated: Callable[[], None]
    ) -> None:
        super().__init__()
        self._line = line
        self._asked = asked
        self._guest = guest
        self._seated = seated
        self._missing = asked.missing(guest)

    def compose(self) -> ComposeResult:
        """Story, what is missing, what is wrong, keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._asked.title), classes="title")
            if self._asked.side:
                yield Static(Content(self._asked.side))
            for field in self._missing:
                yield Static(_LABELS[field])
                if field == "team":
                    yield Choices()
                else:
                    yield Input(max_length=LONGEST_NAME, id=field)
            yield Static(id="wrong", markup=False)
            yield Keys()

    def on_mount(self) -> None:
        """Stand in the first field."""
        for field in self.query(Input):
            field.cursor_blink = False
        for choices in self.query(Choices):
            choices.offer(tuple(Content(name) for _, name in self._asked.teams), 0)
        self.query("Input, Choices").first().focus()
        side = (("1–2", "your side"),) if self.query(Choices) else ()
        self.query_one(Keys).say((("Enter", "go on"), *side, ("Esc", "leave")))

    def action_pick(self, index: int) -> None:
        """Take a side by its number."""
        for choices in self.query(Choices):
            choices.pick(index)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        fields = list(self.query("Input, Choices"))
        following = fields[fields.index(event.input) + 1 :]
        if following:
            following[0].focus()
        else:
            self._join()

    @on(Choices.Picked)
    def _chosen(self, event: Choices.Picked) -> None:
        self._guest = self._guest._replace(team=self._asked.teams[event.index][0])
        self._join()

    @work(exclusive=True)
    async def _join(self) -> None:
        typed = {one.id: one.value.strip() for one in self.query(Input)}
        guest = self._guest._replace(**{name: said for name, said in typed.items() if name})
        wrong = self.query_one("#wrong", Static)
        wrong.update("Joining…")
        try:
            await self._line.join(guest)
        except JoinError as error:
            wrong.update(Content(str(error)))
            self.query("Input, Choices").first().focus()
        else:
            self._seated()
