"""The ids of a scene's choices, as saves and votes know them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.story.format import SceneTable

LETTERS: Final = "abcdefghij"
_LONGEST: Final = 64
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})


def is_joint(scene: SceneTable) -> bool:
    """Whether two teams decide a scene, or its author means them to."""
    return bool(scene.meets) or any(choice.team is not None for choice in scene.choices or ())


def choice_ids(scene: SceneTable) -> tuple[str, ...]:
    """Return the id of each choice: its own, or the letter of its position."""
    return tuple(choice.id or LETTERS[index] for index, choice in enumerate(scene.choices or ()))


def near_id(text: str) -> str:
    """Return an id that looks like a text: `fruehjahr` for Frühjahr; empty if there is none."""
    spelt = unicodedata.normalize("NFC", text[: 4 * _LONGEST]).lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_-]+", "-", plain.removesuffix(".toml")).strip("-")[:_LONGEST]
