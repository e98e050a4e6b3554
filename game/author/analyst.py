"""Analyses the newest text in a thread of its own, and no more than one text at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from game.author.desk import Failure, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.author.desk import Work
    from game.story.compiled import Story

_STATES: Final = 20_000_000
_MEMORY: Final = 1_500_000_000
"""The desk lives beside an editor and a browser: past this its figures are bounds."""


class _SupersededError(Exception):
    """A newer text is to be analysed, or none any more."""


class Analyst:
    """Takes one story after the other; a newer one ends the work on an older.

    `tell` is called in the thread with the story's fingerprint: progress after each scene, then
    the analysis or why there is none. Nothing is told of a story once a newer one was given.
    """

    def __init__(self, tell: Callable[[str, Work], None]) -> None:
        self._tell = tell
        self._turn = threading.Condition()
        self._wanted: Story | None = None
        self._begun: Story | None = None
        self._closed = False
        # A daemon: the desk closes at once, whatever is being computed.
        self._thread = threading.Thread(target=self._run, name="analyst", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def analyse(self, story: Story) -> None:
        """Leave what is in work for a newer story."""
        with self._turn:
            self._wanted = story
            self._turn.notify()

    def close(self) -> None:
        """Tell nothing any more, and end."""
        with self._turn:
            self._closed = True
            self._turn.notify()

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._closed or self._wanted is not self._begun)
                self._begun = story = self._wanted
                if self._closed or story is None:
                    return
            self._one(story)

    def _one(self, story: Story) -> None:
        def progress(scenes: int, whole: int) -> None:
            if not self._say(story, Progress(scenes, whole)):
                raise _SupersededError

        try:
            self._say(story, analysed(story, progress))
        except _SupersededError:
            return

    def _say(self, story: Story, work: Work) -> bool:
        """Tell it, unless a newer story was given meanwhile; return whether it was told."""
        with self._turn:
            if self._closed or self._wanted is not story:
                return False
            self._tell(story.fingerprint, work)
        return True


def analysed(story: Story, progress: Callable[[int, int], None]) -> Work:
    """Analyse a story within the desk's budget."""
    # Imported here: numpy takes 80 ms, and diagnostics do not wait for it.
    from game.analysis.report import analyse
    from game.analysis.space import Budget

    try:
        return analyse(story, budget=Budget(_STATES, _MEMORY), progress=progress)
    except MemoryError:
        return Failure("The analysis does not fit into memory.")
    except OverflowError as error:
        return Failure(f"The analysis is not possible: {error}.")
