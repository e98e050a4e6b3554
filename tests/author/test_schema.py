"""The published schema is the models', describes every key, and holds for every story."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

STORIES = Path(__file__).parents[2] / "stories"
PUBLISHED = (STORIES / "story.schema.json").read_text(encoding="utf-8")
SCHEMA = json.loads(PUBLISHED)
SHIPPED = [path for path in sorted(STORIES.glob("*.toml")) if "." not in path.stem]


def test_the_published_schema_is_the_printed_one() -> None:
    """stories/story.schema.json is what `common-ground schema` prints."""
    command = [sys.executable, "-m", "game", "schema"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == PUBLISHED
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_stories_are_valid(path: Path) -> None:
    """Every story that comes with the game is valid by the schema."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert not list(validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_the_schema_refuses() -> None:
    """A file without its story, an unknown key and a wrong kind are not valid."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    whole = tomllib.loads(SHIPPED[0].read_text(encoding="utf-8"))
    assert list(validator.iter_errors({"format": 1}))
    assert list(validator.iter_errors({**whole, "stroy": {}}))
    assert list(validator.iter_errors({**whole, "format": "1"}))


def _properties(schema: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every key of every table of a schema, however deep, with what is said of it."""
    if isinstance(schema, dict):
        for key, inner in schema.get("properties", {}).items():
            yield f"{path}/{key}", inner
        for key, inner in schema.items():
            yield from _properties(inner, f"{path}/{key}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from _properties(inner, path)


def test_every_key_is_described() -> None:
    """Every key and every table of the format has a description of its own."""
    described = dict(_properties(SCHEMA))
    assert len(described) > 40
    bare = [
        path
        for path, inner in described.items()
        if not (isinstance(inner, dict) and str(inner.get("description", "")).strip())
    ]
    assert bare == []
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    assert all(str(table.get("description", "")).strip() for table in tables)
