"""Two teams at one table: every rule that a joint scene can break, and what is said of it."""

from __future__ import annotations

import pytest
from small import findings, marked
from two_sides import TEXT, changed

SHARE = 'team = "bread"\nid = "share"\n'
FIRST_MEETS = '[[scenes.keys.meets]]\nbread = "take"\ncheese = "share"\n'
AGAIN = FIRST_MEETS.replace("scenes", "⟦scenes").replace("]]", "⟧]]")
TEAMS = '[teams.bread]\nname = "The bread stall"\n\n[teams.cheese]\nname = "The stall of {rui}"\n'

BROKEN = {
    "three teams": (
        "CG321",
        "[teams.cheese]",
        '[teams.fish]\nname = "Fish"\n\n[⟦teams.cheese⟧]',
        "Keep two",
    ),
    "one team": ("CG321", TEAMS, '[⟦teams.bread⟧]\nname = "The bread stall"\n', "Keep two"),
    "no teams": ("CG321", TEAMS, "", "Add two tables"),
    "a team called like an effect": (
        "CG321",
        TEAMS,
        '[⟦teams.tension⟧]\nname = "Tension"\n\n[teams.cheese]\nname = "Rui"\n',
        "another id",
    ),
    "a team called like a link": (
        "CG321",
        TEAMS,
        '[⟦teams.goto⟧]\nname = "Goto"\n\n[teams.cheese]\nname = "Rui"\n',
        "another id",
    ),
    "a team without a name": (
        "CG202",
        '[teams.bread]\nname = "The bread stall"',
        "[⟦teams.bread⟧]",
        "`name",
    ),
    "a choice of no such team": (
        "CG322",
        'team = "bread"\nid = "share"',
        'team = ⟦"bred"⟧\nid = "share"',
        "Did you mean 'bread'?",
    ),
    "a paragraph for no such team": (
        "CG322",
        'team = "bread"\ntext = "Your oven',
        'team = ⟦"bakers"⟧\ntext = "Your oven',
        "bread, cheese",
    ),
    "a paragraph for a team without a condition": (
        "CG202",
        '[[scenes.keys.also]]\nwhen = "trust >= 0"\nteam = "bread"',
        '[[⟦scenes.keys.also⟧]]\nteam = "bread"',
        "`when",
    ),
    "a side without a choice": (
        "CG323",
        (
            'title = "Thursday, 5:40"\ntext = "The van is loaded. Somebody has to drive."\n\n'
            '[[scenes.road.choices]]\nid = "drive"'
        ),
        (
            'title = "Thursday, 5:40"\ntext = "The van is loaded. Somebody has to drive."\n\n'
            '[[scenes.road.choices]]\nteam = "bread"\nid = "drive"'
        ),
        'team = "cheese"',
    ),
    "a last choice that may not be offered": (
        "CG323",
        'text = "Wait for the bread."\n',
        'text = "Wait for the bread."\n⟦when⟧ = "trust > 3"\n',
        "Remove it",
    ),
    "a last choice that may not be played": (
        "CG323",
        'text = "Offer to load both stalls together."\n',
        'text = "Offer to load both stalls together."\n⟦plays_when⟧ = "trust > 3"\n',
        "Remove it",
    ),
    "a choice of nobody among the sides": (
        "CG324",
        '[[scenes.keys.choices]]\nteam = "bread"\nid = "share"',
        '[[⟦scenes.keys.choices⟧]]\nid = "share"',
        "Add `team",
    ),
    "an effect on a side's choice": ("CG324", SHARE, SHARE + "⟦trust⟧ = 5\n", "keys.meets"),
    "an effect of nothing on a side's choice": ("CG324", SHARE, SHARE + "⟦trust⟧ = 0\n", "Move it"),
    "a way on from a side's choice": (
        "CG324",
        SHARE,
        SHARE + '⟦goto⟧ = "road"\n',
        "[[scenes.keys.meets]]",
    ),
    "a reply to a side's choice": ("CG324", SHARE, SHARE + '⟦reply⟧ = "Hm."\n', "Move it"),
    "a fact of a side's choice": ("CG324", SHARE, SHARE + '⟦sets⟧ = ["told"]\n', "Move it"),
    "a need of a side's choice": ("CG324", SHARE, SHARE + "⟦needs⟧ = 40\n", "Move it"),
    "a lens of a side's choice": ("CG324", SHARE, SHARE + '⟦lens⟧ = ["trust"]\n', "Move it"),
    "plays_when without a team": (
        "CG324",
        'id = "drive"\n',
        'id = "drive"\n⟦plays_when⟧ = "trust > 3"\n',
        "give the choice a `team`",
    ),
    "a side's choice without an id": (
        "CG202",
        '[[scenes.keys.choices]]\nteam = "bread"\nid = "share"',
        '[[⟦scenes.keys.choices⟧]]\nteam = "bread"',
        "`id",
    ),
    "two alike on a side": (
        "CG307",
        'team = "bread"\nid = "take"',
        'team = "bread"\nid = ⟦"share"⟧',
        "its own",
    ),
    "a condition of a side": (
        "CG401",
        'when = "trust < 50"',
        'when = "trust ⟦⟧is low"',
        "trust >= 45",
    ),
    "a condition to play": (
        "CG402",
        'plays_when = "trust >= 60"',
        'plays_when = ⟦"tald"⟧',
        "Did you mean 'told'?",
    ),
    "a choice without a way on": (
        "CG202",
        (
            '[[scenes.road.choices]]\nid = "drive"\ntext = "Drive, and talk about the rain."\n'
            'stance = "relational"\ntrust = 3\ngoto = "rain"\n'
        ),
        (
            '[[⟦scenes.road.choices⟧]]\nid = "drive"\ntext = "Drive, and talk about the rain."\n'
            'stance = "relational"\ntrust = 3\n'
        ),
        "Add `goto = …`.",
    ),
    "a meeting without a team": (
        "CG202",
        FIRST_MEETS,
        '[[⟦scenes.keys.meets⟧]]\nbread = "take"\n',
        "Add `cheese = …`.",
    ),
    "a meeting of a third": (
        "CG201",
        FIRST_MEETS,
        FIRST_MEETS + '⟦chese⟧ = "share"\n',
        "Did you mean 'cheese'?",
    ),
    "a condition of a meeting": ("CG201", FIRST_MEETS, FIRST_MEETS + '⟦when⟧ = "told"\n', "Remove"),
    "a key of a meeting misspelled": (
        "CG201",
        FIRST_MEETS,
        FIRST_MEETS + "⟦tensoin⟧ = 5\n",
        "Did you mean 'tension'?",
    ),
    "a meeting of no such choice": (
        "CG325",
        FIRST_MEETS,
        FIRST_MEETS.replace('"share"', '⟦"shar"⟧'),
        "Did you mean 'share'?",
    ),
    "a meeting of the other side's choice": (
        "CG325",
        FIRST_MEETS,
        FIRST_MEETS.replace('"take"', '⟦"tell"⟧'),
        "share, take",
    ),
    "a meeting of a number": (
        "CG203",
        FIRST_MEETS,
        FIRST_MEETS.replace('"share"', "⟦2⟧"),
        "Name a choice",
    ),
    "a pair that meets twice": (
        "CG326",
        FIRST_MEETS,
        f'{FIRST_MEETS}goto = "road"\n\n{AGAIN}',
        "Keep one",
    ),
    "a pair that never meets": (
        "CG326",
        'bread = "take"\ncheese = "share"',
        'bread = "share"\ncheese = "tell"',
        'Add [[scenes.keys.meets]] with bread = "take" and cheese = "share".',
    ),
    "a pair that meets nowhere": (
        "CG326",
        'when = "trust < 50"',
        'when = "trust <= 50"',
        'bread = "tarp" and cheese = "leave"',
    ),
    "a meeting that leads nowhere": (
        "CG202",
        (
            'goto = "dry"\n\n[[scenes.rain.meets]]\nbread = "pack"\ncheese = "leave"\ntrust = -6\n'
            'goto = "wet"\n'
        ),
        'goto = "dry"\n\n[[⟦scenes.rain.meets⟧]]\nbread = "pack"\ncheese = "leave"\ntrust = -6\n',
        "Add `goto = …`.",
    ),
    "a dangling meeting": ("CG302", 'goto = "wet"', 'goto = ⟦"wett"⟧', "Did you mean 'wet'?"),
    "a quality twice in a meeting": (
        "CG309",
        'lens = ["openness"]',
        'lens = ["openness", ⟦"openness"⟧]',
        "Remove one.",
    ),
    "a reserved fact in a meeting": (
        "CG310",
        'sets = ["told"]',
        'sets = ["told", ⟦"trust"⟧]',
        "Rename it.",
    ),
    "too large an effect of a meeting": ("CG206", "trust = -6", "trust = ⟦-60⟧", "-50 or more"),
    "an open end of a meeting's routes": (
        "CG303",
        '{ to = "rain" }',
        '{ to = "rain", ⟦when⟧ = "told" }',
        "without `when`",
    ),
    "nobody in the name of a team": ("CG304", '"The bread stall"', '⟦"The stall of {ruy}"⟧', "rui"),
    "a circle by a meeting": ("CG305", 'goto = "wet"', 'goto = "keys"', "forward"),
    "an earlier id of a side that is one of today": (
        "CG311",
        'formerly = ["join"]',
        'formerly = [⟦"tell"⟧]',
        "Remove it here",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_of_teams(name: str) -> None:
    """What breaks a rule of joint scenes is found at its place, with its cure."""
    code, old, new, cure = BROKEN[name]
    text = changed((old, new))
    place = None
    if "⟦" in text:
        text, place = marked(text)
    told = [one for one in findings(text) if one.code == code]
    assert told, [str(one) for one in findings(text)]
    assert cure in told[0].hint
    if place is not None:
        assert told[0].place[:2] == place[:2]
        assert place[:2] == place[2:] or told[0].place == place


def test_a_pair_that_is_lacking_is_told_at_its_scene() -> None:
    """Where a pair has no meeting, the finding stands at the scene and names both choices."""
    old, new = 'when = "trust < 50"', 'when = "trust <= 50"'
    (told,) = findings(changed((old, new)))
    line = TEXT.split("\n").index("[scenes.rain]") + 1
    assert (told.place.line, told.place.column) == (line, 2)
    assert "'tarp' and 'leave'" in told.message


def test_the_joint_story_is_whole() -> None:
    """What the other tests break has no finding; ids are unique on a side, not in the scene."""
    assert findings(TEXT) == ()


def test_an_earlier_id_counts_on_its_side() -> None:
    """The other side may have today the id that a choice of this side had once."""
    assert findings(changed(('formerly = ["join"]', 'formerly = ["take"]'))) == ()
