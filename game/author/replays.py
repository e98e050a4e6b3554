"""Kept runs of a story against another version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.storage.renames import renames
from game.storage.resume import resume, same_numbers
from game.storage.shelf import Unreadable, read_all
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from game.storage.save import Save
    from game.story.compiled import Story


class Differs(NamedTuple):
    """A kept run that does not replay with the same scenes and numbers: its file, and why."""

    file: str
    run: str
    why: str


class Replays(NamedTuple):
    """How many of a folder's runs of a story replay on a version of it.

    `scenes` replay through the same scenes, as far as they were played; `numbers` of these land the
    same trust, tension and productivity with every choice. `unreadable` files are counted in none.
    """

    runs: int
    scenes: int
    numbers: int
    differing: tuple[Differs, ...]
    unreadable: tuple[str, ...]


def replays(folder: Path, story: Story, ids: Iterable[str]) -> Replays:
    """Replay every save of a folder that is a run of a story with one of these ids."""
    known = frozenset(ids)
    runs = scenes = numbers = 0
    differing: list[Differs] = []
    unreadable: list[str] = []
    for one in read_all(folder):
        if isinstance(one, Unreadable):
            unreadable.append(one.reason)
        elif one.save.story in known:
            through, same, why = _replay(one.save, story)
            runs += 1
            scenes += through
            numbers += through and same
            if not (through and same):
                differing.append(Differs(clean_line(one.path.name), one.save.run, why))
    return Replays(runs, scenes, numbers, tuple(differing), tuple(unreadable))


def _replay(save: Save, story: Story) -> tuple[bool, bool, str]:
    """Return whether the scenes are the same, whether the numbers are, and what has changed."""
    found = resume(save, story)
    last = save.choices[-1].to if save.choices else ""
    led = renames(save, story).scene(last) in {"", found.run.scene.id}
    kept = zip(found.run.decisions, save.choices, strict=False)
    same = all(same_numbers(decision, choice) for decision, choice in kept)
    return found.lost is None and led, same, found.told
