"""A save as TOML: written with tomli-w, read by hand so that reading needs no pydantic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar
from uuid import UUID

from game.debrief.reflections import Plan, Reflections
from game.engine.bets import BETS
from game.storage.save import (
    METER_MODES,
    SITTING_KINDS,
    KeptChoice,
    Parent,
    RunSettings,
    Save,
    Sitting,
    Undone,
)
from game.story.compiled import Fingerprint
from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT: Final = 1
LARGEST: Final = 4 * 1024 * 1024
_LONGEST: Final = 20_000
_LINE: Final = 1_000
_MOST: Final = 10_000

Table: TypeAlias = Mapping[str, object]
Word = TypeVar("Word", bound=str)
Value = TypeVar("Value")


class _WrongError(ValueError):
    """What is wrong with a save, in words that follow `it`."""


def to_toml(save: Save) -> bytes:
    """Return a save as TOML. What is empty is left out."""
    import tomli_w

    table = {
        "format": FORMAT,
        "run": save.run,
        "story": save.story,
        "fingerprint": save.fingerprint,
        "started": save.started,
        "language": save.language,
        "mode": save.mode,
        "player": save.player,
        "settings": {"meters": save.settings.meters, "coach": save.settings.coach},
        "parent": None
        if save.parent is None
        else {"run": save.parent.run, "decision": save.parent.decision},
        "reflections": _reflections_table(save.reflections),
        "choices": [_choice_table(choice) for choice in save.choices],
        "undone": [
            {"decision": one.decision, "scene": one.scene, "choice": one.choice, "at": one.at}
            for one in save.undone
        ],
        "sittings": [{"what": one.what, "at": one.at} for one in save.sittings],
        "scenes": {
            scene: f"{print_.whole} {print_.rules}" for scene, print_ in save.scenes.items()
        },
    }
    return tomli_w.dumps(_without_empty(table)).encode("utf-8")


def from_toml(raw: bytes) -> Save | str:
    """Return the save, or a sentence on what is wrong with it and what can be done."""
    if len(raw) > LARGEST:
        return "it is larger than any save can be; move it elsewhere."
    try:
        table: Table = tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return "it is cut off or damaged; a copy from a backup can be put in its place."
    version = table.get("format")
    if version != FORMAT or isinstance(version, bool):
        return "it was written by another version of the game; open it with that one."
    try:
        return _save(table)
    except _WrongError as error:
        return f"{error}; a copy from a backup can be put in its place."


def _save(table: Table) -> Save:
    _whole(table.get("mode"))
    return Save(
        run=_uuid(table, "run"),
        story=_line(table, "story"),
        fingerprint=_line(table, "fingerprint"),
        scenes={
            clean_line(scene, _LINE): _fingerprint(value)
            for scene, value in _table(table, "scenes").items()
        },
        started=_moment(table, "started"),
        language=_line(table, "language", "en"),
        player=_line(table, "player", ""),
        parent=_parent(table),
        choices=tuple(_choice(one) for one in _tables(table, "choices")),
        undone=tuple(
            Undone(
                _number(one, "decision"),
                _line(one, "scene"),
                _line(one, "choice"),
                _moment(one, "at"),
            )
            for one in _tables(table, "undone")
        ),
        sittings=tuple(
            Sitting(_word(one, "what", SITTING_KINDS), _moment(one, "at"))
            for one in _tables(table, "sittings")
        ),
        reflections=_reflections(_table(table, "reflections")),
        settings=_settings(_table(table, "settings")),
    )


def _whole(mode: object) -> Literal["solo"]:
    if mode != "solo":
        raise _WrongError("its mode is not known to this version")
    return "solo"


def _parent(table: Table) -> Parent | None:
    parent = _table(table, "parent")
    return Parent(_uuid(parent, "run"), _number(parent, "decision")) if parent else None


def _choice(table: Table) -> KeptChoice:
    return KeptChoice(
        _line(table, "scene"),
        _line(table, "choice"),
        _moment(table, "at"),
        _number(table, "trust"),
        _number(table, "productivity"),
        _number(table, "tension"),
        _word(table, "bet", BETS) if "bet" in table else None,
    )


def _reflections(table: Table) -> Reflections:
    plan = _table(table, "plan")
    due = plan.get("due")
    if due is not None and (not isinstance(due, date) or isinstance(due, datetime)):
        raise _WrongError("the date of its plan is not a date")
    return Reflections(
        felt=_text(table, "felt"),
        keep=_texts(table, "keep"),
        change=_text(table, "change"),
        answers=_texts(table, "answers"),
        plan=Plan(_text(plan, "situation"), _text(plan, "action"), due),
    )


def _settings(table: Table) -> RunSettings:
    default = RunSettings()
    meters = _word(table, "meters", METER_MODES) if "meters" in table else default.meters
    return RunSettings(meters, table.get("coach") is True)


def _fingerprint(value: object) -> Fingerprint:
    parts = value.split() if isinstance(value, str) else []
    if len(parts) != 2:  # noqa: PLR2004, whole and rules
        raise _WrongError("the fingerprint of a scene is damaged")
    return Fingerprint(clean_line(parts[0], _LINE), clean_line(parts[1], _LINE))


def _table(table: Table, key: str) -> Table:
    value = table.get(key, {})
    if not isinstance(value, Mapping) or len(value) > _MOST:
        raise _WrongError(f"its {key} is damaged")
    return value


def _tables(table: Table, key: str) -> Sequence[Table]:
    value = table.get(key, [])
    if (
        not isinstance(value, list)
        or len(value) > _MOST
        or not all(isinstance(one, Mapping) for one in value)
    ):
        raise _WrongError(f"its {key} is damaged")
    return value


def _line(table: Table, key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise _WrongError(f"its {key} is missing or damaged")
    return clean_line(value, _LINE)


def _text(table: Table, key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _WrongError(f"its {key} is damaged")
    return clean(value, _LONGEST)


def _texts(table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if (
        not isinstance(value, list)
        or len(value) > _MOST
        or not all(isinstance(one, str) for one in value)
    ):
        raise _WrongError(f"its {key} is damaged")
    return tuple(clean(one, _LONGEST) for one in value)


def _number(table: Table, key: str) -> int:
    value = table.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise _WrongError(f"its {key} is missing or damaged")
    return value


def _word(table: Table, key: str, words: tuple[Word, ...]) -> Word:
    value = table.get(key)
    found = next((word for word in words if word == value), None)
    if found is None:
        raise _WrongError(f"its {key} is missing or damaged")
    return found


def _moment(table: Table, key: str) -> datetime:
    value = table.get(key)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise _WrongError(f"its {key} is missing or not a time with its zone")
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise _WrongError(f"its {key} is no time that can be") from error


def _uuid(table: Table, key: str) -> str:
    try:
        return str(UUID(_line(table, key)))
    except ValueError as error:
        raise _WrongError(f"its {key} is missing or damaged") from error


def _choice_table(choice: KeptChoice) -> dict[str, object]:
    return {
        "scene": choice.scene,
        "choice": choice.choice,
        "at": choice.at,
        "trust": choice.trust,
        "productivity": choice.productivity,
        "tension": choice.tension,
        "bet": choice.bet,
    }


def _reflections_table(reflections: Reflections) -> dict[str, object]:
    plan = reflections.plan
    return {
        "felt": reflections.felt,
        "keep": list(reflections.keep),
        "change": reflections.change,
        "answers": list(reflections.answers),
        "plan": _without_empty(
            {"situation": plan.situation, "action": plan.action, "due": plan.due}
        ),
    }


def _without_empty(table: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, value in table.items():
        inner = _without_empty(value) if isinstance(value, Mapping) else value
        if isinstance(inner, list):
            inner = [_without_empty(one) if isinstance(one, Mapping) else one for one in inner]
        if inner is not None and inner not in ("", [], {}):
            kept[key] = inner
    return kept
