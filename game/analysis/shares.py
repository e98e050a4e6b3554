"""How playthroughs share in scenes, choices and endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from game.analysis.counts import Counts
    from game.analysis.paths import Witnesses
    from game.analysis.space import Space


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
    """How many playthroughs pass each scene, each choice and each link between two scenes."""

    scenes: Mapping[str, int]
    choices: Mapping[tuple[str, int], int]
    links: Mapping[tuple[str, str], int]


def ending_shares(
    space: Space,
    before: Mapping[str, Counts],
    chances: Mapping[str, NDArray[np.float64]],
    witnesses: Witnesses,
) -> dict[str, EndingShare]:
    """Return every ending that is reached, in the file's order."""
    counts = {node.scene.id: total(before[node.scene.id]) for node in space.endings}
    whole = sum(counts.values())
    return {
        scene: EndingShare(
            count, count / whole, float(chances[scene].sum()), witnesses.first(scene)
        )
        for scene, count in counts.items()
    }


def passing(space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Passing:
    """Count the playthroughs through everything; only complete ones count."""
    scenes = {scene: total(before[scene] * after[scene]) for scene in space.nodes}
    choices: dict[tuple[str, int], int] = {}
    links: dict[tuple[str, str], int] = {}
    for scene, node in space.nodes.items():
        for way in node.ways:
            through = total(before[scene][way.rows] * after[way.scene][way.target])
            links[scene, way.scene] = links.get((scene, way.scene), 0) + through
            if way.choice is not None:
                key = scene, way.choice
                choices[key] = choices.get(key, 0) + through
    return Passing(scenes, choices, links)


def total(counts: Counts) -> int:
    """Return the sum of counts that together never pass the number of playthroughs."""
    return int(counts.sum())
