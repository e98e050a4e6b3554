"""What the review says of many runs, for their records: each story is worked through once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.space import explore
from game.debrief.records import Judgement
from game.debrief.review import BUDGET
from game.debrief.reviewed import reviewed

if TYPE_CHECKING:
    from game.analysis.space import Space
    from game.debrief.records import Judgements
    from game.debrief.reviewed import Reviewed
    from game.engine.run import Run


class Judging:
    """Keeps the graph of the story judged last: runs come in the order of their stories."""

    def __init__(self) -> None:
        self._fingerprint = ""
        self._space: Space | None = None

    def of(self, run: Run | None) -> Judgements:
        """Return what each decision kept and closed, by number; nothing beyond the budget."""
        if run is None or not run.decisions:
            return {}
        space = self._explored(run)
        if space is None:
            return {}
        return {one.number: _judged(one) for one in reviewed(run, space, frozenset())}

    def _explored(self, run: Run) -> Space | None:
        if run.story.fingerprint != self._fingerprint:
            self._fingerprint = run.story.fingerprint
            try:
                space = explore(run.story, run.parameters, budget=BUDGET)
            except (MemoryError, OverflowError):
                self._space = None
            else:
                self._space = space if space.complete else None
        return self._space


def _judged(one: Reviewed) -> Judgement:
    chosen = one.chosen
    return Judgement(
        chosen.verdict,
        chosen.closing.best,
        chosen.closing.left,
        one.before.endings,
        chosen.after.endings,
    )
