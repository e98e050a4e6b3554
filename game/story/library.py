"""Finds and loads stories: in the working folder, where the user says, and the shipped ones."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from platformdirs import user_data_path

from game.story import cache
from game.story.diagnostic import Diagnostic, Place, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.compiled import Story

LARGEST_FILE: Final = 4 * 1024 * 1024
_SHIPPED: Final = "shipped"


@dataclass(frozen=True, slots=True)
class Broken:
    """A story that can't be played, with what is wrong."""

    id: str
    path: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def reason(self) -> str:
        """The first error, on one line: place, what is wrong, the cure."""
        return str(self.diagnostics[0])


@dataclass(frozen=True, slots=True)
class Entry:
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
    data = user_data_path("common-ground", appauthor=False) / "stories"
    yield str(data), data
    yield _SHIPPED, shipped()


def shipped() -> Path:
    """Return the folder of the stories that come with the game, in a wheel or in a clone."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "stories"


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
        found += (
            Entry(path.stem, path, name)
            for path in paths
            if path.suffix == ".toml" and "." not in path.stem
        )
    ids = [entry.id for entry in found]
    return tuple(
        Entry(entry.id, entry.path, entry.folder, twice=ids.count(entry.id) > 1) for entry in found
    )


def resolve(story: str) -> Path | str:
    """Return the path that STORY means, an id or a path; or a sentence on why there is none."""
    if story.endswith(".toml") or os.sep in story or "/" in story:
        return Path(story)
    entries = find()
    for entry in entries:
        if entry.id == story:
            return entry.path
    hint = did_you_mean(story, {entry.id for entry in entries})
    return f"There is no story {story!r}. {hint}".strip()


def load(path: Path) -> Loaded:
    """Load one story, from the cache if its bytes are known, else by reading and checking it."""
    story_id = path.stem
    raw = _bytes(path)
    if isinstance(raw, str):
        what, _, cure = raw.partition("; ")
        place = Diagnostic(str(path), Place(), "CG100", what, f"{cure.capitalize()}.")
        return Broken(story_id, str(path), (place,))
    fingerprint = hashlib.sha256(raw).hexdigest()
    cached = cache.load(story_id, str(path), fingerprint)
    return cached or _read(story_id, path, raw, fingerprint)


def _bytes(path: Path) -> bytes | str:
    """Return the file's bytes, or what is wrong and the cure in one sentence."""
    try:
        if path.exists() and not path.is_file():
            return "this is not a file; name a story's TOML file"
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        return f"the file can't be read: {said}; check its name and permissions"
    except (RuntimeError, ValueError):
        return "the path can't be followed; check it for links that lead to themselves"
    if len(raw) > LARGEST_FILE:
        return "the file is larger than 4 MiB; a story is at most that long"
    return raw


def _read(story_id: str, path: Path, raw: bytes, fingerprint: str) -> Loaded:
    # Imported here: pydantic and tree-sitter take 80 ms, and a cached story needs neither.
    from game.story.compiler import compile_story
    from game.story.reading import read

    reading = read(str(path), raw)
    errors = tuple(one for one in reading.diagnostics if one.severity == "error")
    if errors or reading.file is None:
        return Broken(story_id, str(path), errors)
    story = compile_story(reading.file, story_id, str(path), fingerprint)
    cache.store(story)
    return story
