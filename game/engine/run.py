"""A run: a story and the list of its choice ids. All else is replayed from that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from game.engine.parameters import TEACHING_MODEL, Parameters
from game.engine.rules import Landing, decide, next_quarter
from game.engine.sides import against, answer, other_id, own_id
from game.engine.state import State, holds, made, opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.story.compiled import Choice, Route, Scene, Story


class Position(NamedTuple):
    """Where a run stands: a scene with choices or an ending, the state, the work done so far."""

    scene: Scene
    state: State
    delivered: int


class Decision(NamedTuple):
    """One decision of a run.

    `before` is the state on arrival, `delivered` the sum after the choice, `passage` the scenes
    that were read on the way to it, the last being `scene` itself.
    """

    scene: Scene
    passage: tuple[Scene, ...]
    before: State
    choice: Choice
    landing: Landing
    delivered: int


class NotOfferedError(ValueError):
    """A choice that the position does not offer."""

    def __init__(self, number: int, scene: Scene, choice: str, offered: tuple[str, ...]) -> None:
        self.number = number
        self.scene = scene
        self.choice = choice
        self.offered = offered
        there = f"offered there: {', '.join(offered)}" if offered else "nothing is offered there"
        super().__init__(
            f"decision {number}: {choice!r} is not offered in scene {scene.id!r}; {there}"
        )


@dataclass(frozen=True)
class Run:
    """A run of `story` after the decisions in it; made by `begin`, `choose` and `replay`.

    `passage` holds the scenes read since the last decision; the last is where the run stands.
    """

    story: Story
    parameters: Parameters
    decisions: tuple[Decision, ...]
    passage: tuple[Scene, ...]
    state: State
    delivered: int

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of the choices made: with the story, the whole identity of the run."""
        return tuple(decision.choice.id for decision in self.decisions)

    @property
    def scene(self) -> Scene:
        """The scene in which the run stands."""
        return self.passage[-1]

    @property
    def ended(self) -> bool:
        """Whether the run stands in an ending."""
        return self.scene.ending is not None

    @cached_property
    def offered(self) -> tuple[Choice, ...]:
        """The choices that hold on arrival, in a joint scene all meetings; none in an ending."""
        return offers(self.scene, self.state, self.parameters)

    @cached_property
    def options(self) -> tuple[Choice, ...]:
        """What a solo player chooses from: their id and text, and what comes of them.

        In a joint scene these are the meetings with what the other side does by itself, in the
        order of the first team's choices; elsewhere all that is offered.
        """
        if not self.scene.sides:
            return self.offered
        other = answer(self.scene, self.state, self.parameters)
        return against(self.scene, self.offered, other.id)

    @property
    def next_quarter(self) -> int | None:
        """What is delivered after the ending; None before it."""
        return next_quarter(self.state, self.parameters) if self.ended else None


def offers(scene: Scene, state: State, parameters: Parameters) -> tuple[Choice, ...]:
    """Return the choices of a scene that hold on arrival, in the file's order."""
    offered = scene.choices
    for choice in scene.choices:
        if choice.when is not None and not holds(choice.when, state, parameters):
            offered = tuple(other for other in offered if other is not choice)
    return offered


def take(story: Story, position: Position, choice: Choice, parameters: Parameters) -> Position:
    """Play one offered choice and go on to the next scene that stops."""
    _, before, delivered = position
    _, _, rate, state = decide(before, choice, parameters)
    scene = story.scenes[route(choice.routes, state, parameters)]
    while scene.routes:
        scene = story.scenes[route(scene.routes, state, parameters)]
    return made(Position, (scene, state, delivered + rate))


def route(routes: tuple[Route, ...], state: State, parameters: Parameters) -> str:
    """Return the scene id of the first route that holds; the last one always does."""
    for way in routes:
        if way.when is None or holds(way.when, state, parameters):
            return way.to
    raise ValueError("the last route of a checked story has no condition")


def begin(story: Story, parameters: Parameters = TEACHING_MODEL) -> Run:
    """Return the run that has made no choice yet."""
    state = opening(story, parameters)
    return Run(story, parameters, (), _walk(story, story.start, state, parameters), state, 0)


def choose(run: Run, choice_id: str) -> Run:
    """Return the run one decision further; raises `NotOfferedError`.

    In a joint scene `share` lets the other side play by itself, `share+hold` says what it does.
    """
    number = len(run.decisions) + 1
    choice = next((one for one in run.offered if one.id == choice_id), None)
    if choice is None:
        choice = next((one for one in run.options if own_id(one.id) == choice_id), None)
    if choice is None:
        lone = (own_id(option.id) for option in run.options)
        offered = tuple(dict.fromkeys((*lone, *(one.id for one in run.offered))))
        raise NotOfferedError(number, run.scene, choice_id, offered)
    landing = decide(run.state, choice, run.parameters)
    delivered = run.delivered + landing.productivity
    decision = Decision(run.scene, run.passage, run.state, choice, landing, delivered)
    start = route(choice.routes, landing.drifted, run.parameters)
    return Run(
        run.story,
        run.parameters,
        (*run.decisions, decision),
        _walk(run.story, start, landing.drifted, run.parameters),
        landing.drifted,
        delivered,
    )


def replay(story: Story, choices: Iterable[str], parameters: Parameters = TEACHING_MODEL) -> Run:
    """Return the run that these choice ids make; raises `NotOfferedError` at the first bad one."""
    run = begin(story, parameters)
    for choice_id in choices:
        run = choose(run, choice_id)
    return run


def back(run: Run, decisions: int) -> Run:
    """Return the run as it stood when `decisions` had been made, 0 being its start."""
    return replay(run.story, run.choices[:decisions], run.parameters)


def _walk(story: Story, scene_id: str, state: State, parameters: Parameters) -> tuple[Scene, ...]:
    """Return the scenes read from `scene_id` on, up to one with choices or an ending."""
    passage = [story.scenes[scene_id]]
    while passage[-1].routes:
        passage.append(story.scenes[route(passage[-1].routes, state, parameters)])
    return tuple(passage)


def beside(decision: Decision, parameters: Parameters) -> tuple[Choice, ...]:
    """Return what could have been chosen in a decision, the choice that was made among it.

    In a joint scene that is what the first side could have done against what the other did.
    """
    offered = offers(decision.scene, decision.before, parameters)
    if not decision.scene.sides:
        return offered
    return against(decision.scene, offered, other_id(decision.choice.id))


def texts(
    scene: Scene, state: State, parameters: Parameters, team: str | None = None
) -> tuple[str, ...]:
    """Return what a scene prints on arrival: its text, then every `also` that holds.

    What one team alone sees is left out, but for `team`.
    """
    return tuple(text for _, text in read_by(scene, state, parameters, team))


def read_by(
    scene: Scene, state: State, parameters: Parameters, team: str | None = None
) -> tuple[tuple[str | None, str], ...]:
    """Return what a scene prints as `texts` does, each after the one team that reads it, if any."""
    seen = (also for also in scene.also if also.team in {None, team})
    held = ((also.team, also.text) for also in seen if holds(also.when, state, parameters))
    return ((None, scene.text), *held)
