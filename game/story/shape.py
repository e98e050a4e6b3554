"""What pydantic says of a file's tables, as diagnostics: where, what, and the cure."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from game.story.codes import Code
from game.story.diagnostic import MOST_FINDINGS, Diagnostic, Hints, Place, quoted
from game.story.format import StoryFile
from game.story.ids import near_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from game.story.source import Path, Source

MOST_ERRORS: Final = 10_000
"""Beyond this a file is no story; to list half a million errors takes a GiB."""
KEY_MARK: Final = "[key]"
_ID: Final = re.compile(r"[a-z0-9_-]+")
_SHORT: Final = 40
"""Characters of a text that is repeated in a cure."""
_KINDS: Final = {
    "string_type": ("text in quotes is expected here", "Put the text in quotes."),
    "int_type": ("a whole number is expected here", "Write it without quotes and point."),
    "float_type": ("a number is expected here", "Write it without quotes."),
    "bool_type": ("true or false is expected here", "Write true or false, without quotes."),
    "list_type": ("a list is expected here", "Write it in square brackets."),
    "model_type": ("a table is expected here", "Write it as a [header] with keys below."),
    "dict_type": ("a table is expected here", "Write it as a [header] with keys below."),
}
_NAMES: Final = {
    "sets": "a fact",
    "facts": "a fact",
    "language": "a language",
}
_SPELLINGS: Final = {
    "a fact": "Use small letters, digits and `_`, not a digit first.",
    "a language": "Write a BCP 47 tag such as en, pt or pt-BR.",
    "an id": "Use 1 to 64 of small letters a to z, digits, `_` and `-`.",
}


def explain(
    name: str, tables: Mapping[str, object], source: Source, error: ValidationError
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each of pydantic's errors, as far as they are told."""
    if error.error_count() > MOST_ERRORS:
        message = f"{error.error_count():,} keys and values here break the format"
        return (Diagnostic(name, Place(), Code.ENDLESS, message, "Is this a story's file?"),)
    explained = _Shape(name, tables, source)
    details = error.errors(include_url=False, include_input=False)
    slips = {slip(tables, detail, explained.hints) for detail in details}
    return tuple(
        explained.one(detail)
        for detail in details[: MOST_FINDINGS + 1]
        if detail["type"] != "missing" or not _told_already(tables, source, detail, slips)
    )


def slip(tables: Mapping[str, object], detail: ErrorDetails, hints: Hints) -> Path | None:
    """Return the path that an unknown key was to have, if it is near a key that is not there."""
    if detail["type"] != "extra_forbidden":
        return None
    path, _ = located(tables, detail["loc"], missing=False)
    _, around = located(tables, path[:-1], missing=False)
    word = str(path[-1]) if path else ""
    there = around if isinstance(around, dict) else {}
    known = [key for key in _known_keys(path[:-1]) if key not in there]
    meant = hints.nearest(word, known)
    return (*path[:-1], meant) if meant in known else None


def _told_already(
    tables: Mapping[str, object],
    source: Source,
    detail: ErrorDetails,
    slips: Collection[Path | None],
) -> bool:
    """Whether a key is missing only for a slip in it, or because a broken statement was cut."""
    path, _ = located(tables, detail["loc"], missing=True)
    if path in slips:
        return True
    # The header of a table was cut, or that of a whole one, or a key below the header.
    table = len(path) == 1 or path[-2] in source.lost
    return bool(source.cuts) and (table or source.wounded(source.key(path[:-1]).line))


def located(
    tables: Mapping[str, object], location: Sequence[int | str], *, missing: bool
) -> tuple[Path, object]:
    """Return pydantic's location as a path of the file, and the value there.

    A step that the file does not have is the branch of a union or the mark of a key, or at
    the end the key that is missing.
    """
    path: list[int | str] = []
    value: object = tables
    for step in location:
        if isinstance(value, dict) and step in value:  # noqa: SIM114, apart for the types
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            continue
        path.append(step)
    return (*path, location[-1]) if missing else tuple(path), value


