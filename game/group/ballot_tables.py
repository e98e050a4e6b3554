"""ballots.csv and cohort.csv: how the room voted, with nothing of fewer than five people in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

from game.group.ballots import percentage
from game.group.played import moved, seconds, voted_again
from game.group.small_cells import FEWEST, people, tellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.debrief.records_csv import Cell
    from game.group.ballots import Ballot
    from game.group.played import Played
    from game.group.small_cells import Told
    from game.group.state import Record, Room

Row = dict[str, "Cell"]

BALLOTS: Final = (
    *("session_id", "run_id", "decision_no", "scene", "team", "ballot", "runoff", "option"),
    *("votes", "votes_pct", "voted", "present", "outcome", "chosen", "chosen_by"),
)
COHORT: Final = (
    *("story", "fingerprint", "scene", "choice", "seen", "chosen", "chosen_pct"),
    *("changed_after_talk", "median_seconds", "team"),
)


def ballots(session: str, runs: Iterable[Played], *, small_cells: bool) -> Iterator[Row]:
    """Yield a row for each option of each ballot."""
    for one in runs:
        for number, record in one.own:
            head: Row = {
                "session_id": session,
                "run_id": one.id,
                "decision_no": number,
                "scene": record.scene,
            }
            told = tellings(record, small_cells=small_cells)
            for ballot, sides in zip(record.ballots, told, strict=True):
                present = people(ballot.present, small_cells=small_cells)
                for row in _ballot(ballot, record, sides):
                    yield head | row | {"present": present}


def _ballot(ballot: Ballot, record: Record, told: Sequence[Told]) -> Iterator[Row]:
    teams = [side.team for side in record.ballots[0].sides]
    for side, one, outcome in zip(ballot.sides, told, ballot.outcomes, strict=True):
        chosen = teams.index(side.team)
        for at, option in enumerate(side.options):
            yield {
                "team": side.team or "",
                "ballot": ballot.number,
                "runoff": yes(ballot.runoff),
                "option": option,
                "votes": one.votes[at],
                "votes_pct": one.percent(at),
                "voted": one.total,
                "outcome": outcome.verdict.value,
                "chosen": yes(record.choices[chosen] == option),
                "chosen_by": record.sources[chosen].value,
            }


def changed(record: Record, *, small_cells: bool) -> int | None:
    """Return how many changed their answer after the talk; None where that is blank.

    Beside blanks of a ballot it would narrow them down, so there it is blank as well.
    """
    if not voted_again(record):
        return None
    found, stayed = moved(record)
    counts = (
        told
        for ballot, told in zip(
            record.ballots, tellings(record, small_cells=small_cells), strict=True
        )
        if not ballot.runoff
    )
    whole = all(side.whole for sides in counts for side in sides)
    return found if small_cells or (whole and min(found, stayed) >= FEWEST) else None


@dataclass(slots=True)
class _Scene:
    """What was voted at one scene, over all runs: what is told of each, None where it is blank."""

    seconds: list[int] = field(default_factory=list)
    chosen: dict[tuple[str | None, str], list[int | None]] = field(default_factory=dict)
    seen: dict[str | None, list[int | None]] = field(default_factory=dict)
    changed: list[int | None] = field(default_factory=list)

    def add(self, record: Record, *, small_cells: bool) -> None:
        """Count the ballot that decided; a run-off is between a few only.

        Where another answer was played later nobody was asked anew.
        """
        if record.later:
            return
        self.seconds.append(seconds(record))
        if voted_again(record):
            self.changed.append(changed(record, small_cells=small_cells))
        told = tellings(record, small_cells=small_cells)
        at = max(at for at, ballot in enumerate(record.ballots) if not ballot.runoff)
        ballot = record.ballots[at]
        for side, tally, one in zip(ballot.sides, ballot.tally, told[at], strict=True):
            # Where nobody voted there is nothing to add, and nothing to hide.
            voted = any(tally) or small_cells
            self.seen.setdefault(side.team, []).extend([one.total] if voted else [])
            for option, votes in zip(side.options, one.votes, strict=True):
                parts = self.chosen.setdefault((side.team, option), [])
                parts.extend([votes] if voted else [])


def cohort(room: Room, runs: Iterable[Played], *, small_cells: bool) -> Iterator[Row]:
    """Yield what people chose at each scene, over all ballots that decided, side by side."""
    scenes: dict[str, _Scene] = {}
    for one in runs:
        for _, record in one.own:
            scenes.setdefault(record.scene, _Scene()).add(record, small_cells=small_cells)
    for scene, told in scenes.items():
        for (team, choice), parts in told.chosen.items():
            seen, chosen = _sum(told.seen[team]), _sum(parts)
            known = chosen is not None and seen is not None
            yield {
                "story": room.story.id,
                "fingerprint": room.story.fingerprint,
                "scene": scene,
                "choice": choice,
                "seen": seen,
                "chosen": chosen,
                "chosen_pct": percentage(chosen or 0, seen or 0) if known else None,
                "changed_after_talk": _sum(told.changed),
                "median_seconds": int(median(told.seconds)),
                "team": team or "",
            }


def yes(fact: bool) -> str:  # noqa: FBT001, it is what is said
    """Return a fact as a cell."""
    return "yes" if fact else "no"


def _sum(parts: Sequence[int | None]) -> int | None:
    """Return a sum, None where a part is blank or there is none.

    Beside the other parts it would give the blank one away; and twice three people are three.
    """
    known = [one for one in parts if one is not None]
    return sum(known) if known and len(known) == len(parts) else None
