"""What the schema can't say: the shape of scenes, links, names, facts, conditions.

Places are looked up only for what is told: a hostile file can hold half a million mistakes.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.conditions import RESERVED, ConditionError, When, parse
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Hints, quoted
from game.story.former import former_ids
from game.story.graph import cycle, targets
from game.story.ids import choice_ids
from game.story.prose import names
from game.story.syntax import control
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.story.format import ChoiceTable, RouteTable, SceneTable, StoryFile
    from game.story.source import Path, Source

_NOT_TEXTS: Final = frozenset({"when", "goto", "to", "id", "start"})
_LONGEST_CYCLE: Final = 12


def check(name: str, file: StoryFile, source: Source) -> tuple[Diagnostic, ...]:
    """Return everything found in a file whose tables have the right shape."""
    findings = _Findings(name, file, source)
    findings.whole()
    beyond = former_ids(name, file, source)
    return (*findings.found, *islice(beyond, MOST_FINDINGS))


class _Findings:
    """One pass over one file."""

    def __init__(self, name: str, file: StoryFile, source: Source) -> None:
        self.found: list[Diagnostic] = []
        self._name = name
        self._file = file
        self._source = source
        self._hints = Hints()
        self._facts: set[str] = set(file.start.facts)
        for scene in file.scenes.values():
            for choice in scene.choices or ():
                self._facts.update(choice.sets)

    def whole(self) -> None:
        self._texts(self._file.model_dump(), ())
        start = self._file.story.start
        if start is not None:
            self._link(start, ("story", "start"))
        self._fact_names(self._file.start.facts, ("start", "facts"))
        for scene_id, scene in self._file.scenes.items():
            self._scene(scene, ("scenes", scene_id))
        self._cycle()

    def _at_key(self, path: Path, code: Code, message: str, hint: str) -> None:
        if len(self.found) <= MOST_FINDINGS:
            place = self._source.key(path)
            self.found.append(Diagnostic(self._name, place, code, message, hint))

    def _at_value(
        self, path: Path, code: Code, message: str, hint: str, at: tuple[str, int] = ("", 0)
    ) -> None:
        """Add a finding at a value, or `at` an offset of the text that is the value."""
        if len(self.found) <= MOST_FINDINGS:
            place = self._source.inside(self._source.value(path), *at)
            self.found.append(Diagnostic(self._name, place, code, message, hint))

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
        unwanted = UNWANTED.search(text)
        if unwanted is not None:
            self._at_value(path, Code.CONTROL_CHARACTER, *control(unwanted[0]))
        if "{" not in text or path[-1] in _NOT_TEXTS:
            return
        for name in dict.fromkeys(name for name, _ in names(text)):
            if name not in self._file.cast:
                hint = self._hints(name, self._file.cast, "Write {{ and }} to print braces.")
                message = f"{quoted(name)} in braces is nobody of the cast"
                self._at_value(path, Code.UNKNOWN_CAST, message, hint)

    def _scene(self, scene: SceneTable, path: Path) -> None:
        self._parts(scene, path)
        if scene.bet and not scene.choices:
            self._at_key((*path, "bet"), Code.BET, "a bet needs choices", "Remove it.")
        for index, also in enumerate(scene.also):
            self._condition(also.when, (*path, "also", index, "when"))
        if scene.goto is not None:
            self._goto(scene.goto, (*path, "goto"))
        own = choice_ids(scene)
        counts = Counter(own)
        for index, choice in enumerate(scene.choices or ()):
            here = (*path, "choices", index)
            self._choice(choice, here)
            if counts[own[index]] > 1:
                message = f"two choices of this scene have the id {own[index]!r}"
                self._at_value((*here, "id"), Code.SAME_ID, message, "Give each its own.")

    def _parts(self, scene: SceneTable, path: Path) -> None:
        parts = {"choices": scene.choices, "goto": scene.goto, "ending": scene.ending}
        given = [key for key, value in parts.items() if value is not None]
        if not given:
            message = "the scene has neither choices nor a goto nor an ending"
            self._at_key(path, Code.SCENE_SHAPE, message, "Add one of them.")
        for other in given[1:]:
            message = f"the scene has {given[0]} already, and {other} beside it"
            self._at_key((*path, other), Code.SCENE_SHAPE, message, "Keep one of the two.")

    def _choice(self, choice: ChoiceTable, path: Path) -> None:
        if choice.id is None:
            message = "the choice has no id of its own, and saves and votes hang on it"
            self._at_key(path, Code.NO_ID, message, 'Add `id = "…"`.')
        seen: set[str] = set()
        for index, quality in enumerate(choice.lens):
            if quality in seen:
                message = f"{quality!r} stands twice in the lens"
                self._at_value((*path, "lens", index), Code.QUALITY_TWICE, message, "Remove one.")
            seen.add(quality)
        self._fact_names(choice.sets, (*path, "sets"))
        if choice.when is not None:
            self._condition(choice.when, (*path, "when"))
        self._goto(choice.goto, (*path, "goto"))

    def _fact_names(self, facts: Iterable[str], path: Path) -> None:
        for index, fact in enumerate(facts):
            if fact in RESERVED:
                message = f"{fact!r} is a word of the conditions and can't be a fact"
                self._at_value((*path, index), Code.RESERVED_FACT, message, "Rename it.")

    def _goto(self, goto: str | list[RouteTable], path: Path) -> None:
        if isinstance(goto, str):
            self._link(goto, path)
            return
        if not goto:
            self._at_value(path, Code.ROUTES, "the list of routes is empty", "Add one: { to = … }.")
        for index, way in enumerate(goto):
            here = (*path, index)
            self._link(way.to, (*here, "to"))
            if way.when is not None:
                self._condition(way.when, (*here, "when"))
            self._last(way, here, last=index == len(goto) - 1)

    def _last(self, way: RouteTable, path: Path, *, last: bool) -> None:
        if last and way.when is not None:
            message = "the last route has a condition, so the story can fall through"
            self._at_key((*path, "when"), Code.ROUTES, message, "Add a last route without `when`.")
        if not last and way.when is None:
            message = "a route without a condition hides the routes after it"
            hint = "Give it a `when`, or move it to the end."
            self._at_value(path, Code.ROUTES, message, hint)

    def _link(self, scene_id: str, path: Path) -> None:
        if scene_id not in self._file.scenes:
            hint = self._hints(scene_id, self._file.scenes, "Name a scene of this file.")
            message = f"there is no scene {quoted(scene_id)}"
            self._at_value(path, Code.UNKNOWN_SCENE, message, hint)

    def _condition(self, text: str, path: Path) -> None:
        when = self._parsed(text, path)
        for fact in sorted(when.facts - self._facts) if when is not None else ():
            message = f"no choice sets the fact {quoted(fact)}, and the start does not hold it"
            hint = self._hints(fact, self._facts, "Set it with `sets`, or remove it here.")
            self._at_value(path, Code.UNSET_FACT, message, hint)

    def _parsed(self, text: str, path: Path) -> When | None:
        try:
            return parse(text)
        except ConditionError as error:
            message = f"the condition does not parse: {error}"
            self._at_value(path, Code.CONDITION, message, error.cure, at=(text, error.offset))
            return None

    def _cycle(self) -> None:
        links = {scene_id: targets(scene) for scene_id, scene in self._file.scenes.items()}
        loop = cycle(links)
        if loop:
            shown = loop if len(loop) <= _LONGEST_CYCLE else (*loop[:_LONGEST_CYCLE], "…", loop[0])
            message = f"the story goes in a circle: {' → '.join(shown)}"
            hint = "A story only goes forward: lead one of these links elsewhere."
            self._at_key(("scenes", loop[0]), Code.CYCLE, message, hint)
