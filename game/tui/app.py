"""The app: opens screens, keeps sessions, holds the settings. No rule of the game is here."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import uuid4

from textual.binding import Binding, BindingType

from game.storage import settings as settings_file
from game.storage.folder import has_runs
from game.storage.keeper import Keeper
from game.tui.dress import Dressed

if TYPE_CHECKING:
    from textual.screen import Screen

    from game.storage.session import Session
    from game.storage.settings import Settings
    from game.story.compiled import Story


_SCREENS: Final = Path(__file__).parent / "screens"


class CommonGround(Dressed):
    """The game. `folder` is where runs are kept, `story` the one to open at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "quit", "Quit"),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, folder: Path, player: str, story: Story | None = None) -> None:
        self._first = None if story is None or has_runs(folder, story.id) else story
        # Textual loads a screen's sheet when it is pushed, which the first screen is not.
        sheet = _SCREENS / ("home.tcss" if self._first is None else "play.tcss")
        self.settings: Settings = settings_file.load(folder)
        super().__init__(self.settings, (_SCREENS.parent / "app.tcss", sheet))
        self.folder = folder
        self.player = player
        self._story = story
        self._keeper = Keeper(folder)
        self._session: Session | None = None

    def on_mount(self) -> None:
        """Switch the collector on again once the first screen is painted."""
        self.call_after_refresh(_collect_again)

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: a story that was never played, else the list of stories.

        Textual would paint an empty screen first, which takes 15 ms.
        """
        if self._first is not None:
            from game.tui.screens.play import PlayScreen

            return PlayScreen(self.begin(self._first), self.settings)
        from game.tui.screens.home import HomeScreen

        return HomeScreen(first=self._story)

    def begin(self, story: Story) -> Session:
        """Return a new run of a story."""
        from game.storage import session as sessions

        return sessions.start(
            story,
            player=self.player,
            settings=self.settings,
            now=datetime.now(UTC),
            new_id=str(uuid4()),
        )

    def play(self, session: Session) -> None:
        """Open a session: a new run, or one that was kept; an ended one with its debrief."""
        from game.tui.screens.play import PlayScreen

        screen = PlayScreen(self.take_up(session), self.settings)
        self.push_screen(screen)
        if session.run.ended:
            screen.open_debrief()

    def take_up(self, session: Session) -> Session:
        """Take a run's save for ourselves and write it; read-only if another process has it."""
        from game.storage import session as sessions

        session = sessions.set_up(session, self.settings)
        mine = self._keeper.open(session.save)
        session = replace(session, read_only=not mine)
        self._session = session
        if not mine:
            self.notify("This run is open in another window: read only here.", severity="warning")
        elif session.save.begun:
            self.keep(session)
        return session

    def note(self, session: Session) -> None:
        """Remember a session that is to be written soon, or at the latest when the run is left."""
        self._session = session

    def keep(self, session: Session) -> None:
        """Write a session; a failure is told once, and play goes on."""
        self._session = session
        if session.read_only:
            return
        problem = self._keeper.keep(session.save)
        if problem:
            self.notify(problem, title="Not saved", severity="warning", timeout=20)

    def close_session(self) -> None:
        """Leave the run: note the time, give the save free, go back to the stories."""
        from game.tui.screens.home import HomeScreen

        self._part()
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            # Textual can't take its first screen off the stack: it stays below, out of reach.
            self.push_screen(HomeScreen())

    def _part(self) -> None:
        from game.storage import session as sessions

        if self._session is not None and self._session.save.begun:
            self.keep(sessions.quit_(self._session, datetime.now(UTC)))
        self._session = None
        self._keeper.close()

    async def action_quit(self) -> None:
        """Quit; everything is kept already."""
        self._part()
        self.exit()

    def action_settings(self) -> None:
        """Open the settings."""
        from game.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen(self.settings), self.change_settings)

    def change_settings(self, settings: Settings | None) -> None:
        """Put settings into force and keep them."""
        if settings is None or settings == self.settings:
            return
        self.settings = settings
        self.wear(settings)
        problem = settings_file.store(self.folder, settings)
        if problem:
            self.notify(problem, title="Not saved", severity="warning")
        from game.tui.screens.play import PlayScreen

        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen):
                screen.settings_changed(settings)


def _collect_again() -> None:
    if not gc.isenabled():
        # What is imported lives to the end: the collector need not look at it again.
        gc.freeze()
        gc.enable()


def run(folder: Path, player: str, story: Story | None) -> int:
    """Open the game on the terminal; return its exit status."""
    app = CommonGround(folder, player, story)
    app.run(mouse=os.environ.get("COMMON_GROUND_MOUSE") != "off")
    return app.return_code or 0
