"""How much there is to read: in the file, and on one way through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.analysis.conditions import Judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from game.analysis.counts import Counts
    from game.analysis.space import Node, Space

A_MINUTE: Final = 200
"""Words read in a minute: unhurried silent reading of prose on a screen."""


class Words(NamedTuple):
    """Words of the player's texts: all of the story's, and on one way through.

    On a way are read each scene with the paragraphs that hold, the options offered, and the reply.
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
    shown = sum(
        float((_floats(before[scene] * after[scene]) * here[scene]).sum()) for scene in space.nodes
    )
    read = shown + sum(_replies(space, before, after))
    return Words(_in_file(space), least, most, read / whole if whole else 0.0)


def _floats(numbers: Counts) -> NDArray[np.float64]:
    """Return numbers that are multiplied ten times as fast."""
    return numbers.astype(np.float64)


def _in_file(space: Space) -> int:
    total = 0
    for scene in space.story.scenes.values():
        total += _count(scene.text) + sum(_count(also.text) for also in scene.also)
        total += sum(_count(choice.text) + _count(choice.reply) for choice in scene.choices)
    return total


def _read_in(space: Space, node: Node) -> NDArray[np.int32]:
    """Return the words shown in each state before a choice is made; one number if all agree."""
    always = [choice for choice in node.scene.choices if choice.when is None]
    shown = _count(node.scene.text) + sum(_count(choice.text) for choice in always)
    if not node.scene.also and len(always) == len(node.scene.choices):
        return np.full(1, shown, dtype=np.int32)
    read = np.full(len(node), shown, dtype=np.int32)
    judge = Judge(space.columns(node), space.parameters, space.facts)
    parts = [(also.when, also.text) for also in node.scene.also]
    parts += [(one.when, one.text) for one in node.scene.choices if one.when is not None]
    for when, text in parts:
        read += judge.holds(when.test).astype(np.int32) * _count(text)
    return read


def _replies(
    space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts]
) -> list[float]:
    found = []
    for scene, node in space.nodes.items():
        for way in node.ways:
            if way.choice is not None:
                through = before[scene][way.rows] * after[way.scene][way.target]
                reply = _count(node.scene.choices[way.choice].reply)
                found.append(float(through.sum()) * reply)
    return found


def _extremes(space: Space, here: Mapping[str, NDArray[np.int32]]) -> tuple[int, int]:
    """Return the words on the way with fewest and on that with most, of those that end."""
    far = 1 << 30
    found: dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]] = {}
    for scene, node in reversed(space.nodes.items()):
        ends = node.scene.ending is not None
        least = np.full(len(node), 0 if ends else far, dtype=np.int32)
        most = np.full(len(node), 0 if ends else -far, dtype=np.int32)
        for way in node.ways:
            if way.scene in found:
                reply = 0 if way.choice is None else _count(node.scene.choices[way.choice].reply)
                low, high = (one[way.target] + reply for one in found[way.scene])
                least[way.rows] = np.minimum(least[way.rows], low)
                most[way.rows] = np.maximum(most[way.rows], high)
        found[scene] = least + here[scene], most + here[scene]
    shortest, longest = (int(one[0]) for one in found[space.start])
    return (shortest, longest) if longest >= 0 else (0, 0)


def _count(text: str) -> int:
    return len(text.split())
