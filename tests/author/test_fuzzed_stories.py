"""Whatever was done to a story, `check` says so in all its forms, and never stumbles itself."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.author.check import Checked, judge
from game.author.output import FORMATS, write
from game.story.format import StoryFile
from game.story.plain_tables import plain_tables
from game.story.reading import read
from game.story.shipped import SCHEMA, shipped
from game.story.text import UNWANTED
from stories import story_texts

HERE = Path(__file__).parent
CORPUS = [path.read_text(encoding="utf-8") for path in sorted((HERE / "corpus").glob("*.toml"))]
SARIF = jsonschema.Draft4Validator(
    json.loads((HERE / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
)
SCHEMA_FILE = shipped() / SCHEMA
KEYS = [
    *("file", "line", "column", "end_line", "end_column"),
    *("code", "severity", "message", "hint"),
]
PIECES = [
    *("", "[", "]", "[[", "{", "}", '"', '"""', "'''", "\n", "=", "5", "-1", ".", "\\", "#", ","),
    *("é", "🎈", "\x1b[2J", "\u202e", "{x}", "true", "goto", 'goto = "a"\n', "[scenes.a]\n"),
    *("1979-05-27", "1.5", "nan", "[[scenes.a.choices]]\n", 'when = "trust"\n', "and", "not"),
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a story with one to four parts cut out, put elsewhere, doubled or replaced."""
    text = draw(st.sampled_from(CORPUS) | story_texts())
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            lines = text.split("\n")
            index = draw(st.integers(0, len(lines) - 1))
            line = lines.pop(index)
            put = draw(st.sampled_from([[], [line, line]]))
            other = draw(st.integers(0, len(lines)))
            lines[other:other] = put
            text = "\n".join(lines)
        else:
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 12)))
            text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


def _valid(checked: Checked, lines: int) -> None:
    """Assert that each form of what was found is whole."""
    table = json.loads(write([checked], "json", strict=False))
    for one in table:
        assert list(one) == KEYS
        assert 1 <= one["line"] <= one["end_line"] <= lines
        assert one["column"] >= 1
        assert (one["line"], one["column"]) <= (one["end_line"], one["end_column"])
        assert re.fullmatch(r"CG\d{3}", one["code"])
        assert one["hint"]
    SARIF.validate(json.loads(write([checked], "sarif", strict=True)))
    commands = write([checked], "github", strict=False).splitlines()
    assert len(commands) == len(table)
    assert all(line.startswith(("::error file=", "::warning file=")) for line in commands)
    for form in FORMATS:
        assert not UNWANTED.search(write([checked], form, strict=False))


@settings(deadline=None)
@given(mutated())
def test_mutated_stories(text: str) -> None:
    """A damaged story gives findings at places of the file, valid JSON and SARIF, no exception."""
    _valid(judge("story.toml", read("story.toml", text.encode())), text.count("\n") + 1)


@pytest.mark.parametrize("text", CORPUS)
def test_the_corpus_in_all_forms(text: str) -> None:
    """All forms of the findings of every broken story of the corpus are whole."""
    _valid(judge("a b/é.toml", read("a b/é.toml", text.encode())), text.count("\n") + 1)


def _read(value: object) -> object:
    """Return tables with all their defaults, of models and of plain objects alike."""
    if isinstance(value, dict):
        return {key: _read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_read(inner) for inner in value]
    fields = getattr(type(value), "model_fields", None)
    if fields is not None:
        return {key: _read(getattr(value, key)) for key in fields}
    if not hasattr(value, "__dict__"):
        return value
    keys = {*vars(type(value)), *vars(value)}
    return {key: _read(getattr(value, key)) for key in keys if not key.startswith("_")}


@settings(deadline=None)
@given(mutated())
def test_what_the_schema_lets_pass_the_models_let_pass(text: str) -> None:
    """Tables that are judged without pydantic are those that pydantic reads, value for value."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    plain = plain_tables(tables, SCHEMA_FILE)
    if plain is not None:
        models = StoryFile.model_validate(tables)
        assert _read(plain) == _read(models)
        for scene, table in models.scenes.items():
            # What is hashed of a scene, by which saves know it, is the same from either.
            same = plain.scenes[scene].model_dump(exclude_defaults=True)
            assert same == table.model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    "path", [shipped() / "two-departments.toml", HERE / "van.toml"], ids=lambda path: path.stem
)
def test_a_sound_story_needs_no_models(path: Path) -> None:
    """A story of one side is judged without pydantic, which takes longer than all the rest."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert plain_tables(tables, SCHEMA_FILE) is not None
    assert plain_tables({**tables, "format": True}, SCHEMA_FILE) is None
    assert plain_tables(tables, path) is None
