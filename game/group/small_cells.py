"""Which numbers of a split are told: none of fewer than five people, and none they follow from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.group.ballots import Verdict, percentage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.group.ballots import Outcome
    from game.group.state import Record

FEWEST: Final = 5
"""People below whom a number is left blank."""


class Told(NamedTuple):
    """What is told of one split: each option's votes and their sum, None where that is blank."""

    votes: tuple[int | None, ...]
    total: int | None

    @property
    def whole(self) -> bool:
        """Whether nothing is blank."""
        return self.total is not None and None not in self.votes

    def percent(self, at: int) -> int | None:
        """Return an option's share, blank where votes or total are: one would give the other."""
        votes, total = self.votes[at], self.total
        if votes is None or total is None:
            return None
        return percentage(votes, total)


def told(votes: Sequence[int], outcome: Outcome, *, small_cells: bool) -> Told:
    """Return what is told of a split; all of it with `small_cells`."""
    total = sum(votes)
    if small_cells:
        return Told(tuple(votes), total)
    blank = {at for at, one in enumerate(votes) if one < FEWEST}
    if blank and outcome.verdict is Verdict.NO_MAJORITY:
        # That the leader has no more than half of them tells how many the others have at least.
        return Told((None,) * len(votes), None)
    if blank and len(outcome.leaders) > 1:
        # Which answers were level is told, and with the total that tells how many each had.
        return Told(_without(votes, blank), None)
    while 0 < len(blank) < len(votes) and _known([votes[at] for at in blank]):
        # Equal ones go together: which of them is blank must not say what the others are.
        least = min(one for at, one in enumerate(votes) if at not in blank)
        blank |= {at for at, one in enumerate(votes) if one == least}
    return Told(_without(votes, blank), total if total >= FEWEST else None)


def tellings(record: Record, *, small_cells: bool) -> tuple[tuple[Told, ...], ...]:
    """Return what is told of every ballot of a decision, side by side."""
    return tuple(
        tuple(
            told(votes, outcome, small_cells=small_cells)
            for votes, outcome in zip(ballot.tally, ballot.outcomes, strict=True)
        )
        for ballot in record.ballots
    )


def people(number: int, *, small_cells: bool) -> int | None:
    """Return a number of people that no other number is part of, None if it is blank."""
    return number if number >= FEWEST or small_cells else None


def _known(blank: Sequence[int]) -> bool:
    """Whether numbers follow from their sum, which is the total less what is told.

    A single one does, which is below five; and so do several that can't be less, none at all, or
    more, all of them four.
    """
    return sum(blank) < FEWEST or all(one == FEWEST - 1 for one in blank)


def _without(votes: Sequence[int], blank: set[int]) -> tuple[int | None, ...]:
    return tuple(None if at in blank else one for at, one in enumerate(votes))
