"""What the schema can't say: the shape of scenes, links, names, facts, conditions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from game.story.conditions import RESERVED, ConditionError, When, parse
from game.story.diagnostic import Diagnostic, Place, did_you_mean
from game.story.graph import cycle, targets
from game.story.prose import names
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.format import ChoiceTable, RouteTable, SceneTable, StoryFile
    from game.story.source import Path, Source

LETTERS: Final = "abcdefghij"


def check(name: str, file: StoryFile, source: Source) -> tuple[Diagnostic, ...]:
    """Return everything found in a file that has the right shape, in the file's order."""
    findings = _Findings(name, file, source)
    findings.whole()
    return tuple(sorted(findings.found, key=lambda one: (one.place, one.code)))


def choice_ids(scene: SceneTable) -> tuple[str, ...]:
    """Return the id of each choice: its own, or the letter of its position."""
    return tuple(
        choice.id or LETTERS[index] for index, choice in enumerate(scene.choices or ())
    )


class _Findings:
    """One pass over one file."""

    def __init__(self, name: str, file: StoryFile, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self._name = name
        self._file = file
        self._source = source
        self._facts: set[str] = set(file.start.facts)
        for scene in file.scenes.values():
            for choice in scene.choices or ():
                self._facts.update(choice.sets)

    def whole(self) -> None:
        self._texts(self._file.model_dump(), ())
        start = self._file.story.start
        if start is not None and start not in self._file.scenes:
            self._dangling(start, ("story", "start"))
        self._fact_names(self._file.start.facts, ("start", "facts"))
        for scene_id, scene in self._file.scenes.items():
            self._scene(scene, ("scenes", scene_id))
        self._cycle()

    def _add(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.found.append(Diagnostic(self._name, place, code, message, hint))

    def _warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.found.append(Diagnostic(self._name, place, code, message, hint, "warning"))

    def _texts(self, value: object, path: Path) -> None:
        """Look at every text of the file for characters and names that can't be printed."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self._texts(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                self._texts(inner, (*path, index))
        elif isinstance(value, str):
            self._text(value, path)

    def _text(self, text: str, path: Path) -> None:
        place = self._source.value(path)
        unwanted = UNWANTED.search(text)
        if unwanted is not None:
            code_point = f"U+{ord(unwanted[0]):04X}"
            self._add(
                place, "CG205", f"the text holds the control character {code_point}", "Remove it."
            )
        if path[-1] in {"when", "goto", "to", "id"}:
            return
        for name, _ in names(text):
            if name not in self._file.cast:
                hint = did_you_mean(name, self._file.cast) or "Write {{ and }} to print braces."
                self._add(place, "CG304", f"{{{name}}} is nobody of the cast", hint)

    def _scene(self, scene: SceneTable, path: Path) -> None:
        parts = {"choices": scene.choices, "goto": scene.goto, "ending": scene.ending}
        given = [key for key, value in parts.items() if value is not None]
        if len(given) != 1:
            said = " and ".join(given) or "none of them"
            self._add(
                self._source.key(path),
                "CG301",
                f"a scene has exactly one of choices, goto and ending; here is {said}",
                "Keep one." if given else "Add one.",
            )
        if scene.bet and not scene.choices:
            self._add(self._source.key((*path, "bet")), "CG306", "a bet needs choices", "Remove it.")
        for index, also in enumerate(scene.also):
            self._condition(also.when, (*path, "also", index, "when"))
        if scene.goto is not None:
            self._goto(scene.goto, (*path, "goto"))
        counts = Counter(choice_ids(scene))
        for index, choice in enumerate(scene.choices or ()):
            self._choice(choice, (*path, "choices", index))
            own = choice_ids(scene)[index]
            if counts[own] > 1:
                place = self._source.value((*path, "choices", index, "id"))
                self._add(place, "CG307", f"two choices here have the id {own!r}", "Rename one.")

    def _choice(self, choice: ChoiceTable, path: Path) -> None:
        if choice.id is None:
            self._warn(
                self._source.key(path),
                "CG308",
                "the choice has no id of its own, and saves and votes hang on it",
                'Add `id = "…"`.',
            )
        for quality, count in Counter(choice.lens).items():
            if count > 1:
                place = self._source.value((*path, "lens"))
                self._add(place, "CG309", f"{quality!r} stands twice in the lens", "Remove one.")
        self._fact_names(choice.sets, (*path, "sets"))
        if choice.when is not None:
            self._condition(choice.when, (*path, "when"))
        self._goto(choice.goto, (*path, "goto"))

    def _fact_names(self, facts: list[str], path: Path) -> None:
        for index, fact in enumerate(facts):
            if fact in RESERVED:
                place = self._source.value((*path, index))
                self._add(place, "CG310", f"{fact!r} can't be the name of a fact", "Rename it.")

    def _goto(self, goto: str | list[RouteTable], path: Path) -> None:
        if isinstance(goto, str):
            if goto not in self._file.scenes:
                self._dangling(goto, path)
            return
        if not goto:
            self._add(self._source.value(path), "CG302", "the list of routes is empty", "Add one.")
        for index, way in enumerate(goto):
            here = (*path, index)
            if way.to not in self._file.scenes:
                self._dangling(way.to, (*here, "to"))
            if way.when is not None:
                self._condition(way.when, (*here, "when"))
            last = index == len(goto) - 1
            if last and way.when is not None:
                self._add(
                    self._source.value(here),
                    "CG303",
                    "the last route has a condition, so the story can fall through",
                    "Add a last route without `when`.",
                )
            if not last and way.when is None:
                self._add(
                    self._source.value(here),
                    "CG303",
                    "a route without a condition hides the routes after it",
                    "Move it to the end.",
                )

    def _dangling(self, scene_id: str, path: Path) -> None:
        hint = did_you_mean(scene_id, self._file.scenes)
        self._add(self._source.value(path), "CG302", f"there is no scene {scene_id!r}", hint)

    def _condition(self, text: str, path: Path) -> None:
        when = self._parsed(text, path)
        if when is None:
            return
        for fact in sorted(when.facts - self._facts):
            self._add(
                self._source.value(path),
                "CG402",
                f"no choice sets the fact {fact!r}, and the start does not hold it",
                did_you_mean(fact, self._facts) or "Set it with `sets`, or remove the condition.",
            )

    def _parsed(self, text: str, path: Path) -> When | None:
        try:
            return parse(text)
        except ConditionError as error:
            place = self._source.value(path)
            column = place.column + 1 + error.offset
            if place.line == place.end_line and column < place.end_column:
                place = Place(place.line, column, place.line, place.end_column)
            message = f"the condition does not parse: {error}"
            self._add(place, "CG401", message, "See the format's conditions.")
            return None

    def _cycle(self) -> None:
        links = {scene_id: targets(scene) for scene_id, scene in self._file.scenes.items()}
        loop = cycle(links)
        if loop:
            self._add(
                self._source.key(("scenes", loop[0])),
                "CG305",
                f"the story goes in a circle: {' → '.join(loop)}",
                "A story only goes forward.",
            )
