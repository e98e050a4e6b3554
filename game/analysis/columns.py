"""Many states at once: a column for each field, and all of it packed into one number a state."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from game.engine.state import State, divide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from game.analysis.facts import FactSets
    from game.engine.parameters import Parameters
    from game.story.compiled import Story

Numbers: TypeAlias = "NDArray[np.int32]"
Meters: TypeAlias = "NDArray[np.int16]"
"""Half as wide as `Numbers`, which the rules get through in two thirds of the time."""
Flags: TypeAlias = "NDArray[np.bool_]"
Packed: TypeAlias = "NDArray[np.int64]"

_BITS: Final = 63
"""A packed state is never negative."""
_LOW: Final = (1 << 31) - 1
_FACT_BITS: Final = range(20, 32)
"""For the numbers of the sets of facts: more sets than this do not fit into memory anyway."""


class Columns(NamedTuple):
    """States, one a row: the fields of `game.engine.state.State`, facts by number."""

    trust: Meters
    tension: Meters
    push: Meters
    lean: Meters
    wound: Meters
    wound_age: Meters
    deceived: Flags
    facts: Numbers

    def rows(self, chosen: NDArray[np.int32] | Flags) -> Columns:
        """Return the rows at these indices, or where a flag stands."""
        return Columns._make(column[chosen] for column in self)


class Field(NamedTuple):
    """Where one column stands in a packed number: its least value, its place, its bits.

    A narrow one stands within the lower 31 bits, which are got at in half the time.
    """

    least: int
    shift: int
    mask: int

    @property
    def narrow(self) -> bool:
        """Whether it stands within the lower bits."""
        return self.mask << self.shift <= _LOW


@dataclass(frozen=True, slots=True)
class Layout:
    """How a state becomes one number: a field for each column."""

    fields: tuple[Field, ...]

    def pack(self, columns: Columns) -> Packed:
        """Return one number for each row; equal rows have equal numbers."""
        low = np.zeros(len(columns.trust), dtype=np.int32)
        high: list[Packed] = []
        held: tuple[Meters | Numbers | Flags, ...] = columns
        for column, field in zip(held, self.fields, strict=True):
            if field.narrow:
                low |= (column.astype(np.int32) - field.least) << field.shift
            elif column.any():
                high.append((column.astype(np.int64) - field.least) << field.shift)
        packed = low.astype(np.int64)
        for part in high:
            packed |= part
        return packed

    def unpack(self, packed: Packed) -> Columns:
        """Return the rows of such numbers."""
        low = (packed & _LOW).astype(np.int32)
        *meters, deceived, facts = (
            ((low if field.narrow else packed) >> field.shift & field.mask) + field.least
            for field in self.fields
        )
        trust, tension, push, lean, wound, age = (one.astype(np.int16) for one in meters)
        return Columns(
            *(trust, tension, push, lean, wound, age),
            deceived=deceived.astype(np.bool_),
            facts=facts.astype(np.int32),
        )


def layout(story: Story, parameters: Parameters, start: State, decisions: int) -> Layout:
    """Return a layout that holds every state of a story within `decisions` decisions of a start.

    Raises `OverflowError` if no number has room for it.
    """
    choices = [choice for scene in story.scenes.values() for choice in scene.choices]
    most_push = max((abs(choice.productivity) for choice in choices), default=0)
    most_loss = max((-choice.trust for choice in choices), default=0) * parameters.loss_factor
    push = abs(start.push)
    for _ in range(decisions):
        wider = divide(push + most_push, parameters.fading_divisor)
        if wider <= push:
            break
        push = wider
    lean = max(parameters.lean_limit, abs(start.lean))
    wound = max(start.wound, most_loss // parameters.wound_divisor)
    age = max(parameters.oldest_wound, start.wound_age)
    ranges = [
        *((0, parameters.most), (0, parameters.most)),
        *((-push, push), (-lean, lean), (0, wound), (0, age), (0, 1)),
    ]
    widths = [(most - least).bit_length() for least, most in ranges]
    room = _BITS - sum(widths)
    if room < _FACT_BITS.start or max(push, wound) + most_push > np.iinfo(np.int16).max:
        raise OverflowError("the states of this story do not fit into one number each")
    widths.append(min(room, _FACT_BITS.stop - 1))
    shifts = [0]
    for width in widths:
        shifts.append(shifts[-1] + width)
    least = (*(low for low, _ in ranges), 0)
    places = zip(least, pairwise(shifts), strict=True)
    return Layout(tuple(Field(low, begin, (1 << end - begin) - 1) for low, (begin, end) in places))


def from_states(states: Iterable[State], facts: FactSets) -> Columns:
    """Return the engine's states as columns."""
    rows = [(*state[:7], facts.number(state.facts)) for state in states]
    *meters, deceived, numbers = zip(*rows, strict=True)
    trust, tension, push, lean, wound, age = (np.array(one, dtype=np.int16) for one in meters)
    return Columns(
        *(trust, tension, push, lean, wound, age),
        deceived=np.array(deceived, dtype=np.bool_),
        facts=np.array(numbers, dtype=np.int32),
    )


def state_at(columns: Columns, row: int, facts: FactSets) -> State:
    """Return one row as the engine's state."""
    trust, tension, push, lean, wound, age, deceived, number = (int(one[row]) for one in columns)
    return State(trust, tension, push, lean, wound, age, bool(deceived), facts[number])
