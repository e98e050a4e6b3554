"""A room at one moment: immutable, and everything that is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from game.engine.run import begin
from game.group.ballots import Outcome, Verdict
from game.group.names import Names
from game.group.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.run import Run
    from game.group.ballots import Ballot, Side
    from game.group.bets import Bets
    from game.group.pairing import Partners
    from game.group.seats import Seat
    from game.group.settings import Settings
    from game.story.compiled import Story


class Phase(StrEnum):
    """Where the loop of a decision stands."""

    LOBBY = "lobby"
    OPEN = "open"
    """The scene is read and the ballot is open."""
    LOCKED = "locked"
    SHOWN = "shown"
    """The split is on the wall."""
    TALK = "talk"
    BETTING = "betting"
    """The choice is made, and the room bets on what it does to trust."""
    DECIDED = "decided"
    """The choice is made, and the reply is read."""
    LANDED = "landed"
    """The meters show what the choice did."""
    ENDED = "ended"
    """The ending is read."""
    DEBRIEF = "debrief"


STANDING: Final = frozenset({Phase.SHOWN, Phase.TALK})
"""The phases in which a split is known and nothing is committed yet."""


class Source(StrEnum):
    """Who made a side's choice."""

    VOTE = "vote"
    RUNOFF = "runoff"
    FACILITATOR = "facilitator"
    """The votes left it open: a tie, too few, none, or the rule says so."""
    ENGINE = "engine"
    """Nobody held this side."""
    OVERRIDE = "override"
    """The votes were clear, and the facilitator chose otherwise."""


class Record(NamedTuple):
    """One decision as it was made: its ballots, and for each side what was chosen and by whom.

    `bets` is None where the scene asks for none. `later` if another answer had been played first,
    and nobody voted anew.
    """

    scene: str
    ballots: tuple[Ballot, ...]
    choices: tuple[str, ...]
    sources: tuple[Source, ...]
    at: int
    bets: Bets | None = None
    later: bool = False


class Branch(NamedTuple):
    """What was played before the host went back, the ballots of a decision not made among it."""

    choices: tuple[str, ...]
    records: tuple[Record, ...]
    ballots: tuple[Ballot, ...]
    kept: int
    """Decisions that the next branch has in common with it."""
    at: int
    debriefed: bool = False
    """Whether it was left out of its debrief."""
    other: bool = False
    """Whether it was left to play another answer, too, and not because it was taken back."""


class Due(NamedTuple):
    """Another answer that is played once the story has ended.

    `decision` is how many were made before it.
    """

    decision: int
    choices: tuple[str, ...]


class Written(NamedTuple):
    """A seat's plan, by the message `id`."""

    text: str
    id: int


NO_PLAN: Final = Written("", 0)


@dataclass(frozen=True, slots=True)
class Room:
    """`rev` counts the commands that changed it, `round` the ballots opened.

    `ballots` are those of the decision at hand; `records` go with `run.decisions`; `branches` are
    what was played before the host went back, the oldest first; `due` what is played once the story
    has ended, the last one first. Moments are in ms.
    """

    story: Story
    code: str
    settings: Settings
    run: Run
    created: int
    rev: int = 0
    phase: Phase = Phase.LOBBY
    seats: Rows[Seat] = field(default_factory=Rows)
    names: Names = field(default_factory=Names)
    round: int = 0
    ballots: tuple[Ballot, ...] = ()
    records: tuple[Record, ...] = ()
    branches: tuple[Branch, ...] = ()
    talk_until: int | None = None
    started: int | None = None
    ended: int | None = None
    blank: bool = False
    due: tuple[Due, ...] = ()
    picks: Rows[tuple[str, ...]] = field(default_factory=Rows)
    page: int = 0
    """The debrief's page that is shown, from 0."""
    pages: int = 0
    """How many there are; 0 before the first is turned."""
    partners: Partners | None = None
    """Who plans with whom, once the debrief's last page was shown."""
    plans: Rows[Written] = field(default_factory=Rows)
    closed: bool = False
    """Whether nobody new is let in."""
    seat_codes: frozenset[str] = frozenset()
    """Hashes of all one-time codes; none where nobody needs one."""
    unused: frozenset[str] = frozenset()
    """Those of them that nobody sits by."""
    cleared: tuple[int, ...] = ()
    """Seats that are empty again, in their order."""

    @property
    def ballot(self) -> Ballot | None:
        """The ballot at hand: open, or the last one of this decision."""
        return self.ballots[-1] if self.ballots else None

    @property
    def planning(self) -> bool:
        """Whether the debrief's last page is shown, on which plans are written."""
        return self.phase is Phase.DEBRIEF and 0 < self.pages == self.page + 1

    @property
    def picking(self) -> bool:
        """Whether the debrief's first page is shown, for which qualities are picked."""
        return self.phase is Phase.DEBRIEF and not self.page and not self.planning

    def team_of(self, seat: int) -> str | None:
        """Return the team of a seat; None without teams."""
        one = self.seats.get(seat)
        return None if one is None else one.team


def empty(story: Story, code: str, settings: Settings, at: int) -> Room:
    """Return a room in which nobody sits yet."""
    return Room(story, code, settings, begin(story), at)


def still_due(due: tuple[Due, ...], decisions: int) -> tuple[Due, ...]:
    """Return what is still due once the room stands after so many decisions again."""
    return tuple(one for one in due if one.decision < decisions)


def every_record(room: Room) -> Iterator[Record]:
    """Yield every decision, the newest first; those that ways have in common come with each."""
    yield from reversed(room.records)
    for branch in reversed(room.branches):
        yield from reversed(branch.records)


def every_ballot(room: Room) -> Iterator[Ballot]:
    """Yield every ballot, those at hand first; on ways that the host has left, too."""
    yield from reversed(room.ballots)
    for record in every_record(room):
        yield from reversed(record.ballots)
    for branch in reversed(room.branches):
        yield from reversed(branch.ballots)


def standing(room: Room) -> tuple[tuple[Side, Outcome, bool], ...]:
    """Return each side with the outcome that stands for it, and whether a run-off made it.

    A run-off is held by the sides that were level; for the others their last ballot stands.
    """
    if not room.ballots:
        return ()
    found = []
    for side in room.ballots[0].sides:
        for ballot in reversed(room.ballots):
            teams = [other.team for other in ballot.sides]
            if side.team in teams and ballot.outcomes:
                outcome = ballot.outcomes[teams.index(side.team)]
                found.append((side, outcome, ballot.runoff))
                break
    return tuple(found)


def level(room: Room) -> tuple[tuple[Side, Outcome], ...]:
    """Return the sides whose votes are level and had no run-off yet."""
    return tuple(
        (side, outcome)
        for side, outcome, by_runoff in standing(room)
        if outcome.verdict is Verdict.TIE and not by_runoff
    )
