"""The rules of the model over many states at once: `game.engine.rules`, vectorised.

The one second copy of the rules, held equal to the first by every published case and by random
pairs of state and choice (`tests/analysis/test_kernel.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.analysis.columns import Columns
from game.engine.rules import leg

if TYPE_CHECKING:
    from game.analysis.columns import Flags, Meters, Numbers
    from game.analysis.facts import FactSets
    from game.engine.parameters import Parameters
    from game.story.compiled import Choice


class Landed(NamedTuple):
    """States in which a choice leaves things, before the drift; and where two rules applied."""

    columns: Columns
    too_early: Flags
    repaired: Flags


class _Trust(NamedTuple):
    """What a choice does to trust, before the clamp, and the wound after it."""

    change: Meters
    wound: Meters
    age: Meters
    deceived: Flags
    too_early: Flags
    repaired: Flags


def land(states: Columns, choice: Choice, parameters: Parameters, facts: FactSets) -> Landed:
    """Return where one choice leaves each state at once."""
    step = leg(choice, parameters)
    moved = _trust(states, choice, step, parameters)
    tension: Meters = np.full_like(states.tension, choice.tension)
    if choice.trust > 0 and choice.needs is not None:
        raised = max(choice.tension, 0) + choice.trust // parameters.too_early_divisor
        tension = np.where(moved.too_early, np.int16(raised), tension)
    lean = states.lean + step
    open_ = moved.wound > 0
    columns = Columns(
        trust=np.clip(states.trust + moved.change, 0, parameters.most),
        tension=np.clip(states.tension + tension, 0, parameters.most),
        push=states.push + choice.productivity,
        lean=np.where(np.abs(lean) > parameters.lean_limit, states.lean, lean),
        wound=moved.wound,
        wound_age=np.where(open_, moved.age, 0),
        deceived=open_ & moved.deceived,
        facts=facts.joined(states.facts, choice.sets) if choice.sets else states.facts,
    )
    return Landed(columns, moved.too_early, moved.repaired)


def drift(states: Columns, parameters: Parameters) -> Columns:
    """Return each state after the time between two decisions has passed."""
    most, open_ = parameters.most, states.wound > 0
    unease = np.clip(parameters.calm_trust - states.trust, 0, most)
    simmer = divided(unease - states.tension, parameters.simmer_divisor)
    simmer += open_ * np.int16(parameters.wound_simmer)
    tension = np.clip(states.tension + simmer, 0, most)
    older = np.minimum(states.wound_age + open_, parameters.oldest_wound)
    return states._replace(
        trust=np.clip(states.trust - tension // parameters.erosion_divisor, 0, most),
        tension=tension,
        push=divided(states.push, parameters.fading_divisor),
        wound_age=np.where(open_, older, states.wound_age),
    )


def productivity(states: Columns, parameters: Parameters) -> Meters:
    """Return the rate at which work is done in each state."""
    rate = (
        parameters.productivity_base
        + states.push
        + divided(states.trust - parameters.trust_level, parameters.trust_divisor)
        - states.tension // parameters.tension_divisor
    )
    clipped: Meters = np.clip(rate, 0, parameters.most)
    return clipped


def next_quarter(states: Columns, parameters: Parameters) -> Numbers:
    """Return what each state delivers after an ending, with nobody choosing anything."""
    delivered: Numbers = np.zeros(len(states.trust), dtype=np.int32)
    for _ in range(parameters.quarter_steps):
        delivered += productivity(states, parameters)
        states = drift(states, parameters)
    return delivered


def divided(numbers: Meters, divisor: int) -> Meters:
    """Divide toward zero."""
    part = np.abs(numbers) // divisor
    return np.where(numbers < 0, -part, part)


def _trust(states: Columns, choice: Choice, step: int, parameters: Parameters) -> _Trust:
    never = np.zeros(len(states.trust), dtype=np.bool_)
    still = _Trust(
        np.zeros_like(states.trust), states.wound, states.wound_age, states.deceived, never, never
    )
    if choice.trust < 0:
        return _loss(still, choice, parameters)
    if choice.forced:
        return still
    early = never
    if choice.needs is not None:
        early = states.trust < choice.needs
    moved = _gain(states, still, choice, step, parameters)
    if choice.repair:
        moved = _repaired(states, moved, ~early, choice, parameters)
    if choice.needs is None:
        return moved
    change = np.where(early, 0, moved.change)
    wound = np.where(early, states.wound, moved.wound)
    return moved._replace(change=change, wound=wound, too_early=early & (choice.trust > 0))


def _loss(still: _Trust, choice: Choice, parameters: Parameters) -> _Trust:
    loss = -choice.trust * parameters.loss_factor
    change = still.change - np.int16(loss)
    if loss < parameters.breach and not choice.deceit:
        return still._replace(change=change)
    return still._replace(
        change=change,
        wound=np.maximum(still.wound, np.int16(loss // parameters.wound_divisor)),
        age=np.zeros_like(still.age),
        deceived=still.deceived | choice.deceit,
    )


def _repaired(
    states: Columns, gained: _Trust, met: Flags, choice: Choice, parameters: Parameters
) -> _Trust:
    """Let the repair return the wound where one is open and nobody was deceived."""
    mends = met & (states.wound > 0) & ~states.deceived
    early = states.wound_age <= parameters.early_age
    returned = np.where(early, states.wound, states.wound // parameters.late_divisor)
    change = np.where(mends, returned + np.int16(choice.trust), gained.change)
    return gained._replace(change=change, wound=np.where(mends, 0, gained.wound), repaired=mends)


def _gain(
    states: Columns, still: _Trust, choice: Choice, step: int, parameters: Parameters
) -> _Trust:
    if not choice.trust:
        return still
    most, open_ = parameters.most, states.wound > 0
    gain = np.int16(choice.trust) * (most - states.tension) // most
    gain = np.where(open_, gain // parameters.half_divisor, gain)
    if step:
        ahead = states.lean * step == parameters.lean_limit
        gain = np.where(ahead, gain // parameters.half_divisor, gain)
    healed = np.maximum(states.wound - parameters.healing, 0)
    return still._replace(change=gain, wound=np.where(open_ & (gain > 0), healed, states.wound))
