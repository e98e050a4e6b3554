"""What a session leaves behind for a spreadsheet: decisions, runs, ballots, and the cohort's sums.

Names stay in the room: a person is `seat-007`. A number of fewer than five people is left blank
unless the host wants it, for in a small room it would tell who chose what.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID, uuid5

from game.debrief.records_csv import DECISIONS, RUNS, judged_cells, turning_points, written
from game.engine.run import replay
from game.group import bets
from game.group.ballots import ALL
from game.group.planning import progress
from game.group.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.debrief.records import Judge, Judgements
    from game.engine.run import Decision, Run
    from game.group.ballots import Ballot
    from game.group.state import Record, Room

Cell: TypeAlias = str | int
Row: TypeAlias = "Mapping[str, Cell]"

FEWEST: Final = 5
"""People below whom a number is left blank."""
BALLOTS: Final = (
    *("session_id", "run_id", "decision_no", "scene", "team", "ballot", "runoff", "option"),
    *("votes", "votes_pct", "voted", "present", "outcome", "chosen", "chosen_by"),
)
COHORT: Final = (
    *("story", "fingerprint", "scene", "choice", "seen", "chosen", "chosen_pct"),
    *("changed_after_talk", "median_seconds"),
)
_BETWEEN: Final = ";"


@dataclass(frozen=True, slots=True)
class Played:
    """One run of a session: what was played up to where the host went back, or to the end."""

    session: str
    id: str
    parent: str
    began: int
    ended: int
    run: Run
    records: tuple[Record, ...]
    kept: int
    """Decisions that it shares with its parent, and that are listed there."""
    judgements: Judgements = field(default_factory=dict)


def tables(room: Room, session: str, now: int, judge: Judge | None = None) -> dict[str, str]:
    """Return the files of a session by name; `session` is its UUID, `now` in ms.

    `judge` says of all its runs what their decisions kept and closed; without it, or where that is
    too much, the review's columns stay blank.
    """
    runs = played(room, session, now)
    if judge is not None:
        found = judge([one.run for one in runs]) or ({},) * len(runs)
        runs = tuple(replace(one, judgements=some) for one, some in zip(runs, found, strict=True))
    return {
        "decisions.csv": written(DECISIONS, _decisions(room, runs)),
        "runs.csv": written(
            RUNS, ({**_run(one, runs), **_planned(room, one, runs)} for one in runs)
        ),
        "ballots.csv": written(BALLOTS, _ballots(room, runs)),
        "cohort.csv": written(COHORT, _cohort(room, runs)),
    }


def played(room: Room, session: str, now: int) -> tuple[Played, ...]:
    """Return every run of a session, each going on from the one before it; the last one last."""
    found: list[Played] = []
    began = room.started or room.created
    # A vote that was begun anew left no decision behind, and so no run.
    left = [branch for branch in room.branches if len(branch.records) > branch.kept]
    parts = [(branch.choices, branch.records, branch.at) for branch in left]
    parts.append((room.run.choices, room.records, room.ended or now))
    marks = [0, *(branch.kept for branch in left)]
    for number, ((choices, records, at), kept) in enumerate(zip(parts, marks, strict=True)):
        parent = found[-1].id if found else ""
        run = replay(room.story, choices)
        name = str(uuid5(UUID(session), f"run {number}"))
        found.append(Played(session, name, parent, began, at, run, records, kept))
        began = at
    return tuple(found)


def _decisions(room: Room, runs: Iterable[Played]) -> Iterator[Row]:
    for one in runs:
        pairs = zip(one.run.decisions, one.records, strict=True)
        for number, (decision, record) in enumerate(pairs, 1):
            if number > one.kept:
                alike = _alike(room, one, number, record)
                judged = judged_cells(one.judgements.get(number))
                yield alike | _committed(room, decision, record) | judged
                yield from _votes(room, alike, record)


def _alike(room: Room, one: Played, number: int, record: Record) -> dict[str, Cell]:
    return {
        "session_id": one.session,
        "story": room.story.id,
        "version": room.story.version,
        "fingerprint": room.story.fingerprint,
        "language": room.story.language,
        "run_id": one.id,
        "parent_run_id": one.parent,
        "decision_no": number,
        "scene": record.scene,
        "seconds": (record.at - record.ballots[0].opened) // 1000,
    }


def _committed(room: Room, decision: Decision, record: Record) -> dict[str, Cell]:
    """Return what the room decided, and what that did."""
    firsts, lasts = _turns(record)
    changed = sum(1 for seat in firsts if lasts.get(seat, firsts[seat]) != firsts[seat])
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
        "changed_after_talk": _people(room, changed) if len(leaders) > 1 else "",
        "trust_before": decision.before.trust,
        "trust_after": landing.landed.trust,
        "tension_before": decision.before.tension,
        "tension_after": landing.landed.tension,
        "productivity": landing.productivity,
        "delivered": decision.delivered,
        "rules": _BETWEEN.join(landing.rules),
    }


def _votes(room: Room, alike: dict[str, Cell], record: Record) -> Iterator[Row]:
    """Yield a row a person, where there are enough of them."""
    firsts, lasts = _turns(record)
    again = any(ballot.number > 1 for ballot in record.ballots)
    people = sorted(firsts.keys() | lasts.keys())
    if len(people) < FEWEST and not room.settings.small_cells:
        return
    for number in people:
        seat = room.seats.get(number)
        first, last = firsts.get(number, ""), lasts.get(number, "")
        yield alike | {
            "team": (seat.team if seat else None) or "",
            "player": pseudonym(number),
            "mode": "vote",
            "choice": last or first,
            "ballot1": first,
            "ballot2": last,
            "changed_after_talk": _yes(first != last) if again and first and last else "",
        }


def pseudonym(seat: int) -> str:
    """Return what a person is called outside the room."""
    return f"seat-{seat + 1:03}"


def _turns(record: Record) -> tuple[dict[int, str], dict[int, str]]:
    """Return each seat's vote in the first ballot, and in the second one if there was one."""
    by_number: dict[int, dict[int, str]] = {1: {}, 2: {}}
    for ballot in record.ballots:
        if not ballot.runoff:
            by_number[min(ballot.number, 2)] |= _options(ballot)
    return by_number[1], by_number[2]


