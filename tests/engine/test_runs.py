"""A run is its list of choices: everything else follows, the same every time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playing import played

from game.engine.parameters import TEACHING_MODEL
from game.engine.run import (
    NotOfferedError,
    Position,
    Run,
    back,
    begin,
    choose,
    offers,
    replay,
    take,
    texts,
)
from game.engine.state import State, opening, productivity
from game.story.compiled import Story
from game.story.library import load
from stories import compiled, small_stories

FLAGSHIP = Path(__file__).parents[2] / "stories" / "two-departments.toml"
DICE = st.randoms(use_true_random=False)

TWO_DOORS = compiled("""\
format = 1
[story]
title = "Two Doors"
summary = "A hall, a passage, two ends."
minutes = 1
[scenes.hall]
text = "A hall."
[[scenes.hall.also]]
when = "trust >= 40"
text = "Warm."
[[scenes.hall.also]]
when = "trust >= 41"
text = "Hot."
[[scenes.hall.choices]]
id = "left"
text = "Left."
stance = "relational"
trust = 5
sets = ["went_left"]
goto = "passage"
[[scenes.hall.choices]]
id = "right"
text = "Right."
stance = "transactional"
goto = "out"
[[scenes.hall.choices]]
id = "up"
text = "Up."
stance = "transactional"
when = "went_left or tension > 20"
goto = "out"
[scenes.passage]
text = "A passage."
goto = [{ when = "went_left and trust >= 44", to = "garden" }, { to = "out" }]
[scenes.garden]
text = "Green."
ending = "Garden"
[scenes.out]
text = "Grey."
ending = "Out"
""")


@pytest.fixture(scope="module")
def flagship() -> Story:
    """Return the shipped story."""
    story = load(FLAGSHIP)
    assert isinstance(story, Story)
    return story


@given(small_stories(), DICE)
def test_replay_of_a_prefix_is_a_prefix_of_the_replay(story: Story, random: Random) -> None:
    """The first choices of a run make the first decisions of it, whatever came after."""
    run = played(story, random)
    assert replay(story, run.choices) == run
    for made in range(len(run.choices) + 1):
        before = replay(story, run.choices[:made])
        assert before.decisions == run.decisions[:made]
        if made < len(run.decisions):
            following = run.decisions[made]
            assert (before.passage, before.state) == (following.passage, following.before)


@given(small_stories(), DICE)
def test_going_back_is_exact(story: Story, random: Random) -> None:
    """After any number of decisions are taken back the run stands as it stood then."""
    run, stood = begin(story), [begin(story)]
    while run.offered:
        run = choose(run, random.choice(run.offered).id)
        stood.append(run)
    assert [back(run, made) for made in range(len(stood))] == stood


@given(small_stories(), DICE)
def test_taking_a_choice_is_choosing_it(story: Story, random: Random) -> None:
    """The engine's bare step and the run that is kept agree on scene, state and delivered."""
    run = begin(story)
    position = Position(run.scene, run.state, 0)
    while run.offered:
        choice = random.choice(run.offered)
        assert offers(position.scene, position.state, TEACHING_MODEL) == run.offered
        run = choose(run, choice.id)
        position = take(story, position, choice, TEACHING_MODEL)
        assert position == Position(run.scene, run.state, run.delivered)


def _within(state: State) -> bool:
    healed = state.wound > 0 or (state.wound_age == 0 and not state.deceived)
    meters = (state.trust, state.tension, productivity(state, TEACHING_MODEL))
    return (
        all(0 <= meter <= 100 for meter in meters)
        and -3 <= state.lean <= 3
        and 0 <= state.wound_age <= 3
        and state.wound >= 0
        and healed
    )


