"""Where the numbers stand at the ends, and on arrival at each decision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from game.analysis.kernel import productivity
from game.analysis.shares import total
from game.analysis.spreads import Spread, spread
from game.analysis.sums import by_sum, limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.analysis.columns import Meters, Numbers
    from game.analysis.counts import Counts
    from game.analysis.shares import Passing
    from game.analysis.space import Space


class Ends(NamedTuple):
    """The spread of each number over all playthroughs, after the last drift.

    `outcome` is delivered plus next quarter. `limits` hold, where exact sums were too many, for
    each state of the endings the most its outcome can be, and its playthroughs.
    """

    trust: Spread
    tension: Spread
    productivity: Spread
    delivered: Spread
    next_quarter: Spread
    outcome: Spread
    limits: tuple[tuple[int, int], ...] = ()

    def percentile(self, outcome: int) -> float:
        """Return the percentage of playthroughs with a lower outcome.

        A lower bound where exact sums were too many to carry.
        """
        share = self.outcome.below(outcome)
        if share is None:
            whole = sum(count for _, count in self.limits)
            surely = sum(count for most, count in self.limits if most < outcome)
            share = Fraction(surely, whole)
        return float(share * 100)


class Arrival(NamedTuple):
    """The least and the most of each meter on arrival at a decision, and who arrives."""

    trust: tuple[int, int]
    tension: tuple[int, int]
    productivity: tuple[int, int]
    playthroughs: int
    states: int


def ends(
    space: Space, before: Mapping[str, Counts], rates: Mapping[int, int], most_pairs: int
) -> Ends:
    """Return the numbers at the ends of all playthroughs; at least one ending is reached.

    `rates` say how many decisions of all playthroughs deliver how much.
    """
    nodes = [(node, space.columns(node), before[node.scene.id]) for node in space.endings]
    quarter = {node.scene.id: space.next_quarter(node) for node, _, _ in nodes}
    quarters = spread((quarter[node.scene.id], count) for node, _, count in nodes)
    sums = by_sum(space, most_pairs)
    if sums is not None:
        delivered = spread((one.sums, one.counts) for one in sums.values())
        outcome = spread(
            (one.sums + quarter[scene][one.rows], one.counts) for scene, one in sums.items()
        )
        surely: tuple[tuple[int, int], ...] = ()
    else:
        delivered, outcome, surely = _bounded(space, before, rates, quarter, quarters)
    return Ends(
        spread((columns.trust, count) for _, columns, count in nodes),
        spread((columns.tension, count) for _, columns, count in nodes),
        spread((productivity(columns, space.parameters), count) for _, columns, count in nodes),
        delivered,
        quarters,
        outcome,
        surely,
    )


def arrivals(space: Space, passed: Passing) -> dict[str, Arrival]:
    """Return what each scene with choices finds on arrival, in the file's order."""
    found: dict[str, Arrival] = {}
    for scene in space.story.scenes:
        node = space.nodes.get(scene)
        if node is not None and node.scene.choices:
            states = space.columns(node)
            rate = productivity(states, space.parameters)
            found[scene] = Arrival(
                _range(states.trust),
                _range(states.tension),
                _range(rate),
                passed.scenes[scene],
                len(node),
            )
    return found


def _range(numbers: Meters) -> tuple[int, int]:
    return int(numbers.min()), int(numbers.max())


def _bounded(
    space: Space,
    before: Mapping[str, Counts],
    rates: Mapping[int, int],
    quarter: Mapping[str, Numbers],
    quarters: Spread,
) -> tuple[Spread, Spread, tuple[tuple[int, int], ...]]:
    """Return delivered and outcome by their ends and exact means, without each value's count."""
    known = limits(space)
    nodes = [node.scene.id for node in space.endings]
    least = min(int(known[scene].least.min()) for scene in nodes)
    most = max(int(known[scene].most.max()) for scene in nodes)
    whole = sum(total(before[scene]) for scene in nodes)
    work = sum(rate * count for rate, count in rates.items())
    delivered = Spread(least, most, float(Fraction(work, whole)), None)
    low = min(int((known[scene].least + quarter[scene]).min()) for scene in nodes)
    tops = [(known[scene].most + quarter[scene], before[scene]) for scene in nodes]
    surely = spread(tops)
    outcome = Spread(low, surely.most, delivered.mean + quarters.mean, None)
    return delivered, outcome, surely.counts or ()
