"""Where the meters stood through a run: its start, each decision as landed, its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.state import productivity

if TYPE_CHECKING:
    from game.engine.run import Run


@dataclass(frozen=True, slots=True)
class Point:
    """The meters, 0..100, at one moment, and the work delivered up to it.

    `number` is the decision's, from 1; 0 is the start, None where the run stands now, after the
    time since the last decision. As landed, the productivities of the decisions add up to
    `delivered`.
    """

    number: int | None
    trust: int
    productivity: int
    tension: int
    delivered: int


def points(run: Run) -> tuple[Point, ...]:
    """Return the start, every decision as landed, and where the run stands; alone the start."""
    first = run.decisions[0].before if run.decisions else run.state
    rate = productivity(first, run.parameters)
    told = [Point(0, first.trust, rate, first.tension, 0)]
    for number, decision in enumerate(run.decisions, 1):
        landing = decision.landing
        state = landing.landed
        told.append(
            Point(number, state.trust, landing.productivity, state.tension, decision.delivered)
        )
    if run.decisions:
        rate = productivity(run.state, run.parameters)
        told.append(Point(None, run.state.trust, rate, run.state.tension, run.delivered))
    return tuple(told)


def peak(path: tuple[Point, ...]) -> Point:
    """Return the first point at which tension was highest."""
    return max(path, key=lambda point: point.tension)
