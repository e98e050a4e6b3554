"""A file with wrong keys and values is mended in memory, so that all the rest of it is judged.

What is wrong is taken out; where something must stand, something harmless stands in for it.
Nothing that is said of these places is told, and nothing that follows from what was there.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from game.story.diagnostic import Hints
from game.story.format import StoryFile
from game.story.gaps import NO_GAPS, Gaps
from game.story.shape import KEY_MARK, MOST_ERRORS, annotation, located, slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

    from game.story.source import Path

_ROUNDS: Final = 6
"""A table that stands in for a value lacks its keys, which the next round adds."""
_STANDS_IN: Final = "mended"
_WORD: Final = re.compile(r"[\w-]+")


class _Mending:
    """Mends one file, round by round."""

    def __init__(self, tables: Mapping[str, object]) -> None:
        self.tables = deepcopy(dict(tables))
        self.paths: set[Path] = set()
        self.words: set[str] = set()
        self._hints = Hints()

    def one(self, detail: ErrorDetails) -> None:
        """Mend what one error of pydantic is about."""
        missing = detail["type"] == "missing"
        path, value = located(self.tables, detail["loc"], missing=missing)
        if not path:
            return
        if not missing:
            self.words.update(_words(value))
        if detail["loc"][-1] == KEY_MARK:
            self.words.add(str(path[-1]))
            self._without(path)
            return
        kind = annotation(path)
        if isinstance(path[-1], int) and get_origin(kind) is Literal:
            path, kind = path[:-1], annotation(path[:-1])
        self.paths.add(path)
        meant = slip(self.tables, detail, self._hints)
        if meant is not None:
            # A key with a slip in it: what it holds is judged under the right name.
            self._without(path)
            self._put(meant, value)
            self.paths.add(meant)
        elif detail["type"] == "extra_forbidden" or not _required(path):
            self._without(path)
        else:
            self._put(path, _stand_in(kind))

    def _without(self, path: Path) -> None:
        around = self._around(path)
        if isinstance(around, dict):
            around.pop(path[-1], None)

    def _put(self, path: Path, value: object) -> None:
        around, step = self._around(path), path[-1]
        if isinstance(around, dict) or (isinstance(around, list) and isinstance(step, int)):
            around[step] = value  # type: ignore[index]  # a key of a table is a word

    def _around(self, path: Path) -> object:
        found: object = self.tables
        for step in path[:-1]:
            if (isinstance(found, dict) and step in found) or isinstance(found, list):
                found = found[step]  # type: ignore[index]  # an index of a list is a number
        return found


def mend(tables: Mapping[str, object], error: ValidationError) -> tuple[StoryFile | None, Gaps]:
    """Return the file as far as it is whole, None if too little of it is."""
    try:
        mending = _Mending(tables)
    except RecursionError:
        return None, NO_GAPS
    for _ in range(_ROUNDS):
        if error.error_count() > MOST_ERRORS:
            break
        for detail in error.errors(include_url=False, include_input=False):
            mending.one(detail)
        gotos = any(path[-1] in {"goto", "to"} for path in mending.paths)
        gaps = Gaps(frozenset(mending.paths), frozenset(mending.words), gotos)
        try:
            return StoryFile.model_validate(mending.tables), gaps
        except ValidationError as next_error:
            error = next_error
    return None, NO_GAPS


def _required(path: Path) -> bool:
    """Whether something must stand at a path: an item of a list, a table of many, or a key."""
    around = annotation(path[:-1])
    if isinstance(around, type) and issubclass(around, BaseModel):
        field = around.model_fields.get(str(path[-1]))
        return field is not None and field.is_required()
    return True


def _stand_in(kind: object) -> object:
    """Return a harmless value of a kind; 1 is within every range of the format."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {}
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return {_STANDS_IN: {}}
    plain = {bool: False, int: 1}
    return plain.get(kind, _STANDS_IN) if isinstance(kind, type) else _STANDS_IN


def _words(value: object) -> Iterator[str]:
    """Yield the words of a value, with a stack of its own."""
    stack = [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, dict):
            stack += [*inner, *inner.values()]
        elif isinstance(inner, list):
            stack += inner
        elif isinstance(inner, str):
            yield from _WORD.findall(inner)
