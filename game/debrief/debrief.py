"""What a run means, as one data object; `pages` says it in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from game.debrief.curves import Point, points
from game.debrief.moments import Chance, Contrast, chances, contrast
from game.debrief.turns import Turn, turns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.debrief.reflections import Reflections
    from game.debrief.review import Review
    from game.engine.bets import Bet
    from game.engine.run import Run


Shown: TypeAlias = Literal["numbers", "words", "hidden"]
"""How the meters were shown."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """A run read backwards: no sentences, only what they are said from.

    `path` holds the meters, tension among them; `turns` the decisions; `chances` the seven
    qualities; `contrast` the two kinds of answer; `reflections` what the player said. `shown`
    is how the meters were shown while it was played. `review` is what each decision kept and
    closed, None until it is computed; `beside` is the run from which this one branched off, if
    there is one.
    """

    run: Run
    path: tuple[Point, ...]
    turns: tuple[Turn, ...]
    chances: tuple[Chance, ...]
    contrast: Contrast
    reflections: Reflections
    shown: Shown = "numbers"
    review: Review | None = None
    beside: Run | None = None


def build(
    run: Run, bets: Mapping[int, Bet], reflections: Reflections, shown: Shown = "numbers"
) -> Debrief:
    """Read a run, ended or not, without its review; `bets` are by decision number from 1."""
    told = turns(run, bets)
    return Debrief(
        run, points(run), told, chances(told), contrast(told, run.parameters), reflections, shown
    )


def complete(debrief: Debrief, review: Review | None, beside: Run | None) -> Debrief:
    """Return the debrief with what takes time to compute, and the run it branched off."""
    return replace(debrief, review=review, beside=beside)
