"""The review over lines: its pages, a what-if played on, an argument with the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lines_in import ENDED, TO_THE_ENDING, choices, kept, run_here

if TYPE_CHECKING:
    from pathlib import Path

TO_THE_DEBRIEF = (*TO_THE_ENDING, "1", "")


def test_the_review_is_read_like_every_page(saves: Path) -> None:
    """The turning points, where the run stands, the numbers: each row with its headings."""
    told = run_here(saves, [*TO_THE_DEBRIEF, *[""] * 30])
    assert "Debrief: Where it turned" in told
    assert "Best outcome: Before " in told
    assert "\nyou: Outcome " in told
    assert told.count("Enter to close") == 1
    assert "Known then: trust 42, productivity" in told
    assert told.index("Where it turned") < told.index("Decisions 1 to 2")


def test_a_what_if_is_played_on_in_a_new_run(saves: Path) -> None:
    """`if` lists the turning points; a number plays on with the other choice, the run is kept."""
    told = run_here(saves, [*TO_THE_DEBRIEF, "i", "1", "4"])
    assert "A new run from here. The one before is kept." in told
    first, second = kept(saves)
    assert choices(first) == ["call", "remind"]
    assert second.parent is not None
    assert second.parent.run == first.run
    made = choices(second)
    assert made == [*choices(first)[: second.parent.decision], made[-1]]
    assert made[-1] != choices(first)[second.parent.decision]


def test_a_what_if_that_ends_stands_beside_the_run_it_left(saves: Path) -> None:
    """Its debrief has a page with both, and what it found counts as found."""
    told = run_here(saves, [*TO_THE_DEBRIEF, "i", "1", *["1"] * 3, *[""] * 20])
    assert told.count("Ending: ") >= 2
    assert "Debrief: Beside the other run" in told
    assert "A is this run, B the one it branched off" in told


def test_enter_stays_in_the_debrief(saves: Path) -> None:
    """Nothing is played on by accident."""
    told = run_here(saves, [*TO_THE_DEBRIEF, "i", "", "b"])
    assert len(kept(saves)) == 1
    assert told.count(ENDED) == 1


def test_arguing_with_the_model(saves: Path) -> None:
    """A rule is picked by number and given another; the runs and the lessons follow."""
    told = run_here(
        saves, [*TO_THE_DEBRIEF, "a", "1", "nine", "9", "4", "13", "", "r", "a", "b", "b"]
    )
    assert "1. A loss of trust counts 2 times." in told
    assert told.count("That is no number from 1 to 4.") == 2
    assert "A loss of trust counts 4 times." in told
    assert "Under this model" in told
    assert "The lessons" in told
    assert "As the model has it." in told
    (save,) = kept(saves)
    assert choices(save) == ["call", "remind"]


def test_leaving_the_game_from_an_argument(saves: Path) -> None:
    """`q` leaves where a number is asked for, too."""
    told = run_here(saves, [*TO_THE_DEBRIEF, "a", "1", "q", "never read"])
    assert "never read" not in told
