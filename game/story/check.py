"""What the schema can't say: the shape of scenes, links, names, facts, conditions.

Places are looked up only for what is told: a hostile file can hold half a million mistakes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Related, quoted
from game.story.expectations import Expectations
from game.story.findings import Findings
from game.story.former import former_ids
from game.story.gaps import NO_GAPS, Gaps
from game.story.graph import cycles, reached, targets
from game.story.ids import choice_ids, is_joint
from game.story.prose import lone_brace, names
from game.story.syntax import control
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from game.story.format import ChoiceTable, RouteTable, SceneTable, StoryFile
    from game.story.source import Path, Source

_NOT_TEXTS: Final = frozenset({"when", "always", "plays_when", "goto", "to", "id", "start"})
_LONGEST_CYCLE: Final = 12
_ESCAPES: Final = re.compile(r"\\[uUbfrex]")


def check(
    name: str, file: StoryFile, source: Source, gaps: Gaps = NO_GAPS
) -> tuple[Diagnostic, ...]:
    """Return everything found in a file whose tables have the right shape, but for its gaps."""
    findings = _Findings(name, file, source, gaps)
    findings.whole()
    expectations = Expectations(name, file, source, gaps)
    expectations.whole()
    former = islice(former_ids(name, file, source), MOST_FINDINGS)
    return (*findings.found, *expectations.found, *_joint(name, file, source, gaps), *former)


def _joint(name: str, file: StoryFile, source: Source, gaps: Gaps) -> list[Diagnostic]:
    if not file.teams and not any(is_joint(scene) for scene in file.scenes.values()):
        return []
    # Imported here: it needs the models, which take 150 ms.
    from game.story.joint import JointScenes

    joint = JointScenes(name, file, source, gaps)
    joint.whole()
    return joint.found


class _Findings(Findings):
    """The rules of the whole file, scene by scene."""

    def __init__(self, name: str, file: StoryFile, source: Source, gaps: Gaps) -> None:
        super().__init__(name, file, source, gaps)
        self._escapes = bool(_ESCAPES.search(source.text))

    def whole(self) -> None:
        self._texts(self._file, ())
        start = self._file.story.start
        if start is not None:
            self._link(start, ("story", "start"))
        self._fact_names(self._file.start.facts, ("start", "facts"))
        for scene_id, scene in self._file.scenes.items():
            self._scene(scene, ("scenes", scene_id))
        self._graph()

    def _texts(self, value: object, path: Path) -> None:
        """Look at every text of the file for characters and names that can't be printed."""
        if isinstance(value, str):
            self._text(value, path)
        elif isinstance(value, dict):
            for key, inner in value.items():
                self._texts(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                self._texts(inner, (*path, index))
        elif hasattr(value, "__dict__"):
            self._texts(value.__dict__, path)

    def _text(self, text: str, path: Path) -> None:
        # What stands in the file as it is was told, so that only an escape can hide one.
        unwanted = UNWANTED.search(text) if self._escapes else None
        if unwanted is not None:
            self._at_value(path, Code.CONTROL_CHARACTER, *control(unwanted[0]))
        if ("{" not in text and "}" not in text) or path[-1] in _NOT_TEXTS:
            return
        alone = lone_brace(text)
        if alone is not None and len(self.found) <= MOST_FINDINGS:
            message = "a brace stands alone, and prints as it is"
            hint = "Close the name, `{name}`, or write {{ or }} to print a brace."
            spot = self._spot(path, text, alone, 1)
            self._at_value(path, Code.LONE_BRACE, message, hint, related=spot)
        unknown = {name: at for name, at in names(text) if name not in self._file.cast}
        for name, offset in unknown.items():
            if name not in self._gaps.words and len(self.found) <= MOST_FINDINGS:
                hint = self._hints(name, self._file.cast, "Write {{ and }} to print braces.")
                message = f"{quoted(name)} in braces is nobody of the cast"
                spot = self._spot(path, text, offset, len(name) + 2)
                self._at_value(path, Code.UNKNOWN_CAST, message, hint, related=spot)

    def _scene(self, scene: SceneTable, path: Path) -> None:
        self._parts(scene, path)
        if scene.bet and not scene.choices:
            self._at_key((*path, "bet"), Code.BET, "a bet needs choices", "Remove it.")
        for index, also in enumerate(scene.also):
            self._condition(also.when, (*path, "also", index, "when"))
        if scene.goto is not None:
            self._goto(scene.goto, (*path, "goto"))
        if is_joint(scene):
            return
        for index, choice in enumerate(scene.choices or ()):
            self._choice(choice, (*path, "choices", index))
        self._alike(scene, (*path, "choices"))

    def _alike(self, scene: SceneTable, path: Path) -> None:
        """Find choices of one scene with the same id, and options that read the same."""
        own = choice_ids(scene)
        for index, key in enumerate(own):
            twin = own.index(key) if own.index(key) != index else _next(own, index)
            if twin is not None:
                message = f"two choices of this scene have the id {key!r}"
                other = Related(self._source.value((*path, twin, "id")), "the other one")
                here = (*path, index, "id")
                self._at_value(here, Code.SAME_ID, message, "Give each its own.", related=other)
        always = {
            index: choice.text
            for index, choice in enumerate(scene.choices or ())
            if choice.when is None
        }
        first: dict[str, int] = {}
        for index, text in always.items():
            earlier = first.setdefault(text, index)
            if earlier != index:
                message = "another option of this scene reads the same"
                other = Related(self._source.value((*path, earlier, "text")), "the first")
                here = (*path, index, "text")
                hint = "Say what is different, or offer only one of them."
                self._at_value(here, Code.SAME_OPTION, message, hint, related=other)

    def _parts(self, scene: SceneTable, path: Path) -> None:
        parts = {"choices": scene.choices, "goto": scene.goto, "ending": scene.ending}
        gaps = self._gaps.paths
        given = [key for key in parts if parts[key] is not None or (*path, key) in gaps]
        if not given:
            message = "the scene has neither choices nor a goto nor an ending"
            self._at_key(path, Code.SCENE_SHAPE, message, "Add one of them.")
        for other in given[1:]:
            message = f"the scene has {given[0]} already, and {other} beside it"
            beside = Related(self._source.key((*path, given[0])), f"{given[0]} is here")
            hint = "Keep one of the two."
            self._at_key((*path, other), Code.SCENE_SHAPE, message, hint, related=beside)

    def _choice(self, choice: ChoiceTable, path: Path) -> None:
        if choice.id is None and (*path, "id") not in self._gaps.paths:
            message = "the choice has no id of its own, and saves and votes hang on it"
            self._at_key(path, Code.NO_ID, message, 'Add `id = "…"`.')
        if choice.plays_when is not None:
            message = "only a choice of a team in a joint scene is played by itself"
            hint = "Remove it, or give the choice a `team`."
            self._at_key((*path, "plays_when"), Code.JOINT_CHOICE, message, hint)
        if choice.when is not None:
            self._condition(choice.when, (*path, "when"))
        self._effects(choice, path)
        if choice.goto is None:
            self._missing(path, "goto")
        else:
            self._goto(choice.goto, (*path, "goto"))

    def _graph(self) -> None:
        """Find circles, and scenes that no way leads to."""
        links = {scene_id: targets(scene) for scene_id, scene in self._file.scenes.items()}
        for loop in cycles(links):
            shown = loop if len(loop) <= _LONGEST_CYCLE else (*loop[:_LONGEST_CYCLE], "…", loop[0])
            message = f"the story goes in a circle: {' → '.join(shown)}"
            hint = "A story only goes forward: lead one of these links elsewhere."
            back = Related(self._source.value(self._way(loop[-2], loop[0])), "the way back")
            self._at_key(("scenes", loop[0]), Code.CYCLE, message, hint, related=back)
        start = self._file.story.start or next(iter(links))
        unsure = self._gaps.links or "scenes" in self._gaps.words
        if start in links and not unsure:
            self._orphans(links, start)

    def _orphans(self, links: dict[str, tuple[str, ...]], start: str) -> None:
        known = {scene: [self._meant(way) for way in ways] for scene, ways in links.items()}
        linked = {way for scene, ways in known.items() for way in ways if way != scene}
        for scene in links.keys() - reached(known, start) - self._gaps.words:
            lead = "leads" if scene not in linked else "that can be reached leads"
            message = f"no scene {lead} to {scene!r}"
            hint = "Lead a `goto` here, or remove the scene."
            self._at_key(("scenes", scene), Code.ORPHAN, message, hint)

    def _meant(self, scene_id: str) -> str:
        """Return the scene a link means: one with a slip in it was to lead to the nearest."""
        scenes = self._file.scenes
        return scene_id if scene_id in scenes else self._hints.nearest(scene_id, scenes)

    def _way(self, scene_id: str, target: str) -> Path:
        """Return the path of the first link from a scene to another."""
        scene, path = self._file.scenes[scene_id], ("scenes", scene_id)
        gotos: list[tuple[Path, str | list[RouteTable]]] = [
            ((*path, "choices", index, "goto"), choice.goto)
            for index, choice in enumerate(scene.choices or ())
            if choice.goto is not None
        ]
        gotos += [((*path, "meets", at, "goto"), one.goto) for at, one in enumerate(scene.meets)]
        if scene.goto is not None:
            gotos.append(((*path, "goto"), scene.goto))
        for at, goto in gotos:
            if goto == target:
                return at
            for index, way in enumerate(goto) if isinstance(goto, list) else ():
                if way.to == target:
                    return (*at, index, "to")
        return path


def _next(ids: tuple[str, ...], index: int) -> int | None:
    """Return the position of the next choice with the same id."""
    return next((at for at in range(index + 1, len(ids)) if ids[at] == ids[index]), None)
