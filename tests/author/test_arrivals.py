"""Ways to a scene really lead there, in the state that is said."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from game.analysis.report import Analysis, analyse
from game.analysis.space import Budget
from game.author.arrivals import meeting, ways
from game.author.chart import blank, chart, share
from game.author.errands import Way
from game.author.outcomes import outcomes, percent, waiting
from game.author.outline import outline
from game.engine.run import Run, begin, choose, replay
from game.story.conditions import parse
from stories import compiled, story_text

if TYPE_CHECKING:
    from game.engine.state import State

SEEDS = range(60)


def _known() -> list[Analysis]:
    return [analyse(compiled(story_text(random.Random(seed)))) for seed in SEEDS]


def _passed(run: Run) -> list[str]:
    return [scene.id for scene in run.passage]


def test_each_way_leads_to_its_scene_and_state() -> None:
    """Replayed, a way passes its scene in the state on arrival that it names."""
    for told in _known():
        for scene in told.space.nodes:
            found = ways(told, scene)
            assert found
            for way in found:
                run = replay(told.space.story, way.choices)
                assert scene in _passed(run)
                assert run.state == way.state
            assert len({way.state for way in found}) == len(found)


def test_the_ends_of_trust_are_among_the_ways() -> None:
    """The lowest and the highest trust on arrival are those of every playthrough."""
    for told in _known():
        for scene, arrival in told.arrivals.items():
            trusts = [way.state.trust for way in ways(told, scene)]
            assert (min(trusts), max(trusts)) == arrival.trust


def test_a_scene_that_nobody_reaches_has_no_way() -> None:
    """No way is made up."""
    for told in _known():
        for scene in set(told.space.story.scenes) - set(told.space.nodes):
            assert ways(told, scene) == ()
            assert meeting(told, scene, "trust > 0") == f"No playthrough reaches {scene}."


def test_a_condition_is_met_if_any_playthrough_meets_it() -> None:
    """A way that meets a condition is found exactly where walking every playthrough finds one."""
    dice = random.Random(7)
    met = missed = 0
    for told in _known():
        arrivals = _arrivals(begin(told.space.story))
        for scene in told.space.nodes:
            sign = dice.choice(("<", ">=", "=="))
            condition = f"trust {sign} {dice.randint(10, 70)}"
            when = parse(condition).test
            any_ = any(
                when.holds(state.trust, state.tension, 0, state.facts)
                for at, state in arrivals
                if at == scene
            )
            found = meeting(told, scene, condition)
            assert isinstance(found, Way) == any_
            if isinstance(found, Way):
                met += 1
                assert when.holds(found.state.trust, found.state.tension, 0, found.state.facts)
                assert replay(told.space.story, found.choices).state == found.state
            else:
                missed += 1
                assert found.startswith("No arrival meets it: ")
    assert min(met, missed) > 20


def _arrivals(run: Run) -> list[tuple[str, State]]:
    found = [(scene, run.state) for scene in _passed(run)]
    for choice in run.offered:
        found += _arrivals(choose(run, choice.id))
    return found


def test_the_outline_holds_every_scene_once() -> None:
    """Each scene is one row with its share and its warnings; before the analysis, without."""
    for told in _known():
        story = told.space.story
        rows = outline(chart(told))
        assert sorted(row.scene for row in rows) == sorted(story.scenes)
        for row in rows:
            passed = told.passing.scenes.get(row.scene, 0)
            assert row.share == share(passed, told.playthroughs)
            unreached = any("never reached" in warning for warning in row.warnings)
            assert unreached == (row.scene not in told.space.nodes)
            assert row.ending == (story.scenes[row.scene].ending is not None)
        bare = outline(blank(story))
        assert [(row.scene, row.depth) for row in bare] == [(row.scene, row.depth) for row in rows]
        assert all(row.share == "" and not row.warnings for row in bare)


def test_every_row_of_the_outcomes_replays() -> None:
    """Each list of choices that the table offers is a run of the story."""
    for told in _known():
        former = {scene.id: 0.25 for scene in told.space.story.endings}
        rows = outcomes(told, former)
        story = told.space.story
        for row in rows:
            if row.choices is not None:
                assert replay(story, row.choices).choices == row.choices
        heads = [row.text.split()[0] for row in rows if row.heading]
        assert heads[:2] == ["Endings", "Players"]
        assert [row.heading for row in waiting(story)].count(True) == 1


def test_a_share_is_never_rounded_to_nothing_or_all() -> None:
    """What happens at all is not shown as 0 %, and what does not always happen not as 100 %."""
    assert percent(0) == "0.0 %"
    assert percent(1e-6) == "<0.1 %"
    assert percent(0.1234) == "12.3 %"
    assert percent(1 - 1e-6) == ">99.9 %"
    assert percent(1) == "100.0 %"


def test_a_bound_is_never_passed_off_as_exact() -> None:
    """Where a budget ended the work the table says so, and of what is left it says nothing."""
    ferry = Path(__file__).parents[1] / "tui" / "ferry.toml"
    told = analyse(compiled(ferry.read_text(encoding="utf-8")), budget=Budget(states=2))
    assert not told.space.complete
    rows = outcomes(told, {})
    assert rows[0].text.startswith("Not exact: the budget ended the work,")
    assert "No ending was reached within the budget." in rows[1].text
    assert not [row for row in rows if "no playthrough ends here" in row.below]
    assert not [row for row in rows if "is never reached" in row.text]
