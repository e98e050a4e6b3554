"""The records' judgements are those of the review."""

from __future__ import annotations

from debrief_reading import any_run, story

from game.debrief.judging import Judge
from game.debrief.review import review
from game.engine.run import begin


def test_judgements_are_the_review_s() -> None:
    """Verdict, bests and endings by number; the best closed is their difference."""
    judge = Judge()
    for seed in range(5):
        run = any_run(story(), seed)
        told = judge.judgements(run)
        known = review(run, frozenset()).decisions
        assert sorted(told) == [one.number for one in known]
        for one in known:
            judged = told[one.number]
            assert judged.verdict == one.chosen.verdict
            assert judged.closed == one.chosen.closing.closed
            assert (judged.best_before, judged.best_after) == (
                one.before.outcome,
                one.chosen.after.outcome,
            )
            assert (judged.endings_before, judged.endings_after) == (
                one.before.endings,
                one.chosen.after.endings,
            )


def test_a_run_without_a_decision_has_no_judgement() -> None:
    """There is nothing to judge."""
    assert Judge().judgements(begin(story())) == {}
