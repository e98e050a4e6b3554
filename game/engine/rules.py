"""What one decision does: it lands, it delivers, and time passes.

Every test reads the state from before the choice. Pure integers; all constants come in as
`Parameters`. Why each rule exists, in words, is in `docs/model.md`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from game.engine.state import State, clamp, divide, made, productivity

if TYPE_CHECKING:
    from game.engine.parameters import Parameters
    from game.story.compiled import Choice


class Rule(StrEnum):
    """Codes of the rules, in the order in which they are listed."""

    TENSION_DISCOUNT = "tension_discount"
    LOSS_DOUBLED = "loss_doubled"
    FORCED = "forced"
    TOO_EARLY = "too_early"
    OPEN_WOUND = "open_wound"
    ONE_LEG = "one_leg"
    WOUND_OPENED = "wound_opened"
    REPAIRED = "repaired"
    REPAIR_REFUSED = "repair_refused"


class Landing(NamedTuple):
    """What one decision did: the rules that applied, the state as landed, and after its drift.

    `productivity` is the landed state's, which is what the decision delivers.
    """

    rules: tuple[Rule, ...]
    landed: State
    productivity: int
    drifted: State


_SLOWED: Final[tuple[Rule, ...]] = (Rule.TENSION_DISCOUNT,)

_Gain: TypeAlias = tuple[int, int, tuple[Rule, ...]]
"""What a choice does to trust, before the clamp; the wound after it; the rules that applied."""


def decide(state: State, choice: Choice, parameters: Parameters) -> Landing:
    """Play one decision from `state`."""
    landed, rules = land(state, choice, parameters)
    rate, drifted = productivity(landed, parameters), drift(landed, parameters)
    return made(Landing, (rules, landed, rate, drifted))


def land(state: State, choice: Choice, parameters: Parameters) -> tuple[State, tuple[Rule, ...]]:
    """Return the state in which a choice leaves things at once, and the rules that applied."""
    before, tense, push, lean, wound, age, deceived, facts = state
    step = leg(choice, parameters) if choice.lens else 0
    written, tension = choice.trust, choice.tension
    if written < 0:
        trust, wound, rules = _loss(state, choice, parameters)
        if len(rules) > 1:
            age, deceived = 0, deceived or choice.deceit
    elif written > 0 and choice.forced:
        trust, rules = 0, (Rule.FORCED,)
    elif written > 0 and choice.needs is not None and choice.needs > before:
        trust, rules = 0, (Rule.TOO_EARLY,)
        tension = max(tension, 0) + written // parameters.too_early_divisor
    elif choice.repair and _can_repair(state, choice):
        trust, wound, rules = _repair(state, choice, step, parameters)
    else:
        trust, wound, rules = _gain(state, choice, step, parameters)
    if not wound:
        age, deceived = 0, False
    landed = (
        clamp(before + trust, parameters.most),
        clamp(tense + tension, parameters.most),
        push + choice.productivity,
        lean if abs(lean + step) > parameters.lean_limit else lean + step,
        wound,
        age,
        deceived,
        facts | choice.sets if choice.sets else facts,
    )
    return made(State, landed), rules


def drift(state: State, parameters: Parameters) -> State:
    """Return the state after the time between two decisions has passed."""
    trust, tension, push, lean, wound, age, deceived, facts = state
    most = parameters.most
    unease = clamp(parameters.calm_trust - trust, most)
    simmer = divide(unease - tension, parameters.simmer_divisor)
    if wound:
        simmer += parameters.wound_simmer
        age = min(age + 1, parameters.oldest_wound)
    tension = clamp(tension + simmer, most)
    trust = clamp(trust - tension // parameters.erosion_divisor, most)
    push = divide(push, parameters.fading_divisor)
    return made(State, (trust, tension, push, lean, wound, age, deceived, facts))


def next_quarter(state: State, parameters: Parameters) -> int:
    """Return what is delivered after the ending, with nobody choosing anything."""
    delivered = 0
    for _ in range(parameters.quarter_steps):
        delivered += productivity(state, parameters)
        state = drift(state, parameters)
    return delivered


def leg(choice: Choice, parameters: Parameters) -> int:
    """Return 1 for a choice of care, -1 for one of delivery, 0 for neither."""
    balance, legs = 0, parameters.legs
    for quality in choice.lens:
        balance += legs[quality]
    return (balance > 0) - (balance < 0)


def _loss(state: State, choice: Choice, parameters: Parameters) -> _Gain:
    """Trust goes down fast, and a large loss or any deceit leaves a wound."""
    loss = -choice.trust * parameters.loss_factor
    if loss < parameters.breach and not choice.deceit:
        return -loss, state.wound, (Rule.LOSS_DOUBLED,)
    wound = max(state.wound, loss // parameters.wound_divisor)
    return -loss, wound, (Rule.LOSS_DOUBLED, Rule.WOUND_OPENED)


def _can_repair(state: State, choice: Choice) -> bool:
    met = choice.needs is None or choice.needs <= state.trust
    return state.wound > 0 and met and not choice.forced


def _repair(state: State, choice: Choice, step: int, parameters: Parameters) -> _Gain:
    """Return the wound with the gain; after deceit a repair is an ordinary gain."""
    if state.deceived:
        gain, wound, rules = _gain(state, choice, step, parameters)
        return gain, wound, (*rules, Rule.REPAIR_REFUSED)
    returned = (
        state.wound
        if state.wound_age <= parameters.early_age
        else state.wound // parameters.late_divisor
    )
    return choice.trust + returned, 0, (Rule.REPAIRED,)


def _gain(state: State, choice: Choice, step: int, parameters: Parameters) -> _Gain:
    """Trust goes up slowly: an ordinary gain, after its discounts."""
    written, wound, most = choice.trust, state.wound, parameters.most
    if not written:
        return 0, wound, ()
    gain = written * (most - state.tension) // most
    rules = _SLOWED if gain != written else ()
    if wound:
        gain, rules = _halved(gain, rules, Rule.OPEN_WOUND, parameters)
    if step and state.lean * step == parameters.lean_limit:
        gain, rules = _halved(gain, rules, Rule.ONE_LEG, parameters)
    if wound and gain > 0:
        wound = max(0, wound - parameters.healing)
    return gain, wound, rules


def _halved(
    gain: int, rules: tuple[Rule, ...], rule: Rule, parameters: Parameters
) -> tuple[int, tuple[Rule, ...]]:
    """Halve a gain, and list the rule only where that changed the number."""
    half = gain // parameters.half_divisor
    return half, (*rules, rule) if half != gain else rules
