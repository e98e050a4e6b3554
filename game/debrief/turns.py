"""One decision of a run: the answer given, the answers left, and what each does at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.bets import outcome
from game.engine.rules import Rule, decide, land
from game.engine.run import beside
from game.engine.state import productivity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.engine.bets import Bet
    from game.engine.parameters import Parameters
    from game.engine.rules import Landing
    from game.engine.run import Decision, Run
    from game.engine.state import State
    from game.story.compiled import Choice, Scene


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that was offered, with what it did, or would have done, at that moment.

    `trust` is what the rules made of the trust written, before the ends of the scale cut it off.
    """

    choice: Choice
    before: State
    landing: Landing
    trust: int

    @property
    def trust_moved(self) -> int:
        """How far trust moved."""
        return self.landing.landed.trust - self.before.trust

    @property
    def tension_moved(self) -> int:
        """How far tension moved."""
        return self.landing.landed.tension - self.before.tension

    def productivity_moved(self, parameters: Parameters) -> int:
        """Return how far productivity moved, through trust and tension as well."""
        return self.landing.productivity - productivity(self.before, parameters)


@dataclass(frozen=True, slots=True)
class Turn:
    """One decision, by its number from 1. `bet` is None where none was asked for or kept."""

    number: int
    scene: Scene
    before: State
    chosen: Option
    others: tuple[Option, ...]
    outcome: Bet
    bet: Bet | None


def turns(run: Run, bets: Mapping[int, Bet]) -> tuple[Turn, ...]:
    """Return the decisions of a run; `bets` are by decision number from 1."""
    return tuple(
        _turn(number, decision, run.parameters, bets.get(number))
        for number, decision in enumerate(run.decisions, 1)
    )


def option(before: State, choice: Choice, parameters: Parameters) -> Option:
    """Return what a choice does at once in a state that offers it."""
    landing = decide(before, choice, parameters)
    return Option(choice, before, landing, _trust(before, choice, landing, parameters))


def _turn(number: int, decision: Decision, parameters: Parameters, bet: Bet | None) -> Turn:
    before = decision.before
    others = (
        option(before, choice, parameters)
        for choice in beside(decision, parameters)
        if choice.id != decision.choice.id
    )
    return Turn(
        number,
        decision.scene,
        before,
        option(before, decision.choice, parameters),
        tuple(others),
        outcome(decision),
        bet,
    )


def _trust(before: State, choice: Choice, landing: Landing, parameters: Parameters) -> int:
    """Ask the engine again from the far end of the scale, where nothing is cut off.

    Beside the cut, only `needs` reads the level of trust, so one that was met is left out.
    """
    if Rule.TOO_EARLY in landing.rules:
        return 0
    met = choice.needs is not None and choice.needs <= before.trust
    free = choice._replace(needs=None) if met else choice
    if choice.trust < 0:
        top = before._replace(trust=parameters.most)
        return land(top, free, parameters)[0].trust - parameters.most
    return land(before._replace(trust=0), free, parameters)[0].trust
