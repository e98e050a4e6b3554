"""`check`: everything that is wrong with stories, each finding with its place and its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from game.author.playthroughs import playthroughs
from game.author.writing import writing
from game.story.codes import Code
from game.story.diagnostic import Diagnostic
from game.story.intake import Refused, read_bytes
from game.story.library import LARGEST_FILE, find, resolve, without_translations
from game.story.reading import Reading, not_cut_away, ordered, read, refusal
from game.story.shipped import shipped
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Judge: TypeAlias = Callable[[str, Reading], Iterable[Diagnostic]]
"""Says what is wrong with a file, by its name and what was read of it."""

QUICK: Final[tuple[Judge, ...]] = (writing,)
"""What a file alone tells: `--quick`."""
ALL: Final[tuple[Judge, ...]] = (*QUICK, playthroughs)
"""With the analysis of every playthrough."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One story file with its findings in the file's order, and its lines to quote from."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...] = ()
    read: bool = True
    """False where no file could be read: that is not the story's mistake."""


def paths(stories: Iterable[str]) -> Iterator[Path | str]:
    """Yield the files that arguments mean, ids, files or folders, each once; or a sentence on one.

    Without an argument the stories that come with the game. A folder's translations, and the
    folders in it, are left out.
    """
    given = list(stories)
    seen: set[str] = set()
    for path in _meant(given) if given else _shipped():
        known = path if isinstance(path, str) else _resolved(path)
        if known not in seen:
            seen.add(known)
            yield path


def check_file(path: Path, judges: Iterable[Judge] = QUICK) -> Checked:
    """Read one file and say everything that is wrong with it."""
    name = clean_line(str(path))
    raw = read_bytes(path, LARGEST_FILE)
    if isinstance(raw, Refused):
        return Checked(name, (refusal(name, raw),), read=raw.too_large)
    return judge(name, read(name, raw), judges)


def judge(name: str, reading: Reading, judges: Iterable[Judge] = QUICK) -> Checked:
    """Say everything that is wrong with a file that was read; `name` is what findings call it."""
    found = list(reading.diagnostics)
    for more in judges:
        found += not_cut_away(more(name, reading), reading.source)
    return Checked(name, together(name, found), reading.source.lines)


def together(name: str, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings of one file in its order, each thing told once."""
    return ordered(name, _once(found))


def _once(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings, but not that no playthrough reaches what no way leads to."""
    orphans = {one.place for one in found if one.code is Code.ORPHAN}
    for one in found:
        if one.code is not Code.NEVER_REACHED or one.place not in orphans:
            yield one


def _meant(given: Iterable[str]) -> Iterator[Path | str]:
    for story in given:
        place = Path(story)
        try:
            is_folder = place.is_dir()
            inside = sorted(place.iterdir()) if is_folder else []
        except (OSError, ValueError) as error:
            yield f"{clean_line(story)} can't be read: {getattr(error, 'strerror', None) or error}."
            continue
        if not is_folder:
            yield resolve(story)
            continue
        files = list(without_translations(inside))
        if not files:
            yield f"There is no story, no file that ends in .toml, in {clean_line(story)}."
        yield from files


def _shipped() -> Iterator[Path]:
    folder = shipped().resolve()
    yield from (entry.path for entry in find() if entry.path.resolve().parent == folder)


def _resolved(path: Path) -> str:
    try:
        return str(path.resolve())
    except (OSError, RuntimeError, ValueError):
        return str(path)
