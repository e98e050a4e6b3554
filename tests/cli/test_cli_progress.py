"""The bar of long work: on a terminal alone, only where the work is long, and gone afterwards."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from game.commands import progress

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """Say that somebody looks."""
        return True


def told(monkeypatch: pytest.MonkeyPatch, what: str, seconds: float, stderr: io.StringIO) -> str:
    """Return what stands on standard error after work of two steps that took so long."""
    clock = iter((0.0, seconds, seconds))
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr("time.monotonic", lambda: next(clock, seconds))
    monkeypatch.setenv("TERM", "xterm")
    with progress.bar(what) as tell:
        _work(tell)
    return stderr.getvalue()


def _work(tell: Callable[[int, int], None]) -> None:
    tell(1, 2)
    tell(2, 2)


def _fail(tell: Callable[[int, int], None]) -> None:
    tell(1, 2)
    raise MemoryError


def test_long_work_shows_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is shown as it is, whatever marks it holds, and the line is wiped at the end."""
    seen = told(monkeypatch, "Exploring a[/b] \x1b[2J", 5, Terminal())
    assert "Exploring a[/b]" in seen
    assert "\x1b[2J" not in seen
    assert "100%" in seen
    assert seen.rstrip("\r\n").endswith("\x1b[2K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done at once needs no bar."""
    assert told(monkeypatch, "Exploring", 0.1, Terminal()) == ""


def test_a_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard error is no terminal nothing is written, and without one nothing fails."""
    assert told(monkeypatch, "Exploring", 5, io.StringIO()) == ""
    monkeypatch.setattr("sys.stderr", None)
    with progress.bar("Exploring") as tell:
        _work(tell)


def test_work_that_fails_leaves_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error comes through, below a line that was wiped."""
    stderr = Terminal()
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setattr(progress, "_PATIENCE", 0)
    with pytest.raises(MemoryError), progress.bar("Exploring") as tell:
        _fail(tell)
    assert "Exploring" in stderr.getvalue()
    assert stderr.getvalue().rstrip("\r\n").endswith("\x1b[2K")
