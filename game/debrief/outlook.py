"""What was still open at one moment of a run: the best, and the endings with their chances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.analysis.continuations import Best


class Chance(NamedTuple):
    """How likely an ending is, 0..1, if every choice from there on is left to chance."""

    ending: str
    chance: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can still come of one moment.

    `outcome` is the highest that can be reached: all work delivered, what was done before
    included, plus the next quarter. `trust` is the highest closing trust. Both are None where no
    ending can be reached. `best` is the ending of the highest outcome, ties by closing trust.

    An ending that the player has not found yet has no name here: `best` is None for one, `chances`
    hold the found ones that can be reached, in the file's order, and `hidden` of the `endings` that
    can be reached have `hidden_chance` together.
    """

    outcome: int | None
    trust: int | None
    best: str | None
    endings: int
    chances: tuple[Chance, ...]
    hidden: int
    hidden_chance: float


class Facts(NamedTuple):
    """What the analysis says of one state, names of endings included."""

    delivered: int
    best: Best | None
    trust: int | None
    endings: tuple[str, ...]
    chances: Mapping[str, float]

    @property
    def outcome(self) -> int | None:
        """The highest outcome that can be reached, with what was delivered before."""
        return None if self.best is None else self.delivered + self.best.outcome


def outlook(facts: Facts, found: frozenset[str]) -> Outlook:
    """Return what may be told of a state to somebody who has found these endings."""
    known = tuple(one for one in facts.endings if one in found)
    hidden = [one for one in facts.endings if one not in found]
    best = None if facts.best is None else facts.best.ending
    return Outlook(
        outcome=facts.outcome,
        trust=facts.trust,
        best=best if best in found else None,
        endings=len(facts.endings),
        chances=tuple(Chance(one, facts.chances.get(one, 0.0)) for one in known),
        hidden=len(hidden),
        hidden_chance=sum(facts.chances.get(one, 0.0) for one in hidden),
    )
