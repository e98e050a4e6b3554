"""From a save to what the desk says of it, on the flagship and in a real terminal.

    python bench/desk.py [--rounds 31] [STORY]

Diagnostics are timed from the end of the write to the finding on the screen, with the desk at rest
and while the text before is being analysed; the analysis from the save of a text without errors to
its figures.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import Terminal

from game.story.library import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DIAGNOSTICS = 0.100
ANALYSED = 1.0
"""Seconds that are to be reached."""
_REST = 0.6
_BUSY = 0.1


def main() -> None:
    """Time the rounds and print a line for each kind of save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("story", nargs="?", default=str(shipped() / "two-departments.toml"))
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    import game

    compileall.compile_dir(str(Path(str(game.__file__)).parent), quiet=2)
    text = Path(options.story).read_text(encoding="utf-8")
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "story.toml"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "game", "desk", str(file), "--saves", scratch]
        with Terminal(command, {"TEXTUAL_ANIMATIONS": "none"}) as terminal:
            first = terminal.wait("analysed,") - terminal.started
            print(f"from the command to the first figures: {first:.2f} s")
            save = _saver(file, text, terminal)
            _told("diagnostics, at rest", save.broken(options.rounds, _REST), DIAGNOSTICS)
            _told("diagnostics, while analysing", save.broken(options.rounds, _BUSY), DIAGNOSTICS)
            _told("figures", save.whole(options.rounds), ANALYSED)
            print(f"memory of the desk: {terminal.memory() / 1024:.0f} MiB")


class _Saves:
    """Saves the text anew and waits for what the desk says."""

    def __init__(self, write: Callable[[str], None], text: str, terminal: Terminal) -> None:
        self._write = write
        self._text = text
        self._terminal = terminal
        self._number = 0

    def broken(self, rounds: int, rest: float) -> Iterator[float]:
        """Save a text without errors, wait, save one with an error; yield the seconds to it."""
        for _ in range(rounds):
            self._save("")
            time.sleep(rest)
            self._terminal.key("1")
            self._number += 1
            wrong = f"nowhere{self._number}"
            before = self._save(f'\n[scenes.{wrong}]\ntext = "x"\ngoto = "{wrong}_"\n')
            yield self._terminal.wait(f"scene '{wrong}_'") - before

    def whole(self, rounds: int) -> Iterator[float]:
        """Save a text without errors; yield the seconds to its figures."""
        for _ in range(rounds):
            self._terminal.key("1")
            before = self._save("")
            self._terminal.wait("analysing")
            yield self._terminal.wait("analysed,") - before

    def _save(self, more: str) -> float:
        self._number += 1
        self._write(f"{self._text}{more}\n# {self._number}\n")
        return time.perf_counter()


def _saver(file: Path, text: str, terminal: Terminal) -> _Saves:
    return _Saves(lambda said: _write(file, said), text, terminal)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _told(what: str, times: Iterator[float], limit: float) -> None:
    seconds = sorted(times)
    median, late = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
    verdict = "reached" if late <= limit else "MISSED"
    print(
        f"{what:<30} median {median * 1000:4.0f} ms, 95 % {late * 1000:4.0f} ms, most"
        f" {seconds[-1] * 1000:4.0f} ms; 95 % at most {limit * 1000:.0f} ms: {verdict}"
    )


if __name__ == "__main__":
    main()
