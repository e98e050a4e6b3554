"""Every state a story can reach, and how choices lead from one to the next.

States are merged where all fields of the engine's state are equal, the work done so far apart: what
was done on the way decides nothing. A story only goes forward, so that each scene is taken up once,
after every scene that leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.analysis.columns import Columns, Layout, from_states, layout
from game.analysis.conditions import Judge
from game.analysis.facts import FactSets
from game.analysis.kernel import drift, land, next_quarter, productivity
from game.analysis.order import bound, longest, topological
from game.engine.parameters import TEACHING_MODEL
from game.engine.state import opening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from game.analysis.columns import Flags, Numbers, Packed
    from game.engine.parameters import Parameters
    from game.engine.state import State
    from game.story.compiled import Route, Scene, Story

_EDGE_BYTES: Final = 9
_STATE_BYTES: Final = 12
"""What a way and a state take in memory, roughly."""


class Budget(NamedTuple):
    """Where the exploration stops: states, and bytes of memory for the graph."""

    states: int = 200_000_000
    memory: int = 3_500_000_000


@dataclass(eq=False, slots=True)
class Edges:
    """The ways from states of one scene into one other scene, by one choice or route.

    `choice` and `route` are positions in the file, `choice` None for a scene's own routes. Way `i`
    leads from state `source[i]` (None: from state `i`) to state `target[i]` of `scene`; `rate` is
    what the decision delivers, None where no time passes.
    """

    scene: str
    choice: int | None
    route: int
    source: Numbers | None
    rate: NDArray[np.uint8] | None
    target: Numbers = field(default_factory=lambda: np.zeros(0, np.int32))

    @property
    def rows(self) -> Numbers | slice:
        """What picks the states in which the ways begin out of a column of their scene."""
        return slice(None) if self.source is None else self.source

    def sources(self) -> Numbers:
        """Return the index of the state in which each way begins."""
        if self.source is None:
            return np.arange(len(self.target), dtype=np.int32)
        return self.source


@dataclass(eq=False, slots=True)
class Node:
    """One scene with every state in which it is reached, packed and in rising order.

    `fewest` and `most` are the decisions made on the way to a state. `offered` counts the choices
    that hold in it, none where the scene has none.
    """

    scene: Scene
    states: Packed
    fewest: NDArray[np.int16]
    most: NDArray[np.int16]
    offered: NDArray[np.uint8]
    ways: list[Edges]

    def __len__(self) -> int:
        return len(self.states)


@dataclass(eq=False, slots=True)
class Space:
    """The graph of a story's states from one start, in the order in which scenes can come.

    No count of playthroughs passes `most_playthroughs`. `nodes` holds the scenes that are reached.
    `complete` is False where a budget ended the work: nothing was followed out of the scenes in
    `left`, and ways into them are left out.
    """

    story: Story
    parameters: Parameters
    layout: Layout
    facts: FactSets
    nodes: dict[str, Node]
    start: str
    most_playthroughs: int
    complete: bool = True
    left: tuple[str, ...] = ()

    @property
    def states(self) -> int:
        """How many states were found."""
        return sum(len(node) for node in self.nodes.values())

    @property
    def endings(self) -> tuple[Node, ...]:
        """The endings that are reached, in the file's order."""
        return tuple(self.nodes[scene.id] for scene in self.story.endings if scene.id in self.nodes)

    def columns(self, node: Node) -> Columns:
        """Return the states of a scene as columns."""
        return self.layout.unpack(node.states)

    def find(self, scene: str, state: State) -> int:
        """Return the index of a state of a scene; raises `KeyError` if it is not reached."""
        packed = self.layout.pack(from_states([state], self.facts))[0]
        states = self.nodes[scene].states
        row = int(np.searchsorted(states, packed))
        if row == len(states) or states[row] != packed:
            raise KeyError(scene)
        return row

    def next_quarter(self, node: Node) -> Numbers:
        """Return what each state of an ending delivers afterwards."""
        return next_quarter(self.columns(node), self.parameters)


class _Leaving(NamedTuple):
    """States that go out of a scene by one choice, or by the scene's own routes."""

    node: Node
    choice: int | None
    rows: Numbers | None
    states: Columns
    rate: NDArray[np.uint8] | None


class _Chunk(NamedTuple):
    """States that arrive at a scene by one kind of way."""

    packed: Packed
    edges: Edges | None
    fewest: NDArray[np.int16]
    most: NDArray[np.int16]


