"""The two meters the player may see: where they stand, and what moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from game.engine.state import productivity
from game.engine.wording import change_word, productivity_word, trust_word

if TYPE_CHECKING:
    from game.engine.parameters import Parameters
    from game.engine.run import Decision, Run
    from game.engine.state import State

Mode: TypeAlias = Literal["numbers", "words", "hidden"]


class Meter(NamedTuple):
    """One meter: its name, its level 0..100 before and now, and the word for the level now."""

    name: str
    before: int
    now: int
    word: str

    @property
    def change(self) -> int:
        """How far it moved."""
        return self.now - self.before


class Meters(NamedTuple):
    """Both meters of one moment. Tension is not among them: only the debrief shows it."""

    trust: Meter
    productivity: Meter


def standing(run: Run) -> Meters:
    """Return the meters where the run stands, with what the time since the choice did."""
    before = run.decisions[-1].landing.landed if run.decisions else run.state
    return _between(before, run.state, run.parameters)


def landed(decision: Decision, parameters: Parameters) -> Meters:
    """Return the meters right after a choice, with what the choice did."""
    return _between(decision.before, decision.landing.landed, parameters)


def waiting(decision: Decision, parameters: Parameters) -> Meters:
    """Return the meters as they stood when the choice was made: nothing has moved yet."""
    return _between(decision.before, decision.before, parameters)


def account(meters: Meters, mode: Mode) -> tuple[str, ...]:
    """Return a line for each meter, or for neither if they are hidden."""
    if mode == "hidden":
        return ()
    return tuple(_line(meter, mode) for meter in (meters.trust, meters.productivity))


def time_passes(meters: Meters, mode: Mode) -> str:
    """Return the line that says that time has passed, and what it did."""
    moved = [meter for meter in (meters.trust, meters.productivity) if meter.change]
    if mode == "hidden" or not moved:
        return "Time passes."
    if mode == "numbers":
        said = (f"{meter.name} {meter.before} to {meter.now}" for meter in moved)
    else:
        said = (f"{meter.name} {change_word(meter.change)}" for meter in moved)
    return f"Time passes. {', '.join(said)}."


def _line(meter: Meter, mode: Mode) -> str:
    moved = change_word(meter.change)
    if mode == "numbers" and meter.change:
        return f"{meter.name} {meter.before} to {meter.now}, {moved}: {meter.word}."
    if mode == "numbers":
        return f"{meter.name} {meter.now}, {moved}: {meter.word}."
    return f"{meter.name}: {moved}, {meter.word}."


def _between(before: State, now: State, parameters: Parameters) -> Meters:
    rate = productivity(now, parameters)
    return Meters(
        Meter("Trust", before.trust, now.trust, trust_word(now.trust, parameters)),
        Meter("Productivity", productivity(before, parameters), rate, productivity_word(rate)),
    )
