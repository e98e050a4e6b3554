"""What can still come of each state: best line, best closing trust, chance of each ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.analysis.values import carried, closing_trust, endings, outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from game.analysis.paths import Point
    from game.analysis.space import Space
    from game.analysis.values import Values


class Best(NamedTuple):
    """The best line from a state on: the highest outcome still to come, ties by closing trust.

    `outcome` is the work of the decisions to come plus the next quarter, without what was delivered
    before; `trust` closes that line, and `ending` is its id. Of lines equal in both, the ending
    that stands first in the file.
    """

    outcome: int
    trust: int
    ending: str


@dataclass(frozen=True, slots=True)
class Continuations:
    """Look-ups over one graph, made by `continuations`.

    What comes of a state is never below zero; a number below it says that no ending is reached.
    """

    space: Space
    lines: Values
    trust: Values
    open: dict[str, NDArray[np.uint64]]

    def best(self, point: Point) -> Best | None:
        """Return the best line from a state on; None where no ending is reached from it."""
        value = int(self.lines[point.scene][point.row])
        if value < 0:
            return None
        ids = [scene.id for scene in self.space.story.endings]
        value, late = divmod(value, len(ids))
        outcome, trust = divmod(value, self.space.parameters.most + 1)
        return Best(outcome, trust, ids[len(ids) - 1 - late])

    def closing_trust(self, point: Point) -> int | None:
        """Return the highest trust in which a line from a state on can close."""
        value = int(self.trust[point.scene][point.row])
        return None if value < 0 else value

    def endings(self, point: Point) -> tuple[str, ...]:
        """Return the ids of the endings that can still be reached, in the file's order."""
        words = [int(word) for word in self.open[point.scene][point.row]]
        return tuple(
            scene.id
            for at, scene in enumerate(self.space.story.endings)
            if words[at // 64] >> at % 64 & 1
        )


def continuations(space: Space) -> Continuations:
    """Carry everything back from the endings of a complete graph."""
    return Continuations(
        space, _lines(space), carried(space, closing_trust(space), scale=0), endings(space)
    )


def likelihoods(space: Space, points: Sequence[Point]) -> tuple[dict[str, float], ...]:
    """Return for each point how likely each ending is if every offered choice is as likely.

    0..1 by ending id, in the file's order; endings that can't be reached are left out. Where a line
    can run into a scene that offers nothing, the chances add up to less than 1. One ending at a
    time is carried back, so that the memory taken does not grow with their number.
    """
    found: tuple[dict[str, float], ...] = tuple({} for _ in points)
    for node in space.endings:
        chances = _likelihood(space, node.scene.id)
        for point, known in zip(points, found, strict=True):
            column = chances.get(point.scene)
            if column is not None and column[point.row] > 0:
                known[node.scene.id] = float(column[point.row])
    return found


def _likelihood(space: Space, ending: str) -> dict[str, NDArray[np.float64]]:
    """Return the chance of one ending by scene; scenes from which it can't come are left out."""
    found: dict[str, NDArray[np.float64]] = {}
    for scene, node in reversed(space.nodes.items()):
        if scene == ending:
            found[scene] = np.ones(len(node))
            continue
        ways = [way for way in node.ways if way.scene in found]
        if not ways:
            continue
        chance = np.zeros(len(node))
        for way in ways:
            # A state has one way at most by one choice and route: no index stands twice.
            chance[way.rows] += found[way.scene][way.target]
        found[scene] = chance / np.maximum(node.offered, 1)
    return found


def _lines(space: Space) -> Values:
    """Carry outcome, closing trust and the ending's place in the file as the digits of one number.

    The digits for trust and ending are added at the end of a line, so that its work is scaled to
    stand above them.
    """
    ids = [scene.id for scene in space.story.endings]
    trusts, count = closing_trust(space), max(1, len(ids))
    scale = (space.parameters.most + 1) * count
    quarters = {scene: one.astype(np.int64) for scene, one in outcomes(space).items()}
    ends = {
        scene: quarter * scale + trusts[scene] * count + (len(ids) - 1 - ids.index(scene))
        for scene, quarter in quarters.items()
    }
    return carried(space, ends, scale=scale)
