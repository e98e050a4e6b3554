"""What no playthrough does is told at its place, and every expectation is held against all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from small import marked

from game.analysis.report import analyse, read
from game.analysis.space import Budget, explore
from game.author.check import ALL, judge
from game.author.lesson_cures import lesson_cure
from game.author.proofs import proofs
from game.engine.run import replay
from game.story.reading import read as read_story
from game.story.shipped import shipped
from game.story.source import Source
from stories import compiled

if TYPE_CHECKING:
    from game.story.diagnostic import Diagnostic

FLAGSHIP = shipped() / "two-departments.toml"
ARRIVAL = """\
format = 1

[story]
title = "Arrival"
summary = "Two doors."
minutes = 5

[scenes.hall]
text = "A hall."

[[scenes.hall.choices]]
id = "left"
text = "Go left."
stance = "relational"
trust = 5
goto = "room"

[[scenes.hall.choices]]
id = "right"
text = "Go right."
stance = "transactional"
productivity = 4
sets = ["minuted"]
goto = "room"

[scenes.room]
text = "A room."

[[scenes.room.choices]]
id = "stay"
text = "Stay."
stance = "relational"
trust = 3
needs = 42
goto = [
  { when = "trust >= 45", to = "garden" },
  { to = "yard" },
]

[[scenes.room.choices]]
id = "leave"
text = "Leave."
stance = "transactional"
tension = -4
goto = "yard"

[scenes.garden]
text = "Green."
ending = "The garden"

