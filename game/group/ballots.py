"""A ballot: who may choose what, what was chosen, and what that comes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from game.group.rows import Rows

if TYPE_CHECKING:
    from game.group.settings import Rule

HALF = 50
ALL = 100


class Side(NamedTuple):
    """Those who choose together: a team, or the whole room, and the options they have.

    With `plays` nobody holds this side, and the engine has chosen its one option.
    """

    team: str | None
    options: tuple[str, ...]
    plays: bool = False


class Cast(NamedTuple):
    """A seat's vote: the side's and the option's number, the message's id, and when, in ms."""

    side: int
    option: int
    id: int
    at: int


class Verdict(StrEnum):
    """What a side's votes come to."""

    DECIDED = "decided"
    TIE = "tie"
    NO_MAJORITY = "no_majority"
    NO_QUORUM = "no_quorum"
    NO_VOTES = "no_votes"
    FACILITATOR = "facilitator"
    """The votes advise, and the facilitator decides: the room's rule."""
    ENGINE = "engine"
    """Nobody holds this side, and it has played by itself."""


class Outcome(NamedTuple):
    """A verdict, and the options that lead, none if nobody voted."""

    verdict: Verdict
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot. `counts` and `hands` are by side and option: from phones, and as typed in.

    `number` counts the ballots of a decision from 1, `deadline` is in ms; `outcomes` are there
    from the moment it is locked.
    """

    round: int
    number: int
    sides: tuple[Side, ...]
    counts: tuple[tuple[int, ...], ...]
    hands: tuple[tuple[int, ...], ...]
    opened: int
    votes: Rows[Cast | None] = field(default_factory=Rows)
    runoff: bool = False
    deadline: int | None = None
    locked: int | None = None
    present: int = 0
    outcomes: tuple[Outcome, ...] = ()

    @property
    def tally(self) -> tuple[tuple[int, ...], ...]:
        """Votes for each option of each side, a show of hands among them."""
        return tuple(
            tuple(phone + hand for phone, hand in zip(counts, hands, strict=True))
            for counts, hands in zip(self.counts, self.hands, strict=True)
        )

    @property
    def voted(self) -> tuple[int, ...]:
        """How many have voted on each side."""
        return tuple(sum(counts) for counts in self.tally)

    def side_of(self, team: str | None) -> int | None:
        """Return the number of the side on which a team votes, None if it has no ballot here."""
        for number, side in enumerate(self.sides):
            if side.team in {None, team}:
                return None if side.plays else number
        return None

    def vote_of(self, seat: int) -> Cast | None:
        """Return a seat's vote."""
        return self.votes.get(seat)


def opened(round_: int, number: int, sides: tuple[Side, ...], at: int) -> Ballot:
    """Return an empty ballot without a time limit."""
    none = tuple((0,) * len(side.options) for side in sides)
    return Ballot(round_, number, sides, none, none, at)


def cast(ballot: Ballot, seat: int, vote: Cast) -> Ballot:
    """Count a seat's vote in place of its earlier one."""
    ballot = withdrawn(ballot, seat)
    votes = ballot.votes.filled(seat + 1, None).put(seat, vote)
    return replace(ballot, votes=votes, counts=_moved(ballot.counts, vote, 1))


def withdrawn(ballot: Ballot, seat: int) -> Ballot:
    """Take a seat's vote out."""
    earlier = ballot.votes.get(seat)
    if earlier is None:
        return ballot
    votes = ballot.votes.put(seat, None)
    return replace(ballot, votes=votes, counts=_moved(ballot.counts, earlier, -1))


def locked(ballot: Ballot, at: int, present: int, rule: Rule, quorum: int) -> Ballot:
    """Close a ballot and say what it comes to; nobody's silence counts as a vote."""
    present = max(present, sum(ballot.voted))
    short = sum(ballot.voted) * ALL < quorum * present
    outcomes = tuple(
        Outcome(Verdict.ENGINE, side.options)
        if side.plays
        else outcome(side.options, tally, rule, short=short)
        for side, tally in zip(ballot.sides, ballot.tally, strict=True)
    )
    return replace(ballot, locked=at, present=present, outcomes=outcomes)


def outcome(
    options: tuple[str, ...], tally: tuple[int, ...], rule: Rule, *, short: bool
) -> Outcome:
    """Return what one side's votes come to; `short` where too few of the room voted."""
    most = max(tally, default=0)
    if not most:
        return Outcome(Verdict.NO_VOTES, ())
    leaders = tuple(one for one, votes in zip(options, tally, strict=True) if votes == most)
    if short:
        return Outcome(Verdict.NO_QUORUM, leaders)
    if rule == "facilitator":
        return Outcome(Verdict.FACILITATOR, leaders)
    if len(leaders) > 1:
        return Outcome(Verdict.TIE, leaders)
    if rule == "majority" and most * ALL <= sum(tally) * HALF:
        return Outcome(Verdict.NO_MAJORITY, leaders)
    return Outcome(Verdict.DECIDED, leaders)


def percentage(part: int, whole: int) -> int:
    """Return a part in percent, as every screen and table rounds it; 0 of nothing."""
    return round(part * ALL / whole) if whole else 0


def share(tally: tuple[int, ...]) -> int:
    """Return the share of the leading option, 0..100."""
    return max(tally, default=0) * ALL // sum(tally) if any(tally) else 0


def _moved(
    counts: tuple[tuple[int, ...], ...], vote: Cast, step: int
) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(
            count + step if (side, option) == (vote.side, vote.option) else count
            for option, count in enumerate(of_side)
        )
        for side, of_side in enumerate(counts)
    )
