"""A save as TOML: written with tomli-w, read by hand so that reading needs no pydantic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from game.debrief.reflections import LONGEST as LONGEST_ANSWER
from game.debrief.reflections import Plan, Reflections
from game.engine.bets import BETS
from game.storage.save import (
    METER_MODES,
    MODES,
    SITTING_KINDS,
    FollowUp,
    KeptChoice,
    Parent,
    RunSettings,
    Save,
    Sitting,
    Undone,
)
from game.storage.tables import MOST, Fields, WrongError, parse
from game.story.compiled import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a file that are read: the longest run of the longest story takes 1.7 million."""
LONGEST_NAME: Final = 200
"""Characters of a story's id and of a pseudonym."""
_LANGUAGE: Final = 35
_METER: Final = 100
_BACKUP: Final = "put an older copy of it in its place, or leave it: nothing changes it"
_SCENE: Final = re.compile(r"[a-z0-9_-]{1,64}")
_CHOICE: Final = re.compile(r"[a-z0-9_-]{1,64}(\+[a-z0-9_-]{1,64})?")
_PRINT: Final = re.compile(r"[0-9A-Za-z_-]{1,64}")


def to_toml(save: Save) -> bytes:
    """Return a save as TOML. What is empty is left out; `[end]` shows later that nothing is cut."""
    import tomli_w

    parent, told = save.parent, save.reflections
    table = {
        "format": FORMAT,
        "run": save.run,
        "story": save.story,
        "fingerprint": save.fingerprint,
        "started": save.started,
        "language": save.language,
        "mode": save.mode,
        "player": save.player,
        "session": save.session,
        "parent": {"run": parent.run, "decision": parent.decision} if parent else None,
        "settings": {"meters": save.settings.meters, "coach": save.settings.coach},
        "choices": [_choice_table(one) for one in save.choices],
        "undone": [
            {"decision": one.decision, "scene": one.scene, "choice": one.choice, "at": one.at}
            for one in save.undone
        ],
        "sittings": [{"what": one.what, "at": one.at} for one in save.sittings],
        "reflections": {
            "felt": told.felt,
            "keep": list(told.keep),
            "change": told.change,
            "answers": list(told.answers),
            "plan": {
                "situation": told.plan.situation,
                "action": told.plan.action,
                "due": told.plan.due,
            },
        },
        "follow_ups": [
            {"due": one.due, "done": one.done, "at": one.at, "hindrance": one.hindrance}
            for one in save.follow_ups
        ],
        "scenes": {scene: f"{one.whole} {one.rules}" for scene, one in save.scenes.items()},
        "end": {"complete": True},
    }
    return tomli_w.dumps(_without_empty(table)).encode("utf-8")


def from_toml(raw: bytes) -> Save | str:
    """Return the save, or a sentence on what is wrong and what can be done; never raises.

    The sentence follows the file's name: `it is cut off: …`.
    """
    if len(raw) > LARGEST:
        return "it is larger than any save can be; move it elsewhere."
    table = parse(raw)
    if table is None:
        return f"it is cut off or damaged; {_BACKUP}."
    try:
        return _refusal(table) or _save(Fields(table))
    except WrongError as error:
        return f"{error}; {_BACKUP}."


def _refusal(table: Mapping[str, object]) -> str | None:
    """Return why a file is not for this version to read, or that its end is missing."""
    version = table.get("format")
    if version is None or "run" not in table:
        return "it is cut off, or it is not a save of this game; move it elsewhere if it is not."
    if not isinstance(version, int) or isinstance(version, bool) or version != FORMAT:
        return "it was written by another version of the game; open it with that one."
    if table.get("end") != {"complete": True}:
        return f"it is cut off: its end is missing; {_BACKUP}."
    return None


def _save(fields: Fields) -> Save:
    for key in ("format", "end"):
        fields.value(key)
    save = Save(
        run=fields.uuid("run"),
        story=fields.line("story", LONGEST_NAME),
        fingerprint=fields.matching("fingerprint", _PRINT),
        scenes=_scenes(fields.inner("scenes")),
        started=fields.moment("started"),
        language=fields.line("language", _LANGUAGE),
        mode=fields.word("mode", MODES),
        player=fields.line("player", LONGEST_NAME, ""),
        session=fields.uuid("session") if "session" in fields else "",
        parent=_parent(fields.inner("parent")) if "parent" in fields else None,
        choices=tuple(_choice(one) for one in fields.each("choices")),
        undone=tuple(_undone(one) for one in fields.each("undone")),
        sittings=tuple(_sitting(one) for one in fields.each("sittings")),
        reflections=_reflections(fields.inner("reflections")),
        settings=_settings(fields.inner("settings")),
        follow_ups=tuple(_follow_up(one) for one in fields.each("follow_ups")),
    )
    fields.done()
    return save


