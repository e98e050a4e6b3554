"""The order in which scenes can come, and how many decisions lie between them."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.story.compiled import Scene, Story


def targets(scene: Scene) -> tuple[str, ...]:
    """Return the scenes to which a scene can lead by its links, conditions not asked."""
    routes = [*scene.routes, *(route for choice in scene.choices for route in choice.routes)]
    return tuple(dict.fromkeys(route.to for route in routes))


def topological(story: Story, start: str) -> tuple[str, ...]:
    """Return the scenes that links lead to from a start, each after all that lead to it."""
    linked: dict[str, list[str]] = {start: []}
    waiting = [start]
    while waiting:
        scene = waiting.pop()
        for target in targets(story.scenes[scene]):
            if target not in linked:
                linked[target] = []
                waiting.append(target)
            linked[target].append(scene)
    return tuple(TopologicalSorter(linked).static_order())


def longest(story: Story, order: Sequence[str]) -> int:
    """Return how many decisions the longest way through these scenes can have."""
    most: dict[str, int] = {}
    for scene_id in reversed(order):
        scene = story.scenes[scene_id]
        beyond = max((most[target] for target in targets(scene)), default=0)
        most[scene_id] = beyond + bool(scene.choices)
    return max(most.values())


def bound(story: Story, order: Sequence[str]) -> int:
    """Return a number that no count of playthroughs can pass: every choice always offered."""
    ways: dict[str, int] = {}
    for scene_id in reversed(order):
        scene = story.scenes[scene_id]
        some = [choice.routes for choice in scene.choices] or [scene.routes]
        ways[scene_id] = sum(max((ways[route.to] for route in one), default=1) for one in some)
    return ways[order[0]]
