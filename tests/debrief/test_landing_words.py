"""A sentence for every rule of the model, with the numbers written and landed."""

from __future__ import annotations

import pytest

from game.debrief.landing_words import account, trust_account
from game.debrief.turns import option
from game.engine.parameters import TEACHING_MODEL
from game.engine.rules import Rule
from game.engine.state import State
from game.story.compiled import Choice, Quality

CARE: tuple[Quality, ...] = ("empathy",)
DELIVERY: tuple[Quality, ...] = ("mutual_benefit",)


PLAIN = Choice("a", "Do it.", "relational", ())

CASES = [
    (
        Rule.TENSION_DISCOUNT,
        State(40, 30),
        PLAIN._replace(trust=6),
        "+6 written, +4 landed: tension at 30 let 70 % through.",
    ),
    (
        Rule.LOSS_DOUBLED,
        State(40, 30),
        PLAIN._replace(trust=-3),
        "−3 written, −6 landed: a loss counts double.",
    ),
    (
        Rule.FORCED,
        State(40, 30),
        PLAIN._replace(trust=3, forced=True),
        "+3 written, 0 landed: forced, so the force gets the credit.",
    ),
    (
        Rule.TOO_EARLY,
        State(40, 30),
        PLAIN._replace(trust=10, needs=45),
        "+10 written, 0 landed: they were not ready (needs 45, had 40).",
    ),
    (
        Rule.OPEN_WOUND,
        State(40, 0, wound=5),
        PLAIN._replace(trust=8),
        "+8 written, +4 landed: halved by the open wound of 5, which eased to 4.",
    ),
    (
        Rule.ONE_LEG,
        State(40, 0, lean=3),
        PLAIN._replace(trust=8, lens=CARE),
        "+8 written, +4 landed: halved, since care was 3 steps ahead of delivery.",
    ),
    (
        Rule.ONE_LEG,
        State(40, 0, lean=-3),
        PLAIN._replace(trust=8, lens=DELIVERY),
        "+8 written, +4 landed: halved, since delivery was 3 steps ahead of care.",
    ),
    (
        Rule.WOUND_OPENED,
        State(40, 30),
        PLAIN._replace(trust=-4),
        "−4 written, −8 landed: a loss counts double; a loss of 8 or more leaves a wound, now 4.",
    ),
    (
        Rule.WOUND_OPENED,
        State(40, 30),
        PLAIN._replace(trust=-1, deceit=True),
        (
            "−1 written, −2 landed: a loss counts double; "
            "deceit leaves a wound that no repair closes, now 1."
        ),
    ),
    (
        Rule.REPAIRED,
        State(40, 30, wound=5, wound_age=2),
        PLAIN._replace(trust=6, repair=True),
        (
            "+6 written, +11 landed: an early repair lands whole, "
            "and the wound of 5 comes back with it."
        ),
    ),
    (
        Rule.REPAIRED,
        State(40, 30, wound=5, wound_age=3),
        PLAIN._replace(trust=6, repair=True),
        (
            "+6 written, +8 landed: a late repair lands whole, "
            "and of the wound of 5 only 2 comes back."
        ),
    ),
    (
        Rule.REPAIR_REFUSED,
        State(40, 0, wound=5, deceived=True),
        PLAIN._replace(trust=8, repair=True),
        (
            "+8 written, +4 landed: halved by the open wound of 5, which eased to 4; after deceit "
            "a repair is an ordinary answer, and only time closes the wound."
        ),
    ),
]


@pytest.mark.parametrize(("rule", "before", "made", "sentence"), CASES)
def test_every_rule_has_its_sentence(
    rule: Rule, before: State, made: Choice, sentence: str
) -> None:
    """The debrief says what was written, what landed and by which rule, with exact numbers."""
    taken = option(before, made, TEACHING_MODEL)
    assert rule in taken.landing.rules
    assert trust_account(taken, TEACHING_MODEL) == sentence


def test_no_rule_is_forgotten() -> None:
    """Every code of the model stands among the cases."""
    assert {rule for rule, *_ in CASES} == set(Rule)


@pytest.mark.parametrize(
    ("before", "made", "sentence"),
    [
        (State(40, 0), PLAIN._replace(trust=6), "+6 written, +6 landed: nothing stood in the way."),
        (State(40, 30), PLAIN._replace(trust=0), "0 written, 0 landed."),
        (
            State(97, 0),
            PLAIN._replace(trust=6),
            "+6 written, +3 landed: nothing stood in the way; the scale ends at 100.",
        ),
        (
            State(3, 0),
            PLAIN._replace(trust=-3),
            "−3 written, −3 landed: a loss counts double; the scale ends at 0.",
        ),
        (
            State(40, 0),
            PLAIN._replace(trust=6, repair=True),
            "+6 written, +6 landed: nothing stood in the way; there was no open wound to repair.",
        ),
        (
            State(40, 0, wound=4),
            PLAIN._replace(trust=0, repair=True, forced=True),
            "0 written, 0 landed: a repair that is forced repairs nothing.",
        ),
        (
            State(40, 0, wound=4),
            PLAIN._replace(trust=0, repair=True, needs=45),
            "0 written, 0 landed: the repair came too early (needs 45, had 40).",
        ),
        (
            State(97, 50, wound=6),
            PLAIN._replace(trust=4, repair=True, needs=60),
            (
                "+4 written, +3 landed: an early repair lands whole, and the wound of 6 comes back "
                "with it; the scale ends at 100."
            ),
        ),
    ],
)
def test_what_no_rule_names_is_said_as_well(before: State, made: Choice, sentence: str) -> None:
    """An answer that landed whole, wrote nothing, met the scale's end or repaired nothing."""
    taken = option(before, made, TEACHING_MODEL)
    assert trust_account(taken, TEACHING_MODEL) == sentence


def test_reasons_stand_in_the_order_of_the_rules() -> None:
    """Several discounts are each named, and the number is that of all of them."""
    taken = option(
        State(40, 30, lean=3, wound=5), PLAIN._replace(trust=40, lens=CARE), TEACHING_MODEL
    )
    assert trust_account(taken, TEACHING_MODEL) == (
        "+40 written, +7 landed: tension at 30 let 70 % through; "
        "halved by the open wound of 5, which eased to 4; "
        "halved, since care was 3 steps ahead of delivery."
    )


def test_a_gesture_that_came_too_early_turns_into_tension() -> None:
    """Tension then has a written and a landed number of its own."""
    taken = option(State(40, 30), PLAIN._replace(trust=10, tension=-6, needs=45), TEACHING_MODEL)
    assert account(taken, TEACHING_MODEL).endswith(
        "Tension −6 written, +5 landed: half of the gesture turned into it. Productivity −1."
    )


def test_tension_and_productivity_are_told_as_they_moved() -> None:
    """Productivity moves with trust and tension as well: 38 → 36 here."""
    made = Choice("a", "", "relational", (), trust=6, productivity=-5, tension=-4)
    taken = option(State(40, 30), made, TEACHING_MODEL)
    assert account(taken, TEACHING_MODEL).endswith("Tension −4, productivity −2.")
