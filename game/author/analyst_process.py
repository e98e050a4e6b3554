"""The analyst's own process: errands in by standard input, what comes of them out.

A process and not a thread: the desk stays quick while it computes, a newer text ends it at once,
and what it needs of memory is nobody else's.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from typing import TYPE_CHECKING, Final

from game.analysis.report import analyse
from game.analysis.space import Budget
from game.author.arrivals import meeting, ways
from game.author.chart import chart
from game.author.errands import (
    Analyse,
    Failure,
    Figures,
    FindMeeting,
    FindWays,
    Meeting,
    Progress,
    Ways,
)
from game.author.outcomes import outcomes
from game.author.outline import outline
from game.author.proofs import proofs
from game.story.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.analysis.report import Analysis

_PROGRESS: Final = 0.1
"""Seconds between two words of progress."""


def main() -> None:
    """Do errands until no more come."""
    if hasattr(os, "nice"):
        os.nice(10)
    errands, out = sys.stdin.buffer, sys.stdout.buffer

    def say(what: object) -> None:
        pickle.dump(what, out)
        out.flush()

    desk = Analyst(say)
    while True:
        try:
            errand: object = pickle.load(errands)  # noqa: S301, from the desk that started this
        except EOFError:
            return
        desk.do(errand)


class Analyst:
    """Holds the analysis of the newest story, and answers from it by `say`."""

    def __init__(self, say: Callable[[object], None]) -> None:
        self._say = say
        self._analysis: Analysis | None = None

    def do(self, errand: object) -> None:
        """Do one errand; questions without an analysis have no answer to find."""
        if isinstance(errand, Analyse):
            self._say(self._analyse(errand))
        elif isinstance(errand, FindWays):
            self._say(Ways(() if self._analysis is None else ways(self._analysis, errand.scene)))
        elif isinstance(errand, FindMeeting) and self._analysis is not None:
            self._say(Meeting(meeting(self._analysis, errand.scene, errand.condition)))

    def _analyse(self, errand: Analyse) -> Figures | Failure:
        told = time.monotonic()

        def progress(done: int, whole: int) -> None:
            nonlocal told
            if time.monotonic() - told > _PROGRESS:
                told = time.monotonic()
                self._say(Progress(done, whole))

        story, self._analysis = errand.story, None
        try:
            found = analyse(story, budget=_budget(), progress=progress)
        except MemoryError:
            return Failure("the analysis does not fit into memory")
        except OverflowError as error:
            return Failure(f"no analysis: {error}")
        self._analysis = found
        shares = {scene: ending.share for scene, ending in found.endings.items()}
        table = outcomes(found, errand.former)
        explored = found.space.complete
        findings = tuple(proofs(errand.file, Source(errand.source), found))
        return Figures(found.exact, explored, outline(chart(found)), table, shares, findings)


def _budget() -> Budget:
    """Return the usual budget, or half of the machine's memory: an editor needs some, too."""
    usual = Budget()
    try:
        half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (AttributeError, OSError, ValueError):
        return usual
    return usual._replace(memory=min(usual.memory, half))


if __name__ == "__main__":
    main()
