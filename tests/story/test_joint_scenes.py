"""Two teams at one table: what a joint scene needs, and what is made of one."""

from __future__ import annotations

import json

import pytest
from small import findings, marked
from two_sides import TEXT, changed, two_sides

from game.story.compiled import Side, SideChoice, Team
from game.story.conditions import LONGEST, both, parse
from game.story.overlap import Overlaps
from game.story.packed import pack, unpack

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


@pytest.mark.parametrize(
    ("tests", "held", "expected"),
    [
        (("trust >= 50", "trust < 50"), (), False),
        (("trust >= 50", "trust <= 50"), (), True),
        (("told", "not told"), (), False),
        (("told", "not minuted"), (), True),
        (("not told",), ("told",), False),
        (("trust > 100",), (), False),
        (("tension < 0 or told", "not told"), (), False),
        (("trust >= 10 and (told or tension > 50)", "not told and tension <= 50"), (), False),
        (("trust >= 10 and (told or tension > 50)", "not told and tension <= 51"), (), True),
        (("not (trust < 40 and told)", "told and trust == 39"), (), False),
        (("not (trust < 40 or told)", "trust != 40 and trust < 42"), (), True),
        (("not (trust < 40 or told)", "trust != 40 and trust < 41"), (), False),
        (("productivity > 30", "trust < 30"), (), True),
        ((), (), True),
    ],
)
def test_whether_conditions_overlap(
    tests: tuple[str, ...], held: tuple[str, ...], *, expected: bool
) -> None:
    """Conditions overlap exactly if some meters and facts meet them all; a start fact stays."""
    nodes = [parse(test).test for test in tests]
    assert Overlaps()(nodes, frozenset(held)) is expected


def test_what_is_too_dear_to_refute_counts_as_possible() -> None:
    """A condition made to be hard costs little, and asks for a meeting that may never happen."""
    hard = " and ".join(f"(f{i} or g{i})" for i in range(30)) + " and told"
    nodes = [parse(hard).test, parse("not told").test]
    assert Overlaps()(nodes, frozenset()) is True
    assert Overlaps(0)([parse("trust > 100").test], frozenset()) is True


def test_meetings_are_choices() -> None:
    """A joint scene has its meetings as choices, in the file's order, and the sides beside them."""
    story = two_sides()
    scene = story.scenes["keys"]
    assert story.teams == (Team("bread", "The bread stall"), Team("cheese", "The stall of {rui}"))
    assert [choice.id for choice in scene.choices] == [
        *("take+share", "share+share", "share+tell", "take+tell"),
    ]
    took = scene.choices[0]
    assert (took.trust, took.productivity, took.tension) == (-5, 8, 6)
    assert (took.text, took.stance) == ("Take the key off the hook at once.", "transactional")
    assert (took.why, took.lens, took.own_id) == (
        *("He had offered already.", ("mutual_benefit",), True),
    )
    told = scene.choices[2]
    assert (told.needs, told.sets, len(told.routes)) == (45, {"told"}, 2)
    assert told.why_tempting == "A baker who has burnt a batch would."
    assert scene.choices[3].deceit
    assert scene.choices[1].formerly == ("share+join",)
    assert story.scenes["road"].sides == ()


def test_sides_of_a_joint_scene() -> None:
    """Each side has its choices with their words and conditions."""
    bread, cheese = two_sides().scenes["keys"].sides
    assert bread.name == "The bread stall"
    assert [choice.id for choice in bread.choices] == ["share", "take"]
    assert cheese == Side(
        "cheese",
        "The stall of {rui}",
        (
            SideChoice(
                "tell",
                "Say that the cold room was off.",
                "relational",
                plays_when=parse("trust >= 60"),
            ),
            SideChoice("share", "Offer to load both stalls together.", "relational"),
        ),
    )


def test_a_meeting_is_offered_if_both_choices_are() -> None:
    """Its condition is both sides' conditions; `plays_when` does not count."""
    by_id = {choice.id: choice.when for choice in two_sides().scenes["rain"].choices}
    assert by_id["tarp+wait"] == parse("trust >= 50")
    assert by_id["pack+wait"] is None
    assert by_id["pack+leave"] == parse("trust < 50")
    one, other = parse("trust > 3 or told"), parse("tension < 9 or productivity > 2")
    joined = both(one, other)
    assert joined == parse("(trust > 3 or told) and (tension < 9 or productivity > 2)")
    assert joined.reads_productivity
    longest = parse("not " * ((LONGEST - 4) // 4) + "told")
    assert both(longest, longest) is not None


def test_a_joint_story_survives_the_cache() -> None:
    """The compiled form comes back from JSON as it was, also with two long conditions."""
    long = "(" * 240 + "told" + ")" * 240
    meets = '\n[[scenes.rain.meets]]\nbread = "tarp"\ncheese = "leave"\ngoto = "wet"\n'
    story = two_sides(
        ('when = "trust >= 50"\n\n[[scenes.rain', f'when = "{long}"\n\n[[scenes.rain'),
        ('when = "trust < 50"', f'when = "{long} or told"'),
        ("\n[scenes.dry]", f"{meets}\n[scenes.dry]"),
    )
    assert unpack(json.loads(json.dumps(pack(story))), story.id, story.file) == story


def test_a_cached_side_without_an_answer_is_refused() -> None:
    """A damaged cache whose other side could be left without an answer is no story."""
    form = json.dumps(pack(two_sides()))
    side = '"text": "Wait for the bread."'
    assert form.count(side) == 1
    for damage in (f'{side}, "when": "told"', f'{side}, "plays_when": "told"'):
        with pytest.raises(ValueError, match="two sides"):
            unpack(json.loads(form.replace(side, damage)), "x", "x")
    with pytest.raises(ValueError, match="two sides"):
        unpack(json.loads(form) | {"teams": []}, "x", "x")


def test_a_new_name_for_a_side_changes_no_hash() -> None:
    """The hashes of a joint scene see its effects, not the names of its choices."""
    before = two_sides(('formerly = ["join"]\n', "")).scenes["keys"].fingerprint
    renamed = (
        ('id = "share"\ntext = "Offer', 'id = "load"\ntext = "Offer'),
        ('formerly = ["join"]', 'formerly = ["share"]'),
        ('bread = "take"\ncheese = "share"', 'bread = "take"\ncheese = "load"'),
        ('bread = "share"\ncheese = "share"', 'bread = "share"\ncheese = "load"'),
    )
    assert two_sides(*renamed).scenes["keys"].fingerprint == before
    rules = {
        two_sides(change).scenes["keys"].fingerprint.rules
        for change in (
            ("trust = -5", "trust = -4"),
            ('plays_when = "trust >= 60"', 'plays_when = "trust >= 61"'),
            ('cheese = "tell"\ntrust = 9', 'cheese = "tell"\ntrust = 8'),
            ("Both lists", "All lists"),
        )
    }
    assert len(rules) == 4
    assert two_sides().scenes["keys"].fingerprint.rules in rules
