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
_WORDS_OF_MEETS: Final = frozenset({"reply", "why"})
"""The keys of a meeting that move none; all others are effects, or a team's."""


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
    choices, oldest = whole.get("choices", ()), {}
    for choice in choices:
        side = choice.get("team"), choice.get("id")
        _take_back(choice, first)
        oldest[side] = choice.get("id")
    for meet in whole.get("meets", ()):
        _take_back(meet, first)
        for (team, own), former in oldest.items():
            if meet.get(team) == own:
                meet[team] = former
    return Fingerprint(whole=_digest(whole), rules=_digest(_rules(whole)))


def _rules(whole: dict[str, Any]) -> dict[str, Any]:
    """Return what of a dumped scene moves the numbers or the way on."""
    choices = {
        _name(choice, LETTERS[index]): _without(choice, _WORDS)
        for index, choice in enumerate(whole.get("choices", ()))
    }
    rules = {"goto": whole.get("goto"), "choices": choices}
    if "meets" in whole:
        rules["meets"] = [_without(meet, _WORDS_OF_MEETS) for meet in whole["meets"]]
    return rules


def _name(choice: dict[str, Any], letter: str) -> str:
    own = choice.get("id", letter)
    return f"{choice['team']} {own}" if "team" in choice else own


def _without(table: dict[str, Any], words: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in words}


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
