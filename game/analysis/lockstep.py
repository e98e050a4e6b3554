"""Two versions of a story played side by side, by the same choices, over merged states."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.analysis.counts import before, zeros
from game.analysis.kernel import land
from game.analysis.shares import total
from game.analysis.space import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.analysis.columns import Flags, Meters, Numbers
    from game.analysis.counts import Counts
    from game.analysis.pairing import Pairing
    from game.analysis.space import Node, Space

MOST_PAIRS = 60_000_000
"""Pairs of states that are followed before the rest is given up."""
_NOWHERE = -1


class Replayed(NamedTuple):
    """How many positions of the older story the newer one replays.

    A position is a list of choices that the older story takes from its start, the empty one among
    them: a place where a run can stand, in a scene with choices or in an ending. `positions`
    counts all of them, each list once, whatever is merged.

    The newer story replays one *through the same scenes* if it takes the same choices (a rename
    that it tells of is the same), and stands before the first, between any two and after the last
    in the scene in which the older one stands; which scenes without a choice are passed on the way
    is not asked. `scenes` counts these. It replays one *with the same numbers* if besides after
    each choice trust, tension and productivity, as landed, are the same: what a save keeps and a
    player was shown. `numbers` counts these, with the list of no choices if its scene is the same.

    `exact` is False where there were too many pairs of states to follow: then `scenes` and
    `numbers` are lower bounds.
    """

    positions: int
    scenes: int
    numbers: int
    exact: bool = True


class _Pairs(NamedTuple):
    """States of a scene of both stories that the same choices lead to.

    `counts` are the lists of choices that do, `same` is whether all numbers on the way were.
    """

    old: Numbers
    new: Numbers
    same: Flags
    counts: Counts


class _Move(NamedTuple):
    """One choice, for each state of its scene: the scene it leads to, the state there, the numbers.

    The scene is its place among those reached; -1 where the choice is not offered.
    """

    scene: Numbers
    row: Numbers
    shown: Numbers


def replayed(old: Space, new: Space, pairing: Pairing, most_pairs: int = MOST_PAIRS) -> Replayed:
    """Count exactly, over two explored stories, both complete.

    Each step follows pairs of states, equal ones merged, so that the work grows with the pairs and
    not with the playthroughs.
    """
    return _Walk(old, new, pairing).run(most_pairs)


def positions(space: Space) -> int:
    """Return how many positions a story has; see `Replayed`."""
    counts = before(space)
    stops = (scene for scene, node in space.nodes.items() if not node.scene.routes)
    return sum(total(counts[scene]) for scene in stops)


class _Walk:
    """Takes up the older story's scenes one by one, each with all pairs that arrive there."""

    def __init__(self, old: Space, new: Space, pairing: Pairing) -> None:
        self._pairing = pairing
        self._old, self._new = _Story(old), _Story(new)
        places = {scene: place for place, scene in enumerate(new.nodes)}
        self._match = np.array(
            [places.get(pairing.scenes.get(scene, ""), _NOWHERE) for scene in old.nodes],
            dtype=np.int32,
        )
        self._waiting: dict[int, list[_Pairs]] = {}

    def run(self, most_pairs: int) -> Replayed:
        old = self._old.space
        first = np.zeros(1, np.int32)
        one = zeros(old, 1)
        one[:] = 1
        starts = [(story.place(story.space.start), first) for story in (self._old, self._new)]
        (there, row), (here, other) = (
            story.resting(place, rows)
            for story, (place, rows) in zip((self._old, self._new), starts, strict=True)
        )
        self._arrive(there, here, _Pairs(row, other, np.ones(1, np.bool_), one))
        scenes = numbers = spent = 0
        for place in range(len(old.nodes)):
            if place not in self._waiting:
                continue
            pairs = _merged(self._waiting.pop(place))
            spent += len(pairs.old)
            scenes += total(pairs.counts)
            numbers += total(pairs.counts[pairs.same])
            if spent > most_pairs:
                return Replayed(positions(old), scenes, numbers, exact=False)
            self._leave(place, pairs)
        return Replayed(positions(old), scenes, numbers)

    def _leave(self, place: int, pairs: _Pairs) -> None:
        """Follow every choice that both stories offer."""
        node, other = self._old.nodes[place], self._new.nodes[int(self._match[place])]
        at = {choice.id: position for position, choice in enumerate(other.scene.choices)}
        for position, choice in enumerate(node.scene.choices):
            found = self._pairing.replays(node.scene, choice)
            if found is None:
                continue
            mine, theirs = self._old.move(node, position), self._new.move(other, at[found.id])
            there, here = mine.scene[pairs.old], theirs.scene[pairs.new]
            both = np.flatnonzero((there != _NOWHERE) & (here != _NOWHERE))
            some = _Pairs._make(column[both] for column in pairs)
            same = some.same & (mine.shown[some.old] == theirs.shown[some.new])
            moved = _Pairs(mine.row[some.old], theirs.row[some.new], same, some.counts)
            self._arrive(there[both], here[both], moved)

    def _arrive(self, there: Numbers, here: Numbers, pairs: _Pairs) -> None:
        """Keep the pairs whose two scenes are the same one."""
        for place in np.unique(there[self._match[there] == here]).tolist():
            rows = np.flatnonzero((there == place) & (here == self._match[place]))
            some = _Pairs._make(column[rows] for column in pairs)
            self._waiting.setdefault(place, []).append(some)


