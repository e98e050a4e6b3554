"""What an author expects of all playthroughs: four forms, checked and compiled."""

from __future__ import annotations

import json

import pytest
from small import SMALL, findings, marked

from game.story.compiled import Always, DecisionCount, EndingShare, PlayerEnds, Story
from game.story.compiler import compile_story
from game.story.conditions import parse
from game.story.packed import pack, unpack
from game.story.reading import read

WHOLE = """
[[expect]]
ending = "garden"
share = [0, 0.25]

[[expect]]
player = "best"
ending = "garden"

[[expect]]
player = "relational"
ending_not = "garden"

[[expect]]
always = "trust >= 10 or told"
at = "hall"

[[expect]]
always = "productivity < 90"

[[expect]]
decisions = [1, 2]
"""

BROKEN = {
    "nothing": ("CG331", "[[⟦expect⟧]]", "Write ending and share"),
    "only a share": ("CG331", "[[⟦expect⟧]]\nshare = [0.1, 0.2]", "Write ending and share"),
    "only a place": ("CG331", '[[⟦expect⟧]]\nat = "hall"', "Write ending and share"),
    "an ending alone": ("CG331", '[[⟦expect⟧]]\nending = "garden"', "with share"),
    "a player alone": ("CG331", '[[⟦expect⟧]]\nplayer = "best"', "ending_not"),
    "a player with both": (
        "CG331",
        '[[⟦expect⟧]]\nplayer = "best"\nending = "garden"\nending_not = "garden"',
        "ending_not",
    ),
    "two forms": (
        "CG331",
        '[[expect]]\nalways = "told"\n⟦decisions⟧ = [1, 2]',
        "at =",
    ),
    "a share of a player": (
        "CG331",
        '[[expect]]\nplayer = "best"\nending = "garden"\n⟦share⟧ = [0, 1]',
        "ending_not",
    ),
    "one bound": ("CG331", "[[expect]]\ndecisions = ⟦[1]⟧", "decisions = [7, 10]"),
    "three bounds": (
        "CG331",
        '[[expect]]\nending = "garden"\nshare = ⟦[0, 0.5, 1]⟧',
        "share = [0.02, 0.25]",
    ),
    "bounds the wrong way round": ("CG331", "[[expect]]\ndecisions = ⟦[3, 2]⟧", "smaller"),
    "shares the wrong way round": (
        "CG331",
        '[[expect]]\nending = "garden"\nshare = ⟦[0.5, 0.2]⟧',
        "smaller",
    ),
    "no such ending": (
        "CG332",
        '[[expect]]\nending = ⟦"gardn"⟧\nshare = [0, 1]',
        "Did you mean 'garden'?",
    ),
    "a scene that is no ending": (
        "CG332",
        '[[expect]]\nplayer = "best"\nending_not = ⟦"hall"⟧',
        "garden",
    ),
    "no such scene": (
        "CG302",
        '[[expect]]\nalways = "told"\nat = ⟦"hal"⟧',
        "Did you mean 'hall'?",
    ),
    "a condition that does not parse": ("CG401", '[[expect]]\nalways = "trust ⟦⟧is high"', "45"),
    "a fact that nothing sets": (
        "CG402",
        '[[expect]]\nalways = ⟦"tolt"⟧',
        "Did you mean 'told'?",
    ),
    "no such player": (
        "CG204",
        '[[expect]]\nplayer = ⟦"relationl"⟧\nending = "garden"',
        "Did you mean 'relational'?",
    ),
    "a share above 1": (
        "CG206",
        '[[expect]]\nending = "garden"\nshare = [0, ⟦25⟧]',
        "Use 0 to 1: 0.25 for 25 %.",
    ),
    "a share that is no number": (
        "CG206",
        '[[expect]]\nending = "garden"\nshare = [⟦nan⟧, 1]',
        "Use 0 to 1",
    ),
    "a share in quotes": (
        "CG203",
        '[[expect]]\nending = "garden"\nshare = [⟦"0"⟧, 1]',
        "without quotes",
    ),
    "fewer decisions than none": ("CG206", "[[expect]]\ndecisions = [⟦-1⟧, 2]", "Use 0 or more."),
    "half a decision": ("CG203", "[[expect]]\ndecisions = [⟦0.5⟧, 2]", "without quotes"),
    "an unknown key": ("CG201", "[[expect]]\n⟦endin⟧ = 1", "Did you mean 'ending'?"),
}


def _compiled() -> Story:
    file = read("story.toml", (SMALL + WHOLE).encode()).file
    assert file is not None
    return compile_story(file, "small", "story.toml", "0" * 64)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_expectation(name: str) -> None:
    """What is no expectation is told at its place, with the cure."""
    code, table, cure = BROKEN[name]
    text, place = marked(f"{SMALL}\n{table}\n")
    told = [one for one in findings(text) if one.code == code]
    assert told, [str(one) for one in findings(text)]
    assert told[0].place[:2] == place[:2]
    if place[:2] != place[2:]:
        assert told[0].place == place
    assert cure in told[0].hint


def test_whole_expectations() -> None:
    """The four forms have no finding, and are compiled in the file's order with their numbers."""
    assert findings(SMALL + WHOLE) == ()
    assert _compiled().expectations == (
        EndingShare(0, "garden", 0, 0.25),
        PlayerEnds(1, "best", "garden", reached=True),
        PlayerEnds(2, "relational", "garden", reached=False),
        Always(3, parse("trust >= 10 or told"), "hall"),
        Always(4, parse("productivity < 90"), None),
        DecisionCount(5, 1, 2),
    )


def test_an_expectation_is_found_by_its_number() -> None:
    """The number of an expectation leads to its header in the file."""
    source = read("story.toml", (SMALL + WHOLE).encode()).source
    lines = [source.key(("expect", one.number)).line for one in _compiled().expectations]
    text = (SMALL + WHOLE).split("\n")
    assert [text[line - 1] for line in lines] == ["[[expect]]"] * 6
    assert len(set(lines)) == 6


def test_expectations_survive_the_cache() -> None:
    """The compiled form comes back from JSON as it was."""
    story = _compiled()
    again = unpack(json.loads(json.dumps(pack(story))), story.id, story.file)
    assert again == story


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"garden", "least"', '"gardn", "least"'),
        ("0.25", "1.25"),
        ("0.25", "NaN"),
        ('"best"', '"worst of all"'),
        ('"DecisionCount"', '"Decision"'),
    ],
)
def test_a_damaged_cache_is_refused(old: str, new: str) -> None:
    """A cached expectation that names no scene, player or form is no story."""
    form = json.dumps(pack(_compiled()))
    assert old in form
    with pytest.raises(ValueError, match=r"."):
        unpack(json.loads(form.replace(old, new)), "small", "story.toml")
