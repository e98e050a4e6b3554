"""Two teams at one table: what is made of a joint scene."""

from __future__ import annotations

import json

import pytest
from two_sides import two_sides

from game.story.compiled import Side, SideChoice, Team
from game.story.conditions import LONGEST, both, parse
from game.story.overlap import Overlaps
from game.story.packed import pack, unpack


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
