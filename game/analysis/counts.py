"""How many playthroughs lead to each state and go on from it, and how likely random play is to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.analysis.space import Space

Counts: TypeAlias = "NDArray[np.uint64] | NDArray[np.object_]"
"""Whole numbers without error: machine words where every count fits, else Python's own."""

_WORD = 1 << 64


def zeros(space: Space, length: int) -> Counts:
    """Return so many counts of 0, of a kind that holds every count of the story."""
    return np.zeros(length, dtype=np.uint64 if space.most_playthroughs < _WORD else object)


def before(space: Space) -> dict[str, Counts]:
    """Return for each state how many lists of choices lead to it."""
    found = {scene: zeros(space, len(node)) for scene, node in space.nodes.items()}
    found[space.start][:] = 1
    for scene, node in space.nodes.items():
        for way in node.ways:
            some = found[scene] if way.source is None else found[scene][way.source]
            np.add.at(found[way.scene], way.target, some)
    return found


def after(space: Space) -> dict[str, Counts]:
    """Return for each state how many lists of choices lead from it to an ending."""
    found: dict[str, Counts] = {}
    for scene, node in reversed(space.nodes.items()):
        counts = zeros(space, len(node))
        if node.scene.ending is not None:
            counts[:] = 1
        for way in node.ways:
            # A state has one way at most by one choice and route: no index stands twice.
            counts[way.rows] += found[way.scene][way.target]
        found[scene] = counts
    return found


def chances(space: Space) -> dict[str, float]:
    """Return how likely each ending is if every offered choice is as likely."""
    waiting = {scene: np.zeros(len(node)) for scene, node in space.nodes.items()}
    waiting[space.start][:] = 1.0
    found: dict[str, float] = {}
    for scene, node in space.nodes.items():
        here = waiting.pop(scene)
        if node.scene.ending is not None:
            found[scene] = float(here.sum())
        part = here / np.maximum(node.offered, 1)
        for way in node.ways:
            length = len(space.nodes[way.scene])
            waiting[way.scene] += np.bincount(way.target, weights=part[way.rows], minlength=length)
    return found
