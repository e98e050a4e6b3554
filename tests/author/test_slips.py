"""Slips that people make who are no programmers: the cure says what to do about this very one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.author.check import judge, paths
from game.author.new import new
from game.story.ids import near_id
from game.story.reading import read

TEMPLATE = (Path(__file__).parents[2] / "game" / "author" / "template.toml").read_text("utf-8")
SLIPS = {
    "typographic quotes": ('name = "Kim"', "name = “Kim”", "CG102", "straight quotes"),
    "a typographic quote at the end": ('name = "Kim"', 'name = "Kim”', "CG102", "straight quotes"),
    "quotes inside quotes": ('name = "Kim"', 'name = "Kim "K" Lee"', "CG102", r"Write \" for each"),
    "an apostrophe": ('name = "Kim"', "name = 'Kim's'", "CG102", "in double quotes"),
    "a dash": ("tension = -4", "tension = –4", "CG102", "plain minus"),
    "a minus sign": ("tension = -4", "tension = −4", "CG102", "plain minus"),
    "a minus apart": ("tension = -4", "tension = - 4", "CG102", "right before the number"),
    "a decimal comma": ("productivity = -4", "productivity = 6,5", "CG102", "without a comma"),
    "a capital in true": ("bet = true", "bet = True", "CG102", "Write true or false"),
    "yes": ("forced = true", "forced = yes", "CG102", "Write true or false"),
    "a space that is none": ("minutes = 5", "minutes =\u00a05", "CG102", "a plain space"),
    "a remark of another language": ("# The people.", "// The people.", "CG102", "with #"),
    "an umlaut in a header": ("[cast.kim]", "[cast.jörg]", "CG102", "letters a to z"),
    "an umlaut first": ("[scenes.friday]", "[scenes.übergabe]", "CG102", "letters a to z"),
    "a space in a header": ("[scenes.friday]", "[scenes.fri day]", "CG102", "no space"),
    "a capital in a header": ("[scenes.ruled]", "[scenes.Ruled]", "CG208", "for example 'ruled'"),
    "one bracket of a list": (
        "[[scenes.calendar.choices]]",
        "[scenes.calendar.choices]",
        "CG203",
        "`[[scenes.calendar.choices]]`",
    ),
    "a list of one as text": ('lens = ["empathy"]', 'lens = "empathy"', "CG203", '["empathy"]'),
    "a share in percent": ("[0.25, 0.75]", "[0.25, 75]", "CG206", "0.25 for 25 %"),
    "an ending by its name": ('ending = "shared"', 'ending = "By the sheet"', "CG208", "'ruled'"),
    "a choice of a scene misspelt": (
        "[[scenes.friday.choices]]",
        "[[scenes.fryday.choices]]",
        "CG202",
        "Did you mean 'friday'?",
    ),
    "a typographic comparison": ("trust >= 50", "trust ≥ 50", "CG401", "Write >=."),
    "an arrow": ("trust >= 50", "trust => 50", "CG401", "Write >=."),
    "a sign for and": ("trust >= 50", "trust >= 50 && asked", "CG401", "Write and."),
    "a loud and": ("trust >= 50", "trust >= 50 AND asked", "CG401", "Write and."),
    "a meter that equals": ("trust >= 50", "trust = 50", "CG401", "Write == to compare."),
    "a fact that equals": ('when = "asked"', 'when = "asked = true"', "CG401", "`not asked`"),
    "a fact compared": ('when = "asked"', 'when = "asked == 1"', "CG401", "`not asked`"),
    "an umlaut in a fact": ('when = "asked"', 'when = "gehört"', "CG401", "a to z"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_cure_is_of_the_slip(slip: str) -> None:
    """Its line is named, and what to write there instead."""
    right, wrong, code, cure = SLIPS[slip]
    text = TEMPLATE.replace(right, wrong, 1)
    assert text != TEMPLATE
    first = judge("story.toml", read("story.toml", text.encode())).diagnostics
    line = 1 + text[: TEMPLATE.index(right)].count("\n")
    told = [one for one in first if one.code == code and one.place.line == line]
    assert len(told) == 1, [str(one) for one in first]
    assert cure in told[0].hint


def test_a_list_whose_first_header_is_no_list() -> None:
    """The headers after it are told what the first one lacks."""
    text = TEMPLATE.replace("[[scenes.calendar.choices]]", "[scenes.calendar.choices]", 1)
    found = judge("story.toml", read("story.toml", text.encode())).diagnostics
    hints = {one.hint for one in found if one.code == "CG104"}
    assert len(hints) == 1
    assert "double brackets, the first one as well" in hints.pop()


def test_a_scene_that_only_a_part_names() -> None:
    """Where no scene is near, its own header is missing, and that is what is said."""
    text = TEMPLATE.replace("[scenes.friday]", "[scene.friday]")
    found = judge("story.toml", read("story.toml", text.encode())).diagnostics
    (told,) = (one for one in found if one.code == "CG202")
    assert "'friday' has no header of its own" in told.message
    assert told.hint == "Add `[scenes.friday]` with a `text` above."


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Frühjahrs Runde", "fruehjahrs-runde"),
        ("Straße 4", "strasse-4"),
        ("Élan", "elan"),
        ("budget.toml", "budget"),
        ("  --  ", ""),
        ("会議", ""),
        ("x" * 99, "x" * 64),
    ],
)
def test_an_id_near_to_a_text(text: str, near: str) -> None:
    """An id for a text is of the letters of ids, so that it can be proposed; else there is none."""
    assert near_id(text) == near
    assert not near or re.fullmatch(r"[a-z0-9_-]{1,64}", near)


def test_a_name_that_can_not_be_an_id(tmp_path: Path) -> None:
    """`new` proposes a name near to the one it refuses, and writes nothing."""
    said = new("Frühjahrs Runde", tmp_path)
    assert isinstance(said, str)
    assert "for example fruehjahrs-runde." in said
    assert not list(tmp_path.iterdir())


def test_an_id_of_a_file_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves `.toml` away is told of the file."""
    monkeypatch.chdir(tmp_path)
    new("budget", tmp_path)
    (said,) = paths(["budget"])
    assert said == "There is no story 'budget'. Did you mean the file 'budget.toml'?"
