"""Ways through the states: one step on, and a shortest list of choices that leads to a state."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.space import Edges, Node, Space


class Point(NamedTuple):
    """One state of one scene, by its index."""

    scene: str
    row: int


class Step(NamedTuple):
    """Where one choice leads, and what it delivers."""

    choice: int
    to: Point
    rate: int


def steps(space: Space, point: Point) -> Iterator[Step]:
    """Yield where each choice offered in a state leads, in the file's order."""
    for way in space.nodes[point.scene].ways:
        at = _place(way, point.row)
        if at is not None and way.choice is not None and way.rate is not None:
            yield Step(way.choice, Point(way.scene, int(way.target[at])), int(way.rate[at]))


def settled(space: Space, point: Point) -> Point:
    """Return where a state comes to rest: past the scenes that go on by themselves."""
    while space.nodes[point.scene].scene.routes:
        for way in space.nodes[point.scene].ways:
            at = _place(way, point.row)
            if at is not None:
                point = Point(way.scene, int(way.target[at]))
                break
    return point


class Witnesses:
    """Finds lists of choices that lead to a state."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._into: dict[str, list[tuple[Node, Edges]]] = defaultdict(list)
        for node in space.nodes.values():
            for way in node.ways:
                self._into[way.scene].append((node, way))

    def to(self, scene: str, row: int) -> tuple[str, ...]:
        """Return a shortest list of choice ids that `game.engine.run.replay` takes to a state."""
        return self._back(Point(scene, row), "fewest")

    def first(self, scene: str) -> tuple[str, ...]:
        """Return a shortest list that leads to a scene in any state."""
        return self.to(scene, int(self._space.nodes[scene].fewest.argmin()))

    def longest(self, scene: str) -> tuple[str, ...]:
        """Return a longest list that leads to a scene in any state."""
        return self._back(Point(scene, int(self._space.nodes[scene].most.argmax())), "most")

    def _back(self, point: Point, by: Literal["fewest", "most"]) -> tuple[str, ...]:
        """Go back from a state to the start, by as few or as many decisions as there are."""
        choices: list[str] = []
        while (origin := self._origin(point, by)) is not None:
            node, choice, point = origin
            if choice is not None:
                choices.append(node.scene.choices[choice].id)
        return tuple(reversed(choices))

    def _origin(
        self, point: Point, by: Literal["fewest", "most"]
    ) -> tuple[Node, int | None, Point] | None:
        decisions = int(getattr(self._space.nodes[point.scene], by)[point.row])
        for node, way in self._into[point.scene]:
            rows = way.sources()[way.target == point.row]
            steps_ = 0 if way.choice is None else 1
            near = rows[getattr(node, by)[rows] + steps_ == decisions]
            if len(near):
                return node, way.choice, Point(node.scene.id, int(near[0]))
        return None


def _place(way: Edges, row: int) -> int | None:
    """Return which of a way's states one is; None if it does not go that way."""
    if way.source is None:
        return row
    at = int(np.searchsorted(way.source, row))
    return at if at < len(way.source) and way.source[at] == row else None
