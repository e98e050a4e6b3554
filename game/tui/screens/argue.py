"""Argue with the model: its rules as sliders, and what comes of a run under them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from game.debrief.argument import argue, lessons
from game.debrief.argument_words import fared, judged
from game.engine.parameters import TEACHING_MODEL
from game.tui.widgets.blocks import render
from game.tui.widgets.keys import Keys
from game.tui.widgets.sliders import Sliders

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from game.debrief.argument import Held
    from game.debrief.document import Block
    from game.engine.parameters import Parameters
    from game.engine.run import Run

_REST: Final = 0.2
"""Seconds after the last key until all playthroughs are worked through again."""
_KEYS: Final = (
    ("↑ ↓", "rule"),
    ("← →", "less, more"),
    ("⌫", "one back"),
    ("r", "all back"),
    ("PgDn", "read"),
    ("Esc", "close"),
)
_LABEL: Final = "Argue with the model  ·  directions from research, sizes ours"


class _LeftError(Exception):
    """Another model is argued for by now, or the screen was left."""


class ArgueScreen(Screen[None]):
    """Shows one run under a model that the keys change."""

    CSS_PATH = "argue.tcss"
    AUTO_FOCUS = "Sliders"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reset", "All rules as they were"),
        Binding("pagedown,space", "scroll(1)", "Read on", show=False),
        Binding("pageup", "scroll(-1)", "Read back", show=False),
        Binding("escape,a", "leave", "Back to the debrief"),
    ]

    class Judged(Message):
        """The lessons are judged under a model."""

        def __init__(self, parameters: Parameters, held: tuple[Held, ...] | None) -> None:
            super().__init__()
            self.parameters = parameters
            self.held = held

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._resting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, sliders, what comes of them, keys."""
        yield Static(_LABEL, id="title", markup=False)
        with Container(id="both"):
            yield Sliders()
            with VerticalScroll(id="page", can_focus=False):
                yield Container(id="fared")
                yield Container(Static("…", markup=False), id="lessons")
        yield Keys()

    async def on_mount(self) -> None:
        """Begin with the teaching model."""
        self.query_one(Keys).say(_KEYS)
        await self._argue(TEACHING_MODEL)

    def action_reset(self) -> None:
        """Put every rule back."""
        self.query_one(Sliders).reset()

    def action_scroll(self, direction: int) -> None:
        """Read on below the sliders."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=5 * direction, animate=False)

    def action_leave(self) -> None:
        """Close; nothing of it is kept."""
        self.dismiss(None)

    @on(Sliders.Moved)
    async def _moved(self, event: Sliders.Moved) -> None:
        await self._argue(event.parameters)

    async def _argue(self, parameters: Parameters) -> None:
        """Show the runs at once, and the lessons when the keys rest."""
        await self._put("#fared", *fared(argue(self._run, parameters)))
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, lambda: self._judge(parameters))

    @work(thread=True, exclusive=True, group="review")
    def _judge(self, parameters: Parameters) -> None:
        worker = get_current_worker()

        def progress(_done: int, _whole: int) -> None:
            if worker.is_cancelled:
                raise _LeftError

        try:
            held = lessons(self._run, parameters, progress=progress)
        except _LeftError:
            return
        except MemoryError:
            held = None
        if not worker.is_cancelled:
            self.post_message(self.Judged(parameters, held))

    @on(Judged)
    async def _judged(self, event: Judged) -> None:
        if event.parameters == self.query_one(Sliders).model:
            await self._put("#lessons", *judged(event.held))

    async def _put(self, place: str, *blocks: Block) -> None:
        body = self.query_one(place, Container)
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(*(render(block, self._run.story) for block in blocks))
