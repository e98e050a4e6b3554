"""The words of the review at their boundaries."""

from __future__ import annotations

from fractions import Fraction

import pytest

from game.debrief.verdicts import Closing, verdict

NONE = Fraction(0)
MUCH = Fraction(6, 100)


@pytest.mark.parametrize(
    ("best", "left", "word"),
    [
        (1000, 1000, "kept"),
        (1000, 999, "narrowed"),
        (1000, 950, "narrowed"),
        (1000, 949, "costly"),
        (1000, 850, "costly"),
        (1000, 849, "turning point"),
        (1000, 0, "turning point"),
        (7, 7, "kept"),
        (0, 0, "kept"),
        (20, 19, "narrowed"),
        (20, 17, "costly"),
        (19, 18, "costly"),
        (6, 5, "turning point"),
    ],
)
def test_the_word_is_by_the_share_of_the_best_before(best: int, left: int, word: str) -> None:
    """Up to and with 5 % is narrowed, up to and with 15 % costly, without rounding."""
    assert verdict(Closing(best, left), turned=False, risk=MUCH) == word


@pytest.mark.parametrize("left", [1000, 999, 900])
def test_a_lost_best_ending_is_a_turning_point(left: int) -> None:
    """Whatever the numbers say."""
    assert verdict(Closing(1000, left, ending_lost=True), turned=True, risk=MUCH) == "turning point"


@pytest.mark.parametrize(
    ("turned", "risk", "word"),
    [
        (False, MUCH, "kept"),
        (True, Fraction(5, 100), "kept"),
        (True, Fraction(501, 10000), "recovered"),
        (True, NONE, "kept"),
    ],
)
def test_recovered_needs_a_turning_point_before_and_a_risk(
    turned: bool,  # noqa: FBT001, a case
    risk: Fraction,
    word: str,
) -> None:
    """Another option would have closed more than 5 %, exactly 5 % not being more."""
    assert verdict(Closing(1000, 1000), turned=turned, risk=risk) == word


def test_recovered_is_said_of_what_was_kept_alone() -> None:
    """A choice that closed anything is never recovered."""
    assert verdict(Closing(1000, 999), turned=True, risk=MUCH) == "narrowed"
