"""Which moments of a run stand for collaborating, and which for a relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debrief_reading import story

from game.debrief.moments import contrast
from game.debrief.turns import Option, Turn, option
from game.engine.parameters import TEACHING_MODEL
from game.engine.state import State
from game.story.compiled import Choice

if TYPE_CHECKING:
    from game.debrief.moments import Moment

WARM = Choice("w", "Ask.", "relational", ())
DRY = Choice("d", "Split it.", "transactional", ())


def turn(number: int, chosen: Option, *others: Option) -> Turn:
    """Return a decision of which only the answers matter."""
    return Turn(number, story().scenes["valve"], chosen.before, chosen, others, "stay", None)


def answered(before: State, choice: Choice) -> Option:
    """Return what a choice does under the teaching model."""
    return option(before, choice, TEACHING_MODEL)


def numbers(moments: tuple[Moment, ...]) -> list[int]:
    """Return the decisions of moments, in their order."""
    return [moment.turn.number for moment in moments]


def test_warmth_failed_where_it_was_made_to_too_early_or_without_delivery() -> None:
    """The widest gap between what was written and what landed stands first."""
    told = (
        turn(1, answered(State(40, 0, lean=3), WARM._replace(trust=4, lens=("empathy",)))),
        turn(2, answered(State(40, 0), WARM._replace(trust=8, needs=60))),
        turn(3, answered(State(40, 0), WARM._replace(trust=6, forced=True))),
        turn(4, answered(State(40, 0), WARM._replace(trust=6))),
        turn(5, answered(State(40, 0), WARM._replace(trust=-1))),
        turn(
            6, answered(State(40, 0, wound=4, deceived=True), WARM._replace(trust=20, repair=True))
        ),
        turn(7, answered(State(40, 0), DRY._replace(trust=8, needs=60))),
    )
    assert numbers(contrast(told, TEACHING_MODEL).hollow) == [6, 2, 3, 1, 5]


def test_structure_served_where_nobody_was_forced_and_no_trust_was_lost() -> None:
    """Tension eased, or work gained at no tension; the most relief stands first."""
    calm = State(40, 30)
    told = (
        turn(1, answered(calm, DRY._replace(productivity=6))),
        turn(2, answered(calm, DRY._replace(tension=-5))),
        turn(3, answered(calm, DRY._replace(tension=-5, forced=True))),
        turn(4, answered(calm, DRY._replace(tension=-5, trust=-1))),
        turn(5, answered(calm, DRY._replace(tension=3, productivity=9))),
        turn(6, answered(calm, DRY)),
    )
    assert numbers(contrast(told, TEACHING_MODEL).structure) == [2, 1]


def test_answers_that_were_left_stand_in_only_where_none_was_given() -> None:
    """A run that was warm throughout still shows where structure would have served."""
    calm = State(40, 30)
    served = answered(calm, DRY._replace(tension=-5))
    failed = answered(calm, WARM._replace(trust=8, needs=60))
    warm = answered(calm, WARM._replace(trust=8))
    left = (turn(1, failed, served), turn(2, warm, served))
    assert numbers(contrast(left, TEACHING_MODEL).structure) == [1]
    given = (*left, turn(3, served, failed))
    assert numbers(contrast(given, TEACHING_MODEL).structure) == [3]
    assert numbers(contrast(given, TEACHING_MODEL).hollow) == [1]


def test_forced_answers_are_collaborating_whatever_their_stance() -> None:
    """Every answer given stands on one side, and on one only."""
    calm = State(40, 30)
    told = (
        turn(1, answered(calm, WARM)),
        turn(2, answered(calm, WARM._replace(forced=True))),
        turn(3, answered(calm, DRY)),
    )
    both = contrast(told, TEACHING_MODEL)
    assert numbers(both.relationship) == [1]
    assert numbers(both.collaborating) == [2, 3]
