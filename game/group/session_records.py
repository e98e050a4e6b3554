"""A session as records: what a room decided and, where that is asked for, what people voted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from game.debrief.records import PersonsBet, Vote
from game.group.journal import NAME, read_header
from game.group.planning import has_written
from game.group.played import last_debriefed, played, pseudonyms, turns
from game.group.replaying import replayed
from game.group.results import tables
from game.group.run_saves import moment, saves
from game.group.sessions import story_of
from game.telling.kept_runs import KeptRun
from game.telling.records import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from game.debrief.records import Judge, Record
    from game.group.played import Played
    from game.group.state import Room


class Session(NamedTuple):
    """A session as its log has it; `id` is its UUID."""

    id: str
    room: Room


def read_session(folder: Path) -> Session:
    """Return the session of a folder; raises `JournalError`."""
    path = folder / NAME
    return Session(read_header(path).session, replayed(path, story_of(folder)))


def session_tables(session: Session, judge: Judge, *, small_cells: bool) -> dict[str, str]:
    """Return the tables of a session by their names; `small_cells` may only widen its own."""
    small = small_cells or session.room.settings.small_cells
    return tables(session.room, session.id, judge, small_cells=small)


def session_records(session: Session, judge: Judge, *, small_cells: bool) -> tuple[Record, ...]:
    """Return each run of a session, with the votes where small cells are asked for.

    A vote is told of one person, which is fewer than five.
    """
    room = session.room
    runs = played(room, session.id)
    kept = [KeptRun(save, room.story) for save in saves(room, session.id, runs)]
    told = records(kept, kept, judge)
    if not (small_cells or room.settings.small_cells):
        return told
    names = pseudonyms(room)
    planned = sorted(name for seat, name in names.items() if has_written(room, seat))
    last = last_debriefed(runs)
    return tuple(
        replace(
            record,
            votes=tuple(_votes(one, names)),
            bets=tuple(_bets(one, names)),
            planners=tuple(planned) if one is last else (),
        )
        for record, one in zip(told, runs, strict=True)
    )


def _votes(one: Played, names: Mapping[int, str]) -> Iterator[Vote]:
    """Yield the votes of a run by decision, ballot and pseudonym: not in the order of joining."""
    for number, record in one.own:
        for ballot, answers in enumerate(turns(record), 1):
            for seat in sorted(answers, key=lambda seat: names[seat]):
                answer = answers[seat]
                yield Vote(
                    number,
                    record.scene,
                    ballot,
                    names[seat],
                    answer.option,
                    moment(answer.closed),
                    answer.team,
                )


def _bets(one: Played, names: Mapping[int, str]) -> Iterator[PersonsBet]:
    """Yield what each has bet, by decision and pseudonym; all at the time of the decision."""
    for number, record in one.own:
        laid = enumerate(record.bets.laid) if record.bets is not None else ()
        ways = {names[seat]: way for seat, way in laid if way is not None}
        for person in sorted(ways):
            yield PersonsBet(number, record.scene, person, ways[person], moment(record.at))
