"""The compiled form on disk, so that playing a known story needs neither pydantic nor checks.

A file is named by the hash of the story's bytes and the edition of the game that checked them.
What is stale, damaged or unwritable is passed over in silence: the story is compiled again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game import __version__
from game.story.intake import Refused, read_bytes
from game.story.packed import pack, shape, unpack

if TYPE_CHECKING:
    from game.story.compiled import Story

CHECKS: Final = 3
"""Counted up when the checks or the meaning of a compiled field change; fields count themselves."""
_LARGEST: Final = 64 * 1024 * 1024


def folder() -> Path:
    """Return the cache's folder: `COMMON_GROUND_CACHE`, or the user's own."""
    given = os.environ.get("COMMON_GROUND_CACHE")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("common-ground", appauthor=False)


def file(fingerprint: str) -> Path:
    """Return where the compiled form of the story with this hash is kept."""
    edition = hashlib.sha256(f"{__version__} {CHECKS} {shape()}".encode()).hexdigest()
    return folder() / f"{fingerprint[:32]}-{edition[:16]}.json"


def load(story_id: str, path: str, fingerprint: str) -> Story | None:
    """Return the cached form of the story with this hash, or None."""
    raw = read_bytes(file(fingerprint), _LARGEST)
    if isinstance(raw, Refused):
        return None
    try:
        story = unpack(json.loads(raw), story_id, path)
    except (ValueError, RecursionError):
        return None
    return story if story.fingerprint == fingerprint else None


def store(story: Story) -> None:
    """Write the compiled form; a folder that can't be written is left alone.

    The file appears whole or not at all, so that two processes can do this at once.
    """
    import tempfile

    target = file(story.fingerprint)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        try:
            with open(descriptor, "w", encoding="utf-8") as written:  # noqa: PTH123, a descriptor
                json.dump(pack(story), written, separators=(",", ":"))
            Path(temporary).replace(target)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
