"""What statements are about: the story, a decision, a bet, a question, a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

from game.debrief.records_vocabulary import (
    BETS,
    GOAL,
    HOME,
    INTERACTION,
    SCENARIO,
    SESSION,
    SESSIONS,
    STORIES,
)
from game.debrief.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.debrief.records import Record

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"
Table: TypeAlias = "dict[str, Value]"

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
"""Tags of a language with its script and region: what goes further is not worth a refusal."""
_UNKNOWN: Final = "und"
"""The tag of a language that is not known."""
_ASKED: Final = {
    "felt": "One word for how it felt",
    "keep.0": "I would do this again",
    "keep.1": "And this, again",
    "change": "I would do this differently",
}


def language(record: Record) -> str:
    """Return the story's language as a tag that every store takes."""
    return record.language if _LANGUAGE.fullmatch(record.language) else _UNKNOWN


def scenario_id(record: Record) -> str:
    """Return the address of a story; an id may hold any letters."""
    return f"{STORIES}/{quote(record.story_id, safe='')}"


def scene_id(record: Record, scene: str) -> str:
    """Return the address of a decision: its scene in its story."""
    return f"{scenario_id(record)}/scenes/{quote(scene, safe='')}"


def session(record: Record) -> Table:
    """Return the session of a room: what all that it decided and voted is a part of."""
    return _activity(f"{SESSIONS}/{record.session}", {"type": SESSION})


def scenario(record: Record) -> Table:
    """Return a story as an activity."""
    definition: Table = {"type": SCENARIO}
    if record.story is not None:
        said = {"name": record.story.title, "description": record.story.summary}
        definition |= {
            key: {language(record): one_line(text, record.story)} for key, text in said.items()
        }
    return _activity(scenario_id(record), definition)


def decision(record: Record, scene: str) -> Table:
    """Return a decision as a question with its choices; no answer is the right one."""
    definition: Table = {"type": INTERACTION, "interactionType": "choice"}
    run = record.replayed
    if run is not None and scene in run.story.scenes:
        there, tag = run.story.scenes[scene], language(record)
        definition["name"] = {tag: one_line(there.title, run.story) or there.id}
        definition["choices"] = [
            {"id": one.id, "description": {tag: one_line(one.text, run.story)}}
            for one in there.choices
        ]
    return _activity(scene_id(record, scene), definition)


def side(record: Record, scene: str, team: str | None) -> Table:
    """Return what one team votes on in a joint scene; elsewhere it is the decision itself."""
    there = record.replayed.story.scenes.get(scene) if record.replayed is not None else None
    of_team = (one for one in there.sides if one.team == team) if there is not None else ()
    own = next(iter(of_team), None)
    if record.replayed is None or there is None or own is None:
        return decision(record, scene)
    story, tag = record.replayed.story, language(record)
    return _activity(
        f"{scene_id(record, scene)}/teams/{quote(own.team, safe='')}",
        {
            "type": INTERACTION,
            "interactionType": "choice",
            "name": {tag: one_line(there.title, story) or there.id},
            "choices": [
                {"id": one.id, "description": {tag: one_line(one.text, story)}}
                for one in own.choices
            ],
        },
    )


def bet(record: Record, scene: str) -> Table:
    """Return the bet of a scene as a question."""
    return _activity(
        f"{scene_id(record, scene)}/bet",
        {
            "type": INTERACTION,
            "interactionType": "choice",
            "name": {"en": "What will this do to trust?"},
            "choices": [{"id": one, "description": {"en": said}} for one, said in BETS.items()],
        },
    )


def question(record: Record, field: str) -> Table:
    """Return a question of the debrief; `field` is its name in `game.debrief.reflections`."""
    definition: Table = {"type": INTERACTION, "interactionType": "long-fill-in"}
    name, _, number = field.partition(".")
    if name != "answers":
        definition["name"] = {"en": _ASKED[field]}
        return _activity(f"{HOME}/questions/{field}", definition)
    asked = record.replayed.story.questions if record.replayed is not None else ()
    if record.replayed is not None and int(number) < len(asked):
        said = one_line(asked[int(number)], record.replayed.story)
        definition["name"] = {language(record): said}
    return _activity(f"{scenario_id(record)}/questions/{int(number) + 1}", definition)


def goal(record: Record, text: str) -> Table:
    """Return the plan of a run; `text` is what it says, empty to keep it back."""
    definition: Table = {
        "type": GOAL,
        "name": {"en": "A plan: if this happens, then I will"},
    }
    if text:
        definition["description"] = {language(record): text}
    return _activity(f"{HOME}/runs/{record.run}/plan", definition)


def _activity(address: str, definition: Table) -> Table:
    return {"objectType": "Activity", "id": address, "definition": definition}
