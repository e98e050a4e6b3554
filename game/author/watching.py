"""A story file as any editor leaves it: looked at again and again, and never written."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from game.author.check import Checked, judge
from game.story.codes import Code
from game.story.compiler import compile_story
from game.story.diagnostic import Diagnostic, Place
from game.story.intake import Refused, read_bytes
from game.story.library import LARGEST_FILE
from game.story.reading import read
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.story.compiled import Story
    from game.story.source import Source

_SAME_STAMP: Final = 2.0
"""Seconds in which a file system may give two texts the same time."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the file, checked. `story` is None where an error keeps it from being played.

    `fingerprint` is the SHA-256 of the bytes, or why there are none.
    """

    fingerprint: str
    checked: Checked
    story: Story | None = None
    source: Source | None = None

    @property
    def errors(self) -> int:
        """How many findings keep the story from being played."""
        return sum(one.severity == "error" for one in self.checked.diagnostics)

    @property
    def warnings(self) -> int:
        """How many findings do not."""
        return len(self.checked.diagnostics) - self.errors

    def place(self, *path: str | int) -> Place:
        """Return where a key of the file stands; the first line where it is not known."""
        return Place() if self.source is None else self.source.key(path)


class _Stamp(NamedTuple):
    """What changes when a file is saved, a replacement by rename included."""

    changed: int
    size: int
    number: int


class Watch:
    """Looks at one file. An empty or missing one is believed at the second look.

    Editors cut a file to nothing before they write it, or put another in its place.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._stamp: _Stamp | None = None
        self._fresh_until = clock() + _SAME_STAMP
        self._known = ""
        self._doubted = ""

    def look(self) -> Text | None:
        """Return the file's text, checked, if it is another than at the last look."""
        stamp, now = _stamp(self._path), self._clock()
        if stamp != self._stamp:
            self._stamp, self._fresh_until = stamp, now + _SAME_STAMP
        elif now > self._fresh_until:
            return None
        raw = read_bytes(self._path, LARGEST_FILE)
        fingerprint = raw.why if isinstance(raw, Refused) else hashlib.sha256(raw).hexdigest()
        if fingerprint == self._known:
            self._doubted = ""
            return None
        if (isinstance(raw, Refused) or not raw.strip()) and fingerprint != self._doubted:
            self._doubted = fingerprint
            return None
        self._known, self._doubted = fingerprint, ""
        return text_of(self._path, raw, fingerprint)


def text_of(path: Path, raw: bytes | Refused, fingerprint: str) -> Text:
    """Return what was read of a file, checked, and compiled if it can be played."""
    name = clean_line(str(path))
    if isinstance(raw, Refused):
        why = Diagnostic(name, Place(), Code.UNREADABLE, raw.why, raw.cure)
        return Text(fingerprint, Checked(name, (why,)))
    reading = read(name, raw)
    checked = judge(name, reading)
    story = None
    if reading.file is not None and all(one.severity != "error" for one in reading.diagnostics):
        story = compile_story(reading.file, clean_line(path.stem), str(path), fingerprint)
    return Text(fingerprint, checked, story, reading.source)


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except (OSError, RuntimeError, ValueError):
        return None
    return _Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
