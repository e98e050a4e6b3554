"""Every playthrough of a small story, one after the other: slow, and plainly right."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from game.engine.parameters import TEACHING_MODEL
from game.engine.rules import decide, next_quarter
from game.engine.run import offers, route, texts
from game.engine.state import State, holds, opening, productivity

if TYPE_CHECKING:
    from game.story.compiled import Choice, Story


class Playthrough(NamedTuple):
    """One complete list of choices."""

    choices: tuple[str, ...]
    ending: str
    state: State
    delivered: int
    quarter: int
    words: int

    @property
    def outcome(self) -> int:
        """Delivered and the next quarter together."""
        return self.delivered + self.quarter


@dataclass
class Everything:
    """What walking every playthrough of a story has met."""

    story: Story
    playthroughs: list[Playthrough] = field(default_factory=list)
    met: set[tuple[str, State]] = field(default_factory=set)
    arrivals: dict[str, set[State]] = field(default_factory=lambda: defaultdict(set))
    offered: set[tuple[str, str]] = field(default_factory=set)
    taken: set[tuple[str, str | None, int]] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    chances: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)


def walk(story: Story) -> Everything:
    """Walk every playthrough by the engine alone."""
    found = Everything(story)
    _enter(found, story.start, opening(story, TEACHING_MODEL), _Way((), 0, 0, (), Fraction(1)))
    return found


class _Way(NamedTuple):
    choices: tuple[str, ...]
    delivered: int
    words: int
    scenes: tuple[str, ...]
    chance: Fraction


def _enter(found: Everything, scene_id: str, state: State, way: _Way) -> None:
    scene = found.story.scenes[scene_id]
    found.met.add((scene_id, state))
    shown = sum(len(text.split()) for text in texts(scene, state, TEACHING_MODEL))
    way = way._replace(words=way.words + shown, scenes=(*way.scenes, scene_id))
    if scene.ending is not None:
        quarter = next_quarter(state, TEACHING_MODEL)
        found.playthroughs.append(
            Playthrough(way.choices, scene_id, state, way.delivered, quarter, way.words)
        )
        found.chances[scene_id] += way.chance
        found.passed.update(way.scenes)
    elif scene.routes:
        found.taken.add((scene_id, None, _first(scene.routes, state)))
        _enter(found, route(scene.routes, state, TEACHING_MODEL), state, way)
    else:
        _decide(found, scene_id, state, way)


def _decide(found: Everything, scene_id: str, state: State, way: _Way) -> None:
    scene = found.story.scenes[scene_id]
    found.arrivals[scene_id].add(state)
    offered = offers(scene, state, TEACHING_MODEL)
    if not offered:
        found.stuck.add(scene_id)
    options = sum(len(choice.text.split()) for choice in offered)
    way = way._replace(words=way.words + options, chance=way.chance / max(1, len(offered)))
    for choice in offered:
        found.offered.add((scene_id, choice.id))
        _choose(found, scene_id, state, choice, way)


def _choose(found: Everything, scene_id: str, state: State, choice: Choice, way: _Way) -> None:
    landing = decide(state, choice, TEACHING_MODEL)
    found.taken.add((scene_id, choice.id, _first(choice.routes, landing.drifted)))
    on = way._replace(
        choices=(*way.choices, choice.id),
        delivered=way.delivered + landing.productivity,
        words=way.words + len(choice.reply.split()),
    )
    _enter(found, route(choice.routes, landing.drifted, TEACHING_MODEL), landing.drifted, on)


def _first(routes: tuple, state: State) -> int:
    return next(at for at, way in enumerate(routes) if holds(way.when, state, TEACHING_MODEL))


def rate(state: State) -> int:
    """Return the productivity of a state."""
    return productivity(state, TEACHING_MODEL)
