"""The game in a real pseudo-terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pexpect
import pyte
import pytest
from screens import FERRY

from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 30


class Terminal:
    """A terminal of 80 x 24 that a program runs in, and what it shows."""

    def __init__(self, *arguments: str) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "game", *arguments],
            dimensions=(24, 80),
            env=environment,  # type: ignore[arg-type]
            timeout=PATIENCE,
        )
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, words: str) -> str:
        """Return the screen once it shows these words."""
        end = time.monotonic() + PATIENCE
        while words not in (text := "\n".join(self._screen.display)):
            assert time.monotonic() < end, f"waited in vain for {words!r}:\n{text}"
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=1))
            except pexpect.TIMEOUT:
                continue
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


@pytest.fixture
def terminal(saves: Path) -> Iterator[Terminal]:
    """Open the small story in a terminal."""
    terminal = Terminal("play", str(FERRY), "--saves", str(saves))
    yield terminal
    terminal.child.close(force=True)


def _choices(saves: Path) -> list[tuple[str, ...]]:
    kept = [one.save for one in read_all(saves) if isinstance(one, Kept)]
    return [tuple(choice.choice for choice in save.choices) for save in kept]


def test_whole_game(terminal: Terminal, saves: Path) -> None:
    """A whole game with its debrief is played in a terminal, and quitting exits with 0."""
    terminal.until("Begin")
    terminal.press("\r", "The pier, 6:10")
    terminal.press("1", "It leaks")
    terminal.press("\r", "Trust 40 to 46")
    terminal.press("\r", "Time passes.")
    terminal.press("2", "what will this do to trust?")
    terminal.press("1", "The printer starts")
    terminal.press("\r", "Productivity")
    terminal.press("\r", "Ending: Afloat")
    terminal.press("\r", "page 1 of")
    terminal.press("\x1b[C", "page 2 of")
    terminal.press("\x1b", "Read the debrief")
    terminal.child.send("q")
    assert terminal.end() == 0
    assert _choices(saves) == [("ask", "split")]


def test_ctrl_c_loses_nothing(terminal: Terminal, saves: Path) -> None:
    """Ctrl-C in the middle of a story ends the program and keeps what was chosen."""
    terminal.until("Begin")
    terminal.press("\r", "The pier, 6:10")
    terminal.press("2", "The pen is left on the bollard.")
    terminal.child.send("\x03")
    assert terminal.end() == 0
    assert _choices(saves) == [("log",)]


def test_second_window_is_read_only(terminal: Terminal, saves: Path) -> None:
    """A run that is open in one window opens read-only in another, which can go on in a copy."""
    terminal.until("Begin")
    terminal.press("\r", "The pier, 6:10")
    terminal.press("2", "The pen is left on the bollard.")
    second = Terminal("play", str(FERRY), "--saves", str(saves))
    try:
        second.until("Continue")
        second.press("2", "read only")
        second.until("The office, 18:40")
        second.press("1", "copy of your own")
        second.press("c", "A new run from here")
        second.press("1", "what will this do to trust?")
        second.press("4", "Mo looks at the door.")
        second.child.send("q")
        assert second.end() == 0
    finally:
        second.child.close(force=True)
    assert sorted(_choices(saves)) == [("log",), ("log", "thank")]


def test_where_runs_cannot_be_kept(tmp_path: Path) -> None:
    """Where nothing can be written the player is told once, and play goes on to the ending."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    terminal = Terminal("play", str(FERRY), "--saves", str(tmp_path / "file" / "saves"))
    try:
        terminal.until("Begin")
        terminal.press("\r", "The pier, 6:10")
        terminal.press("2", "can't be saved")
        terminal.press("\r", "Productivity")
        terminal.press("\r", "The office, 18:40")
        terminal.press("1", "what will this do to trust?")
        terminal.press("4", "Mo looks at the door.")
        terminal.press("\r\r", "Ending: Afloat")
        terminal.child.send("q")
        assert terminal.end() == 0
    finally:
        terminal.child.close(force=True)
