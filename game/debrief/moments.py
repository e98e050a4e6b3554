"""The moments of a run that show the difference: by quality, and by kind of answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.engine.rules import Rule
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.turns import Option, Turn
    from game.engine.parameters import Parameters
    from game.story.compiled import Quality, Stance

_HOLLOW: Final = frozenset({Rule.FORCED, Rule.TOO_EARLY, Rule.ONE_LEG, Rule.REPAIR_REFUSED})
"""What stops a warm answer: made to, too soon, without delivery, or after deceit."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A quality, with the decisions whose answers touched it.

    `taken` are those at which the answer given touches it, `left` those at which only another did.
    """

    quality: Quality
    taken: tuple[Turn, ...]
    left: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """An option of one decision, and whether it was the one chosen."""

    turn: Turn
    option: Option

    @property
    def chosen(self) -> bool:
        """Whether this is what was done."""
        return self.option is self.turn.chosen


@dataclass(frozen=True, slots=True)
class Contrast:
    """Collaborating against a collaborative relationship, in the moments of one run.

    `collaborating` are the answers given that were transactional or forced, `relationship` the
    others. `structure` are moments at which a transactional answer was the right one, `hollow`
    those at which a warm one was not, the clearest first: chosen ones if there are any, else ones
    that were left.
    """

    collaborating: tuple[Moment, ...]
    relationship: tuple[Moment, ...]
    structure: tuple[Moment, ...]
    hollow: tuple[Moment, ...]


def chances(turns: tuple[Turn, ...]) -> tuple[Chance, ...]:
    """Return all seven qualities in the article's order; one may have no chance at all."""
    return tuple(_chance(quality, turns) for quality in QUALITIES)


def contrast(turns: tuple[Turn, ...], parameters: Parameters) -> Contrast:
    """Return the moments of both kinds."""
    given = tuple(Moment(turn, turn.chosen) for turn in turns)
    structure = [one for one in _moments(turns, "transactional") if _serves(one, parameters)]
    hollow = [one for one in _moments(turns, "relational") if _is_hollow(one)]
    structure.sort(key=lambda one: one.option.tension_moved)
    hollow.sort(key=lambda one: one.option.trust - one.option.choice.trust)
    return Contrast(
        tuple(one for one in given if _is_transaction(one)),
        tuple(one for one in given if not _is_transaction(one)),
        _chosen_or_left(structure),
        _chosen_or_left(hollow),
    )


def _chance(quality: Quality, turns: tuple[Turn, ...]) -> Chance:
    taken = tuple(turn for turn in turns if quality in turn.chosen.choice.lens)
    left = tuple(
        turn
        for turn in turns
        if quality not in turn.chosen.choice.lens
        and any(quality in one.choice.lens for one in turn.others)
    )
    return Chance(quality, taken, left)


def _moments(turns: tuple[Turn, ...], stance: Stance) -> Iterator[Moment]:
    for turn in turns:
        for option in (turn.chosen, *turn.others):
            if option.choice.stance == stance:
                yield Moment(turn, option)


def _is_transaction(moment: Moment) -> bool:
    choice = moment.option.choice
    return choice.forced or choice.stance == "transactional"


def _chosen_or_left(moments: list[Moment]) -> tuple[Moment, ...]:
    chosen = tuple(one for one in moments if one.chosen)
    return chosen or tuple(moments)


def _serves(moment: Moment, parameters: Parameters) -> bool:
    """Whether structure helped: nobody forced, no trust lost, tension eased or work gained.

    One that was left counts only where the answer given gained no trust.
    """
    option = moment.option
    if option.choice.forced or option.trust < 0:
        return False
    if not moment.chosen and moment.turn.chosen.trust > 0:
        return False
    eased = option.tension_moved
    return eased < 0 or (not eased and option.productivity_moved(parameters) > 0)


def _is_hollow(moment: Moment) -> bool:
    """Whether warmth failed: it was written as a gain and landed little or nothing, or cost."""
    option = moment.option
    stopped = option.choice.trust > 0 and not _HOLLOW.isdisjoint(option.landing.rules)
    return stopped or option.trust < 0
