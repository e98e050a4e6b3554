"""Sends each newest text to a process that analyses it, and asks it for ways to a scene."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.author.errands import (
    Analyse,
    Failure,
    Figures,
    FindMeeting,
    FindWays,
    Meeting,
    Progress,
    Way,
    Ways,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.author.errands import Answer, Errand, Work

_HERE: Final = str(Path(__file__).resolve().parents[2])
_COMMAND: Final = (sys.executable, "-P", "-m", "game.author.analyst_process")
"""`-P`: no module of the author's own folder stands in for one of ours."""
_BROKE_OFF: Final = "the analysis broke off; it may not have fit into memory"
_SUPERSEDED: Final = "The text has changed meanwhile. Ask again when it is analysed."
_GRACE: Final = 0.25
"""Seconds in which older work may end by itself: a new process takes longer to start."""
_PATIENCE: Final = 2.0
"""Seconds that closing waits for what was killed."""


class Analyst:
    """Analyses one story at a time: a newer one ends the work on an older.

    `tell` is called from a thread with the story's fingerprint: progress after each scene, then
    the figures or why there are none. Nothing is told of a story once a newer one was given.
    """

    def __init__(self, tell: Callable[[str, Work], None]) -> None:
        self._tell = tell
        self._turn = threading.Condition()
        self._wanted: Analyse | None = None
        self._begun: Analyse | None = None
        self._child: _Child | None = None
        self._busy = False
        self._closed = False
        # Daemons: the desk closes whatever is being computed.
        self._threads = [threading.Thread(target=self._run, daemon=True)]

    def start(self) -> None:
        """Start to work, and a process ahead of the first story."""
        self._threads[0].start()
        with self._turn:
            self._child = self._new()

    def analyse(self, errand: Analyse) -> None:
        """Leave what is in work for a newer story."""
        with self._turn:
            self._wanted = errand
            self._turn.notify_all()

    def ways(self, scene: str) -> tuple[Way, ...] | str:
        """Return ways to a scene of the story analysed last, or a sentence; waits for it."""
        answer = self._ask(FindWays(scene))
        return answer.ways if isinstance(answer, Ways) else _SUPERSEDED

    def meeting(self, scene: str, condition: str) -> Way | str:
        """Return a way to a scene where a condition holds, or a sentence; waits for it."""
        answer = self._ask(FindMeeting(scene, condition))
        return answer.found if isinstance(answer, Meeting) else _SUPERSEDED

    def close(self) -> None:
        """Tell nothing any more, and end the process."""
        with self._turn:
            self._closed = True
            if self._child is not None:
                self._child.kill()
            self._turn.notify_all()
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _ask(self, errand: Errand) -> Answer | None:
        with self._turn:
            child = None if self._busy else self._child
        return None if child is None else child.ask(errand)

    def _run(self) -> None:
        """Give the newest story to a process that is free, or to a new one."""
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._closed or self._wanted is not self._begun)
                self._turn.wait_for(lambda: self._closed or not self._busy, _GRACE)
                errand = self._begun = self._wanted
                if self._closed or errand is None:
                    return
                if self._busy and self._child is not None:
                    self._child.kill()
                    self._child = None
                child = self._child = self._child or self._new()
                self._busy = True
            child.send(errand)

    def _new(self) -> _Child:
        child = _Child()
        reader = threading.Thread(target=self._read, args=(child,), daemon=True)
        self._threads = [*(one for one in self._threads if one.is_alive()), reader]
        reader.start()
        return child

    def _read(self, child: _Child) -> None:
        """Pass on what a process tells, to its end."""
        while (said := child.receive()) is not None:
            self._hear(child, said)
        child.end()
        with self._turn:
            if self._child is child:
                self._child = None
                if self._busy:
                    self._said(Failure(_BROKE_OFF))

    def _hear(self, child: _Child, said: Work) -> None:
        with self._turn:
            if self._child is child:
                self._said(said)

    def _said(self, work: Work) -> None:
        if not isinstance(work, Progress):
            self._busy = False
            self._turn.notify_all()
        if not self._closed and self._begun is not None and self._begun is self._wanted:
            self._tell(self._begun.story.fingerprint, work)


class _Child:
    """One process of the analyst."""

    def __init__(self) -> None:
        # Its errors are not for the terminal that the desk has; a Ctrl-C there is not for it.
        self._process = subprocess.Popen(  # noqa: S603, our own module
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_paths())},
        )
        self._asking = threading.Lock()
        self._sending = threading.Lock()
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()

    def send(self, errand: Errand) -> None:
        """Send an errand; one that has ended takes none, which `receive` will tell."""
        if self._process.stdin is not None:
            with self._sending, suppress(OSError, ValueError):
                pickle.dump(errand, self._process.stdin)
                self._process.stdin.flush()

    def receive(self) -> Work | None:
        """Return the next news of the analysis; None when the process has ended."""
        while self._process.stdout is not None:
            try:
                said: object = pickle.load(self._process.stdout)  # noqa: S301, our own process
            except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                break
            if isinstance(said, Progress | Figures | Failure):
                return said
            if isinstance(said, Ways | Meeting):
                self._answers.put(said)
        return None

    def ask(self, errand: Errand) -> Answer | None:
        """Return the answer to a question; None if the process ends before it."""
        with self._asking:
            self.send(errand)
            answer = self._answers.get()
            if answer is None:
                self._answers.put(None)
            return answer

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """End the process, and answer whoever waits for it."""
        self.kill()
        self._answers.put(None)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


def _paths() -> list[str]:
    """Return where the process finds the game: in a clone it is not installed."""
    given = os.environ.get("PYTHONPATH")
    return [_HERE, *([given] if given else [])]