def explore(
    story: Story,
    parameters: Parameters = TEACHING_MODEL,
    start: tuple[str, State] | None = None,
    budget: Budget | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Space:
    """Return every state that is reached from a start, which is the story's own if left out.

    `progress` is told after each scene how many of how many are done.
    """
    scene, state = start or (story.start, opening(story, parameters))
    order = topological(story, scene)
    facts = FactSets(state.facts)
    held = layout(story, parameters, state, longest(story, order))
    space = Space(story, parameters, held, facts, {}, scene, bound(story, order))
    return _Explorer(space, budget or Budget()).run(order, state, progress)


class _Explorer:
    """Takes the scenes up one by one."""

    def __init__(self, space: Space, budget: Budget) -> None:
        self._space = space
        self._budget = budget
        self._waiting: dict[str, list[_Chunk]] = {}
        self._spent = 0

    def run(
        self, order: Sequence[str], state: State, progress: Callable[[int, int], None]
    ) -> Space:
        space = self._space
        first = space.layout.pack(from_states([state], space.facts))
        none = np.zeros(1, np.int16)
        self._waiting[space.start] = [_Chunk(first, None, none, none)]
        for done, scene_id in enumerate(order):
            chunks = self._waiting.pop(scene_id, [])
            if chunks:
                node = _merged(space.story.scenes[scene_id], chunks)
                space.nodes[scene_id] = node
                self._spent += _STATE_BYTES * len(node)
                if self._over():
                    space.complete, space.left = False, tuple(order[done:])
                    break
                self._leave(node)
            progress(done + 1, len(order))
        for node in space.nodes.values():
            node.ways = [way for way in node.ways if way.scene in space.nodes]
        return space

    def _over(self) -> bool:
        waiting = sum(len(one.packed) for chunks in self._waiting.values() for one in chunks)
        return (
            self._spent + _STATE_BYTES * waiting > self._budget.memory
            or self._space.states > self._budget.states
        )

    def _leave(self, node: Node) -> None:
        """Follow every choice, or the scene's routes, out of all states of a scene."""
        space, scene = self._space, node.scene
        states = space.columns(node)
        if scene.routes:
            self._route(_Leaving(node, None, None, states, None), scene.routes)
            return
        judge = Judge(states, space.parameters, space.facts)
        for position, choice in enumerate(scene.choices):
            rows = None if choice.when is None else _rows(judge.holds(choice.when.test))
            node.offered += 1 if rows is None else _flags(rows, len(node))
            chosen = states if rows is None else states.rows(rows)
            landed = land(chosen, choice, space.parameters, space.facts).columns
            rate = productivity(landed, space.parameters).astype(np.uint8)
            after = drift(landed, space.parameters)
            self._route(_Leaving(node, position, rows, after, rate), choice.routes)

    def _route(self, leaving: _Leaving, routes: tuple[Route, ...]) -> None:
        """Send states on by the first route that holds."""
        node, choice, rows, states, rate = leaving
        packed = self._space.layout.pack(states)
        steps = 0 if choice is None else 1
        for position, to, taken in self._taken(routes, states):
            source = taken if rows is None else (rows if taken is None else rows[taken])
            part = slice(None) if taken is None else taken
            edges = Edges(to, choice, position, source, None if rate is None else rate[part])
            node.ways.append(edges)
            arrived = _Chunk(
                packed[part], edges, node.fewest[edges.rows] + steps, node.most[edges.rows] + steps
            )
            self._waiting.setdefault(to, []).append(arrived)
            self._spent += _EDGE_BYTES * len(arrived.packed)

    def _taken(
        self, routes: tuple[Route, ...], states: Columns
    ) -> Iterator[tuple[int, str, Numbers | None]]:
        """Yield each route that some state takes, with the rows that do; None for all rows."""
        count = len(states.trust)
        if not count:
            return
        if routes[0].when is None:
            yield 0, routes[0].to, None
            return
        judge = Judge(states, self._space.parameters, self._space.facts)
        open_ = np.ones(count, dtype=np.bool_)
        for position, route in enumerate(routes):
            taken = open_ if route.when is None else open_ & judge.holds(route.when.test)
            if taken.any():
                yield position, route.to, None if taken.all() else _rows(taken)
            open_ = open_ & ~taken


def _merged(scene: Scene, chunks: Sequence[_Chunk]) -> Node:
    """Merge the states that arrive at a scene, and tell each way where it leads."""
    packed = np.concatenate([chunk.packed for chunk in chunks])
    states, ranks = ranked(packed)
    depths = {int(end) for chunk in chunks for end in (chunk.fewest.min(), chunk.most.max())}
    fewest = np.full(len(states), max(depths), dtype=np.int16)
    most = np.full(len(states), min(depths), dtype=np.int16)
    at = 0
    for chunk in chunks:
        target = ranks[at : at + len(chunk.packed)]
        at += len(chunk.packed)
        # Mostly all come after as many decisions: then there is nothing to compare.
        if len(depths) > 1:
            np.minimum.at(fewest, target, chunk.fewest)
            np.maximum.at(most, target, chunk.most)
        if chunk.edges is not None:
            chunk.edges.target = target
    return Node(scene, states, fewest, most, np.zeros(len(states), np.uint8), [])


def ranked(numbers: Packed) -> tuple[Packed, Numbers]:
    """Return the different numbers in rising order, and for each given one its index among them.

    A stable sort profits from the order that the scenes before have left: a third of the time of
    `np.unique`.
    """
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    ranks = np.empty(len(ordered), dtype=np.int32)
    ranks[order] = np.cumsum(first, dtype=np.int32) - 1
    return ordered[first], ranks


def _rows(flags: Flags) -> Numbers:
    return np.flatnonzero(flags).astype(np.int32)


def _flags(rows: Numbers, count: int) -> NDArray[np.uint8]:
    flags = np.zeros(count, dtype=np.uint8)
    flags[rows] = 1
    return flags