class _Story:
    """One story's graph, read by the places of its scenes, at rest in scenes that stop."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.nodes = list(space.nodes.values())
        self._places = {scene: place for place, scene in enumerate(space.nodes)}
        self._rests: dict[int, tuple[Numbers, Numbers]] = {}
        for place in reversed(range(len(self.nodes))):
            if self.nodes[place].scene.routes:
                self._rests[place] = self._past(self.nodes[place])

    def place(self, scene: str) -> int:
        """Return the place of a scene among those reached."""
        return self._places[scene]

    def resting(self, place: int, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return for states of a scene where they come to rest: places of scenes, and states."""
        if place in self._rests:
            scenes, states = self._rests[place]
            return scenes[rows], states[rows]
        return np.full(len(rows), place, np.int32), rows

    def _past(self, node: Node) -> tuple[Numbers, Numbers]:
        scenes, states = np.zeros(len(node), np.int32), np.zeros(len(node), np.int32)
        for way in node.ways:
            scenes[way.rows], states[way.rows] = self.resting(self.place(way.scene), way.target)
        return scenes, states

    def move(self, node: Node, position: int) -> _Move:
        """Return what a choice does in every state of its scene."""
        scenes = np.full(len(node), _NOWHERE, np.int32)
        states, shown = np.zeros(len(node), np.int32), np.zeros(len(node), np.int32)
        columns = self.space.columns(node)
        choice = node.scene.choices[position]
        for way in node.ways:
            if way.choice == position and way.rate is not None:
                rows = way.sources()
                scenes[rows], states[rows] = self.resting(self.place(way.scene), way.target)
                landed = land(
                    columns.rows(rows), choice, self.space.parameters, self.space.facts
                ).columns
                shown[rows] = _shown(landed.trust, landed.tension, way.rate)
        return _Move(scenes, states, shown)


def _shown(trust: Meters, tension: Meters, rate: NDArray[np.uint8]) -> Numbers:
    """Return the three meters in one number: each is 0..100."""
    shown: Numbers = (trust.astype(np.int32) << 16) | (tension.astype(np.int32) << 8) | rate
    return shown


def _merged(arrived: list[_Pairs]) -> _Pairs:
    """Merge equal pairs, and add up their counts."""
    old = np.concatenate([one.old for one in arrived]).astype(np.int64)
    new = np.concatenate([one.new for one in arrived])
    same = np.concatenate([one.same for one in arrived])
    counts = np.concatenate([one.counts for one in arrived])
    width = int(new.max()) + 1
    keys, ranks = ranked((old * width + new) * 2 + same)
    sums = np.zeros(len(keys), dtype=counts.dtype)
    np.add.at(sums, ranks, counts)
    pairs = keys >> 1
    return _Pairs(
        (pairs // width).astype(np.int32),
        (pairs % width).astype(np.int32),
        (keys & 1).astype(np.bool_),
        sums,
    )
