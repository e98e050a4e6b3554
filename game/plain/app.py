"""What lasts from one run to the next: the console, the settings, the run that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from game.storage import session as sessions
from game.storage import settings as settings_file
from game.storage.keeper import Keeper

if TYPE_CHECKING:
    from pathlib import Path

    from game.plain.console import Console
    from game.storage.session import Session
    from game.storage.settings import Settings


class PlainGame:
    """Opens, keeps and leaves sessions. `folder` is where runs are kept."""

    def __init__(self, folder: Path, player: str, console: Console) -> None:
        self.folder = folder
        self.player = player
        self.console = console
        self.settings: Settings = settings_file.load(folder)
        self._keeper = Keeper(folder)
        self._session: Session | None = None

    def take_up(self, session: Session) -> Session:
        """Take a run's save for ourselves and write it; read-only if another process has it."""
        session = sessions.set_up(session, self.settings)
        mine = self._keeper.open(session.save)
        session = replace(session, read_only=not mine)
        self._session = session
        if not mine:
            self.console.say(
                "This run is open in another window: read only here. "
                "Type c to go on in a copy of your own."
            )
        elif session.save.begun:
            self.keep(session)
        return session

    def keep(self, session: Session) -> None:
        """Write a session; a failure is told once, and play goes on."""
        self._session = session
        if session.read_only:
            return
        problem = self._keeper.keep(session.save)
        if problem:
            self.console.say(f"Not saved. {problem}")

    def part(self) -> None:
        """Leave the run: note the time, give the save free."""
        try:
            if self._session is not None and self._session.save.begun:
                self.keep(sessions.quit_(self._session, self.now()))
        finally:
            self._session = None
            self._keeper.close()

    def change_settings(self, settings: Settings) -> None:
        """Put settings into force and keep them."""
        self.settings = settings
        problem = settings_file.store(self.folder, settings)
        if problem:
            self.console.say(f"Not saved. {problem}")

    def now(self) -> datetime:
        """Return the time of this moment, as saves hold it."""
        return datetime.now(UTC)
