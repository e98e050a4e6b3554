"""The records' judgements are those of the review."""

from __future__ import annotations

from debrief_reading import any_run, story

from game.debrief.judging import judged
from game.debrief.review import review
from game.engine.run import begin


def test_judgements_are_the_review_s() -> None:
    """Of several runs at once: verdict, bests and endings by number, in the order of the runs."""
    runs = [any_run(story(), seed) for seed in range(5)]
    found = judged(runs)
    assert found is not None
    for run, told in zip(runs, found, strict=True):
        known = review(run, frozenset()).decisions
        assert sorted(told) == [one.number for one in known]
        for one in known:
            judgement = told[one.number]
            assert judgement.verdict == one.chosen.verdict
            assert judgement.closed == one.chosen.closing.closed
            assert (judgement.best_before, judgement.best_after) == (
                one.before.outcome,
                one.chosen.after.outcome,
            )
            assert (judgement.endings_before, judgement.endings_after) == (
                one.before.endings,
                one.chosen.after.endings,
            )


def test_a_run_without_a_decision_has_no_judgement() -> None:
    """Alone it costs no exploration; among others it stays empty."""
    fresh, whole = begin(story()), any_run(story(), 1)

    def stop(_done: int, _all: int) -> None:
        raise InterruptedError

    assert judged([fresh, fresh], stop) == ({}, {})
    first, second = judged([fresh, whole]) or ()
    assert first == {}
    assert second
