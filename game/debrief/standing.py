"""Where a run stands among all playthroughs of its story, and how rare its endings are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.analysis.counts import after, before, chances
from game.analysis.players import FIXED, fixed, following
from game.analysis.ranges import ends
from game.analysis.shares import passing, total
from game.analysis.spreads import spread
from game.analysis.sums import by_sum
from game.analysis.values import carried, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.analysis.counts import Counts
    from game.analysis.players import Name
    from game.analysis.space import Space
    from game.analysis.spreads import Spread
    from game.engine.run import Run

_PAIRS: Final = 10_000_000
"""Pairs of state and sum that are carried before the outcomes are left uncounted."""

Who: TypeAlias = "Literal['you'] | Name"


@dataclass(frozen=True, slots=True)
class Mark:
    """You or a named player: where a complete run stands among all playthroughs.

    The percentiles are the percentages of playthroughs with a strictly lower outcome, or closing
    trust; 0..100, None where the outcomes could not be counted one by one.
    """

    who: Who
    outcome: int
    trust: int
    outcome_percentile: float | None
    trust_percentile: float | None


@dataclass(frozen=True, slots=True)
class FoundEnding:
    """An ending that the player has found: its share of all playthroughs, each counted once.

    `chance` is how often it comes if every choice is left to chance. Both 0..1.
    """

    ending: str
    share: float
    chance: float


@dataclass(frozen=True, slots=True)
class Standing:
    """All playthroughs, and who stands where.

    `outcome` and `trust` hold how many playthroughs have each outcome and each closing trust.
    `marks` begin with `you`, if the run has ended. `hidden` endings are reached by some playthrough
    and not found yet: they are counted and never named.
    """

    playthroughs: int
    outcome: Spread
    trust: Spread
    marks: tuple[Mark, ...]
    endings: tuple[FoundEnding, ...]
    hidden: int


def standing(run: Run, space: Space, found: frozenset[str]) -> Standing | None:
    """Return where a run stands; None where no playthrough comes to an end.

    The graph is complete and starts where its story does.
    """
    if not space.endings:
        return None
    ways = before(space)
    worked = _outcomes(space, ways)
    trusts = spread((space.columns(one).trust, ways[one.scene.id]) for one in space.endings)
    counts = {node.scene.id: total(ways[node.scene.id]) for node in space.endings}
    whole = sum(counts.values())
    likely = chances(space)
    return Standing(
        whole,
        worked,
        trusts,
        tuple(
            Mark(
                who,
                outcome,
                one.state.trust,
                _percentile(worked, outcome),
                _percentile(trusts, one.state.trust),
            )
            for who, one in _runs(run, space)
            for outcome in (one.delivered + (one.next_quarter or 0),)
        ),
        tuple(
            FoundEnding(ending, count / whole, likely[ending])
            for ending, count in counts.items()
            if ending in found
        ),
        sum(ending not in found for ending in counts),
    )


def _runs(run: Run, space: Space) -> Iterator[tuple[Who, Run]]:
    """Yield the runs that are marked: yours if it has ended, then the named players'."""
    if run.ended:
        yield "you", run
    for name in FIXED:
        player = fixed(space.story, name, space.parameters)
        if player is not None:
            yield player.name, player.run
    ends_at = outcomes(space)
    yield "best", following(space, "best", carried(space, ends_at, "highest")).run
    yield "worst", following(space, "worst", carried(space, ends_at, "lowest")).run


def _outcomes(space: Space, ways: Mapping[str, Counts]) -> Spread:
    """Return how many playthroughs have each outcome; only ends and mean if they are too many."""
    sums = by_sum(space, _PAIRS)
    if sums is None:
        return ends(space, ways, passing(space, ways, after(space)).rates, 0).outcome
    return spread(
        (one.sums + space.next_quarter(space.nodes[scene])[one.rows], one.counts)
        for scene, one in sums.items()
    )


def _percentile(spread: Spread, value: int) -> float | None:
    share = spread.below(value)
    return None if share is None else float(share * 100)
