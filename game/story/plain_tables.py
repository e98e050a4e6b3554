"""A valid file as plain objects with the attributes of the models, without importing pydantic.

Pydantic and its models take 150 ms to import, as long as TOML's reader takes for 400 scenes. The
published schema, which is made from the models, says as much of a file: one that is surely valid
by it is judged in these objects. For anything else the models have the word, and the messages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from pathlib import Path

    from game.story.format import StoryFile

_Maker: TypeAlias = Callable[[object], object]
"""Returns a value as it is to be read; raises `_UnsureError` if it may be invalid."""
_Schema: TypeAlias = Mapping[str, object]

_WORDS: Final = frozenset({"title", "description", "default", "examples"})
"""Keywords of a schema that judge nothing."""


class _UnsureError(Exception):
    """A value, or a keyword of the schema, that is for the models to judge."""


class PlainTable:
    """One table; a key that the file leaves out is found at the class, as its default."""

    @property
    def model_fields_set(self) -> set[str]:
        """The keys that the file gives, as a model knows them."""
        return set(self.__dict__)

    def model_dump(self, *, exclude_defaults: Literal[True]) -> dict[str, object]:
        """Return the keys that say more than the defaults, as a model does."""
        del exclude_defaults
        defaults = vars(type(self))
        return {
            key: _dumped(value)
            for key, value in self.__dict__.items()
            if key not in defaults or value != defaults[key]
        }


def plain_tables(tables: Mapping[str, object], schema: Path) -> StoryFile | None:
    """Return the tables of a file that is surely valid by the schema in a file, else None."""
    try:
        read = json.loads(schema.read_bytes())
        return cast("StoryFile", _Makers(read).maker(read)(tables))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, _UnsureError):
        return None


def _dumped(value: object) -> object:
    if isinstance(value, PlainTable):
        return value.model_dump(exclude_defaults=True)
    return [_dumped(one) for one in value] if isinstance(value, list) else value


class _Makers:
    """Makers for the parts of one schema."""

    def __init__(self, schema: _Schema) -> None:
        self._definitions = cast("Mapping[str, _Schema]", schema.get("$defs", {}))
        self._made: dict[str, _Maker] = {}

    def maker(self, schema: _Schema) -> _Maker:
        """Return what judges a value by a schema."""
        rest = {key: value for key, value in schema.items() if key not in _WORDS}
        reference = rest.pop("$ref", None)
        if isinstance(reference, str):
            return self._defined(reference.rpartition("/")[2]) if not rest else _unsure
        if ("anyOf" in rest or "oneOf" in rest) and rest.get("type") != "object":
            return self._one_of(rest)
        kinds: dict[str, Callable[[dict[str, object]], _Maker]] = {
            "object": self._object,
            "array": self._array,
            "string": _string,
            "integer": _integer,
            "number": _number,
            "boolean": lambda rest: _unsure if rest else _boolean,
        }
        make = kinds.get(str(rest.pop("type", "")))
        return _unsure if make is None else make(rest)

    def _defined(self, name: str) -> _Maker:
        if name not in self._made:
            # A definition that is inside itself is left to the models.
            self._made[name] = _unsure
            self._made[name] = self.maker(self._definitions[name])
        return self._made[name]

    def _one_of(self, rest: dict[str, object]) -> _Maker:
        """Try each branch; null, which TOML does not have, is none."""
        given = cast("list[_Schema]", rest.pop("anyOf", None) or rest.pop("oneOf", None))
        branches = [self.maker(one) for one in given if one.get("type") != "null"]
        if rest:
            return _unsure

        def judge(value: object) -> object:
            for branch in branches:
                try:
                    return branch(value)
                except _UnsureError:
                    continue
            raise _UnsureError

        return branches[0] if len(branches) == 1 else judge

    def _array(self, rest: dict[str, object]) -> _Maker:
        item = self.maker(cast("_Schema", rest.pop("items", {})))
        least, most = _limits(rest, "minItems", "maxItems")
        if rest:
            return _unsure

        def judge(value: object) -> object:
            if type(value) is not list or not least <= len(value) <= most:
                raise _UnsureError
            return [item(one) for one in value]

        return judge

    def _object(self, rest: dict[str, object]) -> _Maker:
        if "patternProperties" in rest:
            return self._by_id(rest)
        properties = cast("Mapping[str, _Schema]", rest.pop("properties", {}))
        required = frozenset(cast("list[str]", rest.pop("required", [])))
        any_of = cast("list[Mapping[str, list[str]]]", rest.pop("anyOf", []))
        others = [frozenset(one["required"]) for one in any_of if one.keys() == {"required"}]
        for key in ("$schema", "$defs"):
            rest.pop(key, None)
        if rest.pop("additionalProperties", None) is not False or rest or len(others) < len(any_of):
            return _unsure
        makers = {key: self.maker(inner) for key, inner in properties.items()}
        made = type("PlainTable", (PlainTable,), self._defaults(properties, required))

        def judge(value: object) -> object:
            if type(value) is not dict or not required <= value.keys():
                raise _UnsureError
            if others and not any(one <= value.keys() for one in others):
                raise _UnsureError
            table = made()
            try:
                table.__dict__.update({key: makers[key](inner) for key, inner in value.items()})
            except KeyError as error:
                raise _UnsureError from error
            return table

        return judge

    def _defaults(
        self, properties: Mapping[str, _Schema], required: frozenset[str]
    ) -> dict[str, object]:
        """Return what stands for keys left out; a table without a default is empty."""
        return {
            key: inner["default"] if "default" in inner else self.maker(inner)({})
            for key, inner in properties.items()
            if key not in required
        }

    def _by_id(self, rest: dict[str, object]) -> _Maker:
        patterns = cast("Mapping[str, _Schema]", rest.pop("patternProperties"))
        ((pattern, inner),) = patterns.items()
        matches, make = _whole(pattern), self.maker(inner)
        least, most = _limits(rest, "minProperties", "maxProperties")
        rest.pop("additionalProperties", None)
        if rest:
            return _unsure

        def judge(value: object) -> object:
            if type(value) is not dict or not least <= len(value) <= most:
                raise _UnsureError
            if not all(matches(key) for key in value):
                raise _UnsureError
            return {key: make(one) for key, one in value.items()}

        return judge


def _unsure(_: object) -> object:
    raise _UnsureError


def _boolean(value: object) -> object:
    if type(value) is not bool:
        raise _UnsureError
    return value


def _integer(rest: dict[str, object]) -> _Maker:
    least, most = _limits(rest, "minimum", "maximum")
    if rest:
        return _unsure

    def judge(value: object) -> object:
        # Exactly a whole number: true is one, too, in Python.
        if type(value) is not int or not least <= value <= most:
            raise _UnsureError
        return value

    return judge


def _number(rest: dict[str, object]) -> _Maker:
    least, most = _limits(rest, "minimum", "maximum")
    if rest:
        return _unsure

    def judge(value: object) -> object:
        if type(value) not in {int, float} or not least <= cast("float", value) <= most:
            raise _UnsureError
        return value

    return judge


def _string(rest: dict[str, object]) -> _Maker:
    known = frozenset(cast("list[str]", rest.pop("enum", [])))
    pattern = rest.pop("pattern", None)
    matches = _whole(str(pattern)) if pattern is not None else None
    least, most = _limits(rest, "minLength", "maxLength")
    if rest:
        return _unsure

    def judge(value: object) -> object:
        if type(value) is not str or not least <= len(value) <= most:
            raise _UnsureError
        if (known and value not in known) or (matches is not None and not matches(value)):
            raise _UnsureError
        return value

    return judge


def _limits(rest: dict[str, object], least: str, most: str) -> tuple[float, float]:
    """Take two limits out of a schema; what is left out is no limit."""
    low, high = rest.pop(least, None), rest.pop(most, None)
    return (
        low if isinstance(low, int | float) else float("-inf"),
        high if isinstance(high, int | float) else float("inf"),
    )


def _whole(pattern: str) -> Callable[[str], object]:
    """Return what matches a whole text: `$` alone would let a last newline pass."""
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise _UnsureError
    return re.compile(pattern[1:-1]).fullmatch
