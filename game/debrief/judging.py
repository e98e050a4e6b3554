"""What the review says of decisions, as the records hold it; a story is explored once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.space import explore
from game.debrief.records import Judgement
from game.debrief.review import BUDGET
from game.debrief.reviewed import reviewed

if TYPE_CHECKING:
    from game.analysis.space import Space
    from game.debrief.records import Judgements
    from game.engine.run import Run


class Judge:
    """Judges runs of stories; of one beyond the budget, or beyond the memory, it says nothing."""

    def __init__(self) -> None:
        self._spaces: dict[str, Space | None] = {}

    def judgements(self, run: Run) -> Judgements:
        """Return what each decision of a run kept and closed, by its number."""
        space = self._space(run)
        if space is None:
            return {}
        # No ending is named here, so none needs to have been found.
        return {
            one.number: Judgement(
                one.chosen.verdict,
                one.chosen.closing.best,
                one.chosen.closing.left,
                one.before.endings,
                one.chosen.after.endings,
            )
            for one in reviewed(run, space, frozenset())
            if one.before.outcome is not None
        }

    def _space(self, run: Run) -> Space | None:
        story = run.story
        key = f"{story.id} {story.fingerprint}"
        if key not in self._spaces:
            try:
                space = explore(story, run.parameters, budget=BUDGET)
                self._spaces[key] = space if space.complete else None
            except (MemoryError, OverflowError):
                # Its states do not fit into one number each, or not into the memory.
                self._spaces[key] = None
        return self._spaces[key]
