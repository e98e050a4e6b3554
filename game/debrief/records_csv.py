"""Records as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
from datetime import UTC
from typing import TYPE_CHECKING, Final, TypeAlias

from game.debrief.records import TURNING_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.debrief.records import Judgement, Judgements, Made, Record
    from game.debrief.reflections import Reflections

Cell: TypeAlias = "str | int | None"

DECISIONS: Final = (
    *("session_id", "story", "version", "fingerprint", "language", "run_id", "parent_run_id"),
    *("team", "player", "mode", "decision_no", "scene", "choice", "stance", "lens", "seconds"),
    *("ballot1", "ballot2", "changed_after_talk", "trust_before", "trust_after"),
    *("tension_before", "tension_after", "productivity", "delivered", "rules", "best_before"),
    *("best_after", "closed", "endings_before", "endings_after", "verdict"),
)
RUNS: Final = (
    *("session_id", "run_id", "team", "player", "started_utc", "seconds", "decisions", "ending"),
    *("delivered", "next_quarter", "trust_end", "tension_end", "bet", "bet_hit", "rewinds"),
    *("turning_point", "debrief_done", "plan_written"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BETWEEN: Final = ";"
"""Between several values of one cell: no code holds it, and it is no comma."""


class _Lines(list[str]):
    """What the csv module writes to: this room opens no streams."""

    def write(self, text: str) -> None:
        """Take a row."""
        self.append(text)


def decisions_csv(records: Iterable[Record]) -> str:
    """Return a row for each decision, in the run in which it was made."""
    return written(DECISIONS, (_decision(one, made) for one in records for made in one.made))


def runs_csv(records: Iterable[Record]) -> str:
    """Return a row for each run."""
    return written(RUNS, (_run(one) for one in records))


def _decision(record: Record, made: Made) -> dict[str, Cell]:
    turn = made.turn
    told: dict[str, Cell] = {
        "session_id": record.session,
        "story": record.story_id,
        "version": record.version,
        "fingerprint": record.fingerprint,
        "language": record.language,
        "run_id": record.run,
        "parent_run_id": record.parent or "",
        "player": record.player,
        "mode": record.mode,
        "decision_no": made.number,
        "scene": made.scene,
        "choice": made.choice,
        "seconds": round(made.seconds),
        "trust_after": made.trust,
        "tension_after": made.tension,
        "productivity": made.productivity,
        "delivered": made.delivered,
    }
    if turn is not None:
        told |= {
            "stance": turn.chosen.choice.stance,
            "lens": _BETWEEN.join(turn.chosen.choice.lens),
            "trust_before": turn.before.trust,
            "tension_before": turn.before.tension,
            "rules": _BETWEEN.join(turn.chosen.landing.rules),
        }
    return told | judged_cells(record.judgements.get(made.number))


def _run(record: Record) -> dict[str, Cell]:
    run = record.replayed
    bets = [made for made in record.made if made.bet is not None]
    plan = record.reflections.plan
    return {
        "session_id": record.session,
        "run_id": record.run,
        "player": record.player,
        "started_utc": f"{record.started.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "seconds": round(record.seconds),
        "decisions": record.decisions,
        "ending": record.ending or "",
        "delivered": record.delivered,
        "next_quarter": run.next_quarter if run is not None else None,
        "trust_end": run.state.trust if run is not None else None,
        "tension_end": run.state.tension if run is not None else None,
        "bet": _BETWEEN.join(made.bet or "" for made in bets),
        "bet_hit": _BETWEEN.join(_hit(made) for made in bets),
        "rewinds": record.rewinds,
        "turning_point": turning_points(record.judgements),
        "debrief_done": _yes(done=_reflected(record.reflections)),
        "plan_written": _yes(done=bool(plan.situation or plan.action)),
    }


def judged_cells(judged: Judgement | None) -> dict[str, Cell]:
    """Return the review's cells of decisions.csv; none where a decision was not judged."""
    if judged is None:
        return {}
    return {
        "best_before": judged.best_before,
        "best_after": judged.best_after,
        "closed": judged.closed,
        "endings_before": judged.endings_before,
        "endings_after": judged.endings_after,
        "verdict": judged.verdict,
    }


def turning_points(judgements: Judgements) -> str:
    """Return the numbers of the decisions that were turning points."""
    turned = (
        str(number) for number, one in sorted(judgements.items()) if one.verdict == TURNING_POINT
    )
    return _BETWEEN.join(turned)


def _hit(made: Made) -> str:
    """Return whether a bet was right; empty where none was made or it is not known."""
    if made.turn is None or made.bet == "pass":
        return ""
    return _yes(done=made.bet == made.turn.outcome)


def _reflected(told: Reflections) -> bool:
    """Whether anything but a plan was written in the debrief: that it was read is not kept."""
    return bool(told.felt or told.change or any(told.keep) or any(told.answers))


def _yes(*, done: bool) -> str:
    return "yes" if done else "no"


def written(columns: tuple[str, ...], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Return a table with a row of names; what a row lacks is an empty cell."""
    out = _Lines()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return "".join(out)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
