"""The compiled form on disk, so that playing a known story needs neither pydantic nor checks.

A file is named by the hash of the story's bytes and the version of this form. What is stale,
damaged or unwritable is passed over in silence: the story is then compiled again.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

from game.story.compiled import Also, CastMember, Choice, Fingerprint, Route, Scene, Story
from game.story.conditions import ConditionError, When, parse

VERSION: Final = 1
"""Counted up with every change of `game.story.compiled` or of what is checked."""


def folder() -> Path:
    """Return the cache's folder: `COMMON_GROUND_CACHE`, or the user's own."""
    given = os.environ.get("COMMON_GROUND_CACHE")
    return Path(given) if given else user_cache_path("common-ground", appauthor=False)


def load(story_id: str, path: str, fingerprint: str) -> Story | None:
    """Return the cached form of the story with this hash, or None."""
    try:
        form = json.loads(_file(fingerprint).read_text(encoding="utf-8"))
        return decode(form, story_id, path, fingerprint)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, ConditionError):
        return None


def store(story: Story) -> None:
    """Write the compiled form; a folder that can't be written is left alone."""
    target = _file(story.fingerprint)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        try:
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123, a descriptor
                json.dump(encode(story), file, separators=(",", ":"))
            Path(temporary).replace(target)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def encode(story: Story) -> dict[str, Any]:
    """Return a story as JSON: conditions as written, defaults left out."""
    form = {key: value for key, value in _plain(asdict(story)).items() if key != "file"}
    form["cast"] = list(form["cast"].values())
    form["scenes"] = list(form["scenes"].values())
    return form


def decode(form: dict[str, Any], story_id: str, path: str, fingerprint: str) -> Story:
    """Return the story of a cached form; raises `ValueError`, `KeyError` or `TypeError`."""
    if form["fingerprint"] != fingerprint:
        raise ValueError("the cached form is of another file")
    return Story(
        **form
        | {
            "id": story_id,
            "file": path,
            "facts": frozenset(form.get("facts", ())),
            "cast": {member["id"]: CastMember(**member) for member in form["cast"]},
            "scenes": {scene["id"]: _scene(scene) for scene in form["scenes"]},
            "authors": tuple(form.get("authors", ())),
            "tags": tuple(form.get("tags", ())),
            "questions": tuple(form.get("questions", ())),
        }
    )


def _file(fingerprint: str) -> Path:
    return folder() / f"{fingerprint[:32]}-{VERSION}.json"


def _plain(value: Any) -> Any:  # noqa: ANN401, JSON
    """Reduce dataclasses turned to dicts: a condition to its text, nothing that is empty."""
    if isinstance(value, dict):
        if value.keys() == {"text", "test"}:
            return value["text"]
        return {
            key: _plain(inner)
            for key, inner in value.items()
            if inner is not None and inner is not False and inner not in ("", (), frozenset())
        }
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _scene(form: dict[str, Any]) -> Scene:
    return Scene(
        **form
        | {
            "fingerprint": Fingerprint(**form["fingerprint"]),
            "also": tuple(
                Also(parse(also["when"]), also["text"]) for also in form.get("also", ())
            ),
            "choices": tuple(_choice(choice) for choice in form.get("choices", ())),
            "routes": _routes(form),
        }
    )


def _choice(form: dict[str, Any]) -> Choice:
    return Choice(
        **form
        | {
            "routes": _routes(form),
            "lens": tuple(form.get("lens", ())),
            "sets": frozenset(form.get("sets", ())),
            "own_id": "own_id" in form,
            "when": _when(form),
        }
    )


def _routes(form: dict[str, Any]) -> tuple[Route, ...]:
    return tuple(Route(way["to"], _when(way)) for way in form.get("routes", ()))


def _when(form: dict[str, Any]) -> When | None:
    return parse(form["when"]) if "when" in form else None
