"""`check`: everything that is wrong with stories, each finding with its place and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.author.writing import writing
from game.story.codes import Code
from game.story.diagnostic import Diagnostic, Place
from game.story.intake import Refused, read_bytes
from game.story.library import LARGEST_FILE, find, resolve, shipped
from game.story.reading import Reading, ordered, read
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Checked:
    """One story file with its findings in the file's order, and its lines to quote from."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = ()


def paths(stories: Iterable[str]) -> Iterator[Path | str]:
    """Yield the files that arguments mean, ids, files or folders; else a sentence on one.

    Without an argument the stories that come with the game.
    """
    given = list(stories)
    if not given:
        yield from (entry.path for entry in find() if _within(entry.path, shipped()))
    for story in given:
        place = Path(story)
        if place.is_dir():
            yield from sorted(place.glob("*.toml"))
        else:
            yield resolve(story)


def check_file(path: Path) -> Checked:
    """Read one file and say everything that is wrong with it."""
    name = clean_line(str(path))
    raw = read_bytes(path, LARGEST_FILE)
    if isinstance(raw, Refused):
        return Checked(name, (Diagnostic(name, Place(), Code.UNREADABLE, raw.why, raw.cure),))
    return judge(name, read(name, raw))


def judge(name: str, reading: Reading) -> Checked:
    """Say everything that is wrong with a file that was read; `name` is what findings call it."""
    found = list(reading.diagnostics)
    if reading.file is not None:
        found += writing(name, reading.file, reading.source)
    return Checked(name, ordered(name, found), reading.source.lines)


def unreadable(checked: Checked) -> bool:
    """Whether the file could not be read at all, which is not the story's mistake."""
    return any(one.code is Code.UNREADABLE for one in checked.diagnostics)


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().parent == folder.resolve()
