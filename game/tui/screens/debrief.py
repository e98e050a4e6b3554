"""The debrief: pages by key. It renders what `game.debrief.pages` says and computes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from game.debrief.debrief import build
from game.debrief.pages import pages
from game.debrief.reflections import answer
from game.storage import session as sessions
from game.storage.session import Session
from game.tui.actions import Explained
from game.tui.widgets.blocks import Field, render
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from game.debrief.document import Page
    from game.telling.debrief_file import FileKind
    from game.tui.app import CommonGround

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
        Binding("w", "write", "Write it to a file: Markdown, HTML, JSON"),
        Binding("t", "timeline", "Timeline: go back to a decision"),
        Binding("escape", "leave", "Close the debrief"),
    ]

    page: reactive[int] = reactive(0, init=False)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pages = self._told()
        self._unkept = False

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield Static(id="title", markup=False)
        yield VerticalScroll(id="page", can_focus=False)
        yield Keys()

    async def on_mount(self) -> None:
        """Open at the first page."""
        self.set_interval(_KEEP_AFTER, self.flush)
        await self._show()

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
        save = self._session.save
        told = text_of(build(self._session.run, self._session.bets, save.reflections), kind.format)
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
        from game.tui.screens.play import PlayScreen

        self.flush()
        self.dismiss(self._session)
        stack = reversed(self.app.screen_stack)
        below = next(one for one in stack if isinstance(one, PlayScreen))
        below.call_after_refresh(below.action_timeline)

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

    def _told(self) -> tuple[Page, ...]:
        return pages(build(self._session.run, self._session.bets, self._session.save.reflections))

    async def _show(self) -> None:
        page = self._pages[self.page]
        number = f"{self.page + 1} of {len(self._pages)}"
        self.query_one("#title", Static).update(f"Debrief  ·  {page.title}  ·  page {number}")
        body = self.query_one("#page", VerticalScroll)
        await body.remove_children()
        await body.mount(*(render(block, self._session.run.story) for block in page.blocks))
        for field in self.query(Field):
            # Another window has the run: what were typed here could not be kept.
            field.disabled = self._session.read_only
        body.scroll_home(animate=False)
        self.query_one(Keys).say(self._keys())

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("←→", "pages"), ("↑↓", "read")]
        if self.query(Field) and not self._session.read_only:
            keys.append(("Tab", "fields"))
        keys += [("w", "file"), ("t", "timeline"), ("Esc", "close"), ("?", "help"), ("q", "quit")]
        return keys
