"""States of a scene that are worth playing from, and those in which a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.analysis.conditions import Judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from game.analysis.space import Node, Space
    from game.story.conditions import When

_MOST_FACTS: Final = 5
"""Sets of facts that are told, those of most states first."""


class Notable(NamedTuple):
    """A state of a scene by its index, and in words what is special about it."""

    words: str
    row: int


def notable(space: Space, node: Node) -> tuple[Notable, ...]:
    """Return states that differ, each once: the nearest, the ends of trust, the facts on entry."""
    rows: dict[int, list[str]] = {}
    for words, row in _found(space, node):
        rows.setdefault(row, []).append(words)
    return tuple(Notable(", ".join(words), row) for row, words in rows.items())


def meeting(space: Space, node: Node, when: When) -> int | str:
    """Return the nearest state in which a condition holds, or how near it came, in words."""
    judge = Judge(space.columns(node), space.parameters, space.facts)
    rows = np.flatnonzero(judge.holds(when.test))
    return _nearest(node, rows) if len(rows) else judge.nearest(when.test, "this")


def _found(space: Space, node: Node) -> Iterator[Notable]:
    states = space.columns(node)
    yield Notable("shortest way", int(node.fewest.argmin()))
    for words, trust in (("lowest", states.trust.min()), ("highest", states.trust.max())):
        rows = np.flatnonzero(states.trust == trust)
        yield Notable(f"{words} trust on arrival", _nearest(node, rows))
    sets, counts = np.unique(states.facts, return_counts=True)
    for at in np.argsort(-counts, kind="stable")[:_MOST_FACTS] if len(sets) > 1 else ():
        facts = sorted(space.facts[int(sets[at])])
        words = f"with {', '.join(facts)}" if facts else "with no fact set"
        yield Notable(words, _nearest(node, np.flatnonzero(states.facts == sets[at])))


def _nearest(node: Node, rows: NDArray[np.intp]) -> int:
    return int(rows[node.fewest[rows].argmin()])
