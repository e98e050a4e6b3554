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
Flags: TypeAlias = "NDArray[np.bool_]"
Packed: TypeAlias = "NDArray[np.int64]"

_BITS: Final = 63
"""A packed state is never negative."""
_FACT_BITS: Final = range(20, 32)
"""For the numbers of the sets of facts: more sets than this do not fit into memory anyway."""


class Columns(NamedTuple):
    """States, one a row: the fields of `game.engine.state.State`, facts by number."""

    trust: Numbers
    tension: Numbers
    push: Numbers
    lean: Numbers
    wound: Numbers
    wound_age: Numbers
    deceived: Flags
    facts: Numbers

    def rows(self, chosen: NDArray[np.int32] | Flags) -> Columns:
        """Return the rows at these indices, or where a flag stands."""
        return Columns._make(column[chosen] for column in self)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a state becomes one number: for each field its least value and its place."""

    least: tuple[int, ...]
    shifts: tuple[int, ...]
    masks: tuple[int, ...]

    def pack(self, columns: Columns) -> Packed:
        """Return one number for each row; equal rows have equal numbers."""
        packed = np.zeros(len(columns.trust), dtype=np.int64)
        for column, least, shift in zip(columns, self.least, self.shifts, strict=True):
            packed |= (column.astype(np.int64) - least) << shift
        return packed

    def unpack(self, packed: Packed) -> Columns:
        """Return the rows of such numbers."""
        columns = Columns._make(
            (((packed >> shift) & mask) + least).astype(np.int32)
            for least, shift, mask in zip(self.least, self.shifts, self.masks, strict=True)
        )
        return columns._replace(deceived=columns.deceived.astype(np.bool_))


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
    if room < _FACT_BITS.start:
        raise OverflowError("the states of this story do not fit into one number each")
    widths.append(min(room, _FACT_BITS.stop - 1))
    shifts = [0]
    for width in widths:
        shifts.append(shifts[-1] + width)
    masks = tuple((1 << end - begin) - 1 for begin, end in pairwise(shifts))
    return Layout((*(least for least, _ in ranges), 0), tuple(shifts[:-1]), masks)


def from_states(states: Iterable[State], facts: FactSets) -> Columns:
    """Return the engine's states as columns."""
    rows = [(*state[:7], facts.number(state.facts)) for state in states]
    columns = Columns._make(np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))
    return columns._replace(deceived=columns.deceived.astype(np.bool_))


def state_at(columns: Columns, row: int, facts: FactSets) -> State:
    """Return one row as the engine's state."""
    trust, tension, push, lean, wound, age, deceived, number = (int(one[row]) for one in columns)
    return State(trust, tension, push, lean, wound, age, bool(deceived), facts[number])
