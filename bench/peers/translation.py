"""A generated story in the languages of other engines.

Scenes, options, texts, conditions and links are the same. Effects are only added up: the rules of
the teaching model are left out, so that a peer has less to do than our engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.compiled import Choice, Scene, Story

METERS = ("trust", "tension", "productivity")
START = {"trust": 40, "tension": 20, "productivity": 0}


def ink(story: Story) -> str:
    """Return the story in ink: a knot a scene, a sticky choice an option."""
    lines = [f"VAR {meter} = {start}" for meter, start in START.items()]
    lines.append(f"-> {story.start}")
    for scene in story.scenes.values():
        lines += [f"=== {scene.id} ===", scene.text]
        lines += _ink_choices(scene) if scene.choices else ["-> END"]
    return "\n".join(lines) + "\n"


def _ink_choices(scene: Scene) -> Iterator[str]:
    for choice in scene.choices:
        offered = f"{{{choice.when.text}}} " if choice.when is not None else ""
        yield f"+ {offered}[{choice.text}]"
        yield from (f"  ~ {line}" for line in _effects(choice))
        yield f"  {choice.reply}"
        yield f"  -> {choice.routes[0].to}"


def bard(story: Story) -> str:
    """Return the story for Bardic: a passage a scene, and one an option for its effects."""
    lines = ["@start opening", ":: opening"]
    lines += [f"~ {meter} = {start}" for meter, start in START.items()]
    lines.append(f"-> {story.start}")
    for scene in story.scenes.values():
        lines += ["", f":: {scene.id}", scene.text]
        for choice in scene.choices:
            offered = f"{{{choice.when.text}}} " if choice.when is not None else ""
            lines.append(f"+ {offered}[{choice.text}] -> {scene.id}_{choice.id}")
        for choice in scene.choices:
            lines += ["", f":: {scene.id}_{choice.id}"]
            lines += [f"~ {line}" for line in _effects(choice)]
            lines += [choice.reply, f"-> {choice.routes[0].to}"]
    return "\n".join(lines) + "\n"


def _effects(choice: Choice) -> Iterator[str]:
    for meter in METERS:
        yield f"{meter} = {meter} + {getattr(choice, meter)}".replace("+ -", "- ")
