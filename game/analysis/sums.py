"""How much work is done by which number of playthroughs, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.analysis.counts import zeros
from game.analysis.space import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.analysis.counts import Counts
    from game.analysis.space import Edges, Node, Space

MOST_PAIRS = 16_000_000
"""Pairs of state and sum that are taken up before exact sums are given up."""


class Sums(NamedTuple):
    """Of one scene: `counts[i]` ways lead to state `rows[i]` with `sums[i]` delivered."""

    rows: NDArray[np.int32]
    sums: NDArray[np.int32]
    counts: Counts


class Least(NamedTuple):
    """Of the states of one scene, the least and the most that is delivered on the way to each."""

    least: NDArray[np.int32]
    most: NDArray[np.int32]


def by_sum(space: Space, most_pairs: int = MOST_PAIRS) -> dict[str, Sums] | None:
    """Return exact counts by sum for every ending; None if there are too many to carry."""
    waiting: dict[str, list[Sums]] = {}
    found: dict[str, Sums] = {}
    one = zeros(space, 1)
    one[:] = 1
    waiting[space.start] = [Sums(np.zeros(1, np.int32), np.zeros(1, np.int32), one)]
    pairs = 0
    for scene, node in space.nodes.items():
        here = _merged(waiting.pop(scene))
        pairs += len(here.sums) * max(1, len(node.ways))
        if pairs > most_pairs:
            return None
        if node.scene.ending is not None:
            found[scene] = here
        for way in node.ways:
            waiting.setdefault(way.scene, []).append(_moved(here, way, node))
    return found


def limits(space: Space) -> dict[str, Least]:
    """Return the least and the most work done on the way to each state of the endings."""
    far = np.iinfo(np.int32).max
    waiting = {
        scene: Least(np.full(len(node), far, np.int32), np.zeros(len(node), np.int32))
        for scene, node in space.nodes.items()
    }
    waiting[space.start].least[:] = 0
    found: dict[str, Least] = {}
    for scene, node in space.nodes.items():
        here = waiting.pop(scene)
        if node.scene.ending is not None:
            found[scene] = here
        for way in node.ways:
            rate = 0 if way.rate is None else way.rate.astype(np.int32)
            there = waiting[way.scene]
            np.minimum.at(there.least, way.target, here.least[way.rows] + rate)
            np.maximum.at(there.most, way.target, here.most[way.rows] + rate)
    return found


def _moved(here: Sums, way: Edges, node: Node) -> Sums:
    """Return the pairs of a scene as they arrive where a way leads."""
    rows, sums, counts = here
    if way.source is not None:
        place = np.full(len(node), -1, dtype=np.int32)
        place[way.source] = np.arange(len(way.source), dtype=np.int32)
        rows = place[rows]
        taken = rows >= 0
        rows, sums, counts = rows[taken], sums[taken], counts[taken]
    if way.rate is not None:
        sums = sums + way.rate[rows]
    return Sums(way.target[rows], sums, counts)


def _merged(arrived: list[Sums]) -> Sums:
    """Add up the counts of equal pairs."""
    rows = np.concatenate([one.rows for one in arrived]).astype(np.int64)
    sums = np.concatenate([one.sums for one in arrived])
    counts = np.concatenate([one.counts for one in arrived])
    width = int(sums.max()) + 1
    pairs, ranks = ranked(rows * width + sums)
    total = np.zeros(len(pairs), dtype=counts.dtype)
    np.add.at(total, ranks, counts)
    return Sums((pairs // width).astype(np.int32), (pairs % width).astype(np.int32), total)
