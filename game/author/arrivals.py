"""The states in which a scene is reached, as ways that really lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis import notable
from game.analysis.columns import state_at
from game.analysis.paths import Witnesses
from game.author.errands import Way
from game.story.conditions import ConditionError, parse

if TYPE_CHECKING:
    from game.analysis.report import Analysis
    from game.story.compiled import Story


def ways(analysis: Analysis, scene: str) -> tuple[Way, ...]:
    """Return ways to a scene that differ in the state on arrival; none if nobody reaches it."""
    space = analysis.space
    if scene not in space.nodes:
        return ()
    found = notable.notable(space, space.nodes[scene])
    return tuple(_way(analysis, scene, row, words) for words, row in found)


def meeting(analysis: Analysis, scene: str, condition: str) -> Way | str:
    """Return a shortest way to a scene in a state where a condition holds, or why there is none."""
    space = analysis.space
    if scene not in space.nodes:
        return f"No playthrough reaches {scene}."
    try:
        when = parse(condition)
    except ConditionError as error:
        return f"The condition does not parse: {error}. {error.cure}"
    unknown = sorted(when.facts - _known(space.story))
    if unknown:
        return f"No choice sets the fact {unknown[0]!r}, and the start does not hold it."
    found = notable.meeting(space, space.nodes[scene], when)
    if isinstance(found, str):
        return f"No arrival meets it: {found}."
    return _way(analysis, scene, found, f"where {condition}")


def _way(analysis: Analysis, scene: str, row: int, words: str) -> Way:
    space = analysis.space
    state = state_at(space.columns(space.nodes[scene]), row, space.facts)
    return Way(words, state, Witnesses(space).to(scene, row))


def _known(story: Story) -> frozenset[str]:
    choices = (choice for scene in story.scenes.values() for choice in scene.choices)
    return story.facts.union(*(choice.sets for choice in choices))
