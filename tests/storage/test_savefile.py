"""A save as a file: all of it comes back, and whatever else stands there gives a sentence."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import tomli_w
from crossing import THROUGH, kept, minute, played
from hypothesis import given, settings
from hypothesis import strategies as st
from save_strategies import saves as any_save

from game.debrief.reflections import Plan, Reflections
from game.storage import session as sessions
from game.storage.save import Parent, Save
from game.storage.savefile import LARGEST, from_toml, to_toml
from game.story.text import UNWANTED

TOLD = Reflections(
    felt="tired",
    keep=("ask first", 'a "quote" \\ and a [bracket]'),
    change="wait\nlonger",
    answers=("", "Ida"),
    plan=Plan("the rope is loose", "I ask", date(2026, 4, 1)),
)


def full() -> Save:
    """Return a save with something in every place."""
    session = played("leave")
    session = sessions.undo(session, now=minute(9), new_id="")
    for number, choice in enumerate(THROUGH, 10):
        session = sessions.choose(session, choice, bet="fall", now=minute(number))
    session = sessions.quit_(sessions.reflect(session, TOLD), minute(20))
    return replace(session.save, parent=Parent(session.save.run[::-1].replace("1", "a"), 2))


FULL = replace(full(), parent=Parent("20000000-0000-4000-8000-000000000000", 2))
RAW = to_toml(FULL)


def table() -> dict[str, Any]:
    """Return a save as a table to damage."""
    return tomllib.loads(RAW.decode())


def read_table(damaged: dict[str, Any]) -> Save | str:
    """Return what a damaged table is read as."""
    return from_toml(tomli_w.dumps(damaged).encode("utf-8"))


@given(any_save)
def test_round_trip(save: Save) -> None:
    """What is written is read again, all of it."""
    assert from_toml(to_toml(save)) == save


def test_everything_is_kept() -> None:
    """A save with something in every place holds what the run's owner is promised."""
    assert from_toml(RAW) == FULL
    assert table().keys() == {
        *("format", "run", "story", "fingerprint", "started", "language", "mode", "player"),
        *("parent", "settings", "choices", "undone", "sittings", "reflections", "scenes", "end"),
    }
    assert table()["format"] == 1
    assert table()["choices"][1]["bet"] == "fall"
    assert table()["choices"][1]["own_id"] is False


def test_cut_at_every_byte() -> None:
    """A save that is cut anywhere is whole, or says that it is cut; it never loses a part."""
    for length in range(len(RAW)):
        read = from_toml(RAW[:length])
        if isinstance(read, Save):
            assert read == FULL
            assert not RAW[length:].strip()
        else:
            assert "cut off" in read


@settings(max_examples=300)
@given(st.integers(0, len(RAW) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_damage_never_raises(at: int, put: bytes, out: int) -> None:
    """A save with bytes changed anywhere is a save or a sentence."""
    read = from_toml(RAW[:at] + put + RAW[at + out :])
    assert isinstance(read, Save) or read.endswith(".")


@given(st.binary(max_size=200))
def test_any_bytes_never_raise(raw: bytes) -> None:
    """Any bytes give a sentence that ends as one."""
    read = from_toml(raw)
    assert isinstance(read, str)
    assert read.endswith(".")


HOSTILE: list[object] = [
    *(-1, 10**6, 2**63, 1.5, float("nan"), True, "", "\x1b[2J", "x" * 1_900, "../../etc/passwd"),
    *([], [[]], [{}], {}, {"a": {"b": []}}, ["a", 1], minute(1), minute(1).replace(tzinfo=None)),
    *(minute(1).date(), minute(1).time()),
]


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value of a table."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


@pytest.mark.parametrize("path", places(table())[1:], ids=str)
def test_wrong_types_never_raise(path: tuple[Any, ...]) -> None:
    """Any value in any place is a sentence, or a save without unwanted characters."""
    for hostile in HOSTILE:
        damaged = table()
        place = damaged
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = hostile
        read = read_table(damaged)
        if isinstance(read, Save):
            assert from_toml(to_toml(read)) == read
        said = read if isinstance(read, str) else repr(read)
        assert not UNWANTED.search(said)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("run", "../../../etc/passwd", "'run' of its save is missing or damaged"),
        ("run", FULL.run.upper() + "\n", "'run' of its save"),
        ("started", minute(1).replace(tzinfo=None), "'started' of its save"),
        ("started", datetime(1, 1, 1, tzinfo=UTC), "'started' of its save"),
        ("started", datetime(3000, 1, 1, tzinfo=UTC), "'started' of its save"),
        ("session", "room 7", "'session' of its save"),
        ("mode", "crowd", "'mode' of its save"),
        ("choices", "ask", "'choices' of its save"),
        ("scenes", {"pier": "one"}, "'pier' of its scenes"),
        ("scenes", {"Pier": "one two"}, "'Pier' of its scenes"),
        ("player", [{"a": 1}], "'player' of its save"),
        ("later", 1, "holds 'later', which this version does not know"),
        ("choices", [table()["choices"][0] | {"trust": -1}], "'trust' of its choices"),
        ("choices", [table()["choices"][0] | {"trust": 101}], "'trust' of its choices"),
        ("choices", [table()["choices"][0] | {"trust": True}], "'trust' of its choices"),
        ("choices", [table()["choices"][0] | {"scene": "a b"}], "'scene' of its choices"),
        ("choices", [table()["choices"][0] | {"mood": 1}], "its choices holds 'mood'"),
        ("undone", [table()["undone"][0] | {"decision": 0}], "'decision' of its undone"),
        ("reflections", {"plan": {"due": minute(1)}}, "'due' of its plan"),
        ("reflections", {"keep": [1]}, "'keep' of its reflections"),
        ("settings", {"coach": 1}, "'coach' of its settings"),
        ("parent", {}, "'run' of its parent"),
    ],
)
def test_what_is_wrong_is_named(key: str, value: object, said: str) -> None:
    """A value that can't be is named, with what can be done."""
    read = read_table(table() | {key: value})
    assert isinstance(read, str)
    assert said in read
    assert "put an older copy of it in its place" in read


