"""What the schema can't say: the shape of scenes, links, names, facts, conditions.

Places are looked up only for what is told: a hostile file can hold half a million mistakes.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, quoted
from game.story.expectations import Expectations
from game.story.findings import Findings
from game.story.former import former_ids
from game.story.graph import cycle, targets
from game.story.ids import choice_ids, is_joint
from game.story.joint import JointScenes
from game.story.prose import names
from game.story.syntax import control
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from game.story.format import ChoiceTable, SceneTable, StoryFile
    from game.story.source import Path, Source

_NOT_TEXTS: Final = frozenset({"when", "always", "plays_when", "goto", "to", "id", "start"})
_LONGEST_CYCLE: Final = 12


def check(name: str, file: StoryFile, source: Source) -> tuple[Diagnostic, ...]:
    """Return everything found in a file whose tables have the right shape."""
    findings = _Findings(name, file, source)
    findings.whole()
    expectations, joint = Expectations(name, file, source), JointScenes(name, file, source)
    expectations.whole()
    joint.whole()
    former = islice(former_ids(name, file, source), MOST_FINDINGS)
    return (*findings.found, *expectations.found, *joint.found, *former)


class _Findings(Findings):
    """The rules of the whole file, scene by scene."""

    def whole(self) -> None:
        self._texts(self._file.model_dump(), ())
        start = self._file.story.start
        if start is not None:
            self._link(start, ("story", "start"))
        self._fact_names(self._file.start.facts, ("start", "facts"))
        for scene_id, scene in self._file.scenes.items():
            self._scene(scene, ("scenes", scene_id))
        self._cycle()

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
        if is_joint(scene):
            return
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

    def _cycle(self) -> None:
        links = {scene_id: targets(scene) for scene_id, scene in self._file.scenes.items()}
        loop = cycle(links)
        if loop:
            shown = loop if len(loop) <= _LONGEST_CYCLE else (*loop[:_LONGEST_CYCLE], "…", loop[0])
            message = f"the story goes in a circle: {' → '.join(shown)}"
            hint = "A story only goes forward: lead one of these links elsewhere."
            self._at_key(("scenes", loop[0]), Code.CYCLE, message, hint)
