"""The links between scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.story.format import SceneTable


def targets(scene: SceneTable) -> tuple[str, ...]:
    """Return the ids of the scenes that a scene can lead to, each once, in the file's order."""
    gotos = [one.goto for one in (*(scene.choices or ()), *scene.meets, scene) if one.goto]
    found: dict[str, None] = {}
    for goto in gotos:
        for target in [goto] if isinstance(goto, str) else [way.to for way in goto]:
            found[target] = None
    return tuple(found)


def cycle(links: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the scenes of a cycle, the first one again at the end; empty if there is none.

    Depth first with a stack of its own: a story may be 5,000 scenes deep.
    """
    done: set[str] = set()
    for root in links:
        path: dict[str, None] = {}
        stack = [(root, iter(links[root]))] if root not in done else []
        if stack:
            path[root] = None
        while stack:
            scene, ways = stack[-1]
            target = next(ways, None)
            if target is None:
                stack.pop()
                path.pop(scene)
                done.add(scene)
            elif target in path:
                way = list(path)
                return (*way[way.index(target) :], target)
            elif target in links and target not in done:
                path[target] = None
                stack.append((target, iter(links[target])))
    return ()