class _Shape:
    """Explains the errors of one file."""

    def __init__(self, name: str, tables: Mapping[str, object], source: Source) -> None:
        self._name = name
        self._tables = tables
        self._source = source
        self.hints = Hints()

    def one(self, detail: ErrorDetails) -> Diagnostic:
        kind = detail["type"]
        path, value = located(self._tables, detail["loc"], missing=kind == "missing")
        last = str(path[-1]) if path else ""
        if kind == "extra_forbidden":
            hint = self.hints(last, _known_keys(path[:-1]), "Remove it.")
            message = f"the key {quoted(last)} is not part of the format"
            return self._made(self._source.key(path), Code.UNKNOWN_KEY, message, hint)
        if kind == "missing":
            return self._missing(path, last)
        if detail["loc"][-1] == KEY_MARK:
            return self._name_of(self._source.key(path), last, path, "an id")
        place = self._source.value(path)
        if kind == "string_pattern_mismatch":
            label = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            return self._name_of(place, str(value), path, _NAMES.get(label, "an id"))
        if kind == "literal_error":
            return self._word(place, path, value)
        return self._range(place, path, detail)

    def _missing(self, path: Path, key: str) -> Diagnostic:
        above = self._source.key(path[:-1])
        header = self._source.lines[above.line - 1] if self._source.lines else ""
        scene = str(path[1]) if path[:1] == ("scenes",) and path[2:] == ("text",) else ""
        if scene and header.lstrip().startswith("[") and f"scenes.{scene}." in header:
            return self._headless(above, scene)
        message = f"the key {quoted(key)} is missing here"
        return self._made(above, Code.MISSING_KEY, message, f"Add {_example(path)}.")

    def _headless(self, place: Place, scene: str) -> Diagnostic:
        """Tell of a scene that only the header of a part of it makes, perhaps by a slip."""
        scenes = self._tables.get("scenes")
        others = [one for one in scenes if _ID.fullmatch(one)] if isinstance(scenes, dict) else []
        others = [one for one in others if one != scene]
        meant = self.hints.nearest(scene, others)
        own = f"Add `[scenes.{scene}]` with a `text` above."
        hint = f"Did you mean {quoted(meant)}?" if meant in others else own
        message = f"the scene {quoted(scene)} has no header of its own, so that it has no text"
        return self._made(place, Code.MISSING_KEY, message, hint)

    def _name_of(self, place: Place, written: str, path: Path, what: str) -> Diagnostic:
        message = f"{quoted(written)} can't be {what}"
        hint, scene = _SPELLINGS[what], self._ending(written) if path[:1] == ("expect",) else ""
        if scene:
            hint = f"Write the id of its scene, {quoted(scene)}."
        elif what == "an id" and near_id(written):
            hint = f"{hint[:-1]}, for example {quoted(near_id(written))}."
        return self._made(place, Code.WRONG_NAME, message, hint)

    def _ending(self, name: str) -> str:
        """Return the id of the scene whose ending has a name; empty if there is none."""
        scenes = self._tables.get("scenes")
        for scene, table in scenes.items() if isinstance(scenes, dict) else ():
            if isinstance(table, dict) and table.get("ending") == name:
                return str(scene)
        return ""

    def _word(self, place: Place, path: Path, value: object) -> Diagnostic:
        known = [str(word) for word in get_args(annotation(path))]
        if not isinstance(value, str):
            message, hint = "this value is not known here", f"Write {' or '.join(known)}."
            return self._made(place, Code.UNKNOWN_WORD, message, hint)
        hint = self.hints(value, known, "")
        message = f"{quoted(value)} is not known here"
        return self._made(place, Code.UNKNOWN_WORD, message, hint)

    def _list(self, path: Path) -> str:
        """Return how the list at a path is written: as headers of tables, or in brackets."""
        _, value = located(self._tables, path, missing=False)
        if isinstance(value, dict):
            name = ".".join(str(step) for step in path if isinstance(step, str))
            return f"Write its header in double brackets: `[[{name}]]`."
        if isinstance(value, str) and len(value) <= _SHORT:
            return f'Write it in square brackets: ["{value}"].'
        return "Write it in square brackets."

    def _range(self, place: Place, path: Path, detail: ErrorDetails) -> Diagnostic:
        kind, context = detail["type"], detail.get("ctx", {})
        if path == ("format",) and kind != "int_type":
            message, hint = "this game reads format 1 of stories", "Write `format = 1`."
            return self._made(place, Code.OUT_OF_RANGE, message, hint)
        if kind == "greater_than_equal":
            message, hint = f"the number is below {context['ge']}", f"Use {context['ge']} or more."
            return self._made(place, Code.OUT_OF_RANGE, message, hint)
        if kind == "less_than_equal":
            message, hint = f"the number is above {context['le']}", f"Use {context['le']} or less."
            if "share" in path:
                message, hint = "a share is a part of 1", "Use 0 to 1: 0.25 for 25 %."
            return self._made(place, Code.OUT_OF_RANGE, message, hint)
        if kind in {"string_too_long", "too_long"}:
            what = "characters are" if kind == "string_too_long" else f"{path[-1]} are"
            hint = f"At most {context['max_length']:,} {what} allowed."
            return self._made(place, Code.WRONG_LENGTH, "this is too long", hint)
        if kind in {"string_too_short", "too_short"}:
            return self._made(place, Code.WRONG_LENGTH, "this is empty", "Write at least one.")
        message, hint = _KINDS.get(kind, (detail["msg"], "Change the value."))
        if kind == "list_type":
            hint = self._list(path)
        if path[-1:] == ("goto",):
            message = "a scene's id or a list of routes is expected here"
            hint = 'Write it as "scene" or [{ when = "…", to = "scene" }, { to = "scene" }].'
        return self._made(place, Code.WRONG_TYPE, message, hint)

    def _made(self, place: Place, code: Code, message: str, hint: str) -> Diagnostic:
        return Diagnostic(self._name, place, code, message, hint)


def _example(path: Path) -> str:
    """Return how a missing key is written."""
    if len(path) == 1 and path[0] != "format":
        return f"`[{path[0]}]`" if path[0] == "story" else f"`[{path[0]}.…]`"
    return "`format = 1`" if path == ("format",) else f"`{path[-1]} = …`"


def _known_keys(path: Path) -> tuple[str, ...]:
    """Return the keys that the format knows in the table at `path`."""
    table = annotation(path)
    if isinstance(table, type) and issubclass(table, BaseModel):
        return tuple(table.model_fields)
    return ()


def annotation(path: Path) -> object:
    """Return the type of what stands at `path`."""
    found: object = StoryFile
    for step in path:
        found = _inside(found, step)
    return found


def _inside(around: object, step: int | str) -> object:
    """Return the type that one step leads to, without what is around it."""
    if isinstance(around, type) and issubclass(around, BaseModel):
        field = around.model_fields.get(str(step))
        return _bare(field.annotation) if field is not None else None
    arguments = get_args(around)
    return _bare(arguments[-1]) if arguments else None


def _bare(given: object) -> object:
    """Return a type without its annotations, without None, and of a union the list."""
    if get_origin(given) is Annotated:
        return _bare(get_args(given)[0])
    if get_origin(given) in {Union, UnionType}:
        members = [member for member in get_args(given) if member is not NoneType]
        return _bare(members[-1])
    return given
