"""The review in words: what each page says, and what it never names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from debrief_reading import HERE, any_run, page, reviewed, story

from game.analysis.space import Budget
from game.debrief.debrief import build, complete
from game.debrief.document import Histogram, Table, WhatIf
from game.debrief.histogram import bars_of, rows_of
from game.debrief.markdown import markdown
from game.debrief.pages import pages
from game.debrief.reflections import Reflections
from game.debrief.review import review
from game.engine.run import begin, replay
from game.story.library import shipped

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.engine.run import Run

FLAGSHIP = shipped() / "two-departments.toml"


def _run(choices: str) -> Run:
    return replay(story(), choices.split(","))


def _said(debrief: Debrief) -> str:
    return "\n".join(page((one,), one.id) for one in pages(debrief))


def test_a_fixed_run_with_its_review_is_written_as_the_golden_file() -> None:
    """Every page, the what-if's beside the run it branched off; `UPDATE_GOLDEN=1` writes it."""
    run, other = _run("turn,confide,sorry"), _run("turn,hours,sorry")
    written = markdown(reviewed(run, (), other))
    path = HERE / "golden-review.md"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def test_the_pages_of_the_review_stand_in_one_order() -> None:
    """Turning points before the decisions, the standing after them, the numbers last."""
    ids = [one.id for one in pages(reviewed(_run("turn,confide,sorry")))]
    assert ids == [
        *("ended", "happened", "turning", "decisions-1", "standing"),
        *("qualities", "contrast", "yours", "model", "numbers"),
    ]


def test_what_could_be_known_stands_above_what_was_closed() -> None:
    """At each turning point, at each decision and in the numbers; and nobody sees the tree."""
    run = any_run(story(FLAGSHIP), 11)
    made = pages(reviewed(run))
    found = 0
    for one in made:
        if one.id != "turning" and not one.id.startswith("decisions"):
            continue
        rows = page((one,), one.id).splitlines()
        closing = [at for at, row in enumerate(rows) if " closed " in row or "Closed " in row]
        found += len(closing)
        for at in closing:
            known = [above for above in range(at) if rows[above].startswith("Known then: ")]
            assert known
            assert at - known[-1] <= 5
    assert found >= 5
    assert "in life nobody sees the tree" in page(made, "turning")


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ("numbers", "Known then: trust 40, productivity 38."),
        ("words", "Known then: trust working, productivity slow."),
        ("hidden", "Known then: no meters."),
    ],
)
def test_the_meters_stand_as_they_were_shown(shown: str, sentence: str) -> None:
    """Who played by words could not know the number."""
    run = _run("turn,confide,sorry")
    told = build(run, {}, Reflections(), shown)  # type: ignore[arg-type]
    assert sentence in page(pages(told), "decisions-1")


def test_what_was_known_has_no_marks_of_the_story() -> None:
    """Facts are ids of the author's, and may be what the other side alone could know."""
    tables = story(FLAGSHIP.with_name("two-tables.toml"))
    run = any_run(tables, 1)
    said = _said(reviewed(run))
    known = [line for line in said.splitlines() if line.startswith("Known then:")]
    assert "Known then: trust 46, productivity 43." in known
    facts = {fact.replace("_", " ") for one in run.decisions for fact in one.before.facts}
    assert "seal failed" in facts
    assert not any(fact in line for fact in facts for line in known)


@pytest.mark.parametrize("seed", range(12))
def test_an_ending_that_was_not_found_is_never_named(seed: int) -> None:
    """Not in any page, nor in the object behind them; it is counted."""
    run = any_run(story(FLAGSHIP), seed)
    debrief = reviewed(run)
    said = _said(debrief) + markdown(debrief)
    hidden = [scene for scene in run.story.endings if scene.id != run.scene.id]
    for scene in hidden:
        assert scene.ending is not None
        assert scene.ending not in said
        assert f"'{scene.id}'" not in repr(debrief.review).replace(repr(run.story.scenes), "")
    assert f"{len(hidden)} endings are not found yet." in said


def test_an_ending_found_in_another_run_is_named() -> None:
    """A what-if counts as well: what is found is given by all the runs that are kept."""
    run = any_run(story(FLAGSHIP), 11)
    said = _said(reviewed(run, ["warm_late", "paper"]))
    assert "Warm but late: " in said
    assert "3 endings are not found yet." in said


