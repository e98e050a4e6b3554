"""TOML from a file that anybody may have changed: parsed within limits, read by exact types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 10_000
"""Entries of one list or table, and the greatest number."""
LONGEST_LINE: Final = 2_048
"""Characters of one line of a file."""
MOST_DOTS: Final = 32
"""Dots of one line outside of texts: the time `tomllib` takes grows with the square of a key."""

_YEARS: Final = range(1970, 3000)
"""Years of a moment: with others some systems can't tell the local time."""
_TEXTS: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Table: TypeAlias = Mapping[str, object]
Word = TypeVar("Word", bound=str)


class WrongError(ValueError):
    """What is wrong with a value, in words that follow the file's name."""


def parse(raw: bytes) -> dict[str, object] | None:
    """Return the table that a file holds, None if it is not TOML or no program would write it."""
    # Imported here: 20 ms that a game without saves and settings does not wait for.
    import tomllib

    try:
        text = raw.decode("utf-8-sig")
        if any(len(line) > LONGEST_LINE for line in text.split("\n")):
            return None
        if any(line.count(".") > MOST_DOTS for line in _TEXTS.sub("", text).split("\n")):
            return None
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


@dataclass(slots=True)
class Fields:
    """One table, read key by key. Every method raises `WrongError`; `name` is what that calls it.

    Texts come out cleaned. `done` finds what nobody asked for: to write such a file again would
    lose it.
    """

    table: Table
    name: str = "save"
    _asked: set[str] = field(default_factory=set)

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def done(self) -> None:
        """Refuse keys that were not asked for."""
        unknown = next((key for key in self.table if key not in self._asked), None)
        if unknown is not None:
            said = clean_line(unknown, 50)
            raise WrongError(f"its {self.name} holds {said!r}, which this version does not know")

    def value(self, key: str) -> object:
        """Return a value of any type, None if there is none."""
        self._asked.add(key)
        return self.table.get(key)

    def line(self, key: str, longest: int, default: str | None = None) -> str:
        """Return a text on one line; it is cut to `longest` characters."""
        value = self.value(key)
        if value is None and default is not None:
            return default
        said = clean_line(value, longest) if isinstance(value, str) else ""
        if not said:
            raise self.wrong(key)
        return said

    def text(self, key: str, longest: int) -> str:
        """Return a text, empty if there is none."""
        value = self.value(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key)
        return clean(value or "", longest)

    def texts(self, key: str, longest: int) -> tuple[str, ...]:
        """Return a list of texts, empty if there is none."""
        value = self._list(key)
        if not all(isinstance(one, str) for one in value):
            raise self.wrong(key)
        return tuple(clean(str(one), longest) for one in value)

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        """Return a text that matches a pattern wholly."""
        value = self.value(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.wrong(key)
        return value

    def uuid(self, key: str) -> str:
        """Return a UUID in its usual form."""
        return self.matching(key, _UUID)

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number within `least` and `most`."""
        value = self.value(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(key)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key)
        return default if value is None else value

    def word(self, key: str, words: tuple[Word, ...]) -> Word:
        """Return one of `words`."""
        value = self.value(key)
        found = next((word for word in words if word == value), None)
        if found is None:
            raise self.wrong(key)
        return found

    def moment(self, key: str) -> datetime:
        """Return a time with its zone, in UTC."""
        value = self.value(key)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self.wrong(key)
        try:
            moment = value.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise self.wrong(key) from error
        if moment.year not in _YEARS:
            raise self.wrong(key)
        return moment

    def day(self, key: str) -> date | None:
        """Return a date, None if there is none."""
        value = self.value(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.wrong(key)
        return value

    def inner(self, key: str) -> Fields:
        """Return a table inside, empty if there is none."""
        value = self.value(key)
        if value is not None and (not isinstance(value, Mapping) or len(value) > MOST):
            raise self.wrong(key)
        return Fields(value or {}, key)

    def each(self, key: str) -> tuple[Fields, ...]:
        """Return the tables of a list, empty if there is none."""
        value = self._list(key)
        if not all(isinstance(one, Mapping) for one in value):
            raise self.wrong(key)
        return tuple(Fields(one, key) for one in value if isinstance(one, Mapping))

    def wrong(self, key: str) -> WrongError:
        """Return the error that names one key."""
        return WrongError(f"{clean_line(key, 50)!r} of its {self.name} is missing or damaged")

    def _list(self, key: str) -> Sequence[object]:
        value = self.value(key)
        if value is not None and (not isinstance(value, list) or len(value) > MOST):
            raise self.wrong(key)
        return value or ()