[scenes.yard]
text = "Grey."
ending = "The yard"
"""


def _found(text: str) -> list[Diagnostic]:
    return list(proofs("arrival.toml", Source(text), analyse(compiled(text, "arrival"))))


def _one(old: str, new: str) -> tuple[Diagnostic, str]:
    """Return the one finding of a changed story, which stands where the marks do."""
    assert old in ARRIVAL
    text, place = marked(ARRIVAL.replace(old, new, 1))
    (finding,) = _found(text)
    assert finding.place == place
    return finding, text


def test_a_story_without_such_findings() -> None:
    """Where everything happens on some playthrough nothing is told."""
    assert _found(ARRIVAL) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (
            'stance = "transactional"\ntension = -4',
            'stance = "transactional"\n⟦when⟧ = "trust >= 60"\ntension = -4',
            "CG602",
            (
                "the choice 'leave' is never offered: highest trust on arrival is 44, the choice "
                "needs 60"
            ),
        ),
        (
            '{ when = "trust >= 45", to = "garden" },\n  { to = "yard" }',
            (
                '{ when = "trust >= 45", to = "garden" },\n'
                '  ⟦{ when = "trust >= 50", to = "yard" }⟧,\n  { to = "yard" }'
            ),
            "CG604",
            "no playthrough takes this route: highest trust on arrival is 46, the route needs 50",
        ),
        (
            "trust = 5\ngoto",
            "trust = 5\n⟦needs⟧ = 30\ngoto",
            "CG606",
            "`needs` decides nothing: it is met by every arrival",
        ),
        (
            "tension = -4\ngoto",
            "tension = -4\n⟦trust⟧ = -0\ngoto",
            "",
            "",
        ),
    ],
    ids=["choice", "route", "needs", "nothing"],
)
def test_what_never_happens(old: str, new: str, code: str, said: str) -> None:
    """A choice, a route, an effect or a need without use is told at its key."""
    if not code:
        assert _found(marked(ARRIVAL.replace(old, new, 1))[0]) == []
        return
    finding, _ = _one(old, new)
    assert (finding.code, finding.message) == (code, said)
    assert finding.severity == "warning"
    assert finding.hint


def test_an_effect_that_moves_nothing() -> None:
    """Tension that cannot fall below 0 is an effect without use."""
    text = ARRIVAL.replace("[scenes.hall]", "[start]\ntrust = 100\ntension = 0\n\n[scenes.hall]", 1)
    text = text.replace("trust = 5\ngoto", "tension = -5\ngoto", 1)
    found = {(str(one.code), one.place.line) for one in _found(text)}
    line = text[: text.index("tension = -5")].count("\n") + 1
    assert ("CG605", line) in found


def test_a_scene_that_is_linked_but_never_reached() -> None:
    """A scene that only conditions keep away is told, one without a link is not told twice."""
    text = ARRIVAL.replace("trust >= 45", "trust >= 75", 1)
    codes = [str(one.code) for one in _found(text)]
    assert codes == ["CG603", "CG604"]


def test_a_state_without_a_choice_is_an_error() -> None:
    """A scene that offers nothing in some state is an error with a way there."""
    text = ARRIVAL.replace('id = "stay"', 'id = "stay"\nwhen = "trust >= 42"', 1)
    text = text.replace('id = "leave"', 'id = "leave"\nwhen = "trust >= 43"', 1)
    (finding,) = [one for one in _found(text) if one.code == "CG601"]
    assert finding.severity == "error"
    assert finding.message == "after right no choice is offered here"
    assert not replay(compiled(text), ["right"]).offered


EXPECTATIONS = {
    "share": (
        'ending = "garden"\nshare = [0.3, 0.5]',
        (
            "'garden' is reached by 25 % of playthroughs, not by 30 % to 50 %; "
            "a way there: left,stay"
        ),
    ),
    "player": (
        'player = "relational"\nending = "yard"',
        "the player 'relational' ends in 'garden', not in 'yard': left,stay",
    ),
    "player not": (
        'player = "best"\nending_not = "{best}"',
        "the player 'best' ends in '{best}', not anywhere but in '{best}'",
    ),
    "always at": (
        'always = "not minuted"\nat = "room"',
        "`not minuted` does not hold on arrival at 'room' after right",
    ),
    "always": (
        'always = "trust >= 42"',
        "`trust >= 42` does not hold on arrival at 'hall' after no choice at all",
    ),
    "too many": ("decisions = [1, 1]", "a playthrough has 2 decisions, more than 1: left,stay"),
    "too few": ("decisions = [3, 9]", "a playthrough has 2 decisions, fewer than 3: left,stay"),
}


@pytest.mark.parametrize("case", EXPECTATIONS)
def test_a_broken_expectation(case: str) -> None:
    """An expectation that fails is an error at its table, with what happens instead."""
    expected, said = EXPECTATIONS[case]
    best = analyse(compiled(ARRIVAL)).players["best"].run.scene.id
    text = f"{ARRIVAL}\n[[⟦expect⟧]]\n{expected.format(best=best)}\n"
    plain, place = marked(text)
    (finding,) = _found(plain)
    assert (finding.code, finding.severity, finding.place) == ("CG701", "error", place)
    assert finding.message.startswith(said.format(best=best))


@pytest.mark.parametrize(
    "expected",
    [
        'ending = "garden"\nshare = [0.25, 0.25]',
        'player = "relational"\nending = "garden"',
        'player = "transactional"\nending_not = "garden"',
        'always = "trust >= 40 or minuted"\nat = "room"',
        "decisions = [2, 2]",
    ],
)
def test_a_met_expectation(expected: str) -> None:
    """An expectation that holds is not told."""
    assert _found(f"{ARRIVAL}\n[[expect]]\n{expected}\n") == []


def test_a_spent_budget_proves_nothing() -> None:
    """Past the budget it is said that nothing is proved, and nothing is."""
    text = f"{ARRIVAL}\n[[expect]]\ndecisions = [7, 9]\n"
    stopped = read(explore(compiled(text), budget=Budget(states=2)))
    (finding,) = proofs("arrival.toml", Source(text), stopped)
    assert (finding.code, finding.severity) == ("CG609", "warning")


def test_a_broken_lesson_has_a_way_to_see_it() -> None:
    """A rule of teaching that a longer story breaks is a warning with what was found."""
    text = ARRIVAL.replace('goto = "room"\n\n[[', 'goto = "more"\n\n[[', 1).replace(
        'goto = "room"\n\n[scenes.room]',
        'goto = "more"\n\n[scenes.more]\ntext = "More."\n\n[[scenes.more.choices]]\nid = "on"\n'
        'text = "Go on."\nstance = "relational"\ngoto = "room"\n\n[scenes.room]',
        1,
    )
    found = [one for one in _found(text) if one.code == "CG607"]
    assert found
    assert all(one.severity == "warning" for one in found)
    shown = [re.search("see ([a-z,]+)$", one.message) for one in found]
    for match in filter(None, shown):
        assert replay(compiled(text), match[1].split(",")).ended


def test_every_lesson_has_a_cure() -> None:
    """Whatever rule of teaching a story breaks, its author is told what to change."""
    lessons = analyse(compiled(FLAGSHIP.read_text(encoding="utf-8"), "two-departments")).lessons
    assert len({lesson.code.partition(":")[0] for lesson in lessons}) == 11
    cures = {lesson.code: lesson_cure(lesson.code) for lesson in lessons}
    assert all(cure.endswith(".") for cure in cures.values())


def test_that_nobody_ends_there_is_told_once() -> None:
    """An ending that no way leads to is told as such, not as one with too small a share as well."""
    text = FLAGSHIP.read_text(encoding="utf-8")
    text += '\n[scenes.nowhere]\ntext = "Nobody."\nending = "Nowhere"\n'
    found = judge("story.toml", read_story("story.toml", text.encode()), ALL).diagnostics
    assert [one.code for one in found] == ["CG312"]
