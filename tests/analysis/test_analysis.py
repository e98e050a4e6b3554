"""Every figure of the analysis equals what walking every playthrough gives."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from brute import Everything, rate, walk

from game.analysis.report import Analysis, analyse, read
from game.analysis.space import Budget, explore
from game.engine.run import begin, choose, replay
from stories import compiled, story_text

if TYPE_CHECKING:
    from game.analysis.spreads import Spread
    from game.story.compiled import Story

STORIES = 300


def _stories(seed: int) -> Story:
    return compiled(story_text(random.Random(seed)))


@pytest.fixture(scope="module", params=range(0, STORIES, 20), ids="stories-{}".format)
def known(request: pytest.FixtureRequest) -> list[tuple[Everything, Analysis]]:
    """Return 20 small stories, each walked through and analysed."""
    found = [_stories(seed) for seed in range(request.param, request.param + 20)]
    return [(walk(story), analyse(story)) for story in found]


Known = list[tuple[Everything, Analysis]]


def test_counts(known: Known) -> None:
    """Playthroughs, states and decisions are counted exactly."""
    for brute, told in known:
        assert told.exact
        assert told.playthroughs == len(brute.playthroughs)
        assert told.space.states == len(brute.met)
        lengths = [len(one.choices) for one in brute.playthroughs]
        assert told.decisions == (min(lengths), max(lengths))


def test_endings(known: Known) -> None:
    """Each ending's playthroughs, share, chance and shortest witness are right."""
    for brute, told in known:
        counts = Counter(one.ending for one in brute.playthroughs)
        assert {scene: one.playthroughs for scene, one in told.endings.items()} == counts
        for scene, ending in told.endings.items():
            assert ending.share == pytest.approx(counts[scene] / len(brute.playthroughs))
            assert ending.chance == pytest.approx(float(brute.chances[scene]), abs=1e-12)
            run = replay(brute.story, ending.witness)
            assert run.scene.id == scene
            ways = [one.choices for one in brute.playthroughs if one.ending == scene]
            assert len(ending.witness) == min(map(len, ways))


def test_ends(known: Known) -> None:
    """The numbers at the ends have the right least, most, mean and counts."""
    for brute, told in known:
        ends = told.ends
        assert ends is not None
        every = brute.playthroughs
        _same(ends.trust, [one.state.trust for one in every])
        _same(ends.tension, [one.state.tension for one in every])
        _same(ends.productivity, [rate(one.state) for one in every])
        _same(ends.delivered, [one.delivered for one in every])
        _same(ends.next_quarter, [one.quarter for one in every])
        _same(ends.outcome, [one.outcome for one in every])


def test_arrivals(known: Known) -> None:
    """The ranges on arrival at each decision are those of the states that arrive."""
    for brute, told in known:
        assert set(told.arrivals) == set(brute.arrivals)
        for scene, arrival in told.arrivals.items():
            states = brute.arrivals[scene]
            assert arrival.states == len(states)
            assert arrival.playthroughs == brute.passed[scene]
            for meter in ("trust", "tension"):
                values = [getattr(state, meter) for state in states]
                assert getattr(arrival, meter) == (min(values), max(values))
            rates = [rate(state) for state in states]
            assert arrival.productivity == (min(rates), max(rates))


def test_what_never_happens(known: Known) -> None:
    """Choices never offered, scenes never reached and routes never taken are those never met."""
    for brute, told in known:
        story, found = brute.story, told.findings
        reached = {scene for scene, _ in brute.met}
        assert {one.scene for one in found.never_reached} == set(story.scenes) - reached
        offered = {
            (scene.id, choice.id)
            for scene in story.scenes.values()
            for choice in scene.choices
            if scene.id in reached
        }
        never = {
            (one.scene, story.scenes[one.scene].choices[one.choice].id)
            for one in found.never_offered
        }
        assert never == offered - brute.offered
        assert _untaken(told) == _expected_untaken(brute)


def _untaken(told: Analysis) -> set[tuple[str, str | None, int]]:
    scenes = told.space.story.scenes
    return {
        (
            one.scene,
            None if one.choice is None else scenes[one.scene].choices[one.choice].id,
            one.route,
        )
        for one in told.findings.never_taken
    }


def _expected_untaken(brute: Everything) -> set[tuple[str, str | None, int]]:
    expected: set[tuple[str, str | None, int]] = set()
    for scene_id in {scene for scene, _ in brute.met}:
        scene = brute.story.scenes[scene_id]
        expected |= {(scene_id, None, at) for at in range(len(scene.routes))}
        for choice in scene.choices:
            if (scene_id, choice.id) in brute.offered:
                expected |= {(scene_id, choice.id, at) for at in range(len(choice.routes))}
    return expected - brute.taken


