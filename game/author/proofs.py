"""What the analysis of all playthroughs finds, as diagnostics at their places in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.author.expectations import unmet
from game.author.lesson_cures import lesson_cure
from game.story.codes import Code
from game.story.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.report import Analysis
    from game.story.source import Path, Source


def proofs(name: str, source: Source, analysis: Analysis) -> Iterator[Diagnostic]:
    """Yield what no playthrough ever does, which rules of teaching are broken, what is unmet."""
    pages = _Proofs(name, source, analysis)
    yield from pages.stuck()
    yield from pages.never()
    yield from pages.idle()
    yield from pages.lessons()
    yield from pages.positions()
    yield from pages.expectations()
    yield from pages.spent()


class _Proofs:
    """Knows where the analysis' scenes and choices stand in the file."""

    def __init__(self, name: str, source: Source, analysis: Analysis) -> None:
        self._name = name
        self._source = source
        self._analysis = analysis
        self._scenes = analysis.space.story.scenes

    def stuck(self) -> Iterator[Diagnostic]:
        """Yield scenes that offer nothing in some state."""
        for scene, witness in self._analysis.findings.stuck:
            yield self._at(
                ("scenes", scene),
                Code.STUCK,
                f"after {_ways(witness)} no choice is offered here",
                "Leave one choice without `when`, or widen a condition.",
            )

    def never(self) -> Iterator[Diagnostic]:
        """Yield choices never offered, scenes never reached, routes never taken."""
        found = self._analysis.findings
        for scene, choice, nearest in found.never_offered:
            name = self._scenes[scene].choices[choice].id
            yield self._at(
                (*self._choice(scene, choice), "when"),
                Code.NEVER_OFFERED,
                f"the choice {name!r} is never offered: {nearest}",
                "Widen the condition, or take the choice out.",
            )
        for scene, linked in found.never_reached:
            if linked:
                message = f"no playthrough reaches the scene {scene!r}"
                hint = "Widen a condition on the way to it, or take it out."
                yield self._at(("scenes", scene), Code.NEVER_REACHED, message, hint)
        for scene, option, route, nearest in found.never_taken:
            path = ("scenes", scene) if option is None else self._choice(scene, option)
            yield self._at(
                (*path, "goto", route),
                Code.NEVER_TAKEN,
                f"no playthrough takes this route: {nearest}",
                "Widen its condition, move it up, or take it out.",
            )

    def idle(self) -> Iterator[Diagnostic]:
        """Yield effects that move nothing; a forced gain lands as nothing by intention."""
        for scene, choice, key, why in self._analysis.findings.idle:
            path = (*self._choice(scene, choice), key)
            if key == "needs":
                message = f"`needs` decides nothing: it is {why}"
                hint = "Move it into the range of trust on arrival, or leave it out."
                yield self._at(path, Code.IDLE_NEEDS, message, hint)
            elif not self._scenes[scene].choices[choice].forced:
                message = f"this effect on {key} moves nothing on any playthrough: {why}"
                yield self._at(path, Code.IDLE_EFFECT, message, "Change it, or leave it out.")

    def lessons(self) -> Iterator[Diagnostic]:
        """Yield the rules of teaching that the story breaks."""
        unreached = {one.scene for one in self._analysis.findings.never_reached}
        for lesson in self._analysis.lessons:
            ending = lesson.code.partition(":")[2]
            # That nobody reaches an ending is told at its scene.
            if not lesson.holds and ending not in unreached:
                path: Path = ("scenes", ending, "ending") if ending else ("story", "title")
                shown = f"; see {_ways(lesson.witness)}" if lesson.witness else ""
                yield self._at(
                    path,
                    Code.LESSON,
                    f"a story should show that {lesson.rule}: {lesson.found}{shown}",
                    lesson_cure(lesson.code),
                )

    def positions(self) -> Iterator[Diagnostic]:
        """Yield that the best option stands too often in one place."""
        told = self._analysis.positions
        if told is not None and told.unbalanced:
            yield self._at(
                ("story", "title"),
                Code.POSITIONS,
                f"the best option stands in place {told.place + 1} in {told.times} of "
                f"{told.scenes} scenes",
                "Reorder options, so that no place gives the best one away.",
            )

    def expectations(self) -> Iterator[Diagnostic]:
        """Yield what the author expects and the story does not do."""
        for number, message in unmet(self._analysis):
            hint = "Change the story, or what is expected of it."
            yield self._at(("expect", number), Code.UNMET, message, hint)

    def spent(self) -> Iterator[Diagnostic]:
        """Yield that the analysis ended at its budget."""
        if "everything" in self._analysis.bounds:
            message = "the story has more states than are explored here: nothing is proved of it"
            hint = "Run `common-ground analyse` with a larger budget."
            yield self._at(("story", "title"), Code.BUDGET, message, hint)

    def _choice(self, scene: str, choice: int) -> Path:
        """Return where a choice stands; in a joint scene the choices are its meetings."""
        part = "meets" if self._scenes[scene].sides else "choices"
        return ("scenes", scene, part, choice)

    def _at(self, path: Path, code: Code, message: str, hint: str) -> Diagnostic:
        return Diagnostic(self._name, self._source.key(path), code, message, hint)


def _ways(choices: tuple[str, ...]) -> str:
    return ",".join(choices) if choices else "no choice at all"
