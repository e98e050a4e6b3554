"""Arguing with the model: a run again under other rules, and what the lessons still hold."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from debrief_reading import any_run, lines, story

from game.analysis.report import analyse
from game.analysis.space import Budget
from game.debrief.argument import argue, lessons, rerun
from game.debrief.argument_words import fared, judged
from game.debrief.knobs import KNOBS
from game.engine.parameters import TEACHING_MODEL, Parameters
from game.engine.run import begin, choose, replay
from game.story.library import shipped
from stories import compiled, story_text

FLAGSHIP = shipped() / "two-departments.toml"
GATE = """format = 1
[story]
title = "Gate"
summary = "x"
minutes = 1
[start]
trust = 40
tension = 0
[scenes.one]
title = "The gate"
text = "x"
[[scenes.one.choices]]
id = "lose"
text = "Walk past."
stance = "transactional"
trust = -3
goto = "two"
[scenes.two]
title = "The door"
text = "x"
[[scenes.two.choices]]
id = "ask"
text = "Ask whoever still listens."
stance = "relational"
when = "trust >= 30"
goto = "end"
[[scenes.two.choices]]
id = "leave"
text = "Leave it."
stance = "transactional"
goto = "end"
[[scenes.two.choices]]
id = "wait"
text = "Wait."
stance = "relational"
goto = "end"
[scenes.end]
text = "x"
ending = "End"
"""


def test_under_its_own_model_a_run_is_itself() -> None:
    """Nothing is missing, and every named player fares as before."""
    run = any_run(story(FLAGSHIP), 5)
    found = argue(run, TEACHING_MODEL)
    assert found.missing == ()
    assert [row.who for row in found.rows] == ["you", "transactional", "relational", "forced"]
    for row in found.rows:
        assert row.after.choices == row.before.choices
        assert row.after.state == row.before.state


def test_a_choice_that_is_no_longer_offered_is_said_and_stood_in_for() -> None:
    """The first offered of the same stance is taken; a loss of 3 at ×4 shuts a door at 30."""
    run = replay(compiled(GATE), ["lose", "ask"])
    found = argue(run, replace(TEACHING_MODEL, loss_factor=4))
    assert found.rows[0].after.choices == ("lose", "wait")
    (missing,) = found.missing
    assert (missing.number, missing.scene.id) == (2, "two")
    said = "\n".join(line for block in fared(found) for line in lines(block))
    assert "2. “Ask whoever still listens.” is no longer offered at “The door”;" in said


@pytest.mark.parametrize("seed", range(60))
def test_a_run_again_differs_only_where_it_says_so(seed: int) -> None:
    """Each decision is the run's own of that scene, or is listed as missing."""
    dice = random.Random(seed)
    run = begin(compiled(story_text(dice)))
    while run.offered:
        run = choose(run, dice.choice(run.offered).id)
    model = replace(TEACHING_MODEL, loss_factor=4, calm_trust=20, erosion_divisor=5)
    again = rerun(run, model)
    assert again.run.parameters == model
    made = {one.scene.id: one.choice.id for one in run.decisions}
    missing = {one.number for one in again.missing}
    for number, one in enumerate(again.run.decisions, 1):
        assert (made.get(one.scene.id) == one.choice.id) or number in missing
    assert again.run.ended or not again.run.offered or not run.ended


def test_an_open_run_goes_no_further() -> None:
    """Two decisions stay two."""
    run = replay(story(), ["turn", "confide"])
    assert len(rerun(run, Parameters(loss_factor=1)).run.decisions) == 2


def test_the_lessons_are_those_of_the_analysis() -> None:
    """Rule by rule, the endings' shares as one; the flagship's all hold under its own model."""
    run = any_run(story(FLAGSHIP), 1)
    for model in (TEACHING_MODEL, replace(TEACHING_MODEL, loss_factor=1, erosion_divisor=90)):
        held = lessons(run, model)
        assert held is not None
        told = analyse(run.story, model).lessons
        single = [one for one in told if not one.code.startswith("ending_share:")]
        shares = [one.holds for one in told if one.code.startswith("ending_share:")]
        assert [one.holds for one in held] == [*(one.holds for one in single), all(shares)]
        assert held[-1].found == f"{sum(shares)} of {len(shares)}"
    assert all(one.holds for one in lessons(run, TEACHING_MODEL) or ())


def test_a_sceptic_can_break_a_lesson() -> None:
    """The broken ones stand first, and are counted."""
    run = any_run(story(FLAGSHIP), 1)
    held = lessons(run, replace(TEACHING_MODEL, loss_factor=4))
    assert held is not None
    broken = [one for one in held if not one.holds]
    assert broken
    said = [line for block in judged(held) for line in lines(block)]
    assert said[0] == f"{len(held) - len(broken)} of {len(held)} lessons hold over all playthroughs"
    assert [line.startswith("Does not hold: ") for line in said[1:]].count(True) == len(broken)
    assert said[1].startswith("Does not hold: ")


def test_no_lesson_names_a_scene_or_an_ending() -> None:
    """What a player has not found yet stays so."""
    run = any_run(story(FLAGSHIP), 1)
    said = " ".join(line for block in judged(lessons(run, TEACHING_MODEL)) for line in lines(block))
    for scene in run.story.endings:
        assert scene.id not in said
        assert (scene.ending or "") not in said
    assert " in " not in said.replace(" in the ", " ").replace(" in delivered ", " ")


def test_a_story_too_short_to_be_judged_says_so() -> None:
    """One that can end within two decisions shows no lesson."""
    held = lessons(replay(compiled(GATE), ["lose", "ask"]), TEACHING_MODEL)
    assert held == ()
    said = [line for block in judged(held) for line in lines(block)]
    assert said[-1] == "A story that can end within two decisions is not judged by them."


def test_beyond_the_budget_the_lessons_are_not_judged() -> None:
    """A sentence says so."""
    run = any_run(story(FLAGSHIP), 1)
    assert lessons(run, TEACHING_MODEL, Budget(states=10)) is None
    said = [line for block in judged(None) for line in lines(block)]
    assert "too many" in said[-1]


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.name)
def test_a_knob_stays_in_its_range_and_says_its_value(knob) -> None:  # noqa: ANN001, a knob
    """The teaching model lies within; either end can be played."""
    usual = knob.value(TEACHING_MODEL)
    assert knob.least <= usual <= knob.most
    assert str(usual) in knob.at(TEACHING_MODEL)
    run = any_run(story(), 2)
    for steps in (-1000, 1000):
        model = knob.turned(TEACHING_MODEL, steps)
        assert knob.value(model) == (knob.least if steps < 0 else knob.most)
        assert knob.reset(model) == TEACHING_MODEL
        assert argue(run, model).rows[0].after.parameters == model
        assert lessons(run, model) is not None


def test_the_rules_are_words_and_never_a_story_s() -> None:
    """Each rule is one sentence with one number in it."""
    for knob in KNOBS:
        assert knob.rule.count("{}") == 1
        assert knob.at(TEACHING_MODEL).endswith(".")
