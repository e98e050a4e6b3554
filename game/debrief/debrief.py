"""What a run means, as one data object; `pages` says it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.debrief.curves import Point, points
from game.debrief.moments import Chance, Contrast, chances, contrast
from game.debrief.turns import Turn, turns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.debrief.reflections import Reflections
    from game.engine.bets import Bet
    from game.engine.run import Run


@dataclass(frozen=True, slots=True)
class Debrief:
    """A run read backwards: no sentences, only what they are said from.

    `path` holds the meters, tension among them; `turns` the decisions; `chances` the seven
    qualities; `contrast` the two kinds of answer; `reflections` what the player said.
    """

    run: Run
    path: tuple[Point, ...]
    turns: tuple[Turn, ...]
    chances: tuple[Chance, ...]
    contrast: Contrast
    reflections: Reflections


def build(run: Run, bets: Mapping[int, Bet], reflections: Reflections) -> Debrief:
    """Read a run, ended or not; `bets` are by decision number from 1."""
    told = turns(run, bets)
    return Debrief(
        run, points(run), told, chances(told), contrast(told, run.parameters), reflections
    )
