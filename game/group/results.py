"""What a session leaves behind for a spreadsheet: decisions, runs, ballots, and the cohort's sums.

Names stay in the room, and no number tells of fewer than five people unless the host wants it. A
row a person tells of one, so there are such rows only then, each under a pseudonym.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game.debrief.records_csv import DECISIONS, RUNS, judged_cells, turning_points, written
from game.group import bets
from game.group.ballot_tables import BALLOTS, COHORT, Row, ballots, changed, cohort, yes
from game.group.planning import progress
from game.group.played import last_debriefed, played, pseudonyms, seconds, turns
from game.group.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.debrief.records import Judge
    from game.engine.run import Decision
    from game.group.played import Played
    from game.group.state import Record, Room

_BETWEEN: Final = ";"


def tables(
    room: Room, session: str, judge: Judge | None = None, *, small_cells: bool | None = None
) -> dict[str, str]:
    """Return the files of a session by name; `session` is its UUID.

    `judge` says of all its runs what their decisions kept and closed; without it, or where that is
    too much, the review's columns stay blank. `small_cells` is the room's own setting by default.
    """
    runs = reviewed(played(room, session), judge)
    small = room.settings.small_cells if small_cells is None else small_cells
    return {
        "decisions.csv": written(DECISIONS, _decisions(room, session, runs, small_cells=small)),
        "runs.csv": written(
            RUNS, (_run(session, one, runs) | _planned(room, one, runs) for one in runs)
        ),
        "ballots.csv": written(BALLOTS, ballots(session, runs, small_cells=small)),
        "cohort.csv": written(COHORT, cohort(room, runs, small_cells=small)),
    }


def reviewed(runs: tuple[Played, ...], judge: Judge | None) -> tuple[Played, ...]:
    """Return the runs with what a judge says of them, if there is one and it can."""
    if judge is None or not runs:
        return runs
    found = judge([one.run for one in runs]) or ({},) * len(runs)
    return tuple(replace(one, judgements=some) for one, some in zip(runs, found, strict=True))


def _decisions(
    room: Room, session: str, runs: Iterable[Played], *, small_cells: bool
) -> Iterator[Row]:
    names = pseudonyms(room) if small_cells else {}
    for one in runs:
        for number, record in one.own:
            decision = one.run.decisions[number - 1]
            alike = _alike(room, session, one, number, record)
            judged = judged_cells(one.judgements.get(number))
            yield alike | _committed(decision, record, small_cells=small_cells) | judged
            if small_cells:
                yield from _votes(room, names, alike, record)


def _alike(room: Room, session: str, one: Played, number: int, record: Record) -> Row:
    return {
        "session_id": session,
        "story": room.story.id,
        "version": room.story.version,
        "fingerprint": room.story.fingerprint,
        "language": room.story.language,
        "run_id": one.id,
        "parent_run_id": one.parent,
        "decision_no": number,
        "scene": record.scene,
        "seconds": seconds(record),
    }


def _committed(decision: Decision, record: Record, *, small_cells: bool) -> Row:
    """Return what the room decided, and what that did."""
    leaders = [
        "+".join("/".join(one.leaders) for one in ballot.outcomes)
        for ballot in record.ballots
        if not ballot.runoff
    ]
    landing = decision.landing
    return {
        "mode": "group",
        "choice": decision.choice.id,
        "stance": decision.choice.stance,
        "lens": _BETWEEN.join(decision.choice.lens),
        "ballot1": leaders[0],
        "ballot2": leaders[-1] if len(leaders) > 1 else "",
        "changed_after_talk": changed(record, small_cells=small_cells),
        "trust_before": decision.before.trust,
        "trust_after": landing.landed.trust,
        "tension_before": decision.before.tension,
        "tension_after": landing.landed.tension,
        "productivity": landing.productivity,
        "delivered": decision.delivered,
        "rules": _BETWEEN.join(landing.rules),
    }


def _votes(room: Room, names: Mapping[int, str], alike: Row, record: Record) -> Iterator[Row]:
    """Yield a row a person, by their pseudonyms: in another order than they joined."""
    firsts, lasts = turns(record)
    for number in sorted(firsts.keys() | lasts.keys(), key=lambda seat: names[seat]):
        first, last = firsts.get(number), lasts.get(number)
        stands, seat = last or first, room.seats.get(number)
        yield alike | {
            "team": (stands.team if stands else None) or (seat.team if seat else None) or "",
            "player": names[number],
            "mode": "vote",
            "choice": stands.option if stands else "",
            "ballot1": first.option if first else "",
            "ballot2": last.option if last else "",
            "changed_after_talk": yes(first.option != last.option) if first and last else "",
        }


def _run(session: str, one: Played, runs: tuple[Played, ...]) -> Row:
    state, ended = one.run.state, one.run.ended
    betted = ((one.run.decisions[number - 1], record.bets) for number, record in one.own)
    return {
        "session_id": session,
        "run_id": one.id,
        "started_utc": f"{datetime.fromtimestamp(one.began / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "seconds": sum(seconds(record) for _, record in one.own),
        "decisions": len(one.run.decisions),
        "ending": one.run.scene.id if ended else "",
        "delivered": one.run.delivered,
        "next_quarter": one.run.next_quarter,
        "trust_end": state.trust,
        "tension_end": state.tension,
        "rewinds": sum(other.parent == one.id for other in runs),
        "turning_point": turning_points(one.judgements),
        "debrief_done": yes(one.debriefed),
        **bets.cells(betted, _BETWEEN),
    }


def _planned(room: Room, one: Played, runs: tuple[Played, ...]) -> Row:
    """Return whether plans were written after the last debrief; nothing where they were spoken."""
    written_, of = progress(room)
    return {"plan_written": yes(written_ > 0)} if of and one is last_debriefed(runs) else {}


def due(before: Room, after: Room) -> bool:
    """Whether a step of the room is one after which the files are written."""
    return len(after.records) != len(before.records) or (
        over(after) and before.phase is not after.phase
    )


def over(room: Room) -> bool:
    """Whether nobody votes any more, so that there is time to review what was decided."""
    return room.phase in {Phase.ENDED, Phase.DEBRIEF}
