"""The scenes of a story in the order of play, with the share of playthroughs that pass each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from game.analysis.order import targets, topological

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from game.analysis.findings import Findings
    from game.analysis.report import Analysis
    from game.story.compiled import Scene, Story


class MapRow(NamedTuple):
    """One scene. `share` is None where it is not known; a scene that can be passed by is indented.

    `notes` are what is wrong with it, in words.
    """

    scene: str
    title: str
    depth: int
    share: float | None
    notes: tuple[str, ...] = ()


def outline(story: Story, analysis: Analysis | None) -> tuple[MapRow, ...]:
    """Return a row for each scene; scenes that no link leads to come last."""
    order = topological(story, story.start)
    always = _always(story, order)
    level = _levels(story, order)
    at = {scene: index for index, scene in enumerate(story.scenes)}
    linked = sorted(order, key=lambda scene: (level[scene], at[scene]))
    rest = [scene for scene in story.scenes if scene not in level]
    notes = _notes(None if analysis is None else analysis.findings)
    return tuple(
        MapRow(
            scene,
            story.scenes[scene].title or story.scenes[scene].ending or "",
            0 if scene in always else 1,
            _share(analysis, scene),
            _kind(story.scenes[scene]) + tuple(notes[scene]),
        )
        for scene in (*linked, *rest)
    )


def _kind(scene: Scene) -> tuple[str, ...]:
    return () if scene.ending is None else ("ending",)


def _share(analysis: Analysis | None, scene: str) -> float | None:
    if analysis is None or not analysis.playthroughs:
        return None
    return analysis.passing.scenes.get(scene, 0) / analysis.playthroughs


def _levels(story: Story, order: Sequence[str]) -> dict[str, int]:
    """Return how many links the longest way to each scene has."""
    level: dict[str, int] = defaultdict(int)
    for scene in order:
        here = level[scene]
        for target in targets(story.scenes[scene]):
            level[target] = max(level[target], here + 1)
    return level


def _always(story: Story, order: Sequence[str]) -> frozenset[str]:
    """Return the scenes that no list of links from the start to an end leaves out."""
    into: dict[str, int] = defaultdict(int, {story.start: 1})
    out: dict[str, int] = {}
    for scene in order:
        for target in targets(story.scenes[scene]):
            into[target] += into[scene]
    for scene in reversed(order):
        out[scene] = sum(out[target] for target in targets(story.scenes[scene])) or 1
    whole = out[story.start]
    return frozenset(scene for scene in order if into[scene] * out[scene] == whole)


def _notes(findings: Findings | None) -> Mapping[str, list[str]]:
    notes: dict[str, list[str]] = defaultdict(list)
    for scene, note in () if findings is None else _found(findings):
        if note not in notes[scene]:
            notes[scene].append(note)
    return notes


def _found(findings: Findings) -> Iterator[tuple[str, str]]:
    for reached in findings.never_reached:
        yield reached.scene, "never reached"
    for stuck in findings.stuck:
        yield stuck.scene, "offers nothing in some state"
    for offered in findings.never_offered:
        yield offered.scene, "a choice is never offered"
    for taken in findings.never_taken:
        yield taken.scene, "a route is never taken"
