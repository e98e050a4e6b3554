"""Across runs: one page from all of them, the same for lines and screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runs_on_record import (
    FIRST,
    KIOSK,
    NOON,
    SECOND,
    THIRD,
    begun,
    chosen,
    kiosk,
    minute,
    rewound,
    whole,
)

from game.debrief.document import Heading, Items, Page, Prose, Table
from game.debrief.reflections import Plan, Reflections
from game.storage.follow_ups import answered
from game.telling.journey import journey
from game.telling.kept_runs import KeptRun
from game.telling.plans import plan_words, reminder

DAY = NOON.astimezone().date()


def lines(page: Page) -> list[str]:
    """Return the page's lines."""
    said: list[str] = []
    for block in page.blocks:
        match block:
            case Heading(text):
                said.append(text)
            case Table(headers, rows, _):
                said += [" | ".join(row) for row in (headers, *rows)]
            case Prose(paragraphs) | Items(paragraphs):
                said += ["".join(span.text for span in one) for one in paragraphs]
            case _:
                raise AssertionError(block)
    return said


def test_runs_endings_and_decisions_over_time() -> None:
    """Runs with where they came to, endings by name only if found, decisions that changed."""
    other = chosen(begun(run=THIRD), "dock", 5)
    told = lines(journey([KeptRun(one.save, kiosk()) for one in (whole(), rewound(), other)]))
    text = "\n".join(told)
    assert told[0] == "The Kiosk"
    assert sum(line.startswith(FIRST[:8]) for line in told) == 1
    assert f"{SECOND[:8]} | " in text
    assert "Closed (from decision 2 of 10000000)" in text
    assert "| 1 | not ended" in text
    assert "Endings found: 2 of 2: Open, Closed." in text
    day = DAY.isoformat()
    way = f"{day} “Ask Bo to count together”, then {day} “Dock the ten”."
    assert f"The till, 6:00: {way}" in text
    assert "The shift: " in text


def test_an_ending_not_found_is_counted_and_never_named() -> None:
    """The list of endings found names no other."""
    text = "\n".join(lines(journey([KeptRun(whole().save, kiosk())])))
    assert "Endings found: 1 of 2: Open." in text
    assert "Closed" not in text
    assert "The till" not in text


def test_a_story_that_is_gone_or_changed() -> None:
    """Runs whose story is gone are listed by what was kept; of a changed one what still holds."""
    gone = lines(journey([KeptRun(whole().save, None)]))
    assert gone[0] == "kiosk (its story is not here)"
    assert "| 2 | not ended" in gone[2]
    changed = kiosk(KIOSK.replace("trust = 6", "trust = 9"))
    text = "\n".join(lines(journey([KeptRun(one.save, changed) for one in (whole(), rewound())])))
    assert "Endings found: 2 of 2" in text
    assert "“Open the second window”, then" in text


def test_plans_and_what_became_of_them() -> None:
    """Plans stand with their date and what was said after it, each one once."""
    open_ = whole().save
    done = answered(replace(open_, run=SECOND), done=True, hindrance="", now=NOON)
    plan = Plan("", "wait", None)
    free = replace(open_, run=THIRD, reflections=Reflections(plan=plan))
    text = "\n".join(lines(journey([KeptRun(one, kiosk()) for one in (open_, free)])))
    assert "By 2026-04-01: If the till is short, then I will ask; not asked about yet." in text
    assert "Without a date: I will wait." in text
    said = "\n".join(lines(journey([KeptRun(done, kiosk())])))
    assert f"; done (asked on {DAY})." in said
    missed = answered(open_, done=False, hindrance="no [b]time[/b]", now=NOON)
    said = "\n".join(lines(journey([KeptRun(missed, kiosk())])))
    assert f"; not done (asked on {DAY}): no [b]time[/b]." in said


def test_nothing_played() -> None:
    """Without a run that is said."""
    assert lines(journey([])) == ["Nothing was played here yet."]


def test_the_reminder() -> None:
    """Home speaks of one plan by its words, of several by their number, of none not at all."""
    save = whole().save
    assert reminder([]) == ""
    assert "2026-04-01" in reminder([save])
    assert "If the till is short" in reminder([save])
    assert reminder([save, save]) == "The dates of 2 plans have passed"
    assert plan_words(Plan("it rains", "", date(2026, 1, 1))) == "If it rains"


def test_the_same_choice_again_is_said_once() -> None:
    """Two runs that chose alike, one after the other, are one step of a decision over time."""
    again = chosen(begun(run=SECOND), "ask", 60 * 24)
    third = chosen(begun(run=THIRD), "dock", 60 * 48)
    text = "\n".join(
        lines(journey([KeptRun(one.save, kiosk()) for one in (whole(), again, third)]))
    )
    day = minute(60 * 48).astimezone().date()
    assert text.count("“Ask Bo to count together”") == 1
    assert f"then {day} “Dock the ten”" in text


def test_a_decision_that_changed_many_times() -> None:
    """Of many changes the latest are told, and how many there were before."""
    runs = [
        chosen(begun(run=f"{number:08}-0000-4000-8000-000000000000"), choice, 60 * 24 * number)
        for number, choice in enumerate(("ask", "dock") * 6)
    ]
    text = "\n".join(lines(journey([KeptRun(one.save, kiosk()) for one in runs])))
    assert "The till, 6:00: 6 times otherwise, then 2026-" in text
    assert text.count("“Dock the ten”") == 3
