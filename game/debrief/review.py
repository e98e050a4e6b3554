"""The review of a run: what each decision kept and closed, what turned it, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.analysis.space import Budget, explore
from game.debrief.reviewed import reviewed
from game.debrief.standing import standing
from game.debrief.turning import turning_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.analysis.space import Space
    from game.debrief.reviewed import Reviewed
    from game.debrief.standing import Standing
    from game.debrief.turning import TurningPoint
    from game.engine.run import Run

BUDGET: Final = Budget(states=4_000_000, memory=300_000_000)
"""Some seconds and a few hundred megabytes: what a debrief may take on a small machine."""


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a run. Every percentage is of the best still reachable before the decision.

    By outcome that best is the highest sum of all work delivered, what was done before included,
    and the next quarter; by closing trust it is the highest trust in which an ending can close.
    `decisions` are the last ones of the run from number `first` on; `beyond_budget` says that the
    graph of the ones before, and with it `standing`, is larger than was allowed. `turning` are
    the two or three decisions that closed or kept most, the weightiest first.
    """

    first: int
    decisions: tuple[Reviewed, ...]
    turning: tuple[TurningPoint, ...]
    standing: Standing | None
    beyond_budget: bool = False

    def of(self, number: int) -> Reviewed | None:
        """Return the review of a decision by its number, None where it could not be computed."""
        at = number - self.first
        return self.decisions[at] if 0 <= at < len(self.decisions) else None


def build(
    run: Run, space: Space, found: frozenset[str], first: int = 1, *, beyond: bool = False
) -> Review:
    """Review a run on a graph that starts at the story's start or at decision `first`.

    `found` are the ids of the endings that the player has found in any run, what-ifs included; no
    other is named. `beyond` says that a graph from the start was beyond the budget. Raises
    `ForeignSpaceError` where the graph is of another story, another version of it or another model.
    """
    if run.ended:
        found = found | {run.scene.id}
    decisions = reviewed(run, space, found, first) if space.complete else ()
    whole = space.complete and first == 1
    return Review(
        first,
        decisions,
        turning_points(decisions),
        standing(run, space, found) if whole else None,
        beyond or not space.complete,
    )


def review(
    run: Run,
    found: frozenset[str],
    budget: Budget = BUDGET,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Review:
    """Explore a story from its start, or as much before a run's end as the budget allows.

    `progress` is told how many of how many scenes are explored; what it raises ends the work.
    """
    space = _explored(run, None, budget, progress)
    if space is not None:
        return build(run, space, found)
    known: Review | None = None
    for number in range(len(run.decisions), 1, -1):
        space = _explored(run, number, budget, progress)
        if space is None:
            break
        known = build(run, space, found, number, beyond=True)
    return known or Review(len(run.decisions) + 1, (), (), None, beyond_budget=True)


def _explored(
    run: Run, number: int | None, budget: Budget, progress: Callable[[int, int], None]
) -> Space | None:
    """Return the complete graph from the start or from a decision on, None beyond the budget."""
    start = None
    if number is not None:
        decision = run.decisions[number - 1]
        start = decision.scene.id, decision.before
    try:
        space = explore(run.story, run.parameters, start, budget, progress)
    except OverflowError:
        # Its states do not fit into one number each.
        return None
    return space if space.complete else None
