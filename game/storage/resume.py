"""A kept run against its story as it is today: how far it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.run import Run, begin, choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.storage.save import KeptChoice, Save
    from game.story.compiled import Fingerprint, Scene, Story


@dataclass(frozen=True, slots=True)
class Lost:
    """The first decision that no longer exists: its number from 1, ids of scene and choice, why."""

    decision: int
    scene: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True)
class Resumption:
    """A run replayed as far as it is valid.

    `kept` is how many choices that is. `differs_from` is the number of the first decision that
    lands otherwise than it did, or whose effects or ways on have changed. `told` says in a
    sentence what has changed and what can be done; it is empty if nothing has, and only then may
    the run go on in its own file.
    """

    run: Run
    kept: int
    lost: Lost | None
    differs_from: int | None
    told: str


def resume(save: Save, story: Story) -> Resumption:
    """Replay a save on a story."""
    changed = save.fingerprint != story.fingerprint
    run = begin(story)
    lost: Lost | None = None
    landed: int | None = None
    ruled: int | None = None
    for number, kept in enumerate(save.choices, 1):
        why = _refusal(run, kept, save.scenes, changed=changed)
        if why:
            lost = Lost(number, kept.scene, kept.choice, why)
            break
        if ruled is None and any(_ruled_otherwise(save, scene) for scene in run.passage):
            ruled = number
        run = choose(run, kept.choice)
        if landed is None and not _same_numbers(run, kept):
            landed = number
    through = [scene for scene in run.passage if scene.routes]
    if ruled is None and run.decisions and any(_ruled_otherwise(save, one) for one in through):
        ruled = len(run.decisions)
    if not changed:
        landed = ruled = None
    differs = min((one for one in (landed, ruled) if one is not None), default=None)
    told = _told(story, lost, landed, ruled) if changed or lost else ""
    return Resumption(run, len(run.decisions), lost, differs, told)


def _refusal(
    run: Run, kept: KeptChoice, scenes: Mapping[str, Fingerprint], *, changed: bool
) -> str:
    """Return why a kept choice can't be made where the run stands, or nothing."""
    scene = run.scene
    if kept.scene not in run.story.scenes:
        return "the scene is gone"
    if scene.id != kept.scene:
        return "the way now leads past it"
    choice = next((one for one in run.offered if one.id == kept.choice), None)
    if choice is None:
        known = any(one.id == kept.choice for one in scene.choices)
        return "it is no longer offered there" if known else "the choice is gone"
    before = scenes.get(scene.id)
    same = before is not None and before.whole == scene.fingerprint.whole
    if changed and not same and not (choice.own_id and kept.own_id):
        return "the scene has changed, and the choice has no id of its own to know it by"
    return ""


def _ruled_otherwise(save: Save, scene: Scene) -> bool:
    before = save.scenes.get(scene.id)
    return before is None or before.rules != scene.fingerprint.rules


def _same_numbers(run: Run, kept: KeptChoice) -> bool:
    landing = run.decisions[-1].landing
    return (landing.landed.trust, landing.productivity, landing.landed.tension) == (
        kept.trust,
        kept.productivity,
        kept.tension,
    )


def _told(story: Story, lost: Lost | None, landed: int | None, ruled: int | None) -> str:
    """Return one sentence: what has changed, and what can be done."""
    said = []
    if lost is not None:
        scene = story.scenes.get(lost.scene)
        place = (scene and scene.title) or lost.scene
        said.append(
            f"decision {lost.decision} ({place}: {lost.choice}) no longer exists, because"
            f" {lost.why}"
        )
    if landed is not None:
        said.append(f"from decision {landed} on the numbers differ from the ones you saw")
    elif ruled is not None:
        said.append(
            f"from decision {ruled} on effects or ways on have changed, though your numbers so far"
            " are the same"
        )
    if not said:
        said.append("but not in what you decided and what came of it")
    return (
        f"The story has changed since this run was left: {', and '.join(said)}; you can go on"
        f" {_from(lost)} in a new run, and the old one stays as it is."
    )


def _from(lost: Lost | None) -> str:
    if lost is None:
        return "where you stood"
    return "from the beginning" if lost.decision == 1 else "from there"
