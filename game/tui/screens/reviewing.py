"""Computes the review of a debrief in a thread and posts what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from game.debrief.review import review
from game.telling.history import history
from game.tui.messages import Computed, Explored

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from game.storage.session import Session

_NO_MEMORY = "There is not enough memory to work through every playthrough: no review this time."


class _LeftError(Exception):
    """The screen was left."""


def compute(screen: Screen[Session], session: Session, folder: Path) -> None:
    """Review a session; nothing is posted to a screen that was left meanwhile."""
    worker = get_current_worker()

    def progress(done: int, whole: int) -> None:
        if worker.is_cancelled:
            raise _LeftError
        screen.post_message(Explored(done, whole))

    told = history(session, folder)
    try:
        found = Computed(review(session.run, told.found, progress=progress), told.beside)
    except _LeftError:
        return
    except MemoryError:
        found = Computed(None, told.beside, _NO_MEMORY)
    if not worker.is_cancelled:
        screen.post_message(found)
