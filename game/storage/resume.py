"""A kept run against its story as it is today: how far it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine.run import Run, begin, choose
from game.storage.renames import renames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.run import Decision
    from game.storage.renames import Renames
    from game.storage.save import KeptChoice, Save
    from game.story.compiled import Choice, Scene, Story


@dataclass(frozen=True, slots=True)
class Lost:
    """The first decision that no longer exists: its number from 1, ids of scene and choice, why.

    The scene goes by today's id if the story still has it, the choice by the save's.
    """

    decision: int
    scene: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True)
class Resumption:
    """A run replayed as far as it is valid.

    `kept` is how many choices that is. `differs_from` is the number of the first decision that
    lands or leads otherwise than it did, or whose effects or ways on have changed. `told` says in
    a sentence what has changed and what can be done; it is empty if nothing has, and only then
    may the run go on in its own file.
    """

    run: Run
    kept: int
    lost: Lost | None
    differs_from: int | None
    told: str


@dataclass(slots=True)
class _Found:
    """What differs: numbers of decisions, None where nothing does.

    `landed`: the meters are not the ones kept. `ruled`: effects or ways on of a scene on the way
    have changed. `led`: the last decision leads to another scene. `changed`: the story's file did.
    """

    changed: bool
    lost: Lost | None = None
    landed: int | None = None
    ruled: int | None = None
    led: int | None = None

    @property
    def differs(self) -> int | None:
        numbers = (self.landed, self.ruled, self.led)
        return min((one for one in numbers if one is not None), default=None)


def resume(save: Save, story: Story) -> Resumption:
    """Replay a save on a story; what was renamed since goes by its new id."""
    names = renames(save, story)
    found = _Found(changed=save.fingerprint != story.fingerprint)
    run = begin(story)
    for number, kept in enumerate(save.choices, 1):
        choice = run.scene.choice_named(kept.choice)
        why = _refusal(run, kept, names, choice, changed=found.changed)
        if why or choice is None:
            found.lost = Lost(number, names.scene(kept.scene), kept.choice, why)
            break
        if found.ruled is None and _ruled_otherwise(names, run.passage):
            found.ruled = number
        run = choose(run, choice.id)
        if found.landed is None and not same_numbers(run.decisions[-1], kept):
            found.landed = number
    _look_where_it_stands(found, run, save, names)
    told = _told(found, run) if found.changed or found.lost or found.differs else ""
    return Resumption(run, len(run.decisions), found.lost, found.differs, told)


def _look_where_it_stands(found: _Found, run: Run, save: Save, names: Renames) -> None:
    number = len(run.decisions)
    through = tuple(scene for scene in run.passage if scene.routes)
    if number and found.ruled is None and _ruled_otherwise(names, through):
        found.ruled = number
    if not found.changed:
        # The hashes of scenes may be reckoned otherwise by a later version of the game.
        found.ruled = None
    led = names.scene(save.choices[-1].to) if number and found.lost is None else ""
    if led not in {"", run.scene.id}:
        found.led = number


def _refusal(
    run: Run, kept: KeptChoice, names: Renames, choice: Choice | None, *, changed: bool
) -> str:
    """Return why a kept choice can't be made where the run stands, or nothing."""
    scene = run.scene
    if kept.scene not in names.now:
        return "the scene is gone"
    if scene.id != names.scene(kept.scene):
        return "the way now leads past it"
    if choice is None:
        return "the choice is gone"
    if choice not in run.offered:
        return "it is no longer offered there"
    before = names.fingerprints.get(scene.id)
    same = before is not None and before.whole == scene.fingerprint.whole
    sure = choice.own_id and (kept.own_id or choice.id != kept.choice)
    if changed and not same and not sure:
        return "the scene has changed, and the choice has no id of its own to know it by"
    return ""


def _ruled_otherwise(names: Renames, scenes: tuple[Scene, ...]) -> bool:
    kept = ((names.fingerprints.get(scene.id), scene.fingerprint) for scene in scenes)
    return any(before is None or before.rules != now.rules for before, now in kept)


def same_numbers(decision: Decision, kept: KeptChoice) -> bool:
    """Whether a choice lands the meters it landed when it was kept."""
    landing = decision.landing
    return (landing.landed.trust, landing.productivity, landing.landed.tension) == (
        kept.trust,
        kept.productivity,
        kept.tension,
    )


def _told(found: _Found, run: Run) -> str:
    """Return one sentence: what has changed, and what can be done."""
    since = "The story has changed since this run was left"
    if not found.changed:
        since = "This run does not fit its story: its file was changed, or the game has"
    said = tuple(_differences(found, run)) or ("but not in what you decided and what came of it",)
    return (
        f"{since}: {', and '.join(said)}; you can go on {_from(found)} in a new run, and the old"
        " one stays as it is."
    )


def _differences(found: _Found, run: Run) -> Iterator[str]:
    lost = found.lost
    if lost is not None:
        choice = f"{_place(run.story, lost.scene)}: {lost.choice}"
        yield f"decision {lost.decision} ({choice}) no longer exists, because {lost.why}"
    if found.landed is not None:
        yield f"from decision {found.landed} on the numbers differ from the ones you saw"
    elif found.ruled is not None:
        yield (
            f"from decision {found.ruled} on effects or ways on have changed, though your numbers"
            " so far are the same"
        )
    if found.led is not None:
        yield f"decision {found.led} now leads elsewhere, to {_place(run.story, run.scene.id)}"


def _place(story: Story, scene_id: str) -> str:
    scene = story.scenes.get(scene_id)
    return (scene and scene.title) or scene_id


def _from(found: _Found) -> str:
    if found.lost is None:
        return "where you stood" if found.led is None else "from there"
    return "from the beginning" if found.lost.decision == 1 else "from there"
