"""Lines out, lines in: the only place that touches the streams."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from game.plain import nearest
from game.plain.lines import printed
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.plain.lines import Text

WIDEST: Final = 80
LONGEST_ANSWER: Final = 10_000


class InputEndedError(Exception):
    """There will be no further answer."""


class OutputGoneError(Exception):
    """Nobody reads any more."""


@dataclass(frozen=True, slots=True)
class Console:
    """Two streams and how to use them.

    `echo` repeats an answer where no terminal has shown it while it was typed; `wrapped` keeps
    rows to the terminal's width, else a paragraph is one line; `styled` allows bold and italics.
    """

    source: TextIO
    out: TextIO
    echo: bool = True
    wrapped: bool = False
    styled: bool = False

    def say(self, *lines: Text) -> None:
        """Print lines that belong together, and a blank line; raises `OutputGoneError`."""
        width = min(shutil.get_terminal_size().columns, WIDEST) if self.wrapped else None
        rows = (printed(line, width, styled=self.styled) for line in lines)
        self._write("\n".join(rows) + "\n\n")

    def say_each(self, lines: Iterable[Text]) -> None:
        """Print lines that stand apart."""
        for line in lines:
            self.say(line)

    def ask(self, prompt: str) -> str:
        """Return the next line, cleaned; raises `InputEndedError`."""
        self._write(printed(prompt, None, styled=False) + " ")
        return self.read()

    def read(self) -> str:
        """Return the next line without asking for it, cleaned; raises `InputEndedError`."""
        self.flush()
        typed = self._line()
        if not typed:
            self._write("\n")
            raise InputEndedError
        answer = clean_line(typed, LONGEST_ANSWER)
        self._write(f"{answer}\n\n" if self.echo else "\n")
        return answer

    def flush(self) -> None:
        """Hand over what was printed; raises `OutputGoneError`."""
        try:
            self.out.flush()
        except (OSError, ValueError) as error:
            raise OutputGoneError from error

    def _write(self, text: str) -> None:
        try:
            self.out.write(text)
        except (OSError, ValueError) as error:
            raise OutputGoneError from error

    def _line(self) -> str:
        """Return a line, the rest of one that is too long dropped; empty at the end of input."""
        try:
            typed = rest = self.source.readline(LONGEST_ANSWER)
            while rest and not rest.endswith("\n"):
                rest = self.source.readline(LONGEST_ANSWER)
        except (OSError, ValueError):
            return ""
        return typed


def standard(environment: Mapping[str, str]) -> Console:
    """Return the console of this process, whatever its streams can encode."""
    take_any_text()
    # Python has no stream at all where the caller closed it.
    source, out = sys.stdin or io.StringIO(), sys.stdout or io.StringIO()
    terminal = out.isatty()
    return Console(
        source,
        out,
        echo=not source.isatty(),
        wrapped=terminal,
        styled=terminal and _may_style(environment),
    )


def take_any_text() -> None:
    """Let the streams of this process read any bytes and print any text, as near as they can."""
    nearest.register()
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, nearest.ERRORS)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _may_style(environment: Mapping[str, str]) -> bool:
    """Whether the terminal wants and understands bold; the old Windows console does not."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or "WT_SESSION" in environment


def silence(out: TextIO) -> None:
    """Lead a stream that nobody reads to nowhere, so that closing it at exit can't fail."""
    with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), out.fileno())
