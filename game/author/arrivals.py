"""The states in which a scene is reached, as ways that really lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from game.analysis.columns import state_at
from game.analysis.conditions import Judge
from game.analysis.paths import Witnesses
from game.story.conditions import ConditionError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.report import Analysis
    from game.analysis.space import Node
    from game.engine.state import State

_MOST_FACTS: Final = 5
"""Sets of facts that are offered, those of most states first."""


class Way(NamedTuple):
    """A shortest list of choices that leads to a scene in one state.

    `words` say what is special about it.
    """

    words: str
    state: State
    choices: tuple[str, ...]


def ways(analysis: Analysis, scene: str) -> tuple[Way, ...]:
    """Return ways to a scene that differ in the state on arrival; none if nobody reaches it."""
    node = analysis.space.nodes.get(scene)
    if node is None:
        return ()
    rows: dict[int, str] = {}
    for words, row in _notable(analysis, node):
        rows[row] = f"{rows[row]}, {words}" if row in rows else words
    return tuple(_way(analysis, node, row, words) for row, words in rows.items())


def meeting(analysis: Analysis, scene: str, condition: str) -> Way | str:
    """Return a shortest way to a scene in a state where a condition holds, or why there is none."""
    node = analysis.space.nodes[scene]
    try:
        when = parse(condition)
    except ConditionError as error:
        return f"The condition does not parse: {error}. {error.cure}"
    space = analysis.space
    unknown = sorted(when.facts - space.story.facts - _set(analysis))
    if unknown:
        return f"No choice sets the fact {unknown[0]!r}, and the start does not hold it."
    judge = Judge(space.columns(node), space.parameters, space.facts)
    rows = np.flatnonzero(judge.holds(when.test))
    if not len(rows):
        return f"No arrival meets it: {judge.nearest(when.test, 'this')}."
    return _way(analysis, node, _nearest(node, rows), f"where {condition}")


def _notable(analysis: Analysis, node: Node) -> Iterator[tuple[str, int]]:
    """Yield rows worth playing from, with what is special about each."""
    states = analysis.space.columns(node)
    everything = np.arange(len(node))
    yield "shortest way", _nearest(node, everything)
    for words, trust in (("lowest", states.trust.min()), ("highest", states.trust.max())):
        rows = np.flatnonzero(states.trust == trust)
        yield f"{words} trust on arrival", _nearest(node, rows)
    sets, counts = np.unique(states.facts, return_counts=True)
    if len(sets) > 1:
        for at in np.argsort(-counts, kind="stable")[:_MOST_FACTS]:
            facts = sorted(analysis.space.facts[int(sets[at])])
            words = f"with {', '.join(facts)}" if facts else "with no fact set"
            yield words, _nearest(node, np.flatnonzero(states.facts == sets[at]))


def _nearest(node: Node, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    return int(rows[node.fewest[rows].argmin()])


def _way(analysis: Analysis, node: Node, row: int, words: str) -> Way:
    space = analysis.space
    state = state_at(space.columns(node), row, space.facts)
    return Way(words, state, Witnesses(space).to(node.scene.id, row))


def _set(analysis: Analysis) -> frozenset[str]:
    scenes = analysis.space.story.scenes.values()
    return frozenset(fact for scene in scenes for choice in scene.choices for fact in choice.sets)
