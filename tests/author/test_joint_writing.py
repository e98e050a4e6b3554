"""The rules of writing, and the schema, for a story of two teams."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from two_sides import FILE, TEXT, changed

from game.author.check import check_file

STORIES = Path(__file__).parents[2] / "stories"


def told(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, int]]:
    """Return code and line of everything that is told of the story with these changes."""
    path = folder / "van.toml"
    path.write_text(changed(*changes), encoding="utf-8")
    return [(one.code, one.place.line) for one in check_file(path).diagnostics]


def test_options_are_compared_on_their_side(tmp_path: Path) -> None:
    """A side's options are measured by each other: nobody reads those of both sides."""
    long = "Say that the cold room was off, and since when, and what that means for the cheese."
    before = told(tmp_path)
    assert told(tmp_path, ("Say that the cold room was off.", "Say that it was off.")) == [
        ("CG501", TEXT.split("\n").index('text = "Offer to load both stalls together."') + 1),
        *before,
    ]
    assert len(told(tmp_path, ("Say that the cold room was off.", long))) == len(before) + 1


def test_a_fact_of_a_meeting(tmp_path: Path) -> None:
    """A fact that a meeting sets has to be read, and what a side's condition reads counts."""
    never_read = ('when = "told and trust >= 55"', 'when = "trust >= 55"')
    line = TEXT.split("\n").index('sets = ["told"]') + 1
    assert ("CG403", line) in told(tmp_path, never_read)
    for read in ('plays_when = "told"', 'when = "told"'):
        by_side = ('plays_when = "trust >= 60"', read)
        assert ("CG403", line) not in told(tmp_path, never_read, by_side)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "drive"\n', 'id = "drive"\ngoto_ = "x"\n'),
        ('trust = 3\ngoto = "rain"\n', "trust = 3\n"),
        ('cheese = "tell"\ntrust = -8', "cheese = 3\ntrust = -8"),
        ('reply = "The key swings on an empty hook."\ngoto = "rain"\n', ""),
    ],
)
def test_the_schema_knows_two_teams(old: str, new: str) -> None:
    """The published schema takes a story of two teams and refuses what is not one."""
    schema = json.loads((STORIES / "story.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert not list(validator.iter_errors(tomllib.loads(FILE.read_text(encoding="utf-8"))))
    assert list(validator.iter_errors(tomllib.loads(changed((old, new)))))
