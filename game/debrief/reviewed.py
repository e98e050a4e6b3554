"""What every decision of a run kept and closed, read off the graph of all playthroughs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from game.analysis.continuations import continuations, likelihoods
from game.analysis.paths import Point, settled, steps
from game.debrief.outlook import Facts, Outlook, outlook
from game.debrief.verdicts import Closing, Verdict, verdict
from game.engine.run import beside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.analysis.continuations import Continuations
    from game.analysis.paths import Step
    from game.analysis.space import Space
    from game.engine.run import Decision, Run
    from game.story.compiled import Choice


@dataclass(frozen=True, slots=True)
class Prospect:
    """One option of a decision: what it leaves open, and the words for that.

    `closing` is by outcome and decides `verdict`. `trust_closing` is by closing trust, a second
    yardstick that knows of no best ending; `trust_verdict` is its word.
    """

    choice: Choice
    after: Outlook
    closing: Closing
    verdict: Verdict
    trust_closing: Closing
    trust_verdict: Verdict

    @property
    def trade_off(self) -> bool:
        """Whether the two yardsticks differ; `kept` and `recovered` both say that all was kept."""
        return _kept(self.verdict) != _kept(self.trust_verdict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One decision by its number from 1: what was open before, and what each option leaves open."""

    number: int
    before: Outlook
    chosen: Prospect
    others: tuple[Prospect, ...]

    @property
    def worst_other(self) -> Prospect | None:
        """The option not taken that would have closed most, by outcome."""
        return max(
            self.others,
            key=lambda one: (one.closing.share, one.closing.ending_lost),
            default=None,
        )

    @property
    def best_other(self) -> Prospect | None:
        """The option not taken that leaves most open, by outcome; ties by closing trust."""
        return max(
            self.others,
            key=lambda one: (one.closing.left, one.trust_closing.left),
            default=None,
        )


class ForeignSpaceError(ValueError):
    """The graph is not one of this run: another story, another version of it, another model."""


def reviewed(run: Run, space: Space, found: frozenset[str], first: int = 1) -> tuple[Reviewed, ...]:
    """Return the decisions of a run from number `first` on, reviewed; the graph starts there.

    `found` are the ids of the endings that the player has found; no other is named. Raises
    `ForeignSpaceError` where the graph is not one of this run.
    """
    return reviewed_together((run,), space, found, first)[0]


def reviewed_together(
    runs: Sequence[Run], space: Space, found: frozenset[str], first: int = 1
) -> tuple[tuple[Reviewed, ...], ...]:
    """Return the same for several runs of one graph, in the time that one of them takes."""
    trails = [_trail(run, space, first) if run.decisions[first - 1 :] else () for run in runs]
    if not any(trails):
        return ((),) * len(runs)
    known = _known([stop for trail in trails for stop in trail], space)
    return tuple(_told(trail, known, found, first) for trail in trails)


def _told(
    trail: tuple[_Here, ...],
    known: Mapping[tuple[Point, int], Facts],
    found: frozenset[str],
    first: int,
) -> tuple[Reviewed, ...]:
    told: list[Reviewed] = []
    turned = trust_turned = False
    for number, here in enumerate(trail, first):
        stop = _Stop(number, here, known[here.point, here.delivered])
        one = _one(stop, known, found, (turned, trust_turned))
        turned = turned or one.chosen.verdict == "turning point"
        trust_turned = trust_turned or one.chosen.trust_verdict == "turning point"
        told.append(one)
    return tuple(told)


class _Here(NamedTuple):
    """Where a decision stood in the graph, and where each of its options leads."""

    decision: Decision
    point: Point
    steps: tuple[Step, ...]

    @property
    def delivered(self) -> int:
        """The work delivered before the decision."""
        return self.decision.delivered - self.decision.landing.productivity


class _Stop(NamedTuple):
    number: int
    here: _Here
    before: Facts


def _trail(run: Run, space: Space, first: int) -> tuple[_Here, ...]:
    """Walk a run through the graph."""
    if space.story.fingerprint != run.story.fingerprint or space.parameters != run.parameters:
        raise ForeignSpaceError("the graph is of another story, version or model")
    point = settled(space, Point(space.start, 0))
    trail: list[_Here] = []
    for decision in run.decisions[first - 1 :]:
        scene = space.nodes[point.scene].scene
        # In a joint scene: against what the other side did.
        could = {choice.id for choice in beside(decision, run.parameters)}
        ways = (one for one in steps(space, point) if scene.choices[one.choice].id in could)
        here = _Here(decision, point, tuple(ways))
        taken = [one for one in here.steps if scene.choices[one.choice].id == decision.choice.id]
        if scene.id != decision.scene.id or not taken:
            raise ForeignSpaceError("the graph does not hold the way of this run")
        trail.append(here)
        point = settled(space, taken[0].to)
    return tuple(trail)


def _known(stops: Sequence[_Here], space: Space) -> dict[tuple[Point, int], Facts]:
    """Look up once what is open at every decision and behind every option of it.

    The key is the state and the work delivered up to it, which no state holds.
    """
    places: dict[tuple[Point, int], None] = {}
    for here in stops:
        places[here.point, here.delivered] = None
        places |= {(step.to, here.delivered + step.rate): None for step in here.steps}
    table = continuations(space)
    chances = likelihoods(space, [point for point, _ in places])
    return {place: _facts(place, table, some) for place, some in zip(places, chances, strict=True)}


def _facts(place: tuple[Point, int], table: Continuations, chances: Mapping[str, float]) -> Facts:
    point, delivered = place
    return Facts(
        delivered, table.best(point), table.closing_trust(point), table.endings(point), chances
    )


def _one(
    stop: _Stop,
    known: Mapping[tuple[Point, int], Facts],
    found: frozenset[str],
    turned: tuple[bool, bool],
) -> Reviewed:
    number, here, before = stop
    choices = here.decision.scene.choices
    after = [
        (choices[step.choice], known[step.to, before.delivered + step.rate]) for step in here.steps
    ]
    options = [(choice, facts, *_closings(before, facts)) for choice, facts in after]
    prospects: dict[str, Prospect] = {}
    for choice, facts, closing, trust_closing in options:
        siblings = [(one, two) for other, _, one, two in options if other is not choice]
        risk = max((one.share for one, _ in siblings), default=Fraction(0))
        trust_risk = max((two.share for _, two in siblings), default=Fraction(0))
        prospects[choice.id] = Prospect(
            choice,
            outlook(facts, found),
            closing,
            verdict(closing, turned=turned[0], risk=risk),
            trust_closing,
            verdict(trust_closing, turned=turned[1], risk=trust_risk),
        )
    chosen = prospects.pop(here.decision.choice.id)
    return Reviewed(number, outlook(before, found), chosen, tuple(prospects.values()))


def _closings(before: Facts, after: Facts) -> tuple[Closing, Closing]:
    """Return what a choice closed by outcome and by closing trust; where all ends, everything."""
    lost = before.best is not None and before.best.ending not in after.endings
    return (
        Closing(before.outcome or 0, after.outcome or 0, lost),
        Closing(before.trust or 0, after.trust or 0),
    )


def _kept(verdict: Verdict) -> Verdict:
    return "kept" if verdict == "recovered" else verdict
