"""What a story must show: the rules for authors, held or broken over all its playthroughs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.analysis.findings import offered
from game.analysis.kernel import land
from game.analysis.values import endings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np

    from game.analysis.columns import Numbers
    from game.analysis.kernel import Landed
    from game.analysis.paths import Witnesses
    from game.analysis.players import Name, Player
    from game.analysis.shares import EndingShare
    from game.analysis.space import Edges, Node, Space
    from game.story.compiled import Choice

THIRD: Final = 3
"""The decision at which the fixed players are compared."""
TOP: Final = 95.0
BOTTOM: Final = 25.0
"""Percentiles that `relational` stays below and `transactional` does not."""
LEAST_SHARE: Final = 0.005
MOST_SHARE: Final = 0.60


class Lesson(NamedTuple):
    """One rule: its code, what it asks for, whether it holds, what was found.

    `witness` is a list of choice ids that shows it, empty where none can.
    """

    code: str
    rule: str
    holds: bool
    found: str
    witness: tuple[str, ...] = ()


class Facts(NamedTuple):
    """What the rules are judged by. `percentile` gives a player's, by name."""

    space: Space
    witnesses: Witnesses
    players: Mapping[Name, Player]
    percentile: Callable[[Name], float | None]
    endings: Mapping[str, EndingShare]


def lessons(facts: Facts) -> tuple[Lesson, ...]:
    """Judge every rule; those whose players could not play to an end are left out.

    A story with fewer than three decisions on some way shows nothing yet, and is not judged.
    """
    if any(int(node.fewest.min()) < THIRD for node in facts.space.endings):
        return ()
    return (*_by_players(facts), *_by_choices(facts), *_by_endings(facts))


def _by_players(facts: Facts) -> Iterator[Lesson]:
    players = facts.players
    if {"transactional", "relational", "forced"} <= set(players):
        cool, warm, forced = (
            players["transactional"],
            players["relational"],
            players["forced"],
        )
        yield _early_lead(cool, warm)
        yield _late_lead(cool, warm)
        yield _forced_lead(forced, cool, warm)
        yield _forced_bill(forced, cool, warm)
        yield from _ranks(facts, cool, warm)
    if "best" in players:
        yield _structure(players["best"])


def _at_third(player: Player) -> int:
    decisions = player.run.decisions[:THIRD]
    return decisions[-1].delivered if decisions else 0


def _early_lead(cool: Player, warm: Player) -> Lesson:
    first, second = _at_third(cool), _at_third(warm)
    return Lesson(
        "transactional_pays_first",
        "playing transactionally delivers more than relationally by the third decision",
        first > second,
        f"{first} against {second}",
        cool.run.choices,
    )


def _late_lead(cool: Player, warm: Player) -> Lesson:
    first, second = cool.run.next_quarter or 0, warm.run.next_quarter or 0
    return Lesson(
        "relational_pays_later",
        "playing transactionally is behind relationally in the next quarter",
        first < second,
        f"{first} against {second}",
        warm.run.choices,
    )


def _forced_lead(forced: Player, cool: Player, warm: Player) -> Lesson:
    own, others = _at_third(forced), max(_at_third(cool), _at_third(warm))
    return Lesson(
        "force_pays_first",
        "playing by force delivers no less than playing either way by the third decision",
        own >= others,
        f"{own} against {others}",
        forced.run.choices,
    )


def _forced_bill(forced: Player, cool: Player, warm: Player) -> Lesson:
    others = min(cool.outcome, warm.outcome)
    return Lesson(
        "force_bills_later",
        "playing by force has less outcome than playing either way at the end",
        forced.outcome < others,
        f"{forced.outcome} against {others}",
        forced.run.choices,
    )


def _ranks(facts: Facts, cool: Player, warm: Player) -> Iterator[Lesson]:
    high, low = facts.percentile("relational"), facts.percentile("transactional")
    if high is not None:
        yield Lesson(
            "warmth_is_not_enough",
            "playing relationally is not in the top 5 % of outcomes",
            high < TOP,
            f"its percentile is {high:.1f}",
            warm.run.choices,
        )
    if low is not None:
        yield Lesson(
            "structure_is_not_failure",
            "playing transactionally is not in the bottom 25 % of outcomes",
            low >= BOTTOM,
            f"its percentile is {low:.1f}",
            cool.run.choices,
        )


