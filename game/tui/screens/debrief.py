"""The debrief: pages by key. It renders what `game.debrief.pages` says and computes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from game.debrief.debrief import build, complete
from game.debrief.document import Ask
from game.debrief.pages import pages
from game.debrief.reflections import answer
from game.storage import session as sessions
from game.storage.session import Session
from game.tui.actions import Explained
from game.tui.messages import Computed, Explored
from game.tui.widgets.blocks import Field, render
from game.tui.widgets.keys import Keys
from game.tui.widgets.working import Working

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block, Page
    from game.debrief.review import Review
    from game.engine.run import Run
    from game.telling.debrief_file import FileKind
    from game.tui.app import CommonGround
    from game.tui.screens.play import PlayScreen

_KEEP_AFTER = 1.0
"""Seconds after the last key in a field until it is written."""


class DebriefScreen(Explained, Screen[Session]):
    """Shows one page of the debrief of a session; returns the session with what was written."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""
    HELP_KEYS = (
        ("↑ ↓", "Read on, and back"),
        ("1 to 9, 0", "Open a page by its number"),
        ("Tab Enter", "Go from field to field"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n,space", "turn(1)", "Next page"),
        Binding("left,p", "turn(-1)", "Page before"),
        *(
            Binding(digit, f"open({index})", f"Page {digit}", show=False)
            for index, digit in enumerate("1234567890")
        ),
        Binding("down,pagedown,j", "scroll(1)", "Read on", show=False),
        Binding("up,pageup,k", "scroll(-1)", "Read back", show=False),
        Binding("home", "open(0)", "First page", show=False),
        Binding("end", "open(99)", "Last page", show=False),
        Binding("i", "what_if", "What if: play on with another choice"),
        Binding("a", "argue", "Argue with the model"),
        Binding("w", "write", "Write it to a file: Markdown, HTML, JSON"),
        Binding("t", "timeline", "Timeline: go back to a decision"),
        Binding("escape", "leave", "Close the debrief"),
    ]

    page: reactive[int] = reactive(0, init=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._review: Review | None = None
        self._beside: Run | None = None
        self._pages = self._told()
        self._unkept = False

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield Static(id="title", markup=False)
        yield VerticalScroll(id="page", can_focus=False)
        yield Working(markup=False)
        yield Keys()

    async def on_mount(self) -> None:
        """Open at the first page; the review is computed once that is on the screen."""
        self.set_interval(_KEEP_AFTER, self.flush)
        await self._show()
        if self._session.run.decisions:
            self.call_after_refresh(self._compute)

    @work(thread=True, group="review")
    def _compute(self) -> None:
        """Work through every playthrough, away from the keys; leaving the screen ends it."""
        # Imported here: numpy takes 100 ms that the first page does not wait for.
        from game.tui.screens.reviewing import compute

        compute(self, self._session, self._ground.folder)

    @on(Explored)
    def _explored(self, event: Explored) -> None:
        self.query_one(Working).show(event.done, event.whole)

    @on(Computed)
    async def _computed(self, event: Computed) -> None:
        """Put the review's pages in; who reads or writes stays where they are."""
        self.query_one(Working).end(event.problem)
        self._review, self._beside = event.review, event.beside
        before = self._pages[self.page]
        self._pages = self._told()
        ids = [one.id for one in self._pages]
        self.set_reactive(DebriefScreen.page, ids.index(before.id))
        self.refresh_bindings()
        if _unanswered(self._pages[self.page]) == _unanswered(before):
            self._head()
        else:
            await self._show(at=self.query_one("#page", VerticalScroll).scroll_y)

    async def watch_page(self) -> None:
        """Show the page that was turned to."""
        self.flush()
        self._pages = self._told()
        await self._show()

    def validate_page(self, page: int) -> int:
        """Stay within the pages."""
        return max(0, min(page, len(self._pages) - 1))

    def action_turn(self, step: int) -> None:
        """Turn to the next page, or the one before."""
        self.page += step

    def action_open(self, page: int) -> None:
        """Turn to a page by its number."""
        self.page = page

    def action_scroll(self, direction: int) -> None:
        """Read on within a page longer than the screen."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=8 * direction, animate=False)

    @work
    async def action_write(self) -> None:
        """Ask for a format, and write the whole debrief to a new file."""
        from game.storage.export import write_new
        from game.telling.debrief_file import KINDS, QUESTION, text_of
        from game.tui.widgets.dialog import Dialog

        self.flush()
        options: list[tuple[Content | str, FileKind]] = [(kind.label, kind) for kind in KINDS]
        kind = await self.app.push_screen_wait(Dialog(QUESTION, "", options))
        if kind is None:
            return
        told = text_of(self._debrief(), kind.format)
        name = f"{self._session.run.story.id}-debrief-{datetime.now(UTC):%Y-%m-%d}"
        self.notify(write_new(self._ground.folder, name, kind.suffix, told), timeout=10)

    def action_leave(self) -> None:
        """Leave a field, or the debrief; what was written is kept."""
        if isinstance(self.focused, Field):
            self.set_focus(None)
            return
        self.flush()
        self.dismiss(self._session)

    def action_timeline(self) -> None:
        """Go back to a decision, from the play screen below."""
        below = self._leave_to_play()
        below.call_after_refresh(below.action_timeline)

    @work
    async def action_what_if(self) -> None:
        """Play on from a turning point with the other choice; this run is kept."""
        from game.tui.screens.what_if import WhatIfScreen

        picked = await self.app.push_screen_wait(WhatIfScreen(self._pages))
        if picked is not None:
            below = self._leave_to_play()
            below.call_after_refresh(below.what_if, picked.decision, picked.choice)

    def action_argue(self) -> None:
        """Change the model, and see this run under it."""
        from game.tui.screens.argue import ArgueScreen

        self.flush()
        self.app.push_screen(ArgueScreen(self._session.run))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002, Textual's contract
        """Grey out a what-if without a turning point, and an argument without a run."""
        if action == "what_if":
            return self._turned or None
        if action == "argue":
            return bool(self._session.run.decisions) or None
        return True

    def _leave_to_play(self) -> PlayScreen:
        from game.tui.screens.play import PlayScreen

        self.flush()
        self.dismiss(self._session)
        stack = reversed(self.app.screen_stack)
        return next(one for one in stack if isinstance(one, PlayScreen))

    @property
    def _turned(self) -> bool:
        return self._review is not None and bool(self._review.turning)

    def flush(self) -> None:
        """Write what was typed since the last time."""
        if self._unkept:
            self._unkept = False
            self._ground.keep(self._session)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if not isinstance(event.input, Field):
            return
        try:
            told = answer(self._session.save.reflections, event.input.field, event.value)
        except ValueError as error:
            event.input.border_subtitle = str(error)
            return
        event.input.border_subtitle = ""
        if told != self._session.save.reflections:
            self._session = sessions.reflect(self._session, told)
            self._unkept = True
            self._ground.note(self._session)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        fields = list(self.query(Field))
        at = fields.index(self.focused) + 1 if self.focused in fields else 0
        if at < len(fields):
            fields[at].focus()
        else:
            self.set_focus(None)

    @property
    def _ground(self) -> CommonGround:
        return cast("CommonGround", self.app)

    def _debrief(self) -> Debrief:
        save = self._session.save
        told = build(self._session.run, self._session.bets, save.reflections, save.settings.meters)
        return complete(told, self._review, self._beside)

    def _told(self) -> tuple[Page, ...]:
        return pages(self._debrief())

    async def _show(self, at: float = 0) -> None:
        self._head()
        page = self._pages[self.page]
        body = self.query_one("#page", VerticalScroll)
        with self.app.batch_update():
            await body.remove_children()
            await body.mount(*(render(block, self._session.run.story) for block in page.blocks))
        for field in self.query(Field):
            # Another window has the run: what were typed here could not be kept.
            field.disabled = self._session.read_only
        body.scroll_to(y=at, animate=False, force=True)

    def _head(self) -> None:
        """Say the page's title and the keys."""
        page = self._pages[self.page]
        number = f"{self.page + 1} of {len(self._pages)}"
        self.query_one("#title", Static).update(f"Debrief  ·  {page.title}  ·  page {number}")
        self.query_one(Keys).say(self._keys(page))

    def _keys(self, page: Page) -> list[tuple[str, str]]:
        keys = [("←→", "pages"), ("↑↓", "read")]
        asked = any(isinstance(block, Ask) for block in page.blocks)
        if asked and not self._session.read_only:
            keys.append(("Tab", "fields"))
        if self._turned:
            keys.append(("i", "what if"))
        if page.id == "model":
            keys.append(("a", "argue"))
        # The way out stands before the keys that may find no room.
        keys += [("w", "file"), ("Esc", "close"), ("?", "help"), ("q", "quit"), ("t", "timeline")]
        if page.id != "model" and self._session.run.decisions:
            keys.append(("a", "argue"))
        return keys


def _unanswered(page: Page) -> tuple[Block, ...]:
    """Return a page's blocks without what was answered in them."""
    return tuple(replace(one, value="") if isinstance(one, Ask) else one for one in page.blocks)
