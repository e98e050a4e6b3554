"""Finds and loads stories: in the working folder, where the user says, and the shipped ones."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from game.story import cache
from game.story.intake import Refused, read_bytes
from game.story.shipped import shipped
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.story.compiled import Story
    from game.story.diagnostic import Diagnostic

LARGEST_FILE: Final = 4 * 1024 * 1024
_SHIPPED: Final = "shipped"


class Broken(NamedTuple):
    """A story that can't be played, with what is wrong."""

    id: str
    path: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def reason(self) -> str:
        """The first error, on one line: place, what is wrong, the cure."""
        return str(self.diagnostics[0])


class Entry(NamedTuple):
    """A story file that was found. `twice` is True where another folder holds the same id."""

    id: str
    path: Path
    folder: str
    twice: bool = False


Loaded: TypeAlias = "Story | Broken"


def folders() -> Iterator[tuple[str, Path]]:
    """Yield the name and place of each folder of stories, the one that wins first."""
    yield "stories", Path("stories")
    for given in os.environ.get("COMMON_GROUND_STORIES", "").split(os.pathsep):
        if given:
            yield given, Path(given)
    from platformdirs import user_data_path

    data = user_data_path("common-ground", appauthor=False) / "stories"
    yield str(data), data
    yield _SHIPPED, shipped()


def find() -> tuple[Entry, ...]:
    """Return every story file, in the order of the folders, then by name."""
    found: list[Entry] = []
    seen: set[Path] = set()
    for name, folder in folders():
        try:
            resolved = folder.resolve()
            paths = sorted(folder.iterdir()) if resolved not in seen else []
        except (OSError, RuntimeError):
            continue
        seen.add(resolved)
        found += (Entry(_id(path), path, name) for path in without_translations(paths))
    counts = Counter(entry.id for entry in found)
    return tuple(entry._replace(twice=counts[entry.id] > 1) for entry in found)


def without_translations(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the story files among the files of a folder, without translations beside them."""
    named = [path for path in paths if path.suffix == ".toml" and not path.name.startswith(".")]
    stems = {path.stem for path in named}
    for path in named:
        story, _, language = path.stem.partition(".")
        if not (language and story in stems):
            yield path


def _id(path: Path) -> str:
    """Return the id that a file's name gives its story; a name is foreign text, too."""
    return clean_line(path.stem)


def resolve(story: str) -> Path | str:
    """Return the path that STORY means, an id or a path; or a sentence on why there is none."""
    if story.endswith(".toml") or os.sep in story or "/" in story:
        return Path(story)
    entries = find()
    for entry in entries:
        if entry.id == story:
            return entry.path
    if story and os.path.lexists(story):
        return Path(story)
    from game.story.diagnostic import did_you_mean, quoted

    if os.path.lexists(f"{story}.toml"):
        return (
            f"There is no story {quoted(story)}. Did you mean the file {quoted(f'{story}.toml')}?"
        )
    ids = {entry.id for entry in entries}
    hint = did_you_mean(story, ids) or "Name a story's id or its file."
    return f"There is no story {quoted(story)}. {hint}"


def load(path: Path) -> Loaded:
    """Load one story, from the cache if its bytes are known, else by reading and checking it."""
    story_id = _id(path)
    raw = read_bytes(path, LARGEST_FILE)
    if isinstance(raw, Refused):
        from game.story.reading import refusal

        return Broken(story_id, str(path), (refusal(clean_line(str(path)), raw),))
    fingerprint = hashlib.sha256(raw).hexdigest()
    cached = cache.load(story_id, str(path), fingerprint)
    return cached or _read(story_id, path, raw, fingerprint)


def _read(story_id: str, path: Path, raw: bytes, fingerprint: str) -> Loaded:
    # A plugin of some other program has no say in stories, and to look for one takes 8 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Imported here: a cached story needs none of it.
    from game.story.compiler import compile_story
    from game.story.reading import read

    reading = read(clean_line(str(path)), raw)
    file = reading.file
    if file is None:
        errors = tuple(one for one in reading.diagnostics if one.severity == "error")
        return Broken(story_id, str(path), errors)
    story = compile_story(file, story_id, str(path), fingerprint)
    cache.store(story)
    return story
