"""Sets of facts as small numbers, so that many states can hold one in a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class FactSets:
    """Numbers each set of facts as it is first met; 0 is the set a story starts with."""

    def __init__(self, start: frozenset[str]) -> None:
        self._sets: list[frozenset[str]] = []
        self._numbers: dict[frozenset[str], int] = {}
        self._holding: dict[str, NDArray[np.bool_]] = {}
        self.number(start)

    def __len__(self) -> int:
        return len(self._sets)

    def __getitem__(self, number: int) -> frozenset[str]:
        return self._sets[number]

    def number(self, facts: frozenset[str]) -> int:
        """Return the number of a set."""
        number = self._numbers.setdefault(facts, len(self._sets))
        if number == len(self._sets):
            self._sets.append(facts)
        return number

    def joined(self, column: NDArray[np.int32], more: frozenset[str]) -> NDArray[np.int32]:
        """Return a column of the sets that a choice which `sets` these facts leaves."""
        known = np.unique(column)
        table = np.zeros(len(self._sets), dtype=np.int32)
        table[known] = [self.number(self._sets[number] | more) for number in known.tolist()]
        return table[column]

    def holding(self, fact: str) -> NDArray[np.bool_]:
        """Return for each number whether its set has the fact."""
        known = self._holding.get(fact, np.zeros(0, np.bool_))
        if len(known) < len(self._sets):
            more = [fact in facts for facts in self._sets[len(known) :]]
            known = self._holding[fact] = np.concatenate([known, np.array(more, np.bool_)])
        return known
