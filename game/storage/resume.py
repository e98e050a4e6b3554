"""A kept run against its story as it is today: how far it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.run import Run, begin, choose

if TYPE_CHECKING:
    from game.storage.save import KeptChoice, Save
    from game.story.compiled import Scene, Story


@dataclass(frozen=True, slots=True)
class Lost:
    """The first decision that no longer exists: its number from 1, where it stood, why."""

    decision: int
    scene: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True)
class Resumption:
    """A run replayed as far as it is valid.

    `kept` is how many choices that is; `differs_from` the number of the first decision whose
    meters land otherwise than they did; `told` a sentence for the player, empty if nothing changed.
    """

    run: Run
    kept: int
    lost: Lost | None
    differs_from: int | None
    told: str


def resume(save: Save, story: Story) -> Resumption:
    """Replay a save on a story."""
    run = begin(story)
    lost: Lost | None = None
    differs: int | None = None
    for number, kept in enumerate(save.choices, 1):
        why = _refusal(save, run, kept)
        if why:
            lost = Lost(number, kept.scene, kept.choice, why)
            break
        run = choose(run, kept.choice)
        if differs is None and not _same_numbers(run, kept):
            differs = number
    kept_count = len(run.decisions)
    return Resumption(run, kept_count, lost, differs, _told(story, kept_count, lost, differs))


def _refusal(save: Save, run: Run, kept: KeptChoice) -> str:
    """Return why a kept choice can't be made where the run stands, or nothing."""
    scene = run.scene
    if scene.id != kept.scene:
        return "the story now goes another way before it"
    choice = next((one for one in run.offered if one.id == kept.choice), None)
    if choice is None:
        return "that choice is no longer offered there"
    if not choice.own_id and _changed(save, scene):
        return "the scene has changed, and the choice has no id of its own to know it by"
    return ""


def _changed(save: Save, scene: Scene) -> bool:
    before = save.scenes.get(scene.id)
    return before is None or before.whole != scene.fingerprint.whole


def _same_numbers(run: Run, kept: KeptChoice) -> bool:
    landing = run.decisions[-1].landing
    return (landing.landed.trust, landing.productivity, landing.landed.tension) == (
        kept.trust,
        kept.productivity,
        kept.tension,
    )


def _told(story: Story, kept: int, lost: Lost | None, differs: int | None) -> str:
    said = []
    if lost is not None:
        scene = story.scenes.get(lost.scene)
        place = f"{scene.title or scene.id}" if scene is not None else lost.scene
        still = f"the first {kept} still hold" if kept else "nothing before it is left"
        said.append(
            f"The story has changed since this run was left: decision {lost.decision}"
            f" ({place}: {lost.choice}) no longer exists, because {lost.why}; {still}."
            " You can go on from there in a new run; the old one is kept as it is."
        )
    if differs is not None:
        said.append(
            f"The story has changed since: from decision {differs} on the numbers differ from"
            " the ones you saw."
        )
    return " ".join(said)
