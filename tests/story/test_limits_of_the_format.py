"""The limits of the format hold exactly, and what the format allows is not refused."""

from __future__ import annotations

import pytest
from small import SMALL, changed, findings

from game.story.diagnostic import MOST_FINDINGS
from stories import compiled


def _codes(text: str) -> list[str]:
    return [str(one.code) for one in findings(text)]


def _chain(scenes: int) -> str:
    """Return a story of so many scenes, each leading to the next."""
    links = [f'[scenes.s{index}]\ntext = "x"\ngoto = "s{index + 1}"' for index in range(scenes - 1)]
    head = SMALL[: SMALL.index("[start]")]
    return "\n".join([head, *links, f'[scenes.s{scenes - 1}]\ntext = "x"\nending = "x"\n'])


def _choices(count: int) -> str:
    """Return a story with so many choices in one scene."""
    one = '[[scenes.passage.choices]]\nid = "c{0}"\ntext = "x{0}"\nstance = "relational"\n'
    many = "".join(one.format(index) + 'goto = "garden"\n' for index in range(count))
    return changed('text = "A passage."\ngoto = "garden"\n', f'text = "A passage."\n{many}')


def test_scenes() -> None:
    """5,000 scenes are a story, even as one chain; one more is too many."""
    assert _codes(_chain(5_000)) == []
    assert len(compiled(_chain(5_000)).scenes) == 5_000
    assert _codes(_chain(5_001)) == ["CG207"]


def test_choices() -> None:
    """A scene has up to ten choices."""
    assert _codes(_choices(10)) == []
    assert _codes(_choices(11)) == ["CG207"]


@pytest.mark.parametrize(
    "old", ['"Small"', '"Two doors."', '"The hall"', '"The garden"', '"Ines Duarte"', '"Go left."']
)
def test_texts(old: str) -> None:
    """Any text has up to 20,000 code points, however many bytes they take."""
    assert _codes(changed(old, f'"{"🎈" * 20_000}"')) == []
    assert _codes(changed(old, f'"{"🎈" * 20_001}"')) == ["CG207"]


def test_conditions() -> None:
    """A condition has up to 500 characters."""
    told = f"{'not ' * 124}told"
    assert len(told) == 500
    assert _codes(changed('"told", to', f'"{told}", to')) == []
    assert _codes(changed('"told", to', f'" {told}", to')) == ["CG401"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"told"', f'"{"t" * 70}"'),
        ("minutes = 5", 'minutes = 240\nlanguage = "zh-Hant-TW"\nstart = "hall"'),
        ("minutes = 5", 'minutes = 1\nauthors = [""]\ntags = []\nlicense = ""\nversion = "1"'),
        ("trust = 40", "trust = 0\ntension = 100"),
        ("trust = 5\n", "trust = -50\ntension = 50\nproductivity = -50\nneeds = 100\n"),
        ('id = "left"', f'id = "{"-" * 64}"'),
        ('id = "left"', 'id = "left"\nforced = true\nrepair = true\ndeceit = false\nreply = ""'),
        ("trust >= 45", "trust >= -45"),
        ('"A passage."', "'''\n{{ines}} \\ [b] </b> }} **\n'''"),
        ('"A passage."', '"a tab\\tand a line\\nand a joiner \\u200d"'),
        ('"{ines} waits."', '"{{{ines}}} waits."'),
    ],
)
def test_what_the_format_allows(old: str, new: str) -> None:
    """Values at the ends of their ranges, long facts, escaped braces: nothing is refused."""
    text = changed(old, new)
    if '"t' in new:
        text = text.replace('"told"', new)
    assert [str(one) for one in findings(text)] == []


@pytest.mark.parametrize(
    "raw", [SMALL.encode("utf-8-sig"), SMALL.replace("\n", "\r\n").encode()], ids=["BOM", "CRLF"]
)
def test_bom_and_crlf(raw: bytes) -> None:
    """A BOM and the lines of Windows are accepted, and shift no place."""
    assert findings(raw) == ()
    (told,) = findings(raw.replace(b'text = "Go left."', 'text = "é {x}"'.encode()))
    assert told.place == (25, 8, 25, 15)