def test_players(known: Known) -> None:
    """The named players play as the model says, best and worst are best and worst."""
    for brute, told in known:
        outcomes = [one.outcome for one in brute.playthroughs]
        by_choices = {one.choices: one for one in brute.playthroughs}
        for name, player in told.players.items():
            one = by_choices[player.run.choices]
            assert (player.run.scene.id, player.outcome) == (one.ending, one.outcome)
            lower = Fraction(sum(other < one.outcome for other in outcomes), len(outcomes))
            assert told.percentiles[name] == pytest.approx(float(100 * lower))
        for name, pick in (("best", max), ("worst", min)):
            wanted = pick(outcomes)
            # Playthroughs come in the order of their choices' positions.
            first = next(one for one in brute.playthroughs if one.outcome == wanted)
            assert told.players[name].run.choices == first.choices
        for name in ("transactional", "relational", "forced"):
            assert told.players[name].run.choices == _played(brute.story, name)


def _played(story: Story, name: str) -> tuple[str, ...]:
    run = begin(story)
    while not run.ended:
        fits = [
            [one for one in run.offered if one.forced] if name == "forced" else [],
            [
                one
                for one in run.offered
                if not one.forced and one.stance == ("transactional" if name == "forced" else name)
            ],
            list(run.offered),
        ]
        run = choose(run, next(some for some in fits if some)[0].id)
    return run.choices


def test_words(known: Known) -> None:
    """The words on a way are those shown: texts that hold, options offered, the reply."""
    for brute, told in known:
        read_ = [one.words for one in brute.playthroughs]
        assert told.words.mean == pytest.approx(sum(read_) / len(read_))


def test_too_many_sums(known: Known) -> None:
    """Where exact sums are too many, ends and means stay exact, percentiles are lower bounds."""
    for brute, told in known:
        bounded = read(told.space, most_pairs=0)
        assert bounded.bounds == ("distributions",)
        assert not bounded.exact
        assert bounded.ends is not None
        assert told.ends is not None
        assert bounded.endings == told.endings
        for name in ("delivered", "outcome"):
            exact, bound = getattr(told.ends, name), getattr(bounded.ends, name)
            assert (bound.least, bound.most) == (exact.least, exact.most)
            assert bound.mean == pytest.approx(exact.mean)
            assert bound.counts is None
        for name, percentile in bounded.percentiles.items():
            assert percentile <= told.percentiles[name] + 1e-9
        assert len(brute.playthroughs) == bounded.playthroughs


def test_a_spent_budget_is_said(known: Known) -> None:
    """Past a budget the work stops, and what is told is a bound."""
    for brute, told in known:
        if told.space.states < 12:
            continue
        stopped = read(explore(brute.story, budget=Budget(states=10)))
        assert stopped.bounds[0] == "everything"
        assert not stopped.exact
        assert stopped.playthroughs <= told.playthroughs
        assert stopped.space.left
        assert stopped.findings.never_reached == ()


def test_merged_states_are_fewer_than_playthroughs_met() -> None:
    """Equal states are one state, however many playthroughs lead to it."""
    text = "\n".join(
        [
            'format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1',
            *(
                f'[scenes.s{at}]\ntext = "x"\n'
                + "".join(
                    f'[[scenes.s{at}.choices]]\nid = "{one}"\ntext = "x"\n'
                    f'stance = "relational"\ngoto = "{f"s{at + 1}" if at < 79 else "end"}"\n'
                    for one in "ab"
                )
                for at in range(80)
            ),
            '[scenes.end]\ntext = "x"\nending = "End"',
        ]
    )
    told = analyse(compiled(text))
    assert told.playthroughs == 2**80
    assert told.space.states == 81
    assert told.exact
    assert told.ends is not None
    assert told.ends.outcome.counts is not None
    assert sum(count for _, count in told.ends.outcome.counts) == 2**80


def test_a_state_without_a_choice_is_found() -> None:
    """A scene that offers nothing in some state is told with a way there."""
    story = compiled(
        'format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1\n'
        '[scenes.one]\ntext = "x"\n'
        '[[scenes.one.choices]]\nid = "a"\ntext = "x"\nstance = "relational"\ntrust = 20\n'
        'goto = "two"\n'
        '[[scenes.one.choices]]\nid = "b"\ntext = "x"\nstance = "relational"\ngoto = "two"\n'
        '[scenes.two]\ntext = "x"\n'
        '[[scenes.two.choices]]\nid = "c"\ntext = "x"\nstance = "relational"\n'
        'when = "trust > 45"\ngoto = "end"\n'
        '[scenes.end]\ntext = "x"\nending = "End"\n'
    )
    told = analyse(story)
    assert [(one.scene, one.witness) for one in told.findings.stuck] == [("two", ("b",))]
    assert told.playthroughs == 1
    run = replay(story, told.findings.stuck[0].witness)
    assert run.scene.id == "two"
    assert not run.offered
    assert told.endings["end"].chance == 0.5


def _same(told: Spread, values: list[int]) -> None:
    assert (told.least, told.most) == (min(values), max(values))
    assert told.mean == pytest.approx(sum(values) / len(values))
    assert told.counts == tuple(sorted(Counter(values).items()))
