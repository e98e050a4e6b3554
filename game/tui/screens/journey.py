"""The journey: all runs on one page, and the plans to be asked about. It computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from game.debrief.reflections import LONGEST
from game.storage import follow_ups
from game.telling.journey import journey
from game.telling.kept_runs import kept_runs, led_runs
from game.telling.plans import ANSWERS, FOLLOW_UP, HINDRANCE, KEPT, plan_words
from game.tui.actions import Explained
from game.tui.widgets.blocks import render
from game.tui.widgets.dialog import Dialog
from game.tui.widgets.keys import Keys
from game.tui.widgets.question import Question

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from game.debrief.document import Page
    from game.storage.save import Save


class JourneyScreen(Explained, Screen[None]):
    """Shows what the runs of a folder come to; `f` asks about plans whose date has passed."""

    CSS_PATH = "journey.tcss"
    AUTO_FOCUS = ""
    HELP_KEYS = (("↑ ↓", "Read on, and back"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,pagedown,j", "scroll(1)", "Read on", show=False),
        Binding("up,pageup,k", "scroll(-1)", "Read back", show=False),
        Binding("f", "follow_up", "Say what became of a plan"),
        Binding("escape", "dismiss(None)", "Back to the stories"),
    ]

    @dataclass
    class Read(Message):
        """The runs were read: the page, and the runs whose plan is to be asked about."""

        page: Page
        waiting: tuple[Save, ...]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._waiting: tuple[Save, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, page, keys."""
        yield Static(id="title", markup=False)
        yield VerticalScroll(id="page", can_focus=False)
        yield Keys()

    def on_mount(self) -> None:
        """Read the runs in a thread of its own."""
        self._say_keys()
        self.read()

    @work(thread=True, exclusive=True, group="shelf")
    def read(self) -> None:
        """Read every run."""
        kept = kept_runs(self._folder)
        runs = () if isinstance(kept, str) else kept
        today = datetime.now(UTC).astimezone().date()
        due = follow_ups.waiting((one.save for one in runs), today)
        self.post_message(self.Read(journey(runs, led_runs(self._folder)), due))

    @on(Read)
    async def _read(self, event: Read) -> None:
        self._waiting = event.waiting
        self.query_one("#title", Static).update(Content(event.page.title))
        body = self.query_one("#page", VerticalScroll)
        await body.remove_children()
        await body.mount(*(render(block, None) for block in event.page.blocks))
        self._say_keys()

    def action_scroll(self, direction: int) -> None:
        """Read on within a page longer than the screen."""
        self.query_one("#page", VerticalScroll).scroll_relative(y=8 * direction, animate=False)

    @work
    async def action_follow_up(self) -> None:
        """Ask about each plan whose date has passed; each answer is kept at once."""
        options: list[tuple[Content | str, int]] = [
            (answer, number) for number, answer in enumerate(ANSWERS)
        ]
        for save in self._waiting:
            plan = save.reflections.plan
            said = f"By {plan.due}: {plan_words(plan)}"
            picked = await self.app.push_screen_wait(Dialog(FOLLOW_UP, said, options))
            if picked is None:
                break
            if picked < len(ANSWERS) - 1:
                await self._keep(save, done=picked == 0)
        self.read()

    async def _keep(self, save: Save, *, done: bool) -> None:
        said = None if done else await self.app.push_screen_wait(Question(HINDRANCE, LONGEST))
        now = datetime.now(UTC)
        told = follow_ups.answered(save, done=done, hindrance=said or "", now=now)
        problem = follow_ups.keep(self._folder, told)
        self.notify(problem or KEPT, severity="warning" if problem else "information", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002, Textual's contract
        """There is something to follow up only where a plan's date has passed."""
        return None if action == "follow_up" and not self._waiting else True

    def _say_keys(self) -> None:
        keys = [("↑↓", "read"), ("Esc", "back"), ("?", "help")]
        self.query_one(Keys).say([("f", "follow up"), *keys] if self._waiting else keys)
