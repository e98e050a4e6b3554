"""Commands as JSON objects, for the log and the host's line: strict, every field by its name."""

from __future__ import annotations

import re
from dataclasses import MISSING, asdict, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args

from game.group import messages
from game.group.planning import clean_plan
from game.group.settings import METERS, NAMES, RULES, SECONDS, TEAMS, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.group.messages import Command

Json: TypeAlias = "Mapping[str, object]"

KINDS: Final[Mapping[str, type[Command]]] = MappingProxyType(
    {kind.__name__.lower(): kind for kind in get_args(messages.Command)}
)
"""What a command is called in a message: the name of its class, in small letters."""
HOST_KINDS: Final = frozenset(kind.__name__.lower() for kind in get_args(messages.FromHost))

_LONGEST: Final = 256
LARGEST_PLAN: Final = 2_048
"""Characters of a plan as it comes, of which the room keeps fewer."""
_MOST: Final = 10
"""Entries of a list."""
_HIGHEST: Final = 2**53
_HALVES: Final = re.compile("[\ud800-\udfff]")


class WireError(ValueError):
    """A message that is none of ours; its text is a sentence."""


def encode(command: Command) -> dict[str, object]:
    """Return a command as an object; `do` says which it is."""
    kind = type(command)
    table: dict[str, object] = {"do": kind.__name__.lower()}
    for one in fields(kind):
        value = getattr(command, one.name)
        # `asdict` would copy everything deeply, which takes five times as long as the vote.
        table[one.name] = asdict(value) if isinstance(value, Settings) else value
    return table


def decode(table: Json) -> Command:
    """Return the command that an object is; raises `WireError`."""
    kind = table.get("do")
    if not isinstance(kind, str) or kind not in KINDS:
        raise WireError("The message says nothing that this room does.")
    wanted = KINDS[kind]
    known = {one.name: one.default for one in fields(wanted)}
    unknown = set(table) - set(known) - {"do"}
    if unknown:
        raise WireError(f"{kind!r} does not take everything that the message holds.")
    values: dict[str, Any] = {name: one for name, one in _BEFORE.items() if name in known}
    for name, default in known.items():
        if name in table:
            values[name] = _CHECKS[name](table[name])
        elif default is MISSING:
            raise WireError(f"{kind!r} needs {name!r}.")
    return wanted(**values)


def settings_from(value: object) -> Settings:
    """Return settings; raises `WireError`."""
    if not isinstance(value, dict) or set(value) - set(_SETTINGS):
        raise WireError("The settings are not as they should be.")
    read: dict[str, Any] = {}
    for name, one in value.items():
        allowed = _SETTINGS[name]
        if (type(one) is bool) is not (allowed is _FLAG) or one not in allowed:
            raise WireError(f"{name!r} can't be {str(one)[:20]!r}.")
        read[name] = one
    return Settings(**read)


MOST_SEATS: Final = 20_000
_BEFORE: Final[Mapping[str, object]] = MappingProxyType({"bet": False})
"""What a field means in a log that was written before there was such a field."""
_FLAG: Final = (True, False)
_SETTINGS: Final[Mapping[str, range | tuple[str, ...] | tuple[bool, ...]]] = MappingProxyType(
    {
        "rule": RULES,
        "quorum": range(101),
        "timer": range(3_601),
        "talk": range(10, 3_601),
        "second": SECONDS,
        "clear": range(101),
        "names": NAMES,
        "teams": TEAMS,
        "meters": METERS,
        "minutes": range(1_001),
        "small_cells": _FLAG,
        "most": range(1, MOST_SEATS + 1),
    }
)


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _HIGHEST:
        raise WireError("A number in the message is none.")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise WireError("A text in the message is none, or is too long.")
    if not value.isascii() and _HALVES.search(value):
        # JSON can say half of a pair; no file can hold it.
        raise WireError("A text in the message holds half a character.")
    return value


def _plan(value: object) -> str:
    if not isinstance(value, str) or len(value) > LARGEST_PLAN:
        raise WireError("A plan in the message is none, or is too long.")
    # Cleaned before the log, which could not hold half a character.
    return clean_plan(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WireError("A yes or no in the message is neither.")
    return value


def _maybe_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _by(value: object) -> str:
    if value not in {"host", "timer"}:
        raise WireError("A ballot is locked by the host or the timer.")
    return str(value)


def _listed(value: object) -> list[object]:
    if not isinstance(value, list | tuple) or len(value) > _MOST:
        raise WireError("A list in the message is none, or is too long.")
    return list(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(one) for one in _listed(value))


def _seats(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_SEATS:
        raise WireError("The seats in the message are none, or too many.")
    return tuple(_whole(one) for one in value)


def _counts(value: object) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(_whole(one) for one in _listed(side)) for side in _listed(value))


_CHECKS: Final[Mapping[str, Callable[[object], object]]] = MappingProxyType(
    {
        **dict.fromkeys(("at", "seat", "round", "id", "seconds", "present", "decisions"), _whole),
        **dict.fromkeys(("page", "of", "decision"), _whole),
        **dict.fromkeys(("token", "name", "option", "way"), _text),
        **dict.fromkeys(("ban", "on", "runoff", "bet"), _flag),
        **dict.fromkeys(("choices", "also", "qualities"), _texts),
        "team": _maybe_text,
        "by": _by,
        "counts": _counts,
        "text": _plan,
        "there": _seats,
        "settings": settings_from,
    }
)
"""What each field must be: a name means the same in every command."""
