"""Which scene and choice of today a save means, where an author has renamed them since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.storage.save import Save
    from game.story.compiled import Fingerprint, Story


@dataclass(frozen=True, slots=True)
class Renames:
    """The ids of a save beside those of its story as it is now.

    `now` leads from the save's id of a scene to today's; `fingerprints` are the save's, by
    today's ids.
    """

    now: Mapping[str, str]
    fingerprints: Mapping[str, Fingerprint]

    def scene(self, kept: str) -> str:
        """Return today's id of a scene; the same one if the story has no such scene."""
        return self.now.get(kept, kept)


def renames(save: Save, story: Story) -> Renames:
    """Return how a save and its story name the same scenes.

    A save that knows an earlier id of a scene was made under that one, so that today's id, if it
    stands there too, was another scene's.
    """
    now: dict[str, str] = {}
    fingerprints: dict[str, Fingerprint] = {}
    for scene in story.scenes.values():
        then = next((old for old in scene.formerly if old in save.scenes), scene.id)
        now |= dict.fromkeys((*scene.formerly, then), scene.id)
        if then in save.scenes:
            fingerprints[scene.id] = save.scenes[then]
    return Renames(now, fingerprints)
