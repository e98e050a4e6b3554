"""What no playthrough ever does: choices, scenes, routes, effects without use, and dead ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from game.analysis.conditions import Judge
from game.analysis.kernel import drift, land, productivity
from game.analysis.order import topological

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.columns import Columns, Numbers
    from game.analysis.paths import Witnesses
    from game.analysis.space import Node, Space
    from game.story.compiled import Choice, Route
    from game.story.conditions import When


_SAMPLE: Final = 500


class NeverOffered(NamedTuple):
    """A choice that no arrival at its scene offers; `nearest` is how near its condition came."""

    scene: str
    choice: int
    nearest: str


class NeverTaken(NamedTuple):
    """A route that nobody takes; `choice` is None for a scene's own route."""

    scene: str
    choice: int | None
    route: int
    nearest: str


class NeverReached(NamedTuple):
    """A scene that no playthrough enters; `linked` says whether a link leads to it at all."""

    scene: str
    linked: bool


class Stuck(NamedTuple):
    """A scene with choices that some arrival finds without any; how to get there."""

    scene: str
    witness: tuple[str, ...]


class Idle(NamedTuple):
    """An effect that moves nothing wherever its choice is offered, or `needs` that decide nothing.

    `why` is `always forced to nothing`, `always too early`, `always at its end` or
    `softened to nothing`; of `needs`, `met by every arrival` or `met by no arrival`.
    """

    scene: str
    choice: int
    key: Literal["trust", "tension", "productivity", "needs"]
    why: str


class Findings(NamedTuple):
    """All of them, in the file's order. Of scenes beyond a budget nothing is said."""

    never_offered: tuple[NeverOffered, ...]
    never_reached: tuple[NeverReached, ...]
    never_taken: tuple[NeverTaken, ...]
    stuck: tuple[Stuck, ...]
    idle: tuple[Idle, ...]


def findings(space: Space, witnesses: Witnesses) -> Findings:
    """Look through every scene that was explored."""
    nodes = [space.nodes[scene] for scene in space.story.scenes if scene in space.nodes]
    done = [node for node in nodes if node.scene.id not in space.left]
    return Findings(
        tuple(one for node in done for one in _never_offered(space, node)),
        tuple(_never_reached(space)),
        tuple(one for node in done for one in _never_taken(space, node)),
        tuple(one for node in done for one in _stuck(node, witnesses)),
        tuple(one for node in done for one in _idle(space, node)),
    )


def offered(space: Space, node: Node, choice: Choice) -> tuple[Numbers, Columns]:
    """Return the states of a scene in which a choice is offered, their indices first."""
    states = space.columns(node)
    if choice.when is None:
        return np.arange(len(node), dtype=np.int32), states
    holds = Judge(states, space.parameters, space.facts).holds(choice.when.test)
    rows = np.flatnonzero(holds).astype(np.int32)
    return rows, states.rows(rows)


def counterexample(space: Space, node: Node, when: When) -> int | None:
    """Return the state of a scene, after the fewest decisions, in which a condition fails."""
    holds = Judge(space.columns(node), space.parameters, space.facts).holds(when.test)
    fails = np.flatnonzero(~holds)
    return int(fails[node.fewest[fails].argmin()]) if len(fails) else None


def _never_reached(space: Space) -> Iterator[NeverReached]:
    if not space.complete:
        return
    linked = set(topological(space.story, space.start))
    for scene in space.story.scenes:
        if scene not in space.nodes:
            yield NeverReached(scene, scene in linked)


def _never_offered(space: Space, node: Node) -> Iterator[NeverOffered]:
    judge = Judge(space.columns(node), space.parameters, space.facts)
    for position, choice in enumerate(node.scene.choices):
        if choice.when is not None and not judge.holds(choice.when.test).any():
            nearest = judge.nearest(choice.when.test, "the choice")
            yield NeverOffered(node.scene.id, position, nearest)


def _never_taken(space: Space, node: Node) -> Iterator[NeverTaken]:
    taken = {(way.choice, way.route) for way in node.ways}
    if len(node.scene.routes) > 1:
        states = space.columns(node)
        for route, nearest in _untaken(space, states, node.scene.routes, None, taken):
            yield NeverTaken(node.scene.id, None, route, nearest)
    for position, choice in enumerate(node.scene.choices):
        if len(choice.routes) == 1:
            continue
        rows, states = offered(space, node, choice)
        if len(rows):
            landed = land(states, choice, space.parameters, space.facts).columns
            after = drift(landed, space.parameters)
            for route, nearest in _untaken(space, after, choice.routes, position, taken):
                yield NeverTaken(node.scene.id, position, route, nearest)


def _untaken(
    space: Space,
    states: Columns,
    routes: tuple[Route, ...],
    choice: int | None,
    taken: set[tuple[int | None, int]],
) -> Iterator[tuple[int, str]]:
    judge = Judge(states, space.parameters, space.facts)
    for position, route in enumerate(routes):
        if (choice, position) in taken:
            continue
        if route.when is not None and not judge.holds(route.when.test).any():
            yield position, judge.nearest(route.when.test, "the route")
        else:
            yield position, "an earlier route takes every state in which this one holds"


def _stuck(node: Node, witnesses: Witnesses) -> Iterator[Stuck]:
    if node.scene.choices and not node.offered.all():
        rows = np.flatnonzero(node.offered == 0)
        row = rows[node.fewest[rows].argmin()]
        yield Stuck(node.scene.id, witnesses.to(node.scene.id, int(row)))


def _idle(space: Space, node: Node) -> Iterator[Idle]:
    # A few states settle it for nearly every choice: what moves something there moves something.
    sample = replace(node, states=node.states[:_SAMPLE])
    for position, choice in enumerate(node.scene.choices):
        rows, states = offered(space, sample, choice)
        if len(node) > _SAMPLE and (not len(rows) or any(_without_use(space, states, choice))):
            rows, states = offered(space, node, choice)
        if len(rows):
            for key, why in _without_use(space, states, choice):
                yield Idle(node.scene.id, position, key, why)


def _without_use(
    space: Space, states: Columns, choice: Choice
) -> Iterator[tuple[Literal["trust", "tension", "productivity", "needs"], str]]:
    model = space.parameters
    landed, too_early, _ = land(states, choice, model, space.facts)
    if choice.trust and (landed.trust == states.trust).all():
        yield "trust", _why_still(choice, all_early=bool(too_early.all()))
    if choice.tension and (landed.tension == states.tension).all():
        yield "tension", "always at its end"
    if choice.productivity:
        rate = productivity(landed, model)
        without = productivity(landed._replace(push=landed.push - choice.productivity), model)
        if (rate == without).all():
            yield "productivity", "always at its end"
    if choice.needs is not None and choice.trust > 0 and not choice.forced:
        if too_early.all():
            yield "needs", "met by no arrival"
        elif not too_early.any():
            yield "needs", "met by every arrival"


def _why_still(choice: Choice, *, all_early: bool) -> str:
    if choice.trust < 0:
        return "always at its end"
    if choice.forced:
        return "always forced to nothing"
    return "always too early" if all_early else "softened to nothing, or at its end"
