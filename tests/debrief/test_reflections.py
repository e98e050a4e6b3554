"""What the player says in the debrief, field by field."""

from __future__ import annotations

from datetime import date

import pytest

from game.debrief.reflections import Plan, Reflections, answer, answered

FIELDS = [
    ("felt", "tight"),
    ("keep.0", "the list"),
    ("keep.1", "the call"),
    ("change", "the tone"),
    ("answers.0", "Ada"),
    ("answers.3", "nobody"),
    ("plan.situation", "the boiler stops"),
    ("plan.action", "I ring first"),
    ("plan.due", "2026-03-31"),
]


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_every_field_keeps_what_was_answered(field: str, value: str) -> None:
    """An answer is read back as it was given, and an empty one takes it back."""
    given = answer(Reflections(), field, f"  {value}\n")
    assert answered(given, field) == value
    assert answer(given, field, "") == Reflections()


def test_fields_do_not_touch_each_other() -> None:
    """All fields answered are one value that holds each of them in its place."""
    said = Reflections()
    for field, value in FIELDS:
        said = answer(said, field, value)
    assert said == Reflections(
        "tight",
        ("the list", "the call"),
        "the tone",
        ("Ada", "", "", "nobody"),
        Plan("the boiler stops", "I ring first", date(2026, 3, 31)),
    )


@pytest.mark.parametrize("value", ["2026-02-30", "31.3.2026", "2026-W01-1", "20260331", "soon"])
def test_an_impossible_date_is_refused_with_a_sentence(value: str) -> None:
    """The sentence says how a date is written."""
    with pytest.raises(ValueError, match="no date of the calendar; write it as in"):
        answer(Reflections(), "plan.due", value)


@pytest.mark.parametrize(
    "field", ["", "keep", "keep.2", "keep.x", "keep.-1", "plan.when", "answers.1000", "answers.²"]
)
def test_an_unknown_field_is_an_error_of_the_program(field: str) -> None:
    """Nothing is kept under a name that does not exist."""
    with pytest.raises(KeyError):
        answer(Reflections(), field, "x")


def test_control_characters_never_reach_a_save() -> None:
    """What is typed is foreign text and passes the one gate."""
    assert answer(Reflections(), "felt", "ti\x1b[2Jght").felt == "ti[2Jght"
