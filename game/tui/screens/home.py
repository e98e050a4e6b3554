"""The list of stories, and the way into each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.telling.plans import reminder
from game.telling.title import NAME, TAGLINE
from game.tui.actions import Explained
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from game.story.compiled import Story
    from game.telling.shelf import Book, Shelf
    from game.tui.app import CommonGround

_MOST_TROUBLES = 3
_NOTHING = (
    "No story was found. Put story files into a folder named stories, here or in your user data"
    " folder, or name their folder in COMMON_GROUND_STORIES."
)


class HomeScreen(Explained, Screen[None]):
    """Lists the stories; what takes time is read after the first paint."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "OptionList"
    HELP_KEYS = (("↑ ↓ Enter", "Move to a story, and open it"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "resume", "Continue where you left"),
        Binding("j", "journey", "Journey: all your runs, and your plans"),
        Binding("h", "app.help", "How to play"),
        Binding("s", "app.settings", "Settings"),
    ]

    @dataclass
    class Listed(Message):
        """The stories, or the stories with their runs, were read."""

        shelf: Shelf

    def __init__(self, first: Story | None = None) -> None:
        """`first` is a story to open at once, above the list."""
        super().__init__()
        self._first = first
        self._shelf: Shelf | None = None

    @property
    def common_ground(self) -> CommonGround:
        """The app, by its own type."""
        return cast("CommonGround", self.app)

    def compose(self) -> ComposeResult:
        """Name, line of keys, and a list that fills itself."""
        yield Static(Content.assemble((NAME, "bold $primary"), f"\n{TAGLINE}"), id="name")
        yield Static("", id="continue", markup=False)
        yield OptionList(id="stories", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Read the list in a thread of its own: what has to be compiled holds up no key."""
        self._say_keys()
        self.read()
        if self._first is not None:
            self._open(self._first)

    @work
    async def _open(self, story: Story) -> None:
        from game.telling.shelf import book_of
        from game.tui.opening import open_book

        await open_book(self.common_ground, book_of(story, self.common_ground.folder))

    def on_screen_resume(self) -> None:
        """Read the runs again after a game."""
        if self._shelf is not None:
            self.read()

    @work(thread=True, exclusive=True, group="shelf")
    def read(self) -> None:
        """Read the stories, show them, then put the runs to them."""
        from game.telling.shelf import Shelf, stories, with_saves

        books = stories()
        if self._shelf is None:
            self.post_message(self.Listed(Shelf(books)))
        self.post_message(self.Listed(with_saves(books, self.common_ground.folder)))

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        self._shelf = event.shelf
        stories = self.query_one(OptionList)
        at = stories.highlighted or 0
        stories.set_options([Option(_prompt(book)) for book in event.shelf.books])
        stories.highlighted = min(at, len(event.shelf.books) - 1) if event.shelf.books else None
        line = self.query_one("#continue", Static)
        line.update(_above(event.shelf))
        line.display = bool(line.content)
        self._say_keys()

    @on(OptionList.OptionSelected)
    @work
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        from game.tui.opening import open_book

        if self._shelf is not None:
            await open_book(self.common_ground, self._shelf.books[event.option_index])

    @work
    async def action_resume(self) -> None:
        """Go on with the run that was played last."""
        from game.tui.opening import go_on

        if self._shelf is not None and self._shelf.latest is not None:
            book, save = self._shelf.latest
            await go_on(self.common_ground, book, save)

    def action_journey(self) -> None:
        """Show what all runs come to."""
        from game.tui.screens.journey import JourneyScreen

        self.app.push_screen(JourneyScreen(self.common_ground.folder))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002, Textual's contract
        """There is something to continue only after a run was left."""
        if action == "resume":
            return None if self._shelf is None or self._shelf.latest is None else True
        return True

    def _say_keys(self) -> None:
        keys = [("↑↓", "move"), ("Enter", "open")]
        if self.check_action("resume", ()):
            keys.append(("c", "continue"))
        keys += [("j", "journey"), ("h", "how"), ("s", "settings"), ("q", "quit"), ("^p", "all")]
        self.query_one(Keys).say(keys)


def _above(shelf: Shelf) -> Content:
    """Return what stands above the list: the run to continue, and saves that can't be read."""
    lines = []
    if not shelf.books:
        lines.append(Content(_NOTHING))
    if shelf.latest is not None:
        book, save = shelf.latest
        lines.append(
            Content.assemble(
                ("Continue", "bold $accent"),
                f"  {book.title}, after decision {len(save.choices)}  ",
                ("(c)", "bold $accent"),
            )
        )
    passed = reminder(shelf.plans_due(datetime.now(UTC).astimezone().date()))
    if passed:
        lines.append(Content.assemble((passed, ""), ("  (j)", "bold $accent")))
    lines += [
        Content.assemble(("A save can't be read: ", "bold $warning"), one.reason)
        for one in shelf.unreadable[:_MOST_TROUBLES]
    ]
    return Content("\n").join(lines)


def _prompt(book: Book) -> Content:
    """Return the lines of one story."""
    broken = not book.minutes
    parts: list[tuple[str, str]] = [
        (book.title, "bold"),
        (f"   {book.minutes}", "$foreground-muted"),
    ]
    if broken:
        parts += [("can't be played", "bold $error")]
    parts += [(f"\n{book.detail}", "$error" if broken else "")]
    if book.progress:
        parts += [(f"\n{book.progress}", "$foreground-muted italic")]
    return Content.assemble(*parts, "\n")
