"""What lies ahead of a scene: how many decisions to expect, and how many there can be at most."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from game.story.compiled import Route, Story


class Ahead(NamedTuple):
    """Decisions from a scene on, itself included.

    `decisions` and `bets` are means where every answer, and every way on from it, is as likely as
    the others: the ways that conditions may bar among them. `most` is never too few.
    """

    decisions: Fraction
    bets: Fraction
    """Of these, the ones at scenes with a bet."""
    most: int


def ahead(story: Story, scene_id: str) -> Ahead:
    """Return what lies ahead of a scene."""
    found: dict[str, Ahead] = {}
    stack = [scene_id]
    while stack:
        scene = story.scenes[stack[-1]]
        answers = [choice.routes for choice in scene.choices] or [scene.routes]
        # The many answers of a joint scene lead to few scenes: each way on is counted once.
        ways = Counter(tuple(one.to for one in routes) for routes in answers)
        missing = [to for way in ways for to in way if to not in found]
        if missing:
            stack += missing
            continue
        answered: Counter[Ahead] = Counter()
        for way, count in ways.items():
            answered[_mean(Counter(found[to] for to in way))] += count
        met = _mean(answered)
        own = bool(scene.choices)
        found[stack.pop()] = Ahead(
            met.decisions + own, met.bets + (own and scene.bet), met.most + own
        )
    return found[scene_id]


def after(story: Story, routes: Sequence[Route]) -> Ahead:
    """Return what lies ahead of an answer."""
    return _mean(Counter(ahead(story, one.to) for one in routes))


def _mean(ways: Mapping[Ahead, int]) -> Ahead:
    """Return the mean of ways, each as often as its number says."""
    if len(ways) == 1:
        return next(iter(ways))
    total = sum(ways.values())
    if not total:
        return Ahead(Fraction(0), Fraction(0), 0)
    return Ahead(
        sum((one.decisions * count for one, count in ways.items()), Fraction(0)) / total,
        sum((one.bets * count for one, count in ways.items()), Fraction(0)) / total,
        max(one.most for one in ways),
    )
