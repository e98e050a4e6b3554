"""What all checks of a story file need: places, links, routes, facts and conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.story.codes import Code
from game.story.conditions import RESERVED, ConditionError, When, parse
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Hints, Related, quoted
from game.story.gaps import NO_GAPS, Gaps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.story.format import EffectsTable, RouteTable, StoryFile
    from game.story.source import Path, Source


class Findings:
    """One pass over one file; what it finds is in `found`."""

    def __init__(self, name: str, file: StoryFile, source: Source, gaps: Gaps = NO_GAPS) -> None:
        self.found: list[Diagnostic] = []
        self._name = name
        self._file = file
        self._source = source
        self._gaps = gaps
        self._hints = Hints()
        self._facts: set[str] = set(file.start.facts)
        for scene in file.scenes.values():
            for answer in (*(scene.choices or ()), *scene.meets):
                self._facts.update(answer.sets)

    def _at_key(
        self, path: Path, code: Code, message: str, hint: str, *, related: Related | None = None
    ) -> None:
        if len(self.found) <= MOST_FINDINGS and not self._gaps.at(path):
            place = self._source.key(path)
            self.found.append(Diagnostic(self._name, place, code, message, hint, related))

    def _at_value(  # noqa: PLR0913, the parts of a finding
        self,
        path: Path,
        code: Code,
        message: str,
        hint: str,
        *,
        at: tuple[str, int] = ("", 0),
        related: Related | None = None,
    ) -> None:
        """Add a finding at a value, or `at` an offset of the text that is the value."""
        if len(self.found) <= MOST_FINDINGS and not self._gaps.at(path):
            place = self._source.inside(self._source.value(path), *at)
            self.found.append(Diagnostic(self._name, place, code, message, hint, related))

    def _spot(self, path: Path, text: str, offset: int, length: int) -> Related | None:
        """Return the place of a part of a text of several lines, which no caret marks else."""
        place = self._source.value(path)
        spot = self._source.inside(place, text, offset, length)
        return Related(spot, "here") if place.line != place.end_line and spot != place else None

    def _missing(self, path: Path, key: str) -> None:
        if (*path, key) not in self._gaps.paths:
            message = f"the key {key!r} is missing here"
            self._at_key(path, Code.MISSING_KEY, message, f"Add `{key} = …`.")

    def _effects(self, answer: EffectsTable, path: Path) -> None:
        for index, quality in enumerate(answer.lens):
            first = answer.lens.index(quality)
            if first != index:
                message = f"{quality!r} stands twice in the lens"
                here, other = (*path, "lens", index), self._source.value((*path, "lens", first))
                related = Related(other, "the first")
                self._at_value(here, Code.QUALITY_TWICE, message, "Remove one.", related=related)
        self._fact_names(answer.sets, (*path, "sets"))

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
        open_way = next((at for at, way in enumerate(goto[:-1]) if way.when is None), None)
        if open_way is not None:
            hidden = Related(self._source.value((*path, open_way + 1)), "never taken")
            message = "a route without a condition hides the routes after it"
            hint = "Give it a `when`, or move it to the end."
            self._at_value((*path, open_way), Code.ROUTES, message, hint, related=hidden)
        for index, way in enumerate(goto):
            here = (*path, index)
            self._link(way.to, (*here, "to"))
            if way.when is not None:
                self._condition(way.when, (*here, "when"))
        if goto and goto[-1].when is not None and open_way is None:
            message = "the last route has a condition, so the story can fall through"
            hint = "Add a last route without `when`."
            self._at_key((*path, len(goto) - 1, "when"), Code.ROUTES, message, hint)

    def _link(self, scene_id: str, path: Path) -> None:
        if scene_id not in self._file.scenes and scene_id not in self._gaps.words:
            hint = self._hints(scene_id, self._file.scenes, "Name a scene of this file.")
            message = f"there is no scene {quoted(scene_id)}"
            self._at_value(path, Code.UNKNOWN_SCENE, message, hint)

    def _condition(self, text: str, path: Path) -> None:
        when = self._parsed(text, path)
        known = self._facts | self._gaps.words
        for fact in sorted(when.facts - known) if when is not None else ():
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
