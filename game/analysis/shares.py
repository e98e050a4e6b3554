"""How playthroughs share in scenes, choices and endings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.analysis.counts import Counts
    from game.analysis.paths import Witnesses
    from game.analysis.space import Space


_RATES: Final = 256
"""A rate of work is kept in one byte."""


class EndingShare(NamedTuple):
    """One ending that is reached.

    `share` of all playthroughs, each counted once; `chance` if every offered choice is taken with
    equal likelihood; both 0..1. `witness` is a shortest list of choice ids that leads to it.
    """

    playthroughs: int
    share: float
    chance: float
    witness: tuple[str, ...]


class Passing(NamedTuple):
    """How many playthroughs pass each scene, each choice and each link between two scenes.

    `ways` tells a link's routes apart: scene, choice (None for the scene's own routes), route.
    `rates` counts over all playthroughs how many decisions deliver how much.
    """

    scenes: Mapping[str, int]
    choices: Mapping[tuple[str, int], int]
    links: Mapping[tuple[str, str], int]
    ways: Mapping[tuple[str, int | None, int], int]
    rates: Mapping[int, int]


def ending_shares(
    space: Space,
    before: Mapping[str, Counts],
    chances: Mapping[str, float],
    witnesses: Witnesses,
) -> dict[str, EndingShare]:
    """Return every ending that is reached, in the file's order."""
    counts = {node.scene.id: total(before[node.scene.id]) for node in space.endings}
    whole = sum(counts.values())
    return {
        scene: EndingShare(count, count / whole, chances[scene], witnesses.first(scene))
        for scene, count in counts.items()
    }


def passing(space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Passing:
    """Count the playthroughs through everything; only complete ones count."""
    scenes = {scene: total(before[scene] * after[scene]) for scene in space.nodes}
    choices: Counter[tuple[str, int]] = Counter()
    links: Counter[tuple[str, str]] = Counter()
    ways: dict[tuple[str, int | None, int], int] = {}
    rates: Counter[int] = Counter()
    for scene, node in space.nodes.items():
        for way in node.ways:
            through = before[scene][way.rows] * after[way.scene][way.target]
            links[scene, way.scene] += total(through)
            ways[scene, way.choice, way.route] = total(through)
            if way.choice is not None and way.rate is not None:
                choices[scene, way.choice] += total(through)
                by_rate = np.zeros(_RATES, dtype=through.dtype)
                np.add.at(by_rate, way.rate, through)
                rates.update(
                    {rate: int(by_rate[rate]) for rate in np.flatnonzero(by_rate).tolist()}
                )
    return Passing(scenes, choices, links, ways, rates)


def total(counts: Counts) -> int:
    """Return the sum of counts that together never pass the number of playthroughs."""
    return int(counts.sum())
