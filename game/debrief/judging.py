"""What the review says of many runs' decisions, as the records hold it: a story explored once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.space import explore
from game.debrief.records import Judgement
from game.debrief.review import BUDGET
from game.debrief.reviewed import reviewed_together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.debrief.records import Judgements
    from game.debrief.reviewed import Reviewed
    from game.engine.run import Run


def judged(
    runs: Sequence[Run], progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[Judgements, ...] | None:
    """Return for each run what its decisions kept and closed, by their numbers.

    The runs are of one story and one model. None where the story has more states than a debrief
    works through, or than fit into memory. `progress` is told how many of how many scenes are
    explored.
    """
    if not any(run.decisions for run in runs):
        return ({},) * len(runs)
    try:
        space = explore(runs[0].story, runs[0].parameters, budget=BUDGET, progress=progress)
        if not space.complete:
            return None
        # No ending is named in a judgement, so none needs to have been found.
        told = reviewed_together(runs, space, frozenset())
    except (MemoryError, OverflowError):
        # Overflow: its states do not fit into one number each.
        return None
    return tuple(_judgements(one) for one in told)


def _judgements(decisions: tuple[Reviewed, ...]) -> Judgements:
    """Leave out a decision from which no ending could be reached: nothing could be closed."""
    return {
        one.number: Judgement(
            one.chosen.verdict,
            one.chosen.closing.best,
            one.chosen.closing.left,
            one.before.endings,
            one.chosen.after.endings,
        )
        for one in decisions
        if one.before.outcome is not None
    }
