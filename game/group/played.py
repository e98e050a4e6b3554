"""The runs of a session: every way that was played, and what each person voted on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID, uuid5

from game.engine.run import replay
from game.group.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from game.debrief.records import Judgements
    from game.engine.run import Run
    from game.group.ballots import Ballot
    from game.group.state import Record, Room

_LETTERS: Final = 12
"""Hexadecimal digits of a pseudonym: of 5,000 seats two are alike once in 20 million rooms."""
_TURNS: Final = 2


class Answer(NamedTuple):
    """What a person has answered, for which team if the sides vote apart."""

    option: str
    team: str | None
    closed: int
    """When the ballot was closed, in ms: nobody is known by how quick they were."""


Answers = dict[int, Answer]
"""By seat."""


@dataclass(frozen=True, slots=True)
class Played:
    """One run of a session: what was played up to where the host went back, or to the end.

    `id` and `parent` are UUIDs, the parent's empty for the first; `began` and `left` are moments
    in ms, `left` being None where the run ended or still goes on.
    """

    id: str
    parent: str
    began: int
    left: int | None
    run: Run
    records: tuple[Record, ...]
    kept: int
    """Decisions that it shares with its parent, and that are listed there."""
    debriefed: bool
    judgements: Judgements = field(default_factory=dict)

    @property
    def own(self) -> Iterator[tuple[int, Record]]:
        """The decisions made in it, with their numbers from 1."""
        return ((at, one) for at, one in enumerate(self.records, 1) if at > self.kept)


class _Part(NamedTuple):
    choices: tuple[str, ...]
    records: tuple[Record, ...]
    kept: int
    began: int
    left: int | None
    debriefed: bool


def played(room: Room, session: str) -> tuple[Played, ...]:
    """Return every run in which something was decided, or that was looked back on.

    Each goes on from the one before it; there is always one. The ids are the same whenever they
    are asked for; `session` is the session's UUID.
    """
    found: list[Played] = []
    for part in _parts(room):
        name = str(uuid5(UUID(session), f"run {len(found)}"))
        run = replay(room.story, part.choices)
        left = None if run.ended else part.left
        parent = found[-1].id if found else ""
        found.append(
            Played(name, parent, part.began, left, run, part.records, part.kept, part.debriefed)
        )
    return tuple(found)


def last_debriefed(runs: Sequence[Played]) -> Played | None:
    """Return the run that was looked back on last: its debrief is the one of the plans."""
    return next((one for one in reversed(runs) if one.debriefed), None)


def _parts(room: Room) -> Iterator[_Part]:
    kept, began, held = 0, room.started or room.created, False
    any_yet = False
    for branch in room.branches:
        held = held or branch.debriefed
        if len(branch.records) <= branch.kept:
            # A vote that was begun anew left nothing behind: the next part has all of it.
            continue
        if len(branch.records) <= kept and not held:
            # Nothing was decided in it before the host went back further.
            kept, began = min(kept, branch.kept), branch.at
            continue
        yield _Part(branch.choices, branch.records, kept, began, branch.at, held)
        kept, began, held, any_yet = branch.kept, branch.at, False, True
    held = held or room.phase is Phase.DEBRIEF
    if len(room.records) > kept or held or not any_yet:
        yield _Part(room.run.choices, room.records, kept, began, room.ended, held)


def turns(record: Record) -> tuple[Answers, Answers]:
    """Return each seat's answer in the first ballot, and the last one after the talk, if any."""
    found: tuple[Answers, Answers] = ({}, {})
    for ballot in record.ballots:
        if not ballot.runoff:
            found[min(ballot.number, _TURNS) - 1].update(_answers(ballot))
    return found


def voted_again(record: Record) -> bool:
    """Whether there was a second ballot, run-offs left out."""
    return sum(not ballot.runoff for ballot in record.ballots) > 1


def moved(record: Record) -> tuple[int, int]:
    """Return how many of those who voted twice changed their answer, and how many did not."""
    firsts, lasts = turns(record)
    both = firsts.keys() & lasts.keys()
    changed = sum(firsts[seat].option != lasts[seat].option for seat in both)
    return changed, len(both) - changed


def seconds(record: Record) -> int:
    """Return the time from the opening of the first vote to the decision."""
    return max(0, record.at - record.ballots[0].opened) // 1000


def pseudonyms(room: Room) -> Mapping[int, str]:
    """Return what each seat is called outside the room: neither its name nor its turn to join.

    It follows from the secret of the seat's phone, so only who has the log can find it again.
    """
    return {
        number: f"seat-{sha256(f'{seat.token} {number}'.encode()).hexdigest()[:_LETTERS]}"
        for number, seat in enumerate(room.seats)
    }


def _answers(ballot: Ballot) -> Answers:
    closed = ballot.locked or ballot.opened
    sides = ballot.sides
    return {
        seat: Answer(sides[vote.side].options[vote.option], sides[vote.side].team, closed)
        for seat, vote in enumerate(ballot.votes)
        if vote is not None
    }