def _options(ballot: Ballot) -> dict[int, str]:
    return {
        seat: ballot.sides[vote.side].options[vote.option]
        for seat, vote in enumerate(ballot.votes)
        if vote is not None
    }


def _run(one: Played, runs: tuple[Played, ...]) -> Row:
    state, ended = one.run.state, one.run.ended
    betted = zip(one.run.decisions, (made.bets for made in one.records), strict=True)
    return {
        "session_id": one.session,
        "run_id": one.id,
        "started_utc": f"{datetime.fromtimestamp(one.began / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "seconds": max(0, one.ended - one.began) // 1000,
        "decisions": len(one.run.decisions),
        "ending": one.run.scene.id if ended else "",
        "delivered": one.run.delivered,
        "next_quarter": one.run.next_quarter if one.run.next_quarter is not None else "",
        "trust_end": state.trust,
        "tension_end": state.tension,
        "rewinds": sum(other.parent == one.id for other in runs),
        "turning_point": turning_points(one.judgements),
        **bets.cells(betted, _BETWEEN),
    }


def _planned(room: Room, one: Played, runs: tuple[Played, ...]) -> Row:
    """Return whether plans were written after the last run; nothing where they were spoken."""
    written_, of = progress(room)
    return {"plan_written": _yes(written_ > 0)} if of and one is runs[-1] else {}


def _ballots(room: Room, runs: Iterable[Played]) -> Iterator[Row]:
    for one in runs:
        for number, record in enumerate(one.records, 1):
            if number > one.kept:
                head: dict[str, Cell] = {
                    "session_id": one.session,
                    "run_id": one.id,
                    "decision_no": number,
                    "scene": record.scene,
                }
                for ballot in record.ballots:
                    yield from (head | row for row in _ballot(room, ballot, record))


def _ballot(room: Room, ballot: Ballot, record: Record) -> Iterator[dict[str, Cell]]:
    teams = [side.team for side in record.ballots[0].sides]
    for side, tally, outcome in zip(ballot.sides, ballot.tally, ballot.outcomes, strict=True):
        at = teams.index(side.team)
        voted = sum(tally)
        for option, votes in zip(side.options, tally, strict=True):
            shown = _people(room, votes)
            yield {
                "team": side.team or "",
                "ballot": ballot.number,
                "runoff": _yes(ballot.runoff),
                "option": option,
                "votes": shown,
                "votes_pct": _share(votes, voted) if shown != "" else "",
                "voted": _people(room, voted),
                "present": _people(room, ballot.present),
                "outcome": outcome.verdict.value,
                "chosen": _yes(record.choices[at] == option),
                "chosen_by": record.sources[at].value,
            }


def _cohort(room: Room, runs: Iterable[Played]) -> Iterator[Row]:
    """Yield what people chose at each scene, over all ballots that decided, side by side."""
    seconds: dict[str, list[int]] = {}
    votes: dict[str, dict[str, int]] = {}
    changed: dict[str, int] = {}
    for one in runs:
        for record in one.records[one.kept :]:
            seconds.setdefault(record.scene, []).append(
                (record.at - record.ballots[0].opened) // 1000
            )
            counts = votes.setdefault(record.scene, {})
            last = [ballot for ballot in record.ballots if not ballot.runoff][-1]
            for side, tally in zip(last.sides, last.tally, strict=True):
                for option, count in zip(side.options, tally, strict=True):
                    counts[option] = counts.get(option, 0) + count
            firsts, lasts = _turns(record)
            moved = sum(lasts.get(seat, vote) != vote for seat, vote in firsts.items())
            changed[record.scene] = changed.get(record.scene, 0) + moved
    for scene, counts in votes.items():
        seen = sum(counts.values())
        for choice, chosen in counts.items():
            shown = _people(room, chosen)
            yield {
                "story": room.story.id,
                "fingerprint": room.story.fingerprint,
                "scene": scene,
                "choice": choice,
                "seen": _people(room, seen),
                "chosen": shown,
                "chosen_pct": _share(chosen, seen) if shown != "" else "",
                "changed_after_talk": _people(room, changed[scene]),
                "median_seconds": int(median(seconds[scene])),
            }


def _people(room: Room, number: int) -> Cell:
    return number if number >= FEWEST or room.settings.small_cells else ""


def _share(part: int, whole: int) -> int:
    return round(part * ALL / whole) if whole else 0


def _yes(fact: bool) -> str:  # noqa: FBT001, it is what is said
    return "yes" if fact else "no"


def due(before: Room, after: Room) -> bool:
    """Whether a step of the room is one after which the files are written."""
    return len(after.records) != len(before.records) or (
        over(after) and before.phase is not after.phase
    )


def over(room: Room) -> bool:
    """Whether nobody votes any more, so that there is time to review what was decided."""
    return room.phase in {Phase.ENDED, Phase.DEBRIEF}
