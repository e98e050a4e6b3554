"""What every playthrough of a story does, as one data object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from game.analysis import counts
from game.analysis.findings import Findings, findings
from game.analysis.paths import Witnesses
from game.analysis.players import FIXED, Name, Player, fixed, following
from game.analysis.positions import Positions, positions
from game.analysis.ranges import Arrival, Ends, arrivals, ends
from game.analysis.shares import EndingShare, Passing, ending_shares, passing
from game.analysis.space import Budget, Space, explore
from game.analysis.sums import MOST_PAIRS
from game.analysis.teaching import Facts, Lesson, lessons
from game.analysis.values import carried, outcomes
from game.analysis.words import Words, words
from game.engine.parameters import TEACHING_MODEL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.engine.parameters import Parameters
    from game.story.compiled import Story


class Decisions(NamedTuple):
    """Decisions of the shortest and of the longest playthrough."""

    least: int
    most: int


Bound: TypeAlias = Literal["everything", "distributions"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Exact, but for what `bounds` names.

    `everything`: a budget ended the work, so that every count is a lower bound, every range may be
    wider, and nothing is said of percentiles and of what never happens. `distributions`: the work
    delivered has too many sums to carry each; least, most and mean are exact, and percentiles are
    lower bounds.
    `decisions` is None where no ending is reached.
    """

    space: Space
    bounds: tuple[Bound, ...]
    playthroughs: int
    decisions: Decisions | None
    endings: Mapping[str, EndingShare]
    ends: Ends | None
    arrivals: Mapping[str, Arrival]
    passing: Passing
    findings: Findings
    players: Mapping[Name, Player]
    percentiles: Mapping[Name, float]
    lessons: tuple[Lesson, ...]
    words: Words
    positions: Positions | None

    @property
    def exact(self) -> bool:
        """Whether every number is exact."""
        return not self.bounds


def analyse(
    story: Story,
    parameters: Parameters = TEACHING_MODEL,
    budget: Budget | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Analysis:
    """Compute it. `progress` is told after each scene how many of how many are explored."""
    return read(explore(story, parameters, budget=budget, progress=progress))


def read(space: Space, most_pairs: int = MOST_PAIRS) -> Analysis:
    """Read everything off a graph that starts where its story does."""
    players, balance = _played(space)
    before, after = counts.before(space), counts.after(space)
    witnesses = Witnesses(space)
    shares = ending_shares(space, before, counts.chances(space), witnesses)
    passed = passing(space, before, after)
    ended = ends(space, before, passed.rates, most_pairs) if shares else None
    percentiles = {
        name: ended.percentile(player.outcome)
        for name, player in players.items()
        if ended is not None and space.complete
    }
    bounds: list[Bound] = [] if space.complete else ["everything"]
    if ended is not None and ended.outcome.counts is None:
        bounds.append("distributions")
    known = percentiles.get if not bounds else (lambda _name: None)
    return Analysis(
        space=space,
        bounds=tuple(bounds),
        playthroughs=sum(share.playthroughs for share in shares.values()),
        decisions=_decisions(space),
        endings=shares,
        ends=ended,
        arrivals=arrivals(space, passed),
        passing=passed,
        findings=findings(space, witnesses),
        players=players,
        percentiles=percentiles,
        lessons=lessons(Facts(space, witnesses, players, known, shares)) if shares else (),
        words=words(space, before, after, passed),
        positions=balance,
    )


def _played(space: Space) -> tuple[dict[Name, Player], Positions | None]:
    """Return the named players, and where the best options stand."""
    players: dict[Name, Player] = {}
    for name in FIXED:
        player = fixed(space.story, name, space.parameters)
        if player is not None:
            players[name] = player
    if not space.endings:
        return players, None
    ends_at = outcomes(space)
    best = carried(space, ends_at, "highest")
    players["best"] = following(space, "best", best)
    balance = positions(space, best)
    # Each of these holds a number for every state: one at a time.
    del best
    players["worst"] = following(space, "worst", carried(space, ends_at, "lowest"))
    return players, balance


def _decisions(space: Space) -> Decisions | None:
    ended = space.endings
    if not ended:
        return None
    least = min(int(node.fewest.min()) for node in ended)
    return Decisions(least, max(int(node.most.max()) for node in ended))
