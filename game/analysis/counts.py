"""How many playthroughs lead to each state and go on from it, and how likely random play is to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from game.analysis.order import bound, topological

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.analysis.space import Space

Counts: TypeAlias = "NDArray[np.uint64] | NDArray[np.object_]"
"""Whole numbers without error: machine words where every count fits, else Python's own."""

_WORD = 1 << 64


def kind(space: Space) -> type[np.uint64 | object]:
    """Return what holds every count of the story."""
    most = bound(space.story, topological(space.story, space.start))
    return np.uint64 if most < _WORD else object


def before(space: Space) -> dict[str, Counts]:
    """Return for each state how many lists of choices lead to it."""
    whole = kind(space)
    found: dict[str, Counts] = {
        scene: np.zeros(len(node), dtype=whole) for scene, node in space.nodes.items()
    }
    found[space.start][:] = 1
    for scene, node in space.nodes.items():
        for way in node.ways:
            some = found[scene] if way.source is None else found[scene][way.source]
            np.add.at(found[way.scene], way.target, some)
    return found


def after(space: Space) -> dict[str, Counts]:
    """Return for each state how many lists of choices lead from it to an ending."""
    whole = kind(space)
    found: dict[str, Counts] = {}
    for scene, node in reversed(space.nodes.items()):
        counts: Counts = np.zeros(len(node), dtype=whole)
        if node.scene.ending is not None:
            counts[:] = 1
        for way in node.ways:
            # A state has one way at most by one choice and route: no index stands twice.
            counts[way.rows] += found[way.scene][way.target]
        found[scene] = counts
    return found


def chances(space: Space) -> dict[str, NDArray[np.float64]]:
    """Return for each state how likely it is to be met if every offered choice is as likely."""
    found = {scene: np.zeros(len(node)) for scene, node in space.nodes.items()}
    found[space.start][:] = 1.0
    for scene, node in space.nodes.items():
        part = found[scene] / np.maximum(node.offered, 1)
        for way in node.ways:
            some = part if way.source is None else part[way.source]
            length = len(found[way.scene])
            found[way.scene] += np.bincount(way.target, weights=some, minlength=length)
    return found
