"""How much there is to read: in the file, and on one way through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.analysis.conditions import Judge
from game.analysis.findings import offered
from game.engine.sides import other_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from game.analysis.counts import Counts
    from game.analysis.space import Node, Space
    from game.story.compiled import Choice, Scene

A_MINUTE: Final = 200
"""Words read in a minute: unhurried silent reading of prose on a screen."""


class Words(NamedTuple):
    """Words of the player's texts: all of the story's, and on one way through.

    On a way are read each scene with the paragraphs that hold, the options offered, and the reply;
    in a joint scene what the first team reads, and what the other side did.
    """

    story: int
    least: int
    most: int
    mean: float

    @property
    def minutes(self) -> float:
        """Reading time of the mean way."""
        return self.mean / A_MINUTE


def words(space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Words:
    """Count the words of a story and of its playthroughs."""
    here = {scene: _read_in(space, node) for scene, node in space.nodes.items()}
    least, most = _extremes(space, here)
    whole = float(after[space.start][0])
    read = sum(
        float(_floats(before[scene] * after[scene]) @ _floats(here[scene])) for scene in space.nodes
    ) + sum(_replies(space, before, after))
    return Words(_in_file(space), least, most, read / whole if whole else 0.0)


def _floats(numbers: Counts | NDArray[np.int64]) -> NDArray[np.float64]:
    """Return numbers that are multiplied ten times as fast."""
    return numbers.astype(np.float64)


def _in_file(space: Space) -> int:
    total = 0
    for scene in space.story.scenes.values():
        total += _count(scene.text) + sum(_count(also.text) for also in scene.also)
        total += sum(_count(choice.reply) for choice in scene.choices)
        options = [choice for side in scene.sides for choice in side.choices] or scene.choices
        total += sum(_count(choice.text) for choice in options)
    return total


def _read_in(space: Space, node: Node) -> NDArray[np.int64]:
    """Return for each state of a scene the words shown before a choice is made."""
    read = np.full(len(node), _count(node.scene.text), dtype=np.int64)
    judge = Judge(space.columns(node), space.parameters, space.facts)
    for also in node.scene.also:
        if also.team in {None, space.story.own_team}:
            read += judge.holds(also.when.test) * _count(also.text)
    if node.scene.sides:
        for option in node.scene.sides[0].choices:
            shown = True if option.when is None else judge.holds(option.when.test)
            read += shown * _count(option.text)
        return read
    for choice in node.scene.choices:
        read[offered(space, node, choice)[0]] += _count(choice.text)
    return read


def _told(scene: Scene, choice: Choice) -> int:
    """Return the words shown after a choice: what the other side did, and the reply."""
    other = other_id(choice.id)
    others = scene.sides[1].choices if scene.sides else ()
    return _count(choice.reply) + sum(_count(one.text) for one in others if one.id == other)


def _replies(
    space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts]
) -> list[float]:
    found = []
    for scene, node in space.nodes.items():
        for way in node.ways:
            if way.choice is not None:
                through = before[scene][way.rows] * after[way.scene][way.target]
                reply = _told(node.scene, node.scene.choices[way.choice])
                found.append(float(through.sum()) * reply)
    return found


def _extremes(space: Space, here: Mapping[str, NDArray[np.int64]]) -> tuple[int, int]:
    """Return the words on the way with fewest and on that with most, of those that end."""
    far = 1 << 40
    found: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
    for scene, node in reversed(space.nodes.items()):
        ends = node.scene.ending is not None
        least = np.full(len(node), 0 if ends else far, dtype=np.int64)
        most = np.full(len(node), 0 if ends else -far, dtype=np.int64)
        for way in node.ways:
            if way.scene in found:
                told = None if way.choice is None else node.scene.choices[way.choice]
                reply = 0 if told is None else _told(node.scene, told)
                low, high = (one[way.target] + reply for one in found[way.scene])
                least[way.rows] = np.minimum(least[way.rows], low)
                most[way.rows] = np.maximum(most[way.rows], high)
        found[scene] = least + here[scene], most + here[scene]
    shortest, longest = (int(one[0]) for one in found[space.start])
    return (shortest, longest) if longest >= 0 else (0, 0)


def _count(text: str) -> int:
    return len(text.split())
