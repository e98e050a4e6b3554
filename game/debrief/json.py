"""The debrief as one JSON object, for programs: the same pages, and the numbers they rest on."""

from __future__ import annotations

import json as standard
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from game.debrief.pages import pages
from game.debrief.review_tables import review_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.debrief.debrief import Debrief
    from game.debrief.turns import Option, Turn

FORMAT: Final = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"


def json(debrief: Debrief) -> str:
    """Return the object, indented, with a newline at its end; texts are cleaned, not escaped.

    `pages` holds what every rendering says: blocks by their `kind`, paragraphs as lists of spans.
    `path`, `decisions`, `review` (null where it is not computed) and `reflections` are the numbers
    and words behind it.
    """
    run = debrief.run
    story = run.story
    return (
        standard.dumps(
            {
                "format": FORMAT,
                "story": {
                    "id": story.id,
                    "title": story.title,
                    "version": story.version,
                    "fingerprint": story.fingerprint,
                    "language": story.language,
                },
                "ending": run.scene.id if run.ended else None,
                "delivered": run.delivered,
                "next_quarter": run.next_quarter,
                "path": _value(debrief.path),
                "decisions": [_decision(turn) for turn in debrief.turns],
                "review": None if debrief.review is None else review_tables(debrief.review),
                "reflections": _value(debrief.reflections),
                "pages": _value(pages(debrief)),
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _decision(turn: Turn) -> Value:
    return {
        "number": turn.number,
        "scene": turn.scene.id,
        "trust_before": turn.before.trust,
        "tension_before": turn.before.tension,
        "bet": turn.bet,
        "outcome": turn.outcome,
        "chosen": _option(turn.chosen),
        "left": [_option(option) for option in turn.others],
    }


def _option(option: Option) -> Value:
    landing = option.landing
    return {
        "choice": option.choice.id,
        "stance": option.choice.stance,
        "rules": [str(rule) for rule in landing.rules],
        "trust": landing.landed.trust,
        "tension": landing.landed.tension,
        "productivity": landing.productivity,
    }


def _value(thing: object) -> Value:
    """Return a frozen value as JSON knows it; a block of the document says its `kind` first."""
    if thing is None or isinstance(thing, str | int | float):
        return thing
    if isinstance(thing, date):
        return thing.isoformat()
    if is_dataclass(thing):
        held = {one.name: _value(getattr(thing, one.name)) for one in fields(thing)}
        return {"kind": type(thing).__name__.lower(), **held}
    if isinstance(thing, tuple):
        names: tuple[str, ...] = getattr(thing, "_fields", ())
        if names:
            return {name: _value(getattr(thing, name)) for name in names}
        return [_value(one) for one in thing]
    raise TypeError(f"the debrief holds a {type(thing).__name__}, which JSON does not know")
