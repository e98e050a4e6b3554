"""What is open at a moment, by walking on from it along every choice: slow, and plainly right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from game.engine.rules import decide, next_quarter
from game.engine.run import offers, route

if TYPE_CHECKING:
    from game.debrief.outlook import Outlook
    from game.engine.run import Run
    from game.engine.state import State
    from game.story.compiled import Choice


@dataclass
class Open:
    """Every line on from a moment: its outcome, closing trust and ending; and the chances."""

    order: tuple[str, ...]
    lines: list[tuple[int, int, str]] = field(default_factory=list)
    chances: Counter[str] = field(default_factory=Counter)

    @property
    def outcome(self) -> int | None:
        """The highest outcome, with what was delivered before."""
        return max((line[0] for line in self.lines), default=None)

    @property
    def trust(self) -> int | None:
        """The highest closing trust."""
        return max((line[1] for line in self.lines), default=None)

    @property
    def best(self) -> str | None:
        """The ending of the highest outcome, ties by closing trust, then by the file's order."""
        ranked = sorted(self.lines, key=lambda one: (-one[0], -one[1], self.order.index(one[2])))
        return ranked[0][2] if ranked else None

    @property
    def endings(self) -> set[str]:
        """The endings that can be reached."""
        return {line[2] for line in self.lines}


def before(run: Run, number: int) -> Open:
    """Return what is open at a decision of a run, by its number from 1."""
    decision = run.decisions[number - 1]
    found = Open(tuple(scene.id for scene in run.story.endings))
    delivered = decision.delivered - decision.landing.productivity
    _enter(found, run, decision.scene.id, _Here(decision.before, delivered, Fraction(1)))
    return found


def after(run: Run, number: int, choice: Choice) -> Open:
    """Return what is open once an option of that decision is taken."""
    decision = run.decisions[number - 1]
    found = Open(tuple(scene.id for scene in run.story.endings))
    delivered = decision.delivered - decision.landing.productivity
    _choose(found, run, choice, _Here(decision.before, delivered, Fraction(1)))
    return found


def same(told: Outlook, found: Open, known: frozenset[str]) -> None:
    """Hold an outlook against what was walked, as far as endings in `known` may be named."""
    assert told.outcome == found.outcome
    assert told.trust == found.trust
    assert told.best == (found.best if found.best in known else None)
    assert told.endings == len(found.endings)
    named = [one.ending for one in told.chances]
    assert named == [ending for ending in found.order if ending in found.endings & known]
    for one in told.chances:
        assert abs(one.chance - float(found.chances[one.ending])) < 1e-12
    hidden = found.endings - known
    assert told.hidden == len(hidden)
    assert abs(told.hidden_chance - float(sum(found.chances[one] for one in hidden))) < 1e-12


def word(closed: int, best: int, *, lost: bool, turned: bool, others: list[Fraction]) -> str:
    """Return the verdict as the specification says it."""
    hundredths = Fraction(closed * 100, best) if best else Fraction(0)
    if lost or hundredths > 15:
        return "turning point"
    if hundredths > 5:
        return "costly"
    if hundredths > 0:
        return "narrowed"
    risky = any(100 * share > 5 for share in others)
    return "recovered" if turned and risky else "kept"


class _Here(NamedTuple):
    state: State
    delivered: int
    chance: Fraction


def _enter(found: Open, run: Run, scene_id: str, here: _Here) -> None:
    scene = run.story.scenes[scene_id]
    state, delivered, chance = here
    if scene.ending is not None:
        outcome = delivered + next_quarter(state, run.parameters)
        found.lines.append((outcome, state.trust, scene_id))
        found.chances[scene_id] += chance
    elif scene.routes:
        _enter(found, run, route(scene.routes, state, run.parameters), here)
    else:
        offered = offers(scene, state, run.parameters)
        for choice in offered:
            _choose(found, run, choice, here._replace(chance=chance / len(offered)))


def _choose(found: Open, run: Run, choice: Choice, here: _Here) -> None:
    landing = decide(here.state, choice, run.parameters)
    to = route(choice.routes, landing.drifted, run.parameters)
    delivered = here.delivered + landing.productivity
    _enter(found, run, to, _Here(landing.drifted, delivered, here.chance))
