"""The runs of a session as saves: debriefs, replays and records take them like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game.storage.folder import file_stem
from game.storage.save import KeptChoice, Parent, RunSettings, Save, Sitting
from game.storage.session import fingerprints, kept_choice
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.group.played import Played
    from game.group.state import Room

_LONGEST: Final = 200


def saves(room: Room, session: str, runs: Iterable[Played]) -> tuple[Save, ...]:
    """Return each run as a save with the mode `group`; nobody is named, and no vote is told.

    Its bets are what most of the room bet.
    What the host left before its end, to go back or for the debrief, was left at that moment.
    """
    story = room.story
    return tuple(
        Save(
            run=one.id,
            story=clean_line(story.id, _LONGEST),
            fingerprint=story.fingerprint,
            started=moment(one.began),
            scenes=fingerprints(story),
            language=story.language,
            mode="group",
            session=session,
            parent=Parent(one.parent, one.kept) if one.parent else None,
            choices=tuple(_choice(one, at) for at in range(len(one.records))),
            sittings=(
                Sitting("start", moment(one.began)),
                *((Sitting("quit", moment(one.left)),) if one.left is not None else ()),
            ),
            settings=RunSettings(room.settings.meters),
        )
        for one in runs
    )


def file_name(save: Save) -> str:
    """Return the name of a run's file in its session's folder."""
    return f"{file_stem(save.story)}-{save.run[:8]}.toml"


def moment(at: int) -> datetime:
    """Return a moment in ms as a time."""
    return datetime.fromtimestamp(at / 1000, UTC)


def _choice(one: Played, at: int) -> KeptChoice:
    record = one.records[at]
    leading = record.bets.leading if record.bets is not None else ()
    # Level bets are nobody's bet: a run has one.
    bet = leading[0] if len(leading) == 1 else None
    kept = kept_choice(one.run, at, moment(record.at), bet)
    return replace(kept, opened=moment(record.ballots[0].opened))
