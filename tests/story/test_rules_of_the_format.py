"""Every rule of the format is kept: what breaks it is told with its exact place and the cure."""

from __future__ import annotations

import re

import pytest
from small import SMALL, changed, findings, marked

from game.story.codes import Code

CHOICE = 'id = "left"\n'
LEFT = 'goto = "passage"\n'

BROKEN = {
    # keys: unknown, missing, of the wrong kind
    "unknown table": ("CG201", "[start]", "[⟦stat⟧]", "Did you mean 'start'?"),
    "unknown key": ("CG201", "minutes = 5", "minutes = 5\n⟦minuts⟧ = 5", "Did you mean 'minutes'?"),
    "unknown key of a choice": ("CG201", LEFT, LEFT + '⟦replay⟧ = "x"\n', "mean 'reply'?"),
    "unknown key of a route": (
        "CG201",
        '{ when = "told",',
        '{ ⟦wen⟧ = "told",',
        "Did you mean 'when'?",
    ),
    "a key of another table": ("CG201", "minutes = 5", "minutes = 5\n⟦trust⟧ = 5", "Known"),
    "a part of another format": ("CG201", LEFT, LEFT + '⟦former⟧ = ["l"]\n', "mean 'formerly'?"),
    "no format": ("CG202", "format = 1\n", "⟦⟧", "Add `format = 1`."),
    "no minutes": (
        "CG202",
        '[story]\ntitle = "Small"\nsummary = "Two doors."\nminutes = 5',
        '[⟦story⟧]\ntitle = "Small"\nsummary = "Two doors."',
        "Add `minutes = …`.",
    ),
    "no text": ("CG202", '[scenes.passage]\ntext = "A passage."', "[⟦scenes.passage⟧]", "`text"),
    "no stance": (
        "CG202",
        '[[scenes.hall.choices]]\nid = "left"\ntext = "Go left."\nstance = "relational"',
        '[[⟦scenes.hall.choices⟧]]\nid = "left"\ntext = "Go left."',
        "Add `stance = …`.",
    ),
    "no to": ("CG202", '{ to = "garden" }', '⟦{ when = "told" }⟧', "Add `to"),
    "no name": ("CG202", '[cast.ines]\nname = "Ines Duarte"', "[⟦cast.ines⟧]", "`name"),
    "no when": (
        "CG202",
        '[[scenes.hall.also]]\nwhen = "trust >= 45 and early"',
        "[[⟦scenes.hall.also⟧]]",
        "`when",
    ),
    "a number for text": ("CG203", '"Small"', "⟦5⟧", "quotes"),
    "a date for text": ("CG203", '"Small"', "⟦1979-05-27⟧", "quotes"),
    "text for a number": ("CG203", "minutes = 5", 'minutes = ⟦"5"⟧', "without quotes"),
    "a fraction": ("CG203", "trust = 5\n", "trust = ⟦5.0⟧\n", "without quotes"),
    "true for a number": ("CG203", "trust = 5\n", "trust = ⟦true⟧\n", "without quotes"),
    "a number for true": ("CG203", LEFT, LEFT + "forced = ⟦1⟧\n", "true or false"),
    "text for a list": ("CG203", '["told"]', '⟦"told"⟧', "square brackets"),
    "a number in a list": ("CG203", '["told"]', '["told", ⟦7⟧]', "quotes"),
    "a value for a table": ("CG203", 'goto = "garden"', "choices = [⟦5⟧]", "[header]"),
    "a list for a table": ("CG203", "[start]\ntrust = 40", "[[⟦start⟧]]\ntrust = 40", "[header]"),
    "a table for a link": ("CG203", LEFT, 'goto = ⟦{ to = "passage" }⟧\n', "Write it as"),
    "true for a format": ("CG203", "format = 1", "format = ⟦true⟧", "without quotes"),
    # words, numbers, lengths, names
    "another stance": ("CG204", '"relational"', '⟦"relationl"⟧', "Did you mean 'relational'?"),
    "a number for a stance": ("CG204", '"relational"', "⟦1⟧", "transactional or relational"),
    "another quality": ("CG204", '"openness"', '⟦"opennes"⟧', "Did you mean 'openness'?"),
    "another format": ("CG206", "format = 1", "format = ⟦2⟧", "Write `format = 1`."),
    "no minutes at all": ("CG206", "minutes = 5", "minutes = ⟦0⟧", "Use 1 or more."),
    "too many minutes": ("CG206", "minutes = 5", "minutes = ⟦241⟧", "Use 240 or less."),
    "too large an effect": ("CG206", "trust = 5\n", "trust = ⟦51⟧\n", "Use 50 or less."),
    "too small an effect": ("CG206", LEFT, LEFT + "tension = ⟦-51⟧\n", "Use -50 or more."),
    "needs nothing": ("CG206", LEFT, LEFT + "needs = ⟦0⟧\n", "Use 1 or more."),
    "needs too much": ("CG206", LEFT, LEFT + "needs = ⟦101⟧\n", "Use 100 or less."),
    "start above the meter": ("CG206", "trust = 40", "trust = ⟦101⟧", "Use 100 or less."),
    "start below the meter": ("CG206", "trust = 40", "tension = ⟦-1⟧", "Use 0 or more."),
    "a number of 5,000 digits": ("CG206", "trust = 40", f"trust = ⟦{'4' * 5000}⟧", "small"),
    "a hexadecimal monster": ("CG206", "trust = 40", f"trust = ⟦0x{'f' * 90000}⟧", "small"),
    "a long text": ("CG207", '"Go left."', f'⟦"{"é" * 20_001}"⟧', "At most 20,000 characters"),
    "an empty text": ("CG207", '"Go left."', '⟦""⟧', "Write at least one."),
    "no choices": ("CG207", 'goto = "garden"', "choices = ⟦[]⟧", "Write at least one."),
    "a capital in a scene's id": ("CG208", "[scenes.garden]", "[⟦scenes.Garden⟧]", "small"),
    "65 characters in an id": ("CG208", "[cast.ines]", f"[⟦cast.{'i' * 65}⟧]", "1 to 64"),
    "an empty id": ("CG208", CHOICE, 'id = ⟦""⟧\n', "1 to 64"),
    "a newline in an id": ("CG208", CHOICE, 'id = ⟦"left\\n"⟧\n', "1 to 64"),
    "a hyphen in a fact": ("CG208", '"told"]', '⟦"to-ld"⟧]', "not a digit first"),
    "a digit first in a fact": ("CG208", '"early"', '⟦"1st"⟧', "not a digit first"),
    "no language": ("CG208", "minutes = 5", 'minutes = 5\nlanguage = ⟦"en_GB"⟧', "BCP 47"),
    # the shape of scenes
    "choices and a goto": ("CG301", 'title = "The hall"', '⟦goto⟧ = "garden"', "Keep one"),
    "goto and an ending": ("CG301", 'ending = "', 'goto = "hall"\n⟦ending⟧ = "', "Keep one"),
    "neither": (
        "CG301",
        '[scenes.garden]\ntext = "Green."\nending',
        "[⟦scenes.garden⟧]\ntext",
        "Add",
    ),
    "a dangling goto": ("CG302", LEFT, 'goto = ⟦"pasage"⟧\n', "Did you mean 'passage'?"),
    "a dangling route": ("CG302", '{ to = "garden" }', '{ to = ⟦"gardn"⟧ }', "mean 'garden'?"),
    "a dangling start": ("CG302", "minutes = 5", 'minutes = 5\nstart = ⟦"hal"⟧', "mean 'hall'?"),
    "an open end of routes": (
        "CG303",
        '{ to = "garden" }',
        '{ to = "garden", ⟦when⟧ = "told" }',
        "without `when`",
    ),
    "a route that hides others": (
        "CG303",
        '{ when = "told", to = "garden" }',
        '⟦{ to = "garden" }⟧',
        "Give it a `when`",
    ),
    "no routes": ("CG303", LEFT, "goto = ⟦[]⟧\n", "Add one"),
    "a bet without choices": (
        "CG306",
        'goto = "garden"',
        'goto = "garden"\n⟦bet⟧ = true',
        "Remove",
    ),
    "a quality twice": ("CG309", '"trust"]', '"trust", ⟦"openness"⟧]', "Remove one."),
    "a reserved fact": ("CG310", '"told"]', '"told", ⟦"productivity"⟧]', "Rename it."),
    "a reserved fact at the start": ("CG310", '"early"', '"early", ⟦"not"⟧', "Rename it."),
    # earlier ids
    "a scene's earlier id is one of today": (
        "CG311",
        'title = "The hall"',
        'title = "The hall"\nformerly = ["foyer", ⟦"garden"⟧]',
        "Remove it here",
    ),
    "a scene's own id as an earlier one": (
        "CG311",
        'title = "The hall"',
        'title = "The hall"\nformerly = [⟦"hall"⟧]',
        "Remove it here",
    ),
    "a choice's earlier id is one of today": (
        "CG311",
        LEFT,
        LEFT + 'formerly = [⟦"right"⟧]\n',
        "Remove it here",
    ),
    "an earlier id twice": ("CG311", LEFT, LEFT + 'formerly = ["l", ⟦"l"⟧]\n', "had it last"),
    "an earlier id of two scenes": (
        "CG311",
        'goto = "garden"\n\n[scenes.garden]\n',
        'goto = "garden"\nformerly = ["foyer"]\n\n[scenes.garden]\nformerly = [⟦"foyer"⟧]\n',
        "had it last",
    ),
    "an earlier id that is none": ("CG208", LEFT, LEFT + 'formerly = [⟦"L"⟧]\n', "small"),
    # names and conditions
    "nobody of the cast": ("CG304", '"Go left."', '⟦"Ask {inez}."⟧', "Did you mean 'ines'?"),
    "nobody in a title": ("CG304", '"Small"', '⟦"{x}"⟧', "Known here: ines."),
    "nobody in a question": (
        "CG304",
        "minutes = 5",
        'minutes = 5\nquestions = ["?", ⟦"{x}"⟧]',
        ".",
    ),
    "a name that is not closed": ("CG314", '"Go left."', '⟦"Ask {ines."⟧', "Close the name"),
    "a name that is not opened": ("CG314", '"Go left."', '⟦"Ask {ines} ines}."⟧', "}} to print"),
    "nobody in an ending": ("CG304", '"The garden"', '⟦"{x}"⟧', "."),
    "a wrong condition": ("CG401", '"trust >= 45 and early"', '"trust >= ⟦fast⟧"', "trust >= 45"),
    "a condition in a choice": ("CG401", CHOICE, CHOICE + 'when = "trust ⟦= 5⟧"\n', "=="),
    "a condition in a route": ("CG401", '"told", to', '"told ⟦told⟧", to', "`and` or `or`"),
    "a long condition": (
        "CG401",
        '"trust >= 45 and early"',
        f'"{"not " * 125}⟦early⟧"',
        "Set a fact earlier",
    ),
    "a fact that is never set": ("CG402", '"told", to', '⟦"tld"⟧, to', "Did you mean 'told'?"),
    # characters
    "a bell": ("CG205", "Two doors.", "Two⟦\a⟧ doors.", "Remove it."),
    "a bell in a comment": ("CG205", "[story]", "[story] # é⟦\a⟧", "Remove it."),
    "a direction": ("CG205", "Two doors.", "Zwölf⟦\u202e⟧ doors.", "Remove it."),
    "a C1 byte": ("CG205", "Two doors.", "Two⟦\x9b⟧2J doors.", "Remove it."),
    "a line separator": ("CG205", "Two doors.", "Two⟦\u2028⟧doors.", "Remove it."),
    "a lone carriage return": ("CG205", "Two doors.", "Two⟦\r⟧doors.", "Remove it."),
    "an escaped bell": ("CG205", '"Two doors."', '⟦"Two \\u0007 doors."⟧', "Remove it."),
    "an escaped direction": ("CG205", '"Ines Duarte"', '⟦"\\u202eInes"⟧', "Remove it."),
    # TOML itself
    "no value": ("CG102", "minutes = 5", "minutes =⟦⟧", "quotes"),
    "prose": ("CG102", "minutes = 5", "minutes ⟦5⟧", "Write `key = value`"),
    "an open string": ("CG102", '"Small"', '"Small⟦⟧', 'or use """'),
    "a wrong escape": ("CG102", '"Small"', '"C:⟦\\⟧User"', "two backslashes"),
    "a key twice": (
        "CG104",
        "minutes = 5",
        "minutes = 5\n⟦minutes⟧ = 6",
        "the first stands in line 6",
    ),
    "a table twice": ("CG104", "[scenes.passage]", "[⟦scenes.hall⟧]", "in line 15"),
    "a key twice inline": ("CG104", '{ to = "garden" }', '{ to = "a", ⟦to⟧ = "b" }', "in line"),
    "deep lists": ("CG103", '"Small"', f"{'[' * 8}⟦⟧{'[' * 9_999}{']' * 9_999}", "No key"),
    "a deep key": ("CG103", "[start]", "⟦a.b.c.d.e.f.g.h.i⟧ = 1\n[start]", "No key"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule(name: str) -> None:
    """What breaks a rule is found, exactly there, under its code, and with the cure."""
    code, old, new, cure = BROKEN[name]
    text, place = marked(changed(old, new))
    told = [one for one in findings(text) if one.code == code]
    assert told, [str(one) for one in findings(text)]
    if place[:2] == place[2:]:
        assert told[0].place[:2] == place[:2]
    else:
        assert told[0].place == place
    assert cure in told[0].hint
    line, column = told[0].place[:2]
    said = rf"story\.toml:{line}:{column}: {told[0].severity} {code}: \S.*\. \S.*[.?]"
    assert re.fullmatch(said, str(told[0]))


def test_the_small_story_is_whole() -> None:
    """What the other tests break has no finding at all."""
    assert findings(SMALL) == ()


def test_every_code_has_a_title() -> None:
    """All codes stand in one table, and each is a number of its own."""
    assert all(code.about for code in Code)
    assert all(re.fullmatch(r"CG\d{3}", code) for code in Code)


def test_codes_that_a_file_can_break_are_broken_here() -> None:
    """Each code of the format stands in one of the tests of this folder; from CG6 on none is."""
    elsewhere = {"CG100", "CG101", "CG105", "CG106", "CG305", "CG307", "CG308", "CG312", "CG313"}
    elsewhere |= {f"CG32{number}" for number in range(1, 7)} | {"CG331", "CG332"}
    assert {case[0] for case in BROKEN.values()} | elsewhere == {
        code for code in Code if not code.startswith(("CG403", "CG5", "CG6", "CG7"))
    }
