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


def cycles(links: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return a shortest cycle through the first scene of each knot of scenes, as `cycle` does.

    A knot is a set of scenes each of which leads to all others; two knots share no scene.
    """
    found = (_round(knot, links) for knot in _knots(links))
    return tuple(loop for loop in found if loop)


def reached(links: Mapping[str, Sequence[str]], start: str) -> frozenset[str]:
    """Return the scenes that links lead to from a scene, itself among them."""
    seen = {start}
    waiting = [start]
    while waiting:
        new = [target for target in links.get(waiting.pop(), ()) if target not in seen]
        seen.update(new)
        waiting += new
    return frozenset(seen)


def _round(knot: Sequence[str], links: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from the first scene of a knot back to it, if there is one."""
    first, inside = knot[0], set(knot)
    came: dict[str, str] = {}
    waiting = [first]
    for scene in waiting:
        for target in links[scene]:
            if target == first:
                way = [scene]
                while way[-1] != first:
                    way.append(came[way[-1]])
                return (*way[::-1], first)
            if target in inside and target not in came:
                came[target] = scene
                waiting.append(target)
    return ()


def _knots(links: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the knots in the order of their first scenes: Tarjan's algorithm, with a stack."""
    order = {scene: index for index, scene in enumerate(links)}
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_scenes: dict[str, None] = {}
    knots: list[list[str]] = []
    for root in links:
        stack = [(root, iter(links[root]))] if root not in number else []
        while stack:
            scene, ways = stack[-1]
            if scene not in number:
                number[scene] = low[scene] = len(number)
                open_scenes[scene] = None
            target = next((way for way in ways if way in links), None)
            if target is None:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    low[above] = min(low[above], low[scene])
                if low[scene] == number[scene]:
                    knots.append(_closed(open_scenes, scene))
            elif target not in number:
                stack.append((target, iter(links[target])))
            elif target in open_scenes:
                low[scene] = min(low[scene], number[target])
    ordered = (sorted(knot, key=order.__getitem__) for knot in knots)
    return sorted(ordered, key=lambda knot: order[knot[0]])


def _closed(open_scenes: dict[str, None], first: str) -> list[str]:
    """Take a finished knot off the open scenes."""
    knot: list[str] = []
    while not knot or knot[-1] != first:
        knot.append(open_scenes.popitem()[0])
    return knot
