"""Real pseudo-terminals: a command in each, the screen it draws, and a whole session of them."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pexpect
import pyte
from rooms import STORY_TEXT

from game.group import sessions
from game.group.journal import NAME, read_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.group.sessions import Place

PATIENCE = 60


class Terminal:
    """A terminal that a command runs in, and what it shows."""

    def __init__(
        self, *arguments: str, size: tuple[int, int] = (18, 60), term: str = "xterm-256color"
    ) -> None:
        self._open((sys.executable, "-m", "game", *arguments), size, term)

    @classmethod
    def of(cls, *command: str, size: tuple[int, int] = (18, 60)) -> Terminal:
        """Return a terminal with any command in it."""
        one = cls.__new__(cls)
        one._open(command, size, "xterm-256color")
        return one

    def _open(self, command: tuple[str, ...], size: tuple[int, int], term: str) -> None:
        environment = {**os.environ, "TERM": term, "TEXTUAL_ANIMATIONS": "none"}
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=size,
            env=environment,  # type: ignore[arg-type]
            timeout=PATIENCE,
        )
        self._screen = pyte.Screen(size[1], size[0])
        self._stream = pyte.ByteStream(self._screen)
        self.seen = b""
        """All that was read for the screen."""

    def until(self, words: str) -> str:
        """Return the screen once it shows these words."""
        end = time.monotonic() + PATIENCE
        while words not in (text := "\n".join(self._screen.display)):
            assert time.monotonic() < end, f"waited in vain for {words!r}:\n{text}"
            try:
                piece = self.child.read_nonblocking(65536, timeout=1)
            except pexpect.TIMEOUT:
                continue
            self.seen += piece
            self._stream.feed(piece)
        return text

    def press(self, keys: str, words: str) -> str:
        """Press keys; return the screen once it shows these words."""
        self.child.send(keys)
        return self.until(words)

    def end(self) -> int | None:
        """Wait for the program to end; return its exit status."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


class Evening:
    """A folder with a story, and the terminals of one session."""

    def __init__(self, folder: Path, story: str) -> None:
        self.saves = folder / "saves"
        self.story = folder / "story.toml"
        self.story.write_text(story, encoding="utf-8")
        self._open: list[Terminal] = []

    def host(self, *arguments: str, size: tuple[int, int] = (18, 60)) -> Terminal:
        """Open a host's screen."""
        return self._terminal("host", *arguments, "--saves", str(self.saves), size=size)

    def join(self, *arguments: str, size: tuple[int, int] = (40, 100)) -> Terminal:
        """Join from a terminal; what it keeps is kept beside the session."""
        place = ("--saves", str(self.saves))
        return self._terminal("join", self.url(), *place, *arguments, size=size)

    def _terminal(self, *arguments: str, size: tuple[int, int]) -> Terminal:
        terminal = Terminal(*arguments, size=size)
        self._open.append(terminal)
        return terminal

    def place(self) -> Place:
        """Return where the session is served."""
        session = sessions.latest(self.saves)
        assert session is not None
        place = sessions.place_of(session)
        assert place is not None
        return place

    def closed(self) -> None:
        """Wait until the room says that it is closed."""
        end = time.monotonic() + PATIENCE
        while self.place().token:
            assert time.monotonic() < end, "the room is still open"
            time.sleep(0.02)

    def url(self) -> str:
        """Return the address on the screen."""
        session = sessions.latest(self.saves)
        assert session is not None
        return f"{self.place().url.upper()}/{read_header(session / NAME).code}"

    def close(self) -> None:
        """End whatever still runs."""
        for terminal in self._open:
            terminal.child.close(force=True)
        session = sessions.latest(self.saves)
        place = sessions.place_of(session) if session else None
        if place is not None and place.pid:
            os.kill(place.pid, signal.SIGKILL)


@contextmanager
def an_evening(folder: Path, story: str = STORY_TEXT) -> Iterator[Evening]:
    """Open a session's folder; its processes end with it."""
    one = Evening(folder, story)
    try:
        yield one
    finally:
        one.close()
