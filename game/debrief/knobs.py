"""The parameters a sceptic can change, each with its rule in short and the range it may take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from game.engine.parameters import TEACHING_MODEL

if TYPE_CHECKING:
    from game.engine.parameters import Parameters


class Knob(NamedTuple):
    """One parameter: its name in `Parameters`, its rule with `{}` for the value, its range."""

    name: str
    rule: str
    least: int
    most: int
    step: int = 1

    def value(self, parameters: Parameters) -> int:
        """Return where it stands."""
        found: int = getattr(parameters, self.name)
        return found

    def at(self, parameters: Parameters) -> str:
        """Return the rule with the value in it."""
        return self.rule.format(self.value(parameters))

    def turned(self, parameters: Parameters, steps: int) -> Parameters:
        """Return the model with this one moved, within its range."""
        return self.set(parameters, self.value(parameters) + steps * self.step)

    def set(self, parameters: Parameters, value: int) -> Parameters:
        """Return the model with this one at a value, or at the nearest end of its range."""
        held = max(self.least, min(value, self.most))
        return replace(parameters, **{self.name: held})  # type: ignore[arg-type]

    def reset(self, parameters: Parameters) -> Parameters:
        """Return the model with this one as the teaching model has it."""
        return self.set(parameters, self.value(TEACHING_MODEL))


KNOBS: Final = (
    Knob("loss_factor", "A loss of trust counts {} times.", 1, 4),
    Knob("breach", "A loss that lands at {} opens a wound.", 4, 20),
    Knob("half_divisor", "A wound, or one leg ahead, leaves 1/{} of a gain.", 1, 4),
    Knob("lean_limit", "One leg may be {} steps ahead of the other.", 1, 6),
    Knob("too_early_divisor", "Too early: 1/{} of the gesture becomes tension.", 1, 6),
    Knob("early_age", "A repair is early until the wound's age is {}.", 0, 3),
    Knob("trust_divisor", "1 productivity for {} trust above 50.", 1, 6),
    Knob("tension_divisor", "1 productivity less for {} tension.", 1, 10),
    Knob("calm_trust", "From trust {} on nothing simmers.", 0, 100, 5),
    Knob("simmer_divisor", "Tension goes 1/{} of its way a decision.", 1, 12),
    Knob("erosion_divisor", "Each full {} of tension costs 1 trust a decision.", 5, 100, 5),
    Knob("fading_divisor", "Push fades to 1/{} a decision.", 1, 5),
    Knob("quarter_steps", "The next quarter has {} steps.", 0, 12),
)
