"""The screen of a person in a room: reads with the others, votes, bets, picks and plans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from game.group.seat_line import Lost, Over
from game.tui import seat_view
from game.tui.actions import Explained
from game.tui.seat_view import Moment
from game.tui.widgets.choices import NOWHERE, PICKING, PICKING_SAID, Choices
from game.tui.widgets.hanging import Hanging
from game.tui.widgets.keys import Keys
from game.tui.widgets.meter import MeterBar
from game.tui.widgets.plan_field import PlanField
from game.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from textual.app import ComposeResult

    from game.group.seat_line import SeatLine
    from game.group.seat_sent import Answer
    from game.group.seat_state import SeatState

HOW_A_SEAT_WORKS: Final = """\
The facilitator leads a story that the whole room plays, and you have a seat in it. A scene is
read, everybody votes in secret, the split is shown. Often you talk about it and vote again before
the room commits.

Your vote is in when this screen says **received**, not before. You can change it while the
vote is open; the last one counts. No screen shows who voted for what.

A line that breaks is tried again by itself. If this terminal closes, the same command brings you
back to the same seat."""


class SeatScreen(Explained, Screen[None]):
    """Shows every state of the room as it comes; every key asks the room for something."""

    CSS_PATH = "seat.tcss"
    AUTO_FOCUS = "Choices"
    HELP_TEXT = HOW_A_SEAT_WORKS
    HELP_KEYS = PICKING_SAID
    BINDINGS: ClassVar[list[BindingType]] = [
        *PICKING,
        Binding("enter", "enter", "Write the plan, or close what is over", show=False),
        Binding("space,pagedown", "page(1)", "Read on", show=False),
        Binding("pageup,b", "page(-1)", "Read back", show=False),
    ]

    moment: reactive[Moment] = reactive(Moment, init=False)

    def __init__(self, line: SeatLine) -> None:
        super().__init__()
        self._line = line
        self._drawn: tuple[object, ...] = ()
        self._typed = ""
        """What stood in the field for a plan when another page was turned to."""

    def compose(self) -> ComposeResult:
        """Title, status, meters, page, answers, what was received, keys."""
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="who", markup=False)
        yield Static(seat_view.CONNECTING, id="status", markup=False)
        yield MeterBar(id="first")
        yield MeterBar(id="second")
        text, rows = Static(id="text", markup=False), Hanging(id="rows")
        yield Reading((text, rows), (Static(id="question", markup=False), Choices()))
        yield Static(id="received", markup=False)
        yield Static(id="problem", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Listen to the room, and let the clock of a vote run."""
        self.watch_moment()
        self.set_interval(1.0, self._tick)
        self.listen()

    @work
    async def listen(self) -> None:
        """Take every state of the room until there is no more to come."""
        async for told in self._line.states():
            if isinstance(told, Over):
                self.workers.cancel_group(self, "sending")
                self.moment = self.moment._replace(over=told.said, lost="", sending="")
            elif isinstance(told, Lost):
                self.moment = self.moment._replace(lost=told.said)
            else:
                self._arrived(told)

    def _arrived(self, state: SeatState) -> None:
        before, moment = self.moment, self.moment._replace(state=state, lost="")
        if before.place != moment.place and not (before.sealed and moment.sealed):
            moment = moment._replace(said="")
        self.moment = moment

    def watch_moment(self) -> None:
        """Project the moment: with the clock the only place that writes to the widgets."""
        moment = self.moment
        shown = seat_view.project(moment, self._line.left())
        for part in ("title", "who", "status", "question", "received", "problem"):
            said = shown.heading if part == "title" else getattr(shown, part)
            self._update(part, Content(said))
        self.query_one("#problem").set_class(bool(moment.over), "-over")
        self._update("text", shown.page)
        for at, bar in enumerate(self.query(MeterBar)):
            bar.mode = "numbers" if at < len(shown.levels) else "hidden"
            bar.meter = shown.levels[at] if at < len(shown.levels) else None
        self.query_one("#rows", Hanging).rows = shown.rows
        self._offer(shown.answers, fresh=self._drawn != moment.place)
        self._drawn = moment.place
        self._plan_field()
        self._say_keys()

    def _offer(self, answers: tuple[Content, ...], *, fresh: bool) -> None:
        """Show the answers; to something new from its beginning, with none highlighted."""
        choices = self.query_one(Choices)
        choices.offer(answers, NOWHERE if fresh else choices.highlighted)
        choices.display = choices.can_focus = bool(answers)
        if fresh:
            self.query_one(Reading).begin()
            if answers:
                choices.focus()

    def _update(self, part: str, said: Content) -> None:
        widget = self.query_one(f"#{part}", Static)
        widget.update(said)
        widget.display = bool(said.plain) or part in {"title", "who"}

    def _plan_field(self) -> None:
        """Have a field as long as plans are written, and only then."""
        plans = None if self.moment.state is None else self.moment.state.plans
        wanted = plans is not None and not self.moment.over
        field = self._field
        if field is not None and not wanted:
            self._typed = field.text
            field.remove()
        elif field is None and wanted and plans is not None:
            field = PlanField(plans, self._typed)
            self.mount(field, before="#received")
            field.focus()

    @property
    def _field(self) -> PlanField | None:
        return next(iter(self.query(PlanField)), None)

    def _tick(self) -> None:
        state = self.moment.state
        if state is not None and state.deadline is not None:
            shown = seat_view.project(self.moment, self._line.left())
            self._update("status", Content(shown.status))

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        state = self.moment.state
        if state is None:
            return
        if state.asked == "vote":
            option, text = state.options[event.index]
            self._send(text, partial(self._line.vote, option))
        elif state.asked == "bet":
            way, text = state.bets[event.index]
            self._send(text, partial(self._line.bet, way))
        elif state.asked == "pick":
            picks = seat_view.toggled(state, event.index)
            if picks is None:
                self.moment = self.moment._replace(said=seat_view.TWO)
            else:
                self._send(state.qualities[event.index][1], partial(self._line.pick, picks))

    @work(exclusive=True, group="sending")
    async def _send(self, text: str, send: Callable[[], Awaitable[Answer]]) -> None:
        """Wait for what the room says; what is still on its way then is out of date."""
        self.moment = self.moment._replace(sending=text, said="")
        told = await send()
        self.moment = self.moment._replace(sending="", said="" if told.received else told.said)

    def action_pick(self, index: int) -> None:
        """Take an answer by its number."""
        self.query_one(Choices).pick(index)

    def action_page(self, direction: int) -> None:
        """Read on, or back, in a text longer than the screen."""
        self.query_one(Reading).read(direction)

    def action_enter(self) -> None:
        """Close what is over; else go back into the field for the plan, if there is one."""
        if self.moment.over:
            self.app.exit()
        elif self._field is not None:
            self._field.focus()

    @on(PlanField.Written)
    def _written(self, event: PlanField.Written) -> None:
        self._send(event.text, partial(self._line.write, event.text))

    @on(PlanField.Left)
    def _left_field(self) -> None:
        self.set_focus(None)

    @on(DescendantFocus)
    @on(DescendantBlur)
    @on(Reading.Measured)
    def _say_keys(self) -> None:
        self.query_one(Keys).say(self._keys())

    def _keys(self) -> Iterable[tuple[str, str]]:
        """Yield the keys that do something at this moment."""
        field, answers = self._field, len(self.query_one(Choices).answers)
        if field is not None and field.has_focus:
            yield "Enter", "send"
            yield "Esc", "leave the field"
            return
        if self.query_one(Reading).more:
            yield "Space", "more"
        if self.moment.over:
            yield "Enter", "close"
        elif field is not None:
            yield "Enter", "write"
        elif answers:
            yield f"1–{answers % 10}", "pick"
            yield "↑↓ Enter", "move, pick"
        yield "?", "help"
        yield "q", "leave"
