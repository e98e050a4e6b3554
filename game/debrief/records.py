"""A kept run as a record: what was decided when, and what came of it. Renderings say the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from game.debrief.reflections import Reflections
    from game.debrief.turns import Turn
    from game.engine.bets import Bet
    from game.engine.run import Run
    from game.story.compiled import Story

TURNING_POINT: Final = "turning point"
"""The verdict that `turning_point` of runs.csv lists."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the review says of one decision; bests are outcomes still reachable, endings counts."""

    verdict: str
    best_before: int
    best_after: int
    endings_before: int
    endings_after: int

    @property
    def closed(self) -> int:
        """How much of the best outcome the decision closed, 0 or more."""
        return self.best_before - self.best_after


Judgements: TypeAlias = "Mapping[int, Judgement]"
"""By decision number from 1; one that could not be judged is left out."""

Judge: TypeAlias = "Callable[[Sequence[Run]], Sequence[Judgements] | None]"
"""Says of runs of one story what their decisions kept and closed; None where that is too much."""


@dataclass(frozen=True, slots=True)
class Made:
    """A decision by its number from 1; the meters, 0..100, are as landed and as they were seen.

    `seconds` is the time in play since the one before, pauses left out. `delivered` is the sum up
    to here. `turn` is None where the story is gone, or no longer plays this run as it was.
    """

    number: int
    scene: str
    choice: str
    at: datetime
    seconds: float
    bet: Bet | None
    trust: int
    productivity: int
    tension: int
    delivered: int
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Vote:
    """A person's answer at a decision of a room: in the first ballot, or in the second one, 2.

    `person` is a pseudonym, `team` the side's id where the two sides vote apart, `at` the end of
    the ballot.
    """

    decision: int
    scene: str
    ballot: int
    person: str
    choice: str
    at: datetime
    team: str | None = None


@dataclass(frozen=True, slots=True)
class PersonsBet:
    """A person's bet on what a room's decision does to trust; `person` is a pseudonym."""

    decision: int
    scene: str
    person: str
    bet: Bet
    at: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """The run was left before its end, after so many decisions."""

    at: datetime
    decisions: int


@dataclass(frozen=True, slots=True)
class Record:
    """A run that was kept, and what is known of it today.

    `run` and `parent` are UUIDs, `fork` is after how many decisions it branched off the parent, and
    `root` is the run that the line of what-ifs began with. `decisions` counts all decisions it
    stands after; `made` holds the ones made in this run itself. `story` is None where it is gone;
    `replayed` is None there, and where it no longer plays this run as it was. `ending` is the id of
    the ending reached. `rewinds` counts the runs that branched off this one. A run with the mode
    `group` was played by a room: `session` is the UUID of its session, `votes` and `bets` hold what
    people answered and bet, `planners` who wrote a plan, by pseudonym, as far as that is told.
    """

    run: str
    root: str
    parent: str | None
    fork: int
    story_id: str
    fingerprint: str
    language: str
    mode: str
    player: str
    started: datetime
    story: Story | None
    replayed: Run | None
    decisions: int
    made: tuple[Made, ...]
    left: tuple[Left, ...]
    ending: str | None
    reflections: Reflections
    rewinds: int = 0
    judgements: Judgements = field(default_factory=dict)
    session: str = ""
    votes: tuple[Vote, ...] = ()
    bets: tuple[PersonsBet, ...] = ()
    planners: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The author's version of the story that was played; empty where that is not known."""
        played = self.story is not None and self.story.fingerprint == self.fingerprint
        return self.story.version if self.story is not None and played else ""

    @property
    def seconds(self) -> float:
        """The time in play that its own decisions took."""
        return sum(one.seconds for one in self.made)

    @property
    def delivered(self) -> int:
        """The work delivered; 0 where nothing was decided."""
        return self.made[-1].delivered if self.made else 0
