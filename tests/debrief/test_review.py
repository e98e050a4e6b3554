"""Every number and every word of the review is what walking all playthroughs gives."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import brute_review
import pytest
from analysis.brute import walk
from debrief_reading import any_run
from debrief_reading import story as greenhouse

from game.analysis.space import Budget, explore
from game.debrief.review import build, review
from game.debrief.reviewed import ForeignSpaceError, Reviewed
from game.engine.parameters import Parameters
from game.engine.run import Run, back, begin, choose, replay
from stories import compiled, story_text

if TYPE_CHECKING:
    from game.debrief.reviewed import Prospect
    from game.story.compiled import Story

STORIES = 160
RUNS = 3
SCEPTIC = Parameters(loss_factor=3, trust_divisor=3, erosion_divisor=7, quarter_steps=2)


def _run(story: Story, dice: random.Random, parameters: Parameters) -> Run:
    run = begin(story, parameters)
    while run.offered:
        run = choose(run, dice.choice(run.offered).id)
    return run


def _runs(seed: int) -> list[Run]:
    """Return some runs of a small story, the last under another model."""
    dice = random.Random(seed)
    story = compiled(story_text(dice))
    models = [begin(story).parameters] * RUNS + [SCEPTIC]
    return [_run(story, dice, model) for model in models]


@pytest.mark.parametrize("first", range(0, STORIES, 20))
def test_every_number_is_what_walking_on_gives(first: int) -> None:
    """Before each decision and after each option: best, endings, chances, closed, verdicts."""
    for seed in range(first, first + 20):
        for run in _runs(seed):
            endings = [scene.id for scene in run.story.endings]
            known = frozenset(random.Random(seed).sample(endings, len(endings) // 2))
            told = review(run, known)
            if run.ended:
                known |= {run.scene.id}
            assert [one.number for one in told.decisions] == list(range(1, len(run.decisions) + 1))
            _check(run, told.decisions, known)


def _check(run: Run, decisions: tuple[Reviewed, ...], known: frozenset[str]) -> None:
    turned = trust_turned = False
    for one in decisions:
        before = brute_review.before(run, one.number)
        brute_review.same(one.before, before, known)
        prospects = (one.chosen, *one.others)
        made = run.decisions[one.number - 1]
        offered = [choice.id for choice in back(run, one.number - 1).offered]
        assert one.chosen.choice.id == made.choice.id
        assert sorted(each.choice.id for each in prospects) == sorted(offered)
        after = {
            each.choice.id: brute_review.after(run, one.number, each.choice) for each in prospects
        }
        for each in prospects:
            brute_review.same(each.after, after[each.choice.id], known)
            _words(each, before, after, turned=turned, trust_turned=trust_turned)
        turned = turned or one.chosen.verdict == "turning point"
        trust_turned = trust_turned or one.chosen.trust_verdict == "turning point"


def _words(
    told: Prospect,
    before: brute_review.Open,
    after: dict[str, brute_review.Open],
    *,
    turned: bool,
    trust_turned: bool,
) -> None:
    here = after[told.choice.id]
    siblings = [one for choice, one in after.items() if choice != told.choice.id]
    best, trust = before.outcome or 0, before.trust or 0
    lost = before.best is not None and before.best not in here.endings
    closed, trust_closed = best - (here.outcome or 0), trust - (here.trust or 0)
    assert (told.closing.closed, told.trust_closing.closed) == (closed, trust_closed)
    assert told.closing.ending_lost == lost
    shares = [Fraction(best - (one.outcome or 0), best) if best else 0 for one in siblings]
    trusts = [Fraction(trust - (one.trust or 0), trust) if trust else 0 for one in siblings]
    word = brute_review.word
    assert told.verdict == word(closed, best, lost=lost, turned=turned, others=shares)
    assert told.trust_verdict == word(
        trust_closed, trust, lost=False, turned=trust_turned, others=trusts
    )
    kept = {"kept": "kept", "recovered": "kept"}
    words = [kept.get(one, one) for one in (told.verdict, told.trust_verdict)]
    assert told.trade_off == (words[0] != words[1])


def test_the_stories_hold_every_verdict() -> None:
    """The check above is worth something only if each word occurs, a trade-off among them."""
    found: Counter[str] = Counter()
    for seed in range(STORIES):
        for run in _runs(seed):
            for one in review(run, frozenset()).decisions:
                for each in (one.chosen, *one.others):
                    found.update((each.verdict, "trade-off" if each.trade_off else ""))
                    found["lost"] += each.closing.ending_lost
    least = min(
        found[one]
        for one in ("kept", "narrowed", "costly", "turning point", "recovered", "trade-off", "lost")
    )
    assert least >= 20, found


@pytest.mark.parametrize("first", range(0, STORIES, 40))
def test_where_a_run_stands_is_counted_over_all_playthroughs(first: int) -> None:
    """Percentiles, shares and chances; an ending that was not found is only counted."""
    for seed in range(first, first + 40):
        run = _runs(seed)[0]
        everything = walk(run.story)
        told = review(run, frozenset()).standing
        every = everything.playthroughs
        if not every:
            assert told is None
            continue
        assert told is not None
        assert told.playthroughs == len(every)
        assert dict(told.outcome.counts or ()) == Counter(one.outcome for one in every)
        assert dict(told.trust.counts or ()) == Counter(one.state.trust for one in every)
        assert told.marks[0].who == ("you" if run.ended else "transactional")
        for mark in told.marks:
            lower = sum(one.outcome < mark.outcome for one in every)
            below = sum(one.state.trust < mark.trust for one in every)
            assert mark.outcome_percentile == pytest.approx(100 * lower / len(every))
            assert mark.trust_percentile == pytest.approx(100 * below / len(every))
        found = {run.scene.id} if run.ended else set()
        assert {one.ending for one in told.endings} == found
        for one in told.endings:
            share = sum(each.ending == one.ending for each in every) / len(every)
            assert one.share == pytest.approx(share)
            assert one.chance == pytest.approx(float(everything.chances[one.ending]))
        assert told.hidden == len({each.ending for each in every} - found)


def test_turning_points_are_the_decisions_on_which_most_hung() -> None:
    """At most three, the weightiest first; each other choice is one that was offered there."""
    shown = 0
    for seed in range(STORIES):
        run = _runs(seed)[0]
        told = review(run, frozenset())
        weights = [point.weight for point in told.turning]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) <= 3
        rest = [one for one in told.decisions if one not in [p.decision for p in told.turning]]
        for one in rest:
            assert not one.chosen.closing.closed or len(weights) >= 2
        for point in told.turning:
            shown += 1
            assert point.other in point.decision.others
            _other(point.decision, point.other, kept=point.kept)
    assert shown > STORIES


def _other(decision: Reviewed, other: Prospect, *, kept: bool) -> None:
    lefts = [one.closing.left for one in decision.others]
    assert other.closing.left == (min(lefts) if kept else max(lefts))
    spared = max(one.closing.share for one in decision.others) - decision.chosen.closing.share
    lost = decision.chosen.closing.ending_lost
    assert kept == (not lost and spared > decision.chosen.closing.share)


def test_a_what_if_is_played_on_by_a_rewind() -> None:
    """The run up to a turning point, then its other choice, is a run of the story."""
    run = replay(greenhouse(), ["turn", "confide", "sorry"])
    for point in review(run, frozenset()).turning:
        kept = run.choices[: point.decision.number - 1]
        again = replay(run.story, [*kept, point.other.choice.id])
        assert again.choices[-1] == point.other.choice.id


def test_beyond_the_budget_the_last_decisions_are_reviewed() -> None:
    """What could be computed equals the whole review's; what could not is said and left out."""
    partial = 0
    for seed in range(40):
        run = _runs(seed)[0]
        whole = review(run, frozenset())
        states = explore(run.story).states
        budget = Budget(states=max(1, states // 3))
        told = review(run, frozenset(), budget)
        if not told.beyond_budget:
            continue
        if told.first > 2:
            earlier = run.decisions[told.first - 2]
            start = earlier.scene.id, earlier.before
            assert not explore(run.story, start=start, budget=budget).complete
        assert told.standing is None
        assert told.first + len(told.decisions) == len(run.decisions) + 1
        for one in told.decisions:
            other = whole.of(one.number)
            assert other is not None
            assert (one.before, one.chosen.after) == (other.before, other.chosen.after)
            assert [each.closing for each in one.others] == [e.closing for e in other.others]
            partial += 1
    assert partial > 10


def test_a_run_without_decisions_has_an_empty_review() -> None:
    """Where it stands is counted all the same, without a mark of yours."""
    told = review(begin(greenhouse()), frozenset())
    assert (told.decisions, told.turning, told.beyond_budget) == ((), (), False)
    assert told.standing is not None
    assert "you" not in [mark.who for mark in told.standing.marks]


def test_a_graph_of_another_story_or_model_is_refused() -> None:
    """No number is ever read off a graph that is not the run's own."""
    run = any_run(greenhouse(), 1)
    space = explore(run.story)
    changed = run.story._replace(fingerprint="1" * 64)
    others = [
        replace(run, story=changed),
        replace(run, parameters=SCEPTIC),
        any_run(compiled(story_text(random.Random(3))), 1),
    ]
    for other in others:
        with pytest.raises(ForeignSpaceError):
            build(other, space, frozenset())


def test_work_ends_where_its_progress_is_stopped() -> None:
    """What the caller raises comes back to the caller."""

    def stop(_done: int, _whole: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        review(any_run(greenhouse(), 1), frozenset(), progress=stop)
