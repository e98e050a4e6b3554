"""What all the runs of a story come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.storage.renames import renames
from game.storage.resume import resume

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from game.storage.save import Save
    from game.story.compiled import Story


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a story was played: runs, the unfinished one played last, endings found.

    `decisions` is the furthest any run came; `endings` are the ids of the scenes that were reached.
    """

    runs: int
    open: Save | None
    decisions: int
    endings: frozenset[str]


def progress(saves: Sequence[Save], story: Story) -> Progress:
    """Return how far `saves`, all of this story, have come; what was taken back counts too.

    An ending that was found stays found while the story has it, whatever else in it has changed.
    """
    found = [(save, _ending(save, story)) for save in saves]
    unfinished = (save for save, ending in found if ending is None)
    return Progress(
        runs=len({save.run for save in saves}),
        open=max(unfinished, key=touched, default=None),
        decisions=max((_furthest(save) for save in saves), default=0),
        endings=frozenset(ending for _, ending in found if ending is not None),
    )


def _ending(save: Save, story: Story) -> str | None:
    """Return the ending that a run came to, None if it has not ended."""
    led = renames(save, story).scene(save.choices[-1].to) if save.choices else ""
    stands = story.scenes.get(led)
    if stands is not None and not stands.routes:
        return stands.id if stands.ending is not None else None
    resumption = resume(save, story)
    run = resumption.run
    return run.scene.id if resumption.lost is None and run.ended else None


def _furthest(save: Save) -> int:
    return max(len(save.choices), *(one.decision for one in save.undone), 0)


def touched(save: Save) -> datetime:
    """Return when a run was last played."""
    return max(_moments(save))


def _moments(save: Save) -> Iterable[datetime]:
    yield save.started
    yield from (choice.at for choice in save.choices)
    yield from (choice.at for choice in save.undone)
    yield from (sitting.at for sitting in save.sittings)