def _structure(best: Player) -> Lesson:
    taken = [one.choice for one in best.run.decisions]
    cool = sum(choice.stance == "transactional" for choice in taken)
    return Lesson(
        "structure_is_right_once",
        "the best line runs through a transactional option at least once",
        cool > 0,
        f"{cool} of its {len(taken)} decisions",
        best.run.choices,
    )


def _by_choices(facts: Facts) -> Iterator[Lesson]:
    yield _closing(facts)
    yield _gesture(facts)
    yield _repair(facts)


def _closing(facts: Facts) -> Lesson:
    """Look for a relational option from which fewer endings can be reached than before it."""
    open_ = endings(facts.space)
    found = "no relational option does"
    witness: tuple[str, ...] = ()
    for node, way, choice in _relational(facts.space):
        sources = way.sources()
        closes = (open_[node.scene.id][sources] != open_[way.scene][way.target]).any(axis=1)
        if closes.any():
            found = f"{choice.id} in {node.scene.id} does"
            witness = _reaching(facts, node, choice, sources[closes.argmax()])
            break
    rule = "a relational option closes an ending at least once"
    return Lesson("warmth_closes_once", rule, bool(witness), found, witness)


def _relational(space: Space) -> Iterator[tuple[Node, Edges, Choice]]:
    for node in space.nodes.values():
        for way in node.ways:
            if way.choice is not None:
                choice = node.scene.choices[way.choice]
                if choice.stance == "relational":
                    yield node, way, choice


def _gesture(facts: Facts) -> Lesson:
    """Look for a gain with `needs` that some arrivals meet and others do not."""
    found = "no option with `needs` does"
    witness: tuple[str, ...] = ()
    for node, choice in _choices(facts.space):
        if choice.needs is not None and choice.trust > 0 and not choice.forced:
            rows, landed = _landed(facts.space, node, choice)
            if landed.too_early.any() and not landed.too_early.all():
                found = f"{choice.id} in {node.scene.id} does"
                witness = _reaching(facts, node, choice, rows[landed.too_early.argmax()])
                break
    rule = "a gesture comes too early on some playthroughs and not on others"
    return Lesson("timing_decides", rule, bool(witness), found, witness)


def _repair(facts: Facts) -> Lesson:
    """Look for a repair that meets an open wound."""
    found = "no option with `repair` meets an open wound"
    witness: tuple[str, ...] = ()
    for node, choice in _choices(facts.space):
        if choice.repair:
            rows, landed = _landed(facts.space, node, choice)
            if landed.repaired.any():
                found = f"{choice.id} in {node.scene.id} does"
                witness = _reaching(facts, node, choice, rows[landed.repaired.argmax()])
                break
    rule = "a repair lands on some playthrough"
    return Lesson("repair_lands", rule, bool(witness), found, witness)


def _landed(space: Space, node: Node, choice: Choice) -> tuple[Numbers, Landed]:
    rows, states = offered(space, node, choice)
    return rows, land(states, choice, space.parameters, space.facts)


def _choices(space: Space) -> Iterator[tuple[Node, Choice]]:
    for node in space.nodes.values():
        for choice in node.scene.choices:
            yield node, choice


def _reaching(facts: Facts, node: Node, choice: Choice, row: np.int32) -> tuple[str, ...]:
    """Return choices that lead to a state, and the one that is offered there."""
    return (*facts.witnesses.to(node.scene.id, int(row)), choice.id)


def _by_endings(facts: Facts) -> Iterator[Lesson]:
    """Judge every ending of the file: none is a rarity, none the rule."""
    for scene in facts.space.story.endings:
        reached = facts.endings.get(scene.id)
        share = 0.0 if reached is None else reached.share
        yield Lesson(
            f"ending_share:{scene.id}",
            f"{scene.id} is reached by 0.5 % to 60 % of playthroughs",
            LEAST_SHARE <= share <= MOST_SHARE,
            f"by {share:.2%}".replace("%", " %"),
            () if reached is None else reached.witness,
        )
