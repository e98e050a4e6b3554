"""What an author expects of all playthroughs: each `[[expect]]` is one of four forms."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.story.codes import Code
from game.story.diagnostic import quoted
from game.story.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.source import Path

_FORMS: Final[Mapping[str, tuple[frozenset[str], ...]]] = MappingProxyType(
    {
        "player": (frozenset({"player", "ending"}), frozenset({"player", "ending_not"})),
        "always": (frozenset({"always"}), frozenset({"always", "at"})),
        "decisions": (frozenset({"decisions"}),),
        "ending": (frozenset({"ending", "share"}),),
    }
)
"""The keys of each form, by the key that tells it; the first of these that is there decides."""
_CURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "player": 'Write player = "relational" with ending = "…" or ending_not = "…".',
        "always": 'Write always = "trust >= 10", and at = "scene" if it is about one scene.',
        "decisions": "Write decisions = [7, 10] alone.",
        "ending": 'Write ending = "…" with share = [0.02, 0.25].',
    }
)
_ALL: Final = "Write ending and share, player and ending or ending_not, always, or decisions."


class Expectations(Findings):
    """The rules of `[[expect]]`."""

    def whole(self) -> None:
        """Look at every expectation of the file."""
        endings = {key for key, scene in self._file.scenes.items() if scene.ending is not None}
        for index, expect in enumerate(self._file.expect):
            path = ("expect", index)
            if not any(gap[:2] == path for gap in self._gaps.paths):
                self._form(expect.model_fields_set, path)
            self._ending(expect.ending, endings, (*path, "ending"))
            self._ending(expect.ending_not, endings, (*path, "ending_not"))
            if expect.at is not None:
                self._link(expect.at, (*path, "at"))
            if expect.always is not None:
                self._condition(expect.always, (*path, "always"))
            self._range(expect.share, "share", path)
            self._range(expect.decisions, "decisions", path)

    def _form(self, given: set[str], path: Path) -> None:
        leading = next((key for key in _FORMS if key in given), None)
        if leading is None:
            message = "this says nothing that can be expected"
            self._at_key(path, Code.EXPECTATION, message, _ALL)
            return
        forms = _FORMS[leading]
        beside = given - frozenset[str]().union(*forms)
        for key in sorted(beside):
            message = f"{key!r} does not go with {leading!r}"
            self._at_key((*path, key), Code.EXPECTATION, message, _CURES[leading])
        if not beside and given not in forms:
            message = f"with {leading!r} this is not one whole expectation"
            self._at_key(path, Code.EXPECTATION, message, _CURES[leading])

    def _ending(self, scene_id: str | None, endings: set[str], path: Path) -> None:
        if scene_id is not None and scene_id not in endings:
            hint = self._hints(scene_id, endings, "Name a scene that is an ending.")
            message = f"there is no ending {quoted(scene_id)}"
            self._at_value(path, Code.UNKNOWN_ENDING, message, hint)

    def _range(self, bounds: list[float] | list[int] | None, key: str, path: Path) -> None:
        if bounds is None:
            return
        example = "[0.02, 0.25]" if key == "share" else "[7, 10]"
        if len(bounds) != len(("least", "most")):
            message = f"{key} is the least and the most, two numbers"
            hint = f"Write for example {key} = {example}."
            self._at_value((*path, key), Code.EXPECTATION, message, hint)
        elif bounds[0] > bounds[1]:
            message = f"the most of {key} is below the least, so nothing can meet it"
            self._at_value((*path, key), Code.EXPECTATION, message, "Write the smaller one first.")
