"""What an author expects of all playthroughs, held against them exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis.findings import counterexample
from game.analysis.paths import Witnesses
from game.story.compiled import Always, DecisionCount, EndingShare, PlayerEnds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.report import Analysis
    from game.story.compiled import Expectation


def unmet(analysis: Analysis) -> Iterator[tuple[int, str]]:
    """Yield the number of each `[[expect]]` that fails, and what happens instead.

    Nothing is said of what a budget left open.
    """
    for expectation in analysis.space.story.expectations:
        failure = _failure(analysis, expectation)
        if failure:
            yield expectation.number, failure


def _failure(analysis: Analysis, expectation: Expectation) -> str:
    match expectation:
        case Always():
            return _always(analysis, expectation)
        case _ if not analysis.space.complete:
            return ""
        case EndingShare():
            return _share(analysis, expectation)
        case PlayerEnds():
            return _player(analysis, expectation)
        case DecisionCount():
            return _decisions(analysis, expectation)


def _share(analysis: Analysis, expected: EndingShare) -> str:
    reached = analysis.endings.get(expected.ending)
    share = 0.0 if reached is None else reached.share
    if expected.least <= share <= expected.most:
        return ""
    way = "" if reached is None else f"; a way there: {_ways(reached.witness)}"
    return (
        f"{expected.ending!r} is reached by {_percent(share)} of playthroughs, not by "
        f"{_percent(expected.least)} to {_percent(expected.most)}{way}"
    )


def _percent(share: float) -> str:
    """Return a share, precise enough to tell it from a bound that it misses."""
    return f"{100 * share:.6g} %"


def _player(analysis: Analysis, expected: PlayerEnds) -> str:
    player = analysis.players.get(expected.player)
    if player is None:
        return f"the player {expected.player!r} comes to no ending"
    ending = player.run.scene.id
    if (ending == expected.ending) is expected.reached:
        return ""
    wanted = (
        f"in {expected.ending!r}" if expected.reached else f"anywhere but in {expected.ending!r}"
    )
    return (
        f"the player {expected.player!r} ends in {ending!r}, not {wanted}: "
        f"{_ways(player.run.choices)}"
    )


def _always(analysis: Analysis, expected: Always) -> str:
    space = analysis.space
    for scene, node in space.nodes.items():
        if expected.at in {None, scene}:
            row = counterexample(space, node, expected.when)
            if row is not None:
                way = _ways(Witnesses(space).to(scene, row))
                return f"`{expected.when.text}` does not hold on arrival at {scene!r} after {way}"
    if expected.at is not None and expected.at not in space.nodes and space.complete:
        return f"no playthrough arrives at {expected.at!r}"
    return ""


def _decisions(analysis: Analysis, expected: DecisionCount) -> str:
    if analysis.decisions is None:
        return "no playthrough comes to an ending"
    least, most = analysis.decisions
    witnesses, ended = Witnesses(analysis.space), analysis.space.endings
    if least < expected.least:
        node = min(ended, key=lambda node: int(node.fewest.min()))
        way = _ways(witnesses.first(node.scene.id))
        return f"a playthrough has {least} decisions, fewer than {expected.least}: {way}"
    if most > expected.most:
        node = max(ended, key=lambda node: int(node.most.max()))
        way = _ways(witnesses.longest(node.scene.id))
        return f"a playthrough has {most} decisions, more than {expected.most}: {way}"
    return ""


def _ways(choices: tuple[str, ...]) -> str:
    return ",".join(choices) if choices else "no choice at all"
