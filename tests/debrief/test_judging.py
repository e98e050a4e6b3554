"""The records' judgements are those of the review."""

from __future__ import annotations

from debrief_reading import any_run, story

from game.debrief.judging import Judging
from game.debrief.review import review
from game.engine.run import begin


def test_judgements_are_the_review_s() -> None:
    """Verdict, bests and endings by number; the best closed is their difference."""
    judging = Judging()
    for seed in range(5):
        run = any_run(story(), seed)
        told = judging.of(run)
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


def test_what_can_not_be_judged_is_left_out() -> None:
    """A run that is not there any more, and one without a decision."""
    judging = Judging()
    assert judging.of(None) == {}
    assert judging.of(begin(story())) == {}
