"""The vectorised rules are the engine's, case by case."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.analysis import kernel
from game.analysis.columns import from_states, state_at
from game.analysis.conditions import Judge
from game.analysis.facts import FactSets
from game.engine.parameters import TEACHING_MODEL, Parameters
from game.engine.rules import Rule, drift, land, next_quarter
from game.engine.state import State, holds, productivity
from game.story.compiled import QUALITIES, Choice
from game.story.conditions import parse

VECTORS = json.loads(
    (Path(__file__).parents[1] / "engine" / "vectors.json").read_text(encoding="utf-8")
)
FACTS = ("told", "minuted", "covered")
PAIRS = 100_000
STATES = 100

SCEPTIC = Parameters(
    trust_divisor=3,
    loss_factor=1,
    breach=5,
    wound_divisor=3,
    half_divisor=3,
    too_early_divisor=1,
    early_age=1,
    oldest_wound=2,
    healing=2,
    lean_limit=1,
    calm_trust=55,
    simmer_divisor=4,
    wound_simmer=0,
    erosion_divisor=7,
    fading_divisor=3,
    quarter_steps=6,
)
"""Another model: no rule may hold a number of its own."""


def _equal(states: list[State], choice: Choice, model: Parameters) -> None:
    facts = FactSets(frozenset())
    columns = from_states(states, facts)
    landed = kernel.land(columns, choice, model, facts)
    rates = kernel.productivity(landed.columns, model)
    drifted = kernel.drift(landed.columns, model)
    quarters = kernel.next_quarter(drifted, model)
    for row, state in enumerate(states):
        wanted, rules = land(state, choice, model)
        told = f"{state} {choice}"
        assert state_at(landed.columns, row, facts) == wanted, told
        assert rates[row] == productivity(wanted, model), told
        assert state_at(drifted, row, facts) == drift(wanted, model), told
        assert quarters[row] == next_quarter(drift(wanted, model), model), told
        assert landed.too_early[row] == (Rule.TOO_EARLY in rules), told
        assert landed.repaired[row] == (Rule.REPAIRED in rules), told


@pytest.mark.parametrize("case", VECTORS["decisions"])
def test_published_decisions(case: dict[str, Any]) -> None:
    """Every published case of one decision comes out the same."""
    before = {key: value for key, value in case["before"].items() if key != "productivity"}
    state = State(**before | {"facts": frozenset(before["facts"])})
    _equal([state], _choice(case["choice"]), TEACHING_MODEL)


@pytest.mark.parametrize("case", VECTORS["runs"])
def test_published_runs(case: dict[str, Any]) -> None:
    """Every published run comes out the same, state by state."""
    start = {key: value for key, value in case["start"].items() if key != "productivity"}
    state = State(**start | {"facts": frozenset(start["facts"])})
    for told in case["choices"]:
        choice = _choice(told)
        _equal([state], choice, TEACHING_MODEL)
        state = drift(land(state, choice, TEACHING_MODEL)[0], TEACHING_MODEL)


@pytest.mark.parametrize("model", [TEACHING_MODEL, SCEPTIC], ids=["teaching", "sceptic"])
def test_random_pairs(model: Parameters) -> None:
    """100,000 random pairs of state and choice come out the same, under another model too."""
    dice = random.Random(7)
    for _ in range(PAIRS // STATES // 2):
        _equal([_state(dice, model) for _ in range(STATES)], _random_choice(dice), model)


def test_conditions_hold_where_the_engine_says() -> None:
    """A condition is true of a column where it is true of the state."""
    dice = random.Random(8)
    facts = FactSets(frozenset())
    states = [_state(dice, TEACHING_MODEL) for _ in range(500)]
    judge = Judge(from_states(states, facts), TEACHING_MODEL, facts)
    for text in (
        *("trust >= 45", "tension < 30", "productivity == 50", "productivity != 50", "told"),
        *("not told", "told and not minuted or covered", "not (trust > 40 or told)"),
        *("trust > -99999999999999999999", "tension <= 99999999999999999999"),
    ):
        when = parse(text)
        wanted = [holds(when, state, TEACHING_MODEL) for state in states]
        assert judge.holds(when.test).tolist() == wanted, text


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("trust >= 60", "highest trust on arrival is 55, the choice needs 60"),
        ("trust > 60", "highest trust on arrival is 55, the choice needs 61"),
        ("tension <= 5", "lowest tension on arrival is 20, the choice needs at most 5"),
        ("trust == 50", "nearest trust on arrival is 45, the choice needs 50"),
        ("not trust < 60", "highest trust on arrival is 55, the choice needs 60"),
        ("told", "no arrival has the fact told"),
        ("not minuted", "every arrival has the fact minuted"),
        ("trust >= 55 and tension < 40", "where the rest holds, highest trust on arrival is 45"),
        ("trust > 90 and tension < 20", "highest trust on arrival is 55, the choice needs 91; low"),
        ("told or trust > 70", "no arrival has the fact told and highest trust on arrival is 55"),
    ],
)
def test_the_nearest_miss(when: str, said: str) -> None:
    """A condition that never holds tells how near the arrivals came."""
    minuted = frozenset({"minuted"})
    states = [State(45, 20, facts=minuted), State(55, 40, facts=minuted)]
    facts = FactSets(frozenset())
    judge = Judge(from_states(states, facts), TEACHING_MODEL, facts)
    assert not judge.holds(parse(when).test).any()
    assert judge.nearest(parse(when).test, "the choice").startswith(said)


def test_division_is_toward_zero() -> None:
    """-7 by 2 is -3, as the model has it."""
    numbers = np.array([-7, -1, 0, 1, 7], dtype=np.int32)
    assert kernel.divided(numbers, 2).tolist() == [-3, 0, 0, 0, 3]


def _choice(case: dict[str, Any]) -> Choice:
    fields = case | {"lens": tuple(case["lens"]), "sets": frozenset(case.get("sets", ()))}
    return Choice(id="x", text="x", stance="relational", routes=(), **fields)


def _state(dice: random.Random, model: Parameters) -> State:
    wound = dice.choice((0, 0, 1, 2, 5, 9, 40))
    return State(
        trust=dice.randint(0, 100),
        tension=dice.randint(0, 100),
        push=dice.randint(-60, 60),
        lean=dice.randint(-model.lean_limit, model.lean_limit),
        wound=wound,
        wound_age=dice.randint(0, model.oldest_wound) if wound else 0,
        deceived=wound > 0 and dice.random() < 0.3,
        facts=frozenset(fact for fact in FACTS if dice.random() < 0.4),
    )


def _random_choice(dice: random.Random) -> Choice:
    return Choice(
        id="x",
        text="x",
        stance="relational",
        routes=(),
        trust=dice.choice((0, dice.randint(-50, 50), dice.randint(-6, 9))),
        tension=dice.randint(-50, 50),
        productivity=dice.randint(-50, 50),
        lens=tuple(dice.sample(QUALITIES, dice.randint(0, 3))),
        forced=dice.random() < 0.2,
        repair=dice.random() < 0.4,
        deceit=dice.random() < 0.2,
        needs=dice.choice((None, None, dice.randint(1, 100))),
        sets=frozenset(fact for fact in FACTS if dice.random() < 0.3),
    )
