"""Which scenes and choices of an older story are which of a newer one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.compiled import Choice, Scene, Story


@dataclass(frozen=True, slots=True)
class Pairing:
    """By ids and by the earlier ids that the newer story tells of, as kept runs are replayed.

    `scenes` leads from ids of the older story to ids of the newer one, `choices` from a scene's
    and a choice's id to the choice's. What is in neither has gone, or has come.
    """

    old: Story
    new: Story
    scenes: Mapping[str, str]
    choices: Mapping[tuple[str, str], str]

    def now(self, scene: str) -> str:
        """Return the newer id of a scene; its own if the newer story has no such scene."""
        return self.scenes.get(scene, scene)

    def replays(self, scene: Scene, choice: Choice) -> Choice | None:
        """Return the choice that a kept choice of the older story is taken for; None if for none.

        One without an id of its own is known by its place alone, so that it counts as the same
        only if nothing at all has changed in its scene.
        """
        known = self.choices.get((scene.id, choice.id))
        if known is None:
            return None
        after = self.new.scenes[self.scenes[scene.id]]
        found = next(one for one in after.choices if one.id == known)
        sure = found.own_id and (choice.own_id or found.id != choice.id)
        return found if sure or scene.fingerprint.whole == after.fingerprint.whole else None


def pair(old: Story, new: Story) -> Pairing:
    """Return how two versions of a story name the same things.

    Where the older story has an earlier id of a scene, that one is it, and not the one that has
    today's id in the older story.
    """
    scenes: dict[str, str] = {}
    choices: dict[tuple[str, str], str] = {}
    for scene in new.scenes.values():
        then = next((former for former in scene.formerly if former in old.scenes), scene.id)
        if then in old.scenes:
            scenes[then] = scene.id
            for choice in old.scenes[then].choices:
                found = scene.choice_named(choice.id)
                if found is not None:
                    choices[then, choice.id] = found.id
    return Pairing(old, new, scenes, choices)