@pytest.mark.parametrize("scene", ["goto", "choices", "text", "scenes", "routes", "scene", "str"])
def test_ids_that_are_words_of_the_format(scene: str) -> None:
    """A scene may be called like a key, and a mistake in it is told as anywhere."""
    text = SMALL.replace("hall", scene)
    assert findings(text) == ()
    (told,) = findings(text.replace("lens = ", "lenz = "))
    assert (told.code, told.hint) == ("CG201", "Did you mean 'lens'?")
    (told,) = findings(text.replace("{ to = ", "{ too = ", 1))
    assert (told.place.line, told.place.column) == (38, 5)


def test_a_choice_without_an_id() -> None:
    """It gets the letter of its position, and a warning that saves hang on it."""
    text = changed('id = "right"\n', "")
    (told,) = findings(text)
    assert (told.code, told.severity, told.place.line) == ("CG308", "warning", 32)
    choices = compiled(text).scenes["hall"].choices
    assert [(choice.id, choice.own_id) for choice in choices] == [("left", True), ("b", False)]


def test_two_choices_alike() -> None:
    """Two choices with one id are told at both, also where one of them is a letter."""
    assert _codes(changed('id = "right"', 'id = "left"')) == ["CG307", "CG307"]
    letter = findings(changed('id = "right"\n', "").replace('id = "left"', 'id = "b"'))
    assert [(one.code, one.place.line) for one in letter] == [
        ("CG307", 24),
        ("CG307", 32),
        ("CG308", 32),
    ]


def test_cycles() -> None:
    """A circle is told with its scenes in order, however long the way round."""
    told = findings(changed('ending = "The garden"', 'goto = "passage"'))
    assert [(one.code, one.place.line) for one in told] == [("CG305", 41)]
    assert "passage → garden → passage" in told[0].message
    itself = findings(changed('goto = "garden"', 'goto = "passage"'))
    assert "passage → passage" in itself[0].message
    round_trip = _chain(5_000).replace('ending = "x"', 'goto = "s0"')
    assert "s0 → s1 → " in findings(round_trip)[0].message


def test_a_circle_that_only_routes_close() -> None:
    """A route counts as a link, whatever its condition."""
    routes = 'goto = [{ when = "told", to = "hall" }, { to = "garden" }]'
    assert "CG305" in _codes(changed('goto = "garden"', routes))


def test_everything_at_once() -> None:
    """All mistakes of a file are told together, in its order."""
    text = SMALL
    for old, new in (
        ("{ines} waits", "{nobody} waits"),
        ('"trust >= 45 and early"', '"trust >="'),
        ('goto = "passage"', 'goto = "nowhere"'),
        ('ending = "The garden"', ""),
    ):
        text = changed(old, new, text)
    assert _codes(text) == ["CG304", "CG401", "CG302", "CG312", "CG301"]
    kinds = changed("minutes = 5", "minutes = 0").replace('"Go left."', "7").replace("40", "400")
    assert _codes(kinds) == ["CG206", "CG206", "CG203"]


def test_control_characters_do_not_hide_the_rest() -> None:
    """A file with a character that is refused is judged in all other ways, too."""
    text = changed("Two doors.", "Two\x1b[2J doors\x00\x00.").replace("waits", "{nobody}")
    told = findings(text)
    assert [(one.code, one.place) for one in told] == [
        ("CG205", (5, 15, 5, 16)),
        ("CG205", (5, 25, 5, 27)),
        ("CG304", (17, 8, 17, 26)),
    ]


def test_a_thousand_mistakes() -> None:
    """Of very many mistakes a thousand are told, and that there are more."""
    links = "".join(f'[scenes.x{index}]\ntext = "x"\ngoto = "y"\n' for index in range(1_500))
    told = findings(SMALL + links)
    assert len(told) == MOST_FINDINGS + 1
    assert [one.code for one in told].count("CG302") == MOST_FINDINGS
    assert told[-1].code == "CG105"
