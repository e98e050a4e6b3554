"""A room as everybody sees it, and the notes beside it for who may read them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from game.group.addresses import is_loopback
from game.group.both_ways import debrief
from game.group.state import Phase
from game.tui import hosting
from game.tui.widgets.hanging import Hanging
from game.tui.widgets.meter import MeterBar
from game.tui.widgets.paged import Paged

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from game.debrief.document import Page
    from game.debrief.review import Review
    from game.engine.run import Run
    from game.group.host_state import HostState
    from game.group.sessions import Place
    from game.story.compiled import Story


class _LeftError(Exception):
    """The debrief was left."""


class RoomView(Vertical):
    """Projects one state of a room at a time, and decides nothing."""

    @dataclass
    class Explored(Message):
        """The review of a run was computed."""

        state: HostState
        run: Run
        review: Review

    class Turned(Message):
        """A page of the debrief is there to be read."""

    def __init__(self, story: Story, place: Place) -> None:
        super().__init__()
        self._story = story
        self._place = place
        self._reviewed: tuple[str, ...] | None = None
        """The choices of the run that `_review` is of, or will be."""
        self._review: Review | None = None
        self._state: HostState | None = None
        """The newest state of the debrief."""

    def compose(self) -> ComposeResult:
        """Title, meters, page with the code or the notes beside it, what is below."""
        yield Static("Connecting to the room…", id="title", markup=False)
        yield MeterBar(id="trust")
        yield MeterBar(id="productivity")
        with Horizontal(id="middle"):
            yield Static(id="code", markup=False)
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="text", markup=False)
                yield Hanging(id="rows")
            with VerticalScroll(id="notes", can_focus=False):
                yield Static(id="notes-text", markup=False)
        yield Paged(self._story, id="debrief")
        yield Hanging(id="answers")
        yield Static(id="below", markup=False)
        yield Static(id="problem", markup=False)

    def show(self, state: HostState, run: Run, now: int, *, notes: bool) -> hosting.Shown:
        """Show a state, `now` being the server's time in ms; return what was shown."""
        shown = hosting.project(state, run, self._place, now)
        self._title(shown.heading, shown.place)
        for name in ("trust", "productivity"):
            bar = self.query_one(f"#{name}", MeterBar)
            hidden = shown.meters is None or state.meters == "hidden"
            bar.mode = "hidden" if hidden else "words" if state.meters == "words" else "numbers"
            bar.meter = getattr(shown.meters, name) if shown.meters else None
        self._update("#text", shown.page)
        self.query_one("#rows", Hanging).rows = shown.rows
        self.query_one("#answers", Hanging).rows = shown.answers
        self._update("#below", shown.below)
        self._update("#notes-text", hosting.facilitators(state, run) if notes else Content(""))
        self._update("#code", self._code(state))
        self._arrange(state, run, notes=notes)
        self.say(state.problem)
        return shown

    def say(self, problem: str) -> None:
        """Say what is wrong, or nothing."""
        self._update("#problem", Content(problem))

    @property
    def more(self) -> bool:
        """Whether the page is longer than its place; known once it is laid out."""
        return self._read.display and self._read.max_scroll_y > 0

    @property
    def page(self) -> str:
        """The id of the debrief's page that is shown."""
        return self.query_one(Paged).page

    def scroll_page(self, direction: int) -> None:
        """Read on, or back."""
        if direction > 0:
            self._read.scroll_page_down(animate=False)
        else:
            self._read.scroll_page_up(animate=False)

    @property
    def _read(self) -> VerticalScroll:
        """The page that is read: the debrief's, or every other one."""
        paged = self.query_one(Paged)
        return paged if paged.display else self.query_one("#page", VerticalScroll)

    def beside(self, step: int) -> int:
        """Return the number of the debrief's page so many further, from 0."""
        return self.query_one(Paged).beside(step)

    def _code(self, state: HostState) -> Content:
        # A code that leads every phone to itself would be read and blamed.
        if state.phase is not Phase.LOBBY or state.blank or is_loopback(self._place.address):
            return Content("")
        return hosting.code(self._place, state.code)

    def _arrange(self, state: HostState, run: Run, *, notes: bool) -> None:
        debriefing = state.phase is Phase.DEBRIEF and not state.blank
        self.query_one("#notes").display = notes and not state.blank
        self.query_one("#middle").display = not debriefing or notes
        self.query_one("#page").display = not debriefing
        self.query_one(Paged).display = debriefing
        if debriefing:
            told = self._review if self._reviewed == run.choices else None
            self._state = state
            self._tell(debrief(run, state, told), state.page)
            if self._reviewed != run.choices:
                self._reviewed, self._review = run.choices, None
                self._explore(state, run)

    @work(thread=True, exclusive=True, group="review")
    def _explore(self, state: HostState, run: Run) -> None:
        """Compute what every answer left open; the pages are read without it until then."""
        # Imported here: numpy takes a tenth of a second, and only the debrief needs it.
        from game.debrief.review import review

        worker = get_current_worker()

        def progress(_done: int, _whole: int) -> None:
            if worker.is_cancelled:
                raise _LeftError

        endings = frozenset(scene.id for scene in run.story.endings)
        with suppress(_LeftError, MemoryError):
            told = review(run, endings, progress=progress)
            if not worker.is_cancelled:
                self.post_message(self.Explored(state, run, told))

    @on(Explored)
    def _explored(self, event: Explored) -> None:
        if event.run.choices == self._reviewed:
            self._review = event.review
            # The room may have gone on while this was computed.
            state = self._state or event.state
            self._tell(debrief(event.run, state, event.review), state.page)

    @work(exclusive=True, group="debrief")
    async def _tell(self, told: tuple[Page, ...], at: int) -> None:
        paged = self.query_one(Paged)
        await paged.update(told, at)
        if paged.display:
            self._title(self._story.title, paged.place)
        self.post_message(self.Turned())

    def _title(self, *parts: str) -> None:
        self.query_one("#title", Static).update("  ·  ".join(part for part in parts if part))

    def _update(self, selector: str, content: Content) -> None:
        widget = self.query_one(selector, Static)
        widget.update(content)
        widget.display = bool(content.plain)
