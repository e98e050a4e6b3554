"""A story's scenes as an indented outline: each once, in the order of play.

What branches off is indented; where ways meet again, the outline is back at the depth from which
they parted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.author.chart import Chart


class MapRow(NamedTuple):
    """One scene. `share` is empty where it is not known; `title` where there is none.

    `warnings` are what is wrong with it, in words.
    """

    scene: str
    title: str
    depth: int
    share: str
    ending: bool = False
    warnings: tuple[str, ...] = ()


def outline(chart: Chart) -> tuple[MapRow, ...]:
    """Return a row for each scene; scenes that no link leads to come last."""
    return tuple(
        MapRow(
            scene,
            "" if (box := chart.boxes[scene]).name == scene else box.name,
            depth,
            chart.share(box.passed) if chart.playthroughs else "",
            box.ending,
            tuple(box.warned()),
        )
        for scene, depth in depths(chart).items()
    )


def depths(chart: Chart) -> Mapping[str, int]:
    """Return how deep each scene stands, in the order in which they are told.

    The tree is that of the scenes that every way to another must pass (its dominators). A scene
    with one way in branches off, unless it is all that follows; one where ways meet stands as deep
    as the scene from which they parted. No link leads up this outline. Scenes that no link leads to
    come last, each a beginning of its own.
    """
    into: dict[str, list[str]] = {}
    out: dict[str, set[str]] = {}
    for link in chart.links:
        if link.source == chart.start or link.source in into:
            into.setdefault(link.to, []).append(link.source)
            out.setdefault(link.source, set()).add(link.to)
    parents = _dominators(chart, into)
    below: dict[str, list[str]] = {}
    for scene, parent in parents.items():
        below.setdefault(parent, []).append(scene)
    told: dict[str, int] = {}
    waiting = [(chart.start, 0)]
    while waiting:
        scene, depth = waiting.pop()
        told[scene] = depth
        follow = [
            (one, depth + (len(into[one]) == 1 and len(out[scene]) > 1))
            for one in below.get(scene, ())
        ]
        # The last is told first: branches, then what comes where they have met.
        follow.reverse()
        waiting += sorted(follow, key=lambda one: one[1])
    return told | {scene: 0 for scene in chart.boxes if scene not in told}


def _dominators(chart: Chart, into: Mapping[str, list[str]]) -> dict[str, str]:
    """Return for each linked scene but the first the last one that every way to it passes."""
    parents: dict[str, str] = {}
    levels = {chart.start: 0}
    for scene in chart.boxes:
        sources = into.get(scene, ())
        if not sources:
            continue
        common = sources[0]
        for other in sources[1:]:
            while common != other:
                if levels[common] < levels[other]:
                    other = parents[other]  # noqa: PLW2901, the two climb until they meet
                else:
                    common = parents[common]
        parents[scene] = common
        levels[scene] = levels[common] + 1
    return parents
