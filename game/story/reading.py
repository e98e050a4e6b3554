"""A story file read and judged: bytes in, the checked tables or diagnostics out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from pydantic import BaseModel, ValidationError

from game.story.check import check
from game.story.diagnostic import Diagnostic, Place, did_you_mean
from game.story.format import StoryFile
from game.story.source import Source, locate

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_AT: Final = "(at line "


@dataclass(frozen=True, slots=True)
class Reading:
    """A story file that may be played, if `file` is there and no diagnostic is an error."""

    file: StoryFile | None
    diagnostics: tuple[Diagnostic, ...]


def read(name: str, raw: bytes) -> Reading:
    """Read a story's bytes; `name` is what diagnostics call the file."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_of_byte(raw, error.start)
        return _failed(name, place, "CG101", "the file is not UTF-8 text", "Save it as UTF-8.")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _syntax(name, text, error)
    except RecursionError:
        return _failed(name, Place(), "CG103", "tables or lists are nested too deep", "Flatten it.")
    source = locate(text.replace("\r\n", "\n"))
    try:
        file = StoryFile.model_validate(document)
    except ValidationError as error:
        found = (_explain(name, source, detail) for detail in error.errors(include_url=False))
        return Reading(None, tuple(sorted(set(found), key=lambda one: one.place)))
    return Reading(file, check(name, file, source))


def _failed(name: str, place: Place, code: str, message: str, hint: str) -> Reading:
    return Reading(None, (Diagnostic(name, place, code, message, hint),))


def _place_of_byte(raw: bytes, offset: int) -> Place:
    line = raw.count(b"\n", 0, offset) + 1
    start = raw.rfind(b"\n", 0, offset) + 1
    column = len(raw[start:offset].decode("utf-8", "replace")) + 1
    return Place(line, column, line, column + 1)


def _syntax(name: str, text: str, error: tomllib.TOMLDecodeError) -> Reading:
    """Turn `Expected … (at line 3, column 7)` into a diagnostic."""
    message, _, where = str(error).rpartition(_AT)
    numbers = [int(word) for word in where.rstrip(")").replace(",", "").split() if word.isdigit()]
    if len(numbers) == 2:  # noqa: PLR2004, a line and a column
        place = Place(numbers[0], numbers[1], numbers[0], numbers[1] + 1)
    else:
        message, place = str(error), Place(text.count("\n") + 1, 1, text.count("\n") + 1, 1)
    said = message.strip() or "the file ends too soon"
    return _failed(
        name, place, "CG102", f"not valid TOML: {said[0].lower()}{said[1:]}", "Mend this line."
    )


_MESSAGES: Final = {
    "string_type": "text in quotes is expected here",
    "int_type": "a whole number is expected here",
    "bool_type": "true or false is expected here",
    "list_type": "a list in square brackets is expected here",
    "model_type": "a table is expected here",
    "dict_type": "a table is expected here",
    "string_too_short": "this text is empty",
}


def _explain(name: str, source: Source, detail: ErrorDetails) -> Diagnostic:
    """Turn one pydantic error into a diagnostic at its key or value."""
    path = _path(detail["loc"])
    kind = detail["type"]
    context = detail.get("ctx", {})
    label = str(path[-1]) if path else "the file"
    if kind == "extra_forbidden":
        known = _known_keys(path[:-1])
        message, hint = f"the key {label!r} is not part of the format", did_you_mean(label, known)
        return Diagnostic(name, source.key(path), "CG201", message, hint)
    if kind == "missing":
        message = f"the key {label!r} is missing"
        return Diagnostic(name, source.key(path[:-1]), "CG202", message, f"Add `{label} = …` here.")
    if kind == "literal_error":
        word = detail["input"]
        message = f"{word!r} is not one of {context['expected']}"
        known = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(word, known) if isinstance(word, str) else ""
        return Diagnostic(name, source.value(path), "CG204", message, hint)
    message, hint = _range(kind, context, detail)
    at_key = "[key]" in detail["loc"]
    place = source.key(path) if at_key else source.value(path)
    return Diagnostic(name, place, "CG203", message, hint)


def _range(kind: str, context: dict[str, object], detail: ErrorDetails) -> tuple[str, str]:
    if kind == "greater_than_equal":
        return f"the number is below {context['ge']}", f"Use {context['ge']} or more."
    if kind == "less_than_equal":
        return f"the number is above {context['le']}", f"Use {context['le']} or less."
    if kind in {"string_too_long", "too_long"}:
        return "this is too long", f"At most {context['max_length']} are allowed."
    if kind == "too_short":
        return "this is empty", f"At least {context['min_length']} is needed."
    if kind == "string_pattern_mismatch":
        return (
            f"{str(detail['input'])[:64]!r} is not a valid id here",
            "Use small letters, digits and `_` (ids of scenes, cast and choices also `-`).",
        )
    return _MESSAGES.get(kind, detail["msg"]), "Change the value."


def _path(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop what pydantic adds to a path: union branches and the mark of a key."""
    branches = {"str", "list[RouteTable]", "constrained-str", "[key]"}
    return tuple(step for step in location if step not in branches)


def _known_keys(path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the format knows in the table at `path`."""
    model: type[BaseModel] | None = StoryFile
    for step in path:
        if isinstance(step, str) and model is not None and step in model.model_fields:
            model = _table_in(model.model_fields[step].annotation)
    return list(model.model_fields) if model is not None else []


def _table_in(annotation: object) -> type[BaseModel] | None:
    """Return the first table model inside a type: `dict[Id, SceneTable]` holds one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        (found for inner in get_args(annotation) if (found := _table_in(inner)) is not None), None
    )
