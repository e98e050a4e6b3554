"""What is still reachable from each state, carried back from the endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from game.analysis.space import Space

Whole: TypeAlias = "NDArray[np.int32] | NDArray[np.int64]"
Values: TypeAlias = "dict[str, Whole]"


def carried(
    space: Space,
    ends: Mapping[str, Whole],
    extreme: Literal["highest", "lowest"] = "highest",
    scale: int = 1,
) -> Values:
    """Return for each state the most, or least, that can still come of it.

    `ends` says what each state of an ending is worth; on the way each decision adds what it
    delivers times `scale`. What comes of a state from which no ending is reached is far below zero,
    or far above every outcome where the least is sought.
    """
    kind = np.result_type(*(one.dtype for one in ends.values())) if ends else np.dtype(np.int64)
    far = np.iinfo(kind).min // 2 if extreme == "highest" else np.iinfo(kind).max // 2
    pick = np.maximum if extreme == "highest" else np.minimum
    found: Values = {}
    for scene, node in reversed(space.nodes.items()):
        values: Whole = np.full(len(node), far, dtype=kind)
        if scene in ends:
            values[:] = ends[scene]
        for way in node.ways:
            beyond = found[way.scene][way.target]
            if way.rate is not None and scale:
                beyond = beyond + way.rate.astype(kind) * kind.type(scale)
            rows = way.rows
            values[rows] = pick(values[rows], beyond)
        found[scene] = values
    return found


def outcomes(space: Space) -> dict[str, NDArray[np.int32]]:
    """Return what each state of an ending is worth in work still to come."""
    return {node.scene.id: space.next_quarter(node) for node in space.endings}


def closing_trust(space: Space) -> dict[str, NDArray[np.int64]]:
    """Return the trust in which each state of an ending closes."""
    return {node.scene.id: space.columns(node).trust.astype(np.int64) for node in space.endings}


def endings(space: Space) -> dict[str, NDArray[np.uint64]]:
    """Return for each state which endings it can still reach.

    One bit an ending, in the file's order; rows of words, since a story may have more than 64.
    """
    ids = [scene.id for scene in space.story.endings]
    words = [_word(space, ids[at : at + 64]) for at in range(0, len(ids), 64)]
    return {scene: np.column_stack([word.pop(scene) for word in words]) for scene in space.nodes}


def _word(space: Space, ids: list[str]) -> dict[str, NDArray[np.uint64]]:
    found: dict[str, NDArray[np.uint64]] = {}
    for scene, node in reversed(space.nodes.items()):
        bits = np.zeros(len(node), dtype=np.uint64)
        if scene in ids:
            bits[:] = 1 << ids.index(scene)
        for way in node.ways:
            bits[way.rows] |= found[way.scene][way.target]
        found[scene] = bits
    return found
