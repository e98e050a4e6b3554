"""Where the best option of a scene stands among its options."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.engine.sides import own_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.analysis.space import Edges, Node, Space
    from game.analysis.values import Values, Whole
    from game.story.compiled import Scene

MOST_IN_ONE_PLACE: Final = 0.6
"""The share of scenes whose best option may stand in the same place."""
FEWEST_SCENES: Final = 5
"""Scenes with a best option below which no balance is asked for."""


class Positions(NamedTuple):
    """The place, from 0, in which the best option stands most often: in `times` of `scenes`."""

    place: int
    times: int
    scenes: int

    @property
    def unbalanced(self) -> bool:
        """Whether one place gives the best option away."""
        return self.scenes >= FEWEST_SCENES and self.times > self.scenes * MOST_IN_ONE_PLACE


def positions(space: Space, best: Values) -> Positions | None:
    """Return where the best option stands most often; None if no scene has one.

    A scene's best option is the one that keeps the best outcome in most of its states, alone.
    """
    places = Counter(
        place for node in space.nodes.values() if (place := _best(node, best)) is not None
    )
    if not places:
        return None
    place, times = places.most_common(1)[0]
    return Positions(place, times, places.total())


def _best(node: Node, best: Values) -> int | None:
    """Return the place of a scene's best option; None where no option is best alone."""
    if not node.scene.choices or not node.ways:
        return None
    kept = [(way, _keeps(way, best, best[node.scene.id])) for way in node.ways]
    keeping = np.zeros(len(node), dtype=np.int64)
    for way, keeps in kept:
        keeping[way.rows] += keeps
    wins: Counter[int] = Counter()
    places = _places(node.scene)
    for way, keeps in kept:
        if way.choice is not None:
            wins[places[way.choice]] += int((keeps & (keeping[way.rows] == 1)).sum())
    (first, most), *rest = wins.most_common(2)
    return first if most and all(other < most for _, other in rest) else None


def _places(scene: Scene) -> tuple[int, ...]:
    """Return for each choice the place in which a player sees it: a meeting's is its own side's."""
    if not scene.sides:
        return tuple(range(len(scene.choices)))
    own = [choice.id for choice in scene.sides[0].choices]
    return tuple(own.index(own_id(choice.id)) for choice in scene.choices)


def _keeps(way: Edges, best: Values, here: Whole) -> NDArray[np.bool_]:
    """Return for each way whether the best outcome stays within reach."""
    rate = 0 if way.rate is None else way.rate.astype(np.int32)
    kept: NDArray[np.bool_] = here[way.rows] == best[way.scene][way.target] + rate
    return kept