@pytest.mark.parametrize("version", [0, 2, 1.0, True, "1"])
def test_unknown_version(version: object) -> None:
    """A save of another version says so."""
    read = read_table(table() | {"format": version})
    assert read == "it was written by another version of the game; open it with that one."


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00" * 4096,
        b"\xff\xfe",
        b"a = " + b"[" * 100_000,
        b"\n".join(b"a = [" for _ in range(100_000)),
        b".".join([b"a"] * 100_000) + b" = 1",
        b"\n".join(b".".join([b"a"] * 1_000) + b"%d = 1" % one for one in range(1_000)),
        b"a = " + b"9" * 2_000,
        b"a = 0001-01-01T00:00:00+23:59",
        b"a = 2026-01-01T00:00:00+99:99",
        RAW.replace(b"started = 2026-03-02 12:00:00+00:00", b"started = 0001-01-01 00:00:00+23:59"),
        RAW + b"[end]\ncomplete = true\n",
    ],
    ids=[
        "nul",
        "utf-16",
        "deep",
        "deeper",
        "dotted",
        "dots",
        "digits",
        "past",
        "zone",
        "started",
        "twice",
    ],
)
def test_hostile_files(raw: bytes) -> None:
    """Nothing that a file holds makes reading it fail."""
    assert isinstance(from_toml(raw), str)


def test_too_large() -> None:
    """A file that no run can fill is not even parsed."""
    said = from_toml(RAW + b"#" * LARGEST)
    assert said == "it is larger than any save can be; move it elsewhere."


def test_foreign_text_is_cleaned() -> None:
    """Texts of a save pass the gate: nothing in them moves the cursor."""
    foreign = table() | {"player": "M\x1b[2Jo\u202e\n x", "reflections": {"felt": "a\x07b\u2028c"}}
    read = read_table(foreign)
    assert isinstance(read, Save)
    assert read.player == "M[2Jo x"
    assert read.reflections.felt == "abc"


def test_own_files_can_be_read() -> None:
    """The longest run of the longest story, with much undone, is still read again."""
    session = played(*THROUGH)
    one = session.save.choices[0]
    print_ = next(iter(session.save.scenes.values()))
    save = replace(
        session.save,
        scenes={f"{number:04}{'s' * 60}": print_ for number in range(5_000)},
        choices=(replace(one, scene="s" * 64, choice="c" * 64, own_id=False),) * 5_000,
        undone=sessions.undo(played("ask"), now=minute(1), new_id="").save.undone * 1_000,
        sittings=session.save.sittings * 1_000,
    )
    assert from_toml(to_toml(save)) == save


def test_reading_imports_little() -> None:
    """Reading saves needs neither pydantic nor Textual, nor what writes."""
    code = (
        "import sys\n"
        "from game.storage import journey, keeper, resume, session, settings, shelf\n"
        "from game.storage.savefile import from_toml\n"
        "assert not isinstance(from_toml(sys.stdin.buffer.read()), str)\n"
        "print(*sorted({'pydantic', 'textual', 'tomli_w', 'numpy', 'filelock'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=RAW, capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_saves_of_one_choice_are_small() -> None:
    """A save is a page that a person can read: a few lines a choice, one a scene."""
    text = to_toml(kept("ask")).decode()
    assert text.count("\n") < 60
    assert 'choice = "ask"' in text
