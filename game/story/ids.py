"""The ids of a scene's choices, as saves and votes know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.story.format import SceneTable

LETTERS: Final = "abcdefghij"


def is_joint(scene: SceneTable) -> bool:
    """Whether two teams decide a scene, or its author means them to."""
    return bool(scene.meets) or any(choice.team is not None for choice in scene.choices or ())


def choice_ids(scene: SceneTable) -> tuple[str, ...]:
    """Return the id of each choice: its own, or the letter of its position."""
    return tuple(choice.id or LETTERS[index] for index, choice in enumerate(scene.choices or ()))
