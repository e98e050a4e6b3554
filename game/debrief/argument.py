"""A run and the named players under another model, and what the lessons still hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from game.analysis.players import FIXED, fixed
from game.analysis.report import analyse
from game.debrief.review import BUDGET
from game.engine.run import begin, choose
from game.engine.sides import own_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.analysis.space import Budget
    from game.analysis.teaching import Lesson
    from game.debrief.standing import Who
    from game.engine.parameters import Parameters
    from game.engine.run import Run
    from game.story.compiled import Choice, Scene

_ENDINGS: Final = "ending_share:"
_HIDING: Final = frozenset({"warmth_closes_once", "timing_decides", "repair_lands"})
"""Lessons whose finding names a scene that may lie ahead of a player."""


class Missing(NamedTuple):
    """A decision of the run that could not be made as it was: its number, and where it stood.

    `choice` is what was chosen there and is no longer offered; None where the run did not come to
    this scene before.
    """

    number: int
    scene: Scene
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class Rerun:
    """A run again, as near to its choices as another model lets it come."""

    run: Run
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody's run: `after` the change of the model, and `before` it."""

    who: Who
    after: Run
    before: Run


@dataclass(frozen=True, slots=True)
class Argument:
    """What comes of a model: `rows` begin with yours. `missing` tell of your run alone."""

    parameters: Parameters
    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]


class Held(NamedTuple):
    """A lesson in words, whether it holds, and the numbers that decided, if they may be told."""

    rule: str
    holds: bool
    found: str


def argue(run: Run, parameters: Parameters) -> Argument:
    """Play a run and the fixed players again under other parameters; takes no analysis."""
    again = rerun(run, parameters)
    rows = [Row("you", again.run, run)]
    for name in FIXED:
        after = fixed(run.story, name, parameters)
        before = fixed(run.story, name, run.parameters)
        if after is not None and before is not None:
            rows.append(Row(name, after.run, before.run))
    return Argument(parameters, tuple(rows), again.missing)


def rerun(run: Run, parameters: Parameters) -> Rerun:
    """Make a run's choices again under other parameters.

    A choice belongs to its scene, and a story comes to each at most once. Where it is no longer
    offered, or the way leads to another scene, the first offered option of the same stance as the
    run's decision of that number is taken, else the first offered. A run that had not ended goes
    no further than it did.
    """
    made = {decision.scene.id: decision.choice for decision in run.decisions}
    again, missing = begin(run.story, parameters), []
    while again.options and (run.ended or len(again.decisions) < len(run.decisions)):
        number = len(again.decisions) + 1
        choice = made.get(again.scene.id)
        # In a joint scene the choice is your side's; what the other does then may differ.
        offered = {own_id(one.id): one for one in again.options}
        if choice is None or own_id(choice.id) not in offered:
            missing.append(Missing(number, again.scene, choice))
            choice = _stand_in(run, number, again.options)
        again = choose(again, offered[own_id(choice.id)].id)
    return Rerun(again, tuple(missing))


def lessons(
    run: Run,
    parameters: Parameters,
    budget: Budget = BUDGET,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[Held, ...] | None:
    """Judge what the story is to show under other parameters, over all its playthroughs.

    None where they are beyond the budget. No scene and no ending is named. What `progress` raises
    ends the work.
    """
    try:
        found = analyse(run.story, parameters, budget, progress)
    except OverflowError:
        return None
    return tuple(_held(found.lessons)) if found.space.complete else None


def _held(told: tuple[Lesson, ...]) -> Iterator[Held]:
    shares = [one for one in told if one.code.startswith(_ENDINGS)]
    for lesson in told:
        if lesson not in shares:
            found = "" if lesson.code in _HIDING else lesson.found
            yield Held(lesson.rule, lesson.holds, found)
    if shares:
        right = sum(one.holds for one in shares)
        yield Held(
            "every ending is reached by 0.5 % to 60 % of playthroughs",
            right == len(shares),
            f"{right} of {len(shares)}",
        )


def _stand_in(run: Run, number: int, offered: tuple[Choice, ...]) -> Choice:
    """Return what is taken instead of a choice that can't be made."""
    stance = run.decisions[min(number, len(run.decisions)) - 1].choice.stance
    return next((one for one in offered if one.stance == stance), offered[0])
