"""The screen on which a story is played."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import uuid4

from textual import on, work
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from game.engine.bets import BETS, Bet
from game.storage import session as sessions
from game.telling.questions import BRANCHED
from game.tui.actions import Explained
from game.tui.snapshot import Snapshot, Stage, project
from game.tui.widgets.choices import PICKING, PICKING_SAID, Choices
from game.tui.widgets.keys import Keys
from game.tui.widgets.meter import MeterBar
from game.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from game.storage.session import Session
    from game.storage.settings import Settings
    from game.tui.app import CommonGround


class PlayScreen(Explained, Screen[None]):
    """Plays one session: every key changes the snapshot, and widgets show the snapshot."""

    CSS_PATH = "play.tcss"
    AUTO_FOCUS = "Choices"
    HELP_KEYS = PICKING_SAID
    BINDINGS: ClassVar[list[BindingType]] = [
        *PICKING,
        Binding("space,pagedown", "page(1)", "Read on", show=False),
        Binding("pageup,b", "page(-1)", "Read back", show=False),
        Binding("u,backspace", "undo", "Take back the last choice"),
        Binding("t", "timeline", "Timeline: go back to a decision"),
        Binding("c", "copy", "Go on in a copy of this run"),
        Binding("s", "app.settings", "Settings"),
        Binding("escape", "leave", "Back to the stories"),
    ]

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        noted = session.run.decisions or not session.run.story.content_note
        self._first = Snapshot(session, settings, Stage.CHOOSING if noted else Stage.NOTE)

    @property
    def common_ground(self) -> CommonGround:
        """The app, by its own type."""
        return cast("CommonGround", self.app)

    def compose(self) -> ComposeResult:
        """Title, meters, page, answers, keys."""
        yield Static(id="title", markup=False)
        yield MeterBar(id="trust")
        yield MeterBar(id="productivity")
        text, question = Static(id="text", markup=False), Static(id="question", markup=False)
        yield Reading((text,), (question, Choices()))
        yield Keys()

    def on_mount(self) -> None:
        """Show the first snapshot."""
        self.snapshot = self._first

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Project the snapshot: the only place that writes to the widgets."""
        shown = project(snapshot)
        title = self.query_one("#title", Static)
        title.update(_title(shown.heading, shown.place))
        for name in ("trust", "productivity"):
            bar = self.query_one(f"#{name}", MeterBar)
            bar.mode = snapshot.settings.meters
            bar.meter = getattr(shown.meters, name)
        self.query_one("#text", Static).update(shown.page)
        self.query_one(Reading).begin()
        question = self.query_one("#question", Static)
        question.update(shown.question)
        question.set_class(not shown.question, "-empty")
        self.query_one(Choices).offer(shown.answers, shown.highlighted)
        self._say_keys()

    @on(Reading.Measured)
    def _say_keys(self) -> None:
        if self.snapshot is not None:
            more = self.query_one(Reading).more
            answers = len(self.query_one(Choices).answers)
            self.query_one(Keys).say(_keys(self.snapshot, answers, more=more))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002, Textual's contract
        """Undo needs a choice, a copy needs a run that is open elsewhere."""
        if self.snapshot is None:
            return True
        if action == "copy":
            return self.snapshot.session.read_only
        if action in {"undo", "timeline"}:
            some = bool(self.snapshot.session.run.decisions) or self._betting
            return True if some else None
        return True

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        run = snapshot.session.run
        if snapshot.stage is Stage.NOTE and event.index > 0:
            self.action_leave()
        elif snapshot.stage is Stage.REPLY:
            self.snapshot = snapshot._replace(stage=Stage.LANDED)
        elif snapshot.stage is Stage.NOTE or snapshot.stage is Stage.LANDED:
            self.snapshot = snapshot._replace(stage=Stage.CHOOSING)
        elif snapshot.stage is Stage.BETTING and snapshot.picked is not None:
            self._choose(snapshot, snapshot.picked, BETS[event.index])
        elif run.ended:
            self._after_ending(event.index)
        elif not self._may_write(snapshot):
            return
        elif run.scene.bet:
            choice = run.options[event.index].id
            self.snapshot = snapshot._replace(stage=Stage.BETTING, picked=choice)
        else:
            self._choose(snapshot, run.options[event.index].id, None)

    def action_pick(self, index: int) -> None:
        """Take an answer by its number."""
        self.query_one(Choices).pick(index)

    def action_page(self, direction: int) -> None:
        """Read on, or back, in a text longer than the screen."""
        self.query_one(Reading).read(direction)

    def action_undo(self) -> None:
        """Take back the choice that waits for its bet, or the last one made."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        if self._betting:
            self.snapshot = snapshot._replace(stage=Stage.CHOOSING, picked=None)
        elif self._may_write(snapshot):
            self._go(sessions.undo(snapshot.session, now=_now(), new_id=str(uuid4())))

    @work
    async def action_timeline(self) -> None:
        """Go back to any decision; the run as it was is kept beside the new one."""
        from game.tui.screens.timeline import TimelineScreen

        snapshot = self.snapshot
        if snapshot is None:
            return
        decisions = await self.app.push_screen_wait(TimelineScreen(snapshot.session.run))
        if decisions is not None:
            self._rewind(snapshot.session, decisions)
            self.notify(BRANCHED, timeout=4)

    def action_copy(self) -> None:
        """Leave the run that is open elsewhere as it is, and go on in one of our own."""
        if self.snapshot is not None:
            self.app.clear_notifications()
            self._rewind(self.snapshot.session, len(self.snapshot.session.run.decisions))
            self.notify(BRANCHED, timeout=4)

    def action_leave(self) -> None:
        """Back to the stories; everything is kept already."""
        self.common_ground.close_session()

    @work
    async def open_debrief(self) -> None:
        """Read what the run means; what is written there belongs to the session."""
        from game.tui.screens.debrief import DebriefScreen

        session = self._first.session if self.snapshot is None else self.snapshot.session
        session = await self.app.push_screen_wait(DebriefScreen(session))
        if self.snapshot is not None:
            self.snapshot = self.snapshot._replace(session=session)

    def settings_changed(self, settings: Settings) -> None:
        """Show the same moment under other settings, and note them in the run."""
        if self.snapshot is None:
            return
        session = sessions.set_up(self.snapshot.session, settings)
        if session.save.begun and session != self.snapshot.session:
            self.common_ground.keep(session)
        self.snapshot = self.snapshot._replace(session=session, settings=settings)

    @property
    def _betting(self) -> bool:
        return self.snapshot is not None and self.snapshot.stage is Stage.BETTING

    def _choose(self, snapshot: Snapshot, choice: str, bet: Bet | None) -> None:
        session = sessions.choose(snapshot.session, choice, bet=bet, now=_now())
        self.common_ground.keep(session)
        stage = Stage.REPLY if session.run.decisions[-1].choice.reply else Stage.LANDED
        self.snapshot = snapshot._replace(session=session, stage=stage, picked=None)

    def what_if(self, decision: int, choice: str) -> None:
        """Play on from a decision, by its number from 1, with another choice; the run is kept."""
        if self.snapshot is None:
            return
        self._rewind(self.snapshot.session, decision - 1)
        if self.snapshot.session.run.scene.bet:
            self.snapshot = self.snapshot._replace(stage=Stage.BETTING, picked=choice)
        else:
            self._choose(self.snapshot, choice, None)
        self.notify(BRANCHED, timeout=4)

    def _rewind(self, session: Session, decisions: int) -> None:
        self._go(sessions.rewind(session, decisions, now=_now(), new_id=str(uuid4())))

    def _go(self, session: Session) -> None:
        """Stand where another session stands."""
        if self.snapshot is None:
            return
        session = self.common_ground.take_up(session)
        self.snapshot = Snapshot(session, self.snapshot.settings)

    def _may_write(self, snapshot: Snapshot) -> bool:
        if snapshot.session.read_only:
            self.notify(
                "This run is open in another window. Press c to go on in a copy of your own.",
                severity="warning",
            )
        return not snapshot.session.read_only

    def _after_ending(self, index: int) -> None:
        if index == 0:
            self.open_debrief()
        else:
            self.action_leave()


def _keys(snapshot: Snapshot, answers: int, *, more: bool) -> Iterable[tuple[str, str]]:
    """Yield the keys that do something at this moment; 78 columns hold all of them."""
    if more:
        yield "Space", "more"
    if answers == 1:
        yield "Enter", "go on"
    elif answers:
        yield f"1–{answers % 10}", "pick"
    if snapshot.session.read_only:
        yield "c", "copy"
    if snapshot.session.run.decisions or snapshot.stage is Stage.BETTING:
        yield "u", "undo"
        yield "t", "timeline"
    yield "s", "settings"
    yield "Esc", "home"
    yield "?", "help"
    yield "q", "quit"


def _title(heading: str, place: str) -> str:
    return f"{heading}  ·  {place}"


def _now() -> datetime:
    return datetime.now(UTC)
