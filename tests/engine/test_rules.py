"""The rules of the model, for any state and any choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from playing import choices, states

from game.engine.parameters import TEACHING_MODEL
from game.engine.rules import Rule, decide, drift, land
from game.engine.state import State, clamp, divide

if TYPE_CHECKING:
    from game.story.compiled import Choice

ORDER = list(Rule)


@given(states(), choices())
def test_rules_are_listed_in_their_order_each_once(state: State, choice: Choice) -> None:
    """The codes of a decision stand in the order in which the model lists them."""
    places = [ORDER.index(rule) for rule in decide(state, choice, TEACHING_MODEL).rules]
    assert places == sorted(set(places))


@given(states(), choices())
def test_a_loss_lands_double(state: State, choice: Choice) -> None:
    """A loss lands double, whatever else is true of it."""
    if choice.trust < 0:
        landed, rules = land(state, choice, TEACHING_MODEL)
        assert landed.trust == max(0, state.trust + 2 * choice.trust)
        assert rules[0] is Rule.LOSS_DOUBLED


@given(states(), choices())
def test_a_gain_lands_at_most_as_written(state: State, choice: Choice) -> None:
    """Only a repair returns more than was written, and at most the wound."""
    if choice.trust >= 0:
        landed, rules = land(state, choice, TEACHING_MODEL)
        most = choice.trust + (state.wound if Rule.REPAIRED in rules else 0)
        assert state.trust <= landed.trust <= state.trust + most


@given(states(), choices())
def test_force_buys_no_trust(state: State, choice: Choice) -> None:
    """A forced gain lands nothing, and the work moves as written."""
    if choice.trust > 0 and choice.forced:
        landed, rules = land(state, choice, TEACHING_MODEL)
        assert (landed.trust, rules) == (state.trust, (Rule.FORCED,))
        assert landed.push == state.push + choice.productivity


@given(states(), choices())
def test_a_gain_that_comes_too_early_costs(state: State, choice: Choice) -> None:
    """Below the trust that a choice needs its gain lands nothing and tension does not fall."""
    landed, rules = land(state, choice, TEACHING_MODEL)
    early = choice.trust > 0 and not choice.forced and (choice.needs or 0) > state.trust
    assert (Rule.TOO_EARLY in rules) == early
    if early:
        assert landed.trust == state.trust
        assert landed.tension >= state.tension


@given(states(), choices())
def test_deceit_is_not_repaired(state: State, choice: Choice) -> None:
    """A wound by deceit is closed by gains alone, one step at a time."""
    landed, rules = land(state, choice, TEACHING_MODEL)
    if state.wound and state.deceived:
        assert Rule.REPAIRED not in rules
        assert landed.wound >= state.wound - 1


@given(states(), choices())
def test_lean_moves_one_step_at_most(state: State, choice: Choice) -> None:
    """Every choice moves the lean by a step toward its leg, within 3 of either."""
    landed, _ = land(state, choice, TEACHING_MODEL)
    assert abs(landed.lean - state.lean) <= 1
    assert -3 <= landed.lean <= 3


@given(states(), choices())
def test_facts_only_gather(state: State, choice: Choice) -> None:
    """What has happened stays, and what the choice sets is there at once."""
    assert land(state, choice, TEACHING_MODEL)[0].facts == state.facts | choice.sets


@given(states())
def test_time_lets_push_fade_and_wounds_age(state: State) -> None:
    """With time push goes toward 0, a wound grows older, and trust never grows by itself."""
    after = drift(state, TEACHING_MODEL)
    assert after.push == divide(state.push, 2)
    assert after.wound_age == (min(3, state.wound_age + 1) if state.wound else 0)
    assert after.trust <= state.trust
    assert (after.wound, after.deceived, after.lean) == (state.wound, state.deceived, state.lean)


@given(st.integers(-300, 300), st.integers(1, 30))
def test_division_goes_toward_zero(number: int, divisor: int) -> None:
    """-7 by 2 is -3: the remainder is dropped on both sides of zero."""
    assert divide(number, divisor) == int(number / divisor)
    assert divide(-number, divisor) == -divide(number, divisor)


def test_a_meter_is_kept_within_its_ends() -> None:
    """Below 0 is 0, above the most is the most."""
    assert [clamp(number, 100) for number in (-1, 0, 55, 100, 101)] == [0, 0, 55, 100, 100]
