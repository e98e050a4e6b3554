"""Hashes of a scene, by which a kept run knows whether the scene has changed since."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from game.story.compiled import Fingerprint
from game.story.ids import LETTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.format import SceneTable, StoryFile

_WORDS: Final = frozenset({"id", "text", "stance", "reply", "why", "why_tempting"})
"""The keys of a choice that move no number."""


def first_names(file: StoryFile) -> dict[str, str]:
    """Return the oldest id of each scene that had another one once."""
    return {
        scene_id: scene.formerly[0] for scene_id, scene in file.scenes.items() if scene.formerly
    }


def fingerprint(scene: SceneTable, first: Mapping[str, str]) -> Fingerprint:
    """Hash the whole scene, and apart from it the part that moves numbers or the way on.

    Scenes and choices go by their oldest ids, so that a rename changes no hash. Defaults are left
    out, so that a key added to the format later changes none either.
    """
    whole = scene.model_dump(exclude_defaults=True)
    _take_back(whole, first)
    for choice in whole.get("choices", ()):
        _take_back(choice, first)
    rules = {
        "goto": whole.get("goto"),
        "choices": {
            choice.get("id", LETTERS[index]): {
                key: value for key, value in choice.items() if key not in _WORDS
            }
            for index, choice in enumerate(whole.get("choices", ()))
        },
    }
    return Fingerprint(whole=_digest(whole), rules=_digest(rules))


def _take_back(table: dict[str, Any], first: Mapping[str, str]) -> None:
    """Put the oldest ids into the dumped table of a scene or a choice."""
    former = table.pop("formerly", ())
    if former and "id" in table:
        table["id"] = former[0]
    goto = table.get("goto")
    if isinstance(goto, str):
        table["goto"] = first.get(goto, goto)
    for way in goto if isinstance(goto, list) else ():
        way["to"] = first.get(way["to"], way["to"])


def _digest(value: object) -> str:
    """Return 16 hexadecimal digits: an accident among 5,000 scenes is out of the question."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