@given(small_stories(), DICE)
def test_no_offered_choices_leave_the_ranges(story: Story, random: Random) -> None:
    """Meters stay within 0 to 100, lean within -3 to 3, a wound's age within 0 to 3."""
    for decision in played(story, random).decisions:
        landing = decision.landing
        assert _within(decision.before)
        assert _within(landing.landed)
        assert _within(landing.drifted)
        assert 0 <= landing.productivity <= 100


@pytest.mark.parametrize("seed", range(50))
def test_the_shipped_story_ends_within_the_ranges(flagship: Story, seed: int) -> None:
    """Whatever is chosen in the shipped story, it ends after 8 to 10 decisions, within ranges."""
    run = played(flagship, Random(seed))
    assert run.ended
    assert 8 <= len(run.decisions) <= 10
    assert all(_within(decision.landing.drifted) for decision in run.decisions)


@given(small_stories(), DICE)
def test_delivered_adds_up(story: Story, random: Random) -> None:
    """What is delivered is the sum of every landed productivity, and the next quarter follows."""
    run = played(story, random)
    assert run.delivered == sum(one.landing.productivity for one in run.decisions)
    assert 0 <= (run.next_quarter or 0) <= 400
    assert begin(story).next_quarter is None


def test_a_choice_that_is_not_offered_names_what_was() -> None:
    """The error tells the decision, the scene and every choice that is offered there."""
    with pytest.raises(NotOfferedError) as caught:
        replay(TWO_DOORS, ["up"])
    error = caught.value
    assert (error.number, error.scene.id, error.choice) == (1, "hall", "up")
    assert error.offered == ("left", "right")
    assert str(error) == (
        "decision 1: 'up' is not offered in scene 'hall'; offered there: left, right"
    )


def test_an_ending_offers_nothing() -> None:
    """After the ending every choice is refused, and the error says that nothing is offered."""
    with pytest.raises(NotOfferedError, match=r"decision 2: 'left' .* nothing is offered there"):
        replay(TWO_DOORS, ["left", "left"])


def test_a_choice_is_offered_on_the_arrival_state() -> None:
    """A choice whose condition fails on arrival is left out, in the file's order."""
    assert [choice.id for choice in begin(TWO_DOORS).offered] == ["left", "right"]
    tense = TWO_DOORS._replace(tension=21)
    assert [choice.id for choice in begin(tense).offered] == ["left", "right", "up"]


def test_routes_read_the_drifted_state_with_what_the_choice_sets() -> None:
    """The passage leads to the garden since +5 landed as +4, and the fact is there at once."""
    run = choose(begin(TWO_DOORS), "left")
    assert [scene.id for scene in run.passage] == ["passage", "garden"]
    assert run.state.facts == {"went_left"}
    cooler = choose(begin(TWO_DOORS._replace(trust=39)), "left")
    assert [scene.id for scene in cooler.passage] == ["passage", "out"]


def test_a_scene_prints_every_paragraph_that_holds() -> None:
    """On arrival the text comes first, then each `also` that holds, in the file's order."""
    run = begin(TWO_DOORS)
    assert texts(run.scene, run.state, TEACHING_MODEL) == ("A hall.", "Warm.")
    warm = begin(TWO_DOORS._replace(trust=41))
    assert texts(warm.scene, warm.state, TEACHING_MODEL) == ("A hall.", "Warm.", "Hot.")


def test_the_start_is_the_storys_or_the_models() -> None:
    """What the story leaves out of its start is the model's: trust 40, tension 20."""
    assert opening(TWO_DOORS, TEACHING_MODEL) == State(40, 20)
    own = TWO_DOORS._replace(trust=0, tension=0, facts=frozenset({"told"}))
    assert opening(own, TEACHING_MODEL) == State(0, 0, facts=frozenset({"told"}))


def test_a_run_is_never_changed() -> None:
    """Choosing gives a new run and leaves the old one as it is."""
    run = begin(TWO_DOORS)
    kept = Run(run.story, run.parameters, run.decisions, run.passage, run.state, run.delivered)
    assert choose(run, "left") != run
    assert run == kept
