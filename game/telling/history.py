"""What a debrief asks of the other runs of its story: endings found, the run it branched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.storage.journey import progress
from game.storage.resume import resume
from game.telling.shelf import book_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.engine.run import Run
    from game.storage.save import Save
    from game.storage.session import Session


class History(NamedTuple):
    """`found` are ids of endings, what-ifs included; `beside` is the run branched off, if kept."""

    found: frozenset[str]
    beside: Run | None


def history(session: Session, folder: Path) -> History:
    """Read the runs that are kept in a folder beside this one."""
    saves = book_of(session.run.story, folder).saves
    return History(progress(saves, session.run.story).endings, _beside(session, saves))


def _beside(session: Session, saves: Sequence[Save]) -> Run | None:
    """Return the run branched off as far as it still holds; None if it says nothing new."""
    parent = session.save.parent
    save = next((one for one in saves if parent is not None and one.run == parent.run), None)
    if save is None:
        return None
    resumption = resume(save, session.run.story)
    run = resumption.run
    own = session.run.choices
    differs = run.choices[: len(own)] != own[: len(run.choices)]
    return run if resumption.lost is None and differs else None
