"""Every constant of the teaching model, in one frozen value that each rule is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.compiled import Quality

CARE = 1
DELIVERY = -1

_LEGS: Mapping[Quality, int] = MappingProxyType(
    {
        "openness": CARE,
        "empathy": CARE,
        "mutual_care": CARE,
        "psychological_safety": CARE,
        "shared_understanding": DELIVERY,
        "mutual_benefit": DELIVERY,
        "trust": DELIVERY,
    }
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """A teaching model: directions from research, sizes ours, argue with it.

    Meters are whole numbers 0..`most`. Every `…_divisor` divides toward zero.
    """

    most: int = 100
    """Upper end of trust, tension and productivity."""
    trust_start: int = 40
    tension_start: int = 20

    productivity_base: int = 50
    """Productivity with no push, no tension and trust at `trust_level`."""
    trust_level: int = 50
    """Trust above it pays, below it costs."""
    trust_divisor: int = 2
    tension_divisor: int = 4

    loss_factor: int = 2
    """A written loss of trust lands this many times over."""
    breach: int = 8
    """A landed loss of this size opens a wound."""
    wound_divisor: int = 2
    """The part of a landed loss that becomes the wound."""
    half_divisor: int = 2
    """What `open_wound` and `one_leg` leave of a gain."""
    too_early_divisor: int = 2
    """The part of a gain that comes too early and turns into tension."""
    early_age: int = 2
    """A repair up to this age of the wound returns all of it."""
    late_divisor: int = 2
    """The part of the wound that a later repair returns."""
    oldest_wound: int = 3
    healing: int = 1
    """What an ordinary gain takes off an open wound."""
    lean_limit: int = 3
    """Steps one leg may be ahead of the other."""
    legs: Mapping[Quality, int] = field(default_factory=lambda: _LEGS)
    """Each quality's leg: 1 is care, -1 is delivery."""

    calm_trust: int = 70
    """From this trust on nothing simmers."""
    simmer_divisor: int = 6
    wound_simmer: int = 1
    """Tension an open wound adds with every decision."""
    erosion_divisor: int = 30
    """Tension costs trust with every decision: tension div this."""
    fading_divisor: int = 2
    """What is left of push after every decision."""

    quarter_steps: int = 4
    """Steps without a choice that the engine plays after the ending."""

    working_trust: int = 35
    """From here the meter's word is `working`, below it `guarded`."""
    shared_trust: int = 65
    """From here the meter's word is `shared`."""


TEACHING_MODEL = Parameters()
