"""Every key and value of a TOML file is found where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from small import OPEN, marked

from game.story.source import Path, Source
from stories import story_texts

TEXT = '''\
format = 1
[story]
"title" = "É"  # é
"a b" . c = 'x'
[scenes.hall]
text = """
{é}
two"""
goto = [  # é
  { when = "é", to = "b" },
  { to = "é", "x\\u0079" = { z = [1, [2, "é"]] } },
]
[[scenes.hall.choices]]
id = "one"
[[scenes.hall.choices]]
id = "two"
[[scenes.hall.choices.deeper]]
x = 1979-05-27
[scenes.hall.choices.deeper.table]
y = -1.5e3
'''


@pytest.mark.parametrize(
    ("path", "line", "mark"),
    [
        (("format",), "format = 1", "⟦format⟧ = 1"),
        (("story",), "[story]", "[⟦story⟧]"),
        (("story", "title"), '"title" = ', '⟦"title"⟧ = '),
        (("story", "a b"), '"a b" . c', '⟦"a b"⟧ . c'),
        (("story", "a b", "c"), '"a b" . c', '⟦"a b" . c⟧'),
        (("scenes",), "[scenes.hall]", "[⟦scenes⟧.hall]"),
        (("scenes", "hall"), "[scenes.hall]", "[⟦scenes.hall⟧]"),
        (("scenes", "hall", "goto", 0, "to"), ', to = "b"', ', ⟦to⟧ = "b"'),
        (("scenes", "hall", "goto", 1, "xy"), '"x\\u0079"', '⟦"x\\u0079"⟧'),
        (("scenes", "hall", "goto", 1, "xy", "z"), "{ z =", "{ ⟦z⟧ ="),
        (("scenes", "hall", "choices"), "[[scenes.hall.choices]]", "[[⟦scenes.hall.choices⟧]]"),
        (("scenes", "hall", "choices", 0, "id"), 'id = "one"', '⟦id⟧ = "one"'),
        (("scenes", "hall", "choices", 1, "id"), 'id = "two"', '⟦id⟧ = "two"'),
        (("scenes", "hall", "choices", 1, "deeper", 0, "x"), "x = 19", "⟦x⟧ = 19"),
        (
            ("scenes", "hall", "choices", 1, "deeper", 0, "table"),
            "[scenes.hall.choices.deeper.table]",
            "[⟦scenes.hall.choices.deeper.table⟧]",
        ),
        (("story", "missing"), "[story]", "[⟦story⟧]"),
        (
            ("scenes", "hall", "goto", 0, "missing"),
            '{ when = "é", to = "b" }',
            '⟦{ when = "é", to = "b" }⟧',
        ),
    ],
)
def test_keys(path: Path, line: str, mark: str) -> None:
    """A key, a header, a part of either; for what is missing the table around it."""
    text, place = marked(TEXT.replace(line, mark, 1))
    assert text == TEXT
    assert Source(TEXT).key(path) == place


@pytest.mark.parametrize(
    ("path", "written", "mark"),
    [
        (("story", "title"), '"É"', '⟦"É"⟧'),
        (("story", "a b", "c"), "'x'", "⟦'x'⟧"),
        (("scenes", "hall", "text"), '"""\n{é}\ntwo"""', '⟦"""\n{é}\ntwo"""⟧'),
        (("scenes", "hall", "goto", 0), '{ when = "é", to = "b" }', '⟦{ when = "é", to = "b" }⟧'),
        (("scenes", "hall", "goto", 0, "to"), '"b"', '⟦"b"⟧'),
        (("scenes", "hall", "goto", 1, "to"), 'to = "é"', 'to = ⟦"é"⟧'),
        (("scenes", "hall", "goto", 1, "xy", "z", 1), '[2, "é"]', '⟦[2, "é"]⟧'),
        (("scenes", "hall", "goto", 1, "xy", "z", 1, 1), '2, "é"', '2, ⟦"é"⟧'),
        (("scenes", "hall", "choices", 1, "id"), '"two"', '⟦"two"⟧'),
        (("scenes", "hall", "choices", 1, "deeper", 0, "x"), "1979-05-27", "⟦1979-05-27⟧"),
        (("scenes", "hall", "choices", 1, "deeper", 0, "table", "y"), "-1.5e3", "⟦-1.5e3⟧"),
        (("scenes", "hall", "choices", 0), "[[scenes.hall.choices]]", "[[⟦scenes.hall.choices⟧]]"),
    ],
)
def test_values(path: Path, written: str, mark: str) -> None:
    """A value of any kind, columns counted in characters; a table's value is its header."""
    text, place = marked(TEXT.replace(written, mark, 1))
    assert text == TEXT
    assert Source(TEXT).value(path) == place


def _paths(value: object, path: Path = ()) -> list[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = [(path, value)]
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return found + [pair for step, part in inner for pair in _paths(part, (*path, step))]


@given(story_texts())
def test_every_value_is_where_it_is_found(text: str) -> None:
    """What stands at a value's place is that value, for every value of any story."""
    source = Source(text)
    for path, value in _paths(tomllib.loads(text)):
        if isinstance(value, str | int | list) and not (
            value and isinstance(value, list) and isinstance(value[0], dict)
        ):
            place = source.value(path)
            assert place.line == place.end_line
            written = text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]
            assert tomllib.loads(f"x = {written}") == {"x": value}


def test_nothing_is_known_of_an_empty_file() -> None:
    """With no table around it, a place is the beginning of the file."""
    assert Source("").key(("story", "title")) == (1, 1, 1, 1)
    assert Source("").twice == ()
    assert OPEN not in TEXT


@pytest.mark.parametrize(
    "text",
    [
        "⟦a⟧ = 1\n⟦a⟧ = 2\n[b]\n[b]",
        "[⟦b⟧]\nx = 1\n[c]\n[⟦b⟧]\n[c]",
        "a.b = 1\n⟦a.c⟧ = 1\n⟦a.c⟧ = 2",
        "x = { ⟦a⟧ = 1, ⟦a⟧ = 2 }",
        '[s]\n⟦"a"⟧ = 1\nb = 1\n⟦a⟧ = 2\nb = 3',
    ],
)
def test_what_stands_twice(text: str) -> None:
    """The first key or table that comes a second time, with the place of the earlier one."""
    earlier_mark, later_mark = text.split("⟧", 1)
    plain = text.replace("⟦", "").replace("⟧", "")
    _, earlier = marked(f"{earlier_mark}⟧{later_mark.replace('⟦', '').replace('⟧', '')}")
    _, later = marked(f"{earlier_mark.replace('⟦', '')}{later_mark}")
    assert Source(plain).twice[0] == (earlier, later)


@pytest.mark.parametrize(
    "text", ["[", "[[", "[a", "= 1", "a =", "a = [1,, 2]\n[b", "[]\n[[]]", '"', "a..b = 1"]
)
def test_broken_toml_has_places_too(text: str) -> None:
    """Places are asked for in files that are not TOML, and nothing breaks."""
    source = Source(text)
    assert source.key(("a",)).line == 1
    assert source.twice == ()
    assert source.dotted(3) is None
    assert source.long_number(3) is None