def test_each_turning_point_has_its_what_if() -> None:
    """The block names a decision of the run and a choice that was offered there and not taken."""
    run = any_run(story(FLAGSHIP), 11)
    debrief = reviewed(run)
    assert debrief.review is not None
    blocks = [b for one in pages(debrief) for b in one.blocks if isinstance(b, WhatIf)]
    assert [(b.decision, b.choice) for b in blocks] == [
        (point.decision.number, point.other.choice.id) for point in debrief.review.turning
    ]


def test_the_picture_and_its_table_hold_the_same_numbers() -> None:
    """The shares add up to all, every mark stands in the range of its number."""
    run = any_run(story(FLAGSHIP), 11)
    debrief = reviewed(run)
    standing = next(one for one in pages(debrief) if one.id == "standing")
    pictures = [one for one in standing.blocks if isinstance(one, Histogram)]
    assert [one.caption for one in pictures] == ["Outcome", "Closing trust"]
    assert debrief.review is not None
    assert debrief.review.standing is not None
    for picture, attribute in zip(pictures, ("outcome", "trust"), strict=True):
        assert sum(bar.share for bar in picture.bars) == pytest.approx(1)
        for mark in debrief.review.standing.marks:
            (bar,) = [bar for bar in picture.bars if mark.who in bar.marks]
            assert bar.least <= getattr(mark, attribute) <= bar.most
        shares = [row.share.strip() for row in bars_of(picture)]
        assert [row[1] for row in rows_of(picture).rows] == shares


def test_a_story_beyond_the_budget_says_what_was_not_computed() -> None:
    """The decisions that were, and no standing; without any, only the sentence."""
    run = any_run(story(FLAGSHIP), 11)
    some = review(run, frozenset(), Budget(states=300))
    assert 1 < some.first <= 10
    said = page(pages(complete(build(run, {}, Reflections()), some, None)), "turning")
    assert f"what decisions 1 to {some.first - 1} were to open and close could not be comp" in said
    none = review(run, frozenset(), Budget(states=0))
    made = pages(complete(build(run, {}, Reflections()), none, None))
    assert "decisions 1 to 10" in page(made, "turning")
    assert {"standing", "numbers"}.isdisjoint(one.id for one in made)


def test_a_run_with_one_decision_and_one_without_an_end_are_reviewed() -> None:
    """An open run has no mark of its own."""
    for choices in ("turn", "turn,confide"):
        made = pages(reviewed(_run(choices)))
        said = page(made, "standing")
        assert "\nyou  " not in said
        assert "always relational" in said


def test_a_run_without_a_decision_has_no_page_of_the_review() -> None:
    """There is nothing to review."""
    ids = [one.id for one in pages(reviewed(begin(story())))]
    assert ids == ["ended", "yours", "model"]


def test_tables_fit_a_small_terminal() -> None:
    """76 columns for every table of the review, of the shipped story."""
    for seed in range(6):
        run = any_run(story(FLAGSHIP), seed)
        names = [scene.id for scene in run.story.endings]
        for one in pages(reviewed(run, names, any_run(story(FLAGSHIP), seed + 1))):
            for block in one.blocks:
                if isinstance(block, Table):
                    rows = (block.headers, *block.rows)
                    widths = [max(len(row[at]) for row in rows) for at in range(len(block.headers))]
                    assert sum(widths) + 2 * (len(widths) - 1) <= 76, (one.id, block.rows)
                if isinstance(block, Histogram):
                    assert all(sum(map(len, row)) <= 76 for row in bars_of(block))


def test_the_runs_of_a_what_if_stand_beside_each_other() -> None:
    """The curves go as far as both runs, and the table has the same numbers."""
    run, other = _run("turn,confide,sorry"), _run("turn,hours")
    said = page(pages(reviewed(run, (), other)), "beside")
    assert "the same up to decision 1." in said
    assert "B stands at “frost”" in said
    assert "Trust A: (40, 32, 31, 37)" in said


def test_options_that_were_left_are_named_once() -> None:
    """With the review all stand in the numbers; without it a decision's page names them."""
    choices = "turn,confide,sorry"
    numbered = page(pages(reviewed(_run(choices))), "numbers")
    assert "Have the owner" in numbered
    assert "Also open:" not in page(pages(reviewed(_run(choices))), "decisions-1")
    bare = page(pages(build(_run(choices), {}, Reflections())), "decisions-1")
    assert "Also open: “Have the owner lock the…”" in bare
