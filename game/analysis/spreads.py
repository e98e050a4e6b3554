"""How a number is spread over all playthroughs: least, most, mean, and the counts of each value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from game.analysis.counts import Counts


class Spread(NamedTuple):
    """Of one number at the ends of all playthroughs.

    `counts` says how many playthroughs have each value, in rising order; None where only the ends
    and the mean are known.
    """

    least: int
    most: int
    mean: float
    counts: tuple[tuple[int, int], ...] | None

    def below(self, value: int) -> Fraction | None:
        """Return the share of playthroughs with a lower value; None where it is not known."""
        if self.counts is None:
            return None
        whole = sum(count for _, count in self.counts)
        return Fraction(sum(count for one, count in self.counts if one < value), whole)


def spread(parts: Iterable[tuple[NDArray[np.integer], Counts]]) -> Spread:
    """Return the spread of values that stand beside the number of playthroughs of each."""
    some = [(np.asarray(values, dtype=np.int64), counts) for values, counts in parts]
    values = np.concatenate([one for one, _ in some])
    counts = np.concatenate([one for _, one in some])
    least = int(values.min())
    total = np.zeros(int(values.max()) - least + 1, dtype=counts.dtype)
    np.add.at(total, values - least, counts)
    told = tuple((least + at, int(total[at])) for at in np.flatnonzero(total).tolist())
    return Spread(told[0][0], told[-1][0], mean(told), told)


def mean(counts: Iterable[tuple[int, int]]) -> float:
    """Return the mean of values that stand beside their counts, rounded only at the end."""
    told = list(counts)
    return float(Fraction(sum(v * count for v, count in told), sum(count for _, count in told)))