def _scenes(fields: Fields) -> dict[str, Fingerprint]:
    scenes = {}
    for scene in fields.table:
        whole, _, rules = fields.line(scene, 2 * LONGEST_NAME).partition(" ")
        if not (_SCENE.fullmatch(scene) and _PRINT.fullmatch(whole) and _PRINT.fullmatch(rules)):
            raise fields.wrong(scene)
        scenes[scene] = Fingerprint(whole, rules)
    return scenes


def _parent(fields: Fields) -> Parent:
    parent = Parent(fields.uuid("run"), fields.number("decision", 0, MOST))
    fields.done()
    return parent


def _choice(fields: Fields) -> KeptChoice:
    choice = KeptChoice(
        scene=fields.matching("scene", _SCENE),
        choice=fields.matching("choice", _CHOICE),
        at=fields.moment("at"),
        trust=fields.number("trust", 0, _METER),
        productivity=fields.number("productivity", 0, _METER),
        tension=fields.number("tension", 0, _METER),
        bet=fields.word("bet", BETS) if "bet" in fields else None,
        own_id=fields.flag("own_id", default=True),
        to=fields.matching("to", _SCENE) if "to" in fields else "",
        opened=fields.moment("opened") if "opened" in fields else None,
    )
    fields.done()
    return choice


def _undone(fields: Fields) -> Undone:
    undone = Undone(
        decision=fields.number("decision", 1, MOST),
        scene=fields.matching("scene", _SCENE),
        choice=fields.matching("choice", _CHOICE),
        at=fields.moment("at"),
    )
    fields.done()
    return undone


def _sitting(fields: Fields) -> Sitting:
    sitting = Sitting(fields.word("what", SITTING_KINDS), fields.moment("at"))
    fields.done()
    return sitting


def _reflections(fields: Fields) -> Reflections:
    plan = fields.inner("plan")
    reflections = Reflections(
        felt=fields.text("felt", LONGEST_ANSWER),
        keep=fields.texts("keep", LONGEST_ANSWER),
        change=fields.text("change", LONGEST_ANSWER),
        answers=fields.texts("answers", LONGEST_ANSWER),
        plan=Plan(
            situation=plan.text("situation", LONGEST_ANSWER),
            action=plan.text("action", LONGEST_ANSWER),
            due=plan.day("due"),
        ),
    )
    plan.done()
    fields.done()
    return reflections


def _follow_up(fields: Fields) -> FollowUp:
    due = fields.day("due")
    if due is None or "done" not in fields:
        raise fields.wrong("due" if due is None else "done")
    follow_up = FollowUp(
        due=due,
        done=fields.flag("done", default=False),
        at=fields.moment("at"),
        hindrance=fields.text("hindrance", LONGEST_ANSWER),
    )
    fields.done()
    return follow_up


def _settings(fields: Fields) -> RunSettings:
    default = RunSettings()
    settings = RunSettings(
        meters=fields.word("meters", METER_MODES) if "meters" in fields else default.meters,
        coach=fields.flag("coach", default=default.coach),
    )
    fields.done()
    return settings


def _choice_table(choice: KeptChoice) -> dict[str, object]:
    """`own_id` is written only where it is out of the ordinary."""
    return {
        "scene": choice.scene,
        "choice": choice.choice,
        "at": choice.at,
        "bet": choice.bet or "",
        "trust": choice.trust,
        "productivity": choice.productivity,
        "tension": choice.tension,
        "to": choice.to,
        "opened": choice.opened,
    } | ({} if choice.own_id else {"own_id": False})


def _without_empty(table: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            inner: object = _without_empty(value)
        elif isinstance(value, list):
            inner = [_without_empty(one) if isinstance(one, dict) else one for one in value]
        else:
            inner = value
        if inner is not None and inner not in ("", [], {}):
            kept[key] = inner
    return kept
