"""The `when` language over many states at once, and how near a condition came that never held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from game.analysis.kernel import productivity
from game.story.conditions import And, Compare, Fact, Not, Or

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.analysis.columns import Columns, Flags, Meters
    from game.analysis.facts import FactSets
    from game.engine.parameters import Parameters
    from game.story.conditions import Node

_COMPARED: Final[dict[str, Callable[[Meters, int], Flags]]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_FAR: Final = 10_000
"""Beyond every meter, and within a column's kind."""
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


class Judge:
    """Tells of the rows of some states where a condition holds."""

    def __init__(self, states: Columns, parameters: Parameters, facts: FactSets) -> None:
        self._states = states
        self._parameters = parameters
        self._facts = facts
        self._rate: Meters | None = None

    def holds(self, node: Node) -> Flags:
        """Return a flag for each row."""
        if isinstance(node, Compare):
            # A number beyond a column's kind would not compare.
            number = max(-_FAR, min(node.number, _FAR))
            return _COMPARED[node.operator](self._meter(node.meter), number)
        if isinstance(node, Fact):
            return self._facts.holding(node.name)[self._states.facts]
        if isinstance(node, Not):
            return ~self.holds(node.inner)
        if isinstance(node, And):
            return self.holds(node.left) & self.holds(node.right)
        if isinstance(node, Or):
            return self.holds(node.left) | self.holds(node.right)
        raise TypeError(f"not a condition: {node!r}")

    def nearest(self, node: Node, needing: str) -> str:
        """Return how near a condition came that holds in no row, in words.

        `needing` is who needs it: `the choice`, `the route`.
        """
        parts = [_pushed(part) for part in _joined(node)]
        held = [self.holds(part) for part in parts]
        never = [part for part, flags in zip(parts, held, strict=True) if not flags.any()]
        if never:
            return "; ".join(self._missed(part, None, needing) for part in never[:2])
        for at, part in enumerate(parts):
            rest = np.logical_and.reduce([flags for i, flags in enumerate(held) if i != at])
            if rest.any():
                return f"where the rest holds, {self._missed(part, rest, needing)}"
        return "each part holds on some arrival, but never all at once"

    def _missed(self, part: Node, rows: Flags | None, needing: str) -> str:
        if isinstance(part, Fact):
            return f"no arrival has the fact {part.name}"
        if isinstance(part, Not) and isinstance(part.inner, Fact):
            return f"every arrival has the fact {part.inner.name}"
        if isinstance(part, Compare):
            values = self._meter(part.meter)
            return _miss(part, values if rows is None else values[rows], needing)
        if isinstance(part, Or):
            return " and ".join(
                self._missed(_pushed(one), rows, needing) for one in (part.left, part.right)
            )
        return "its parts never hold together"

    def _meter(self, name: str) -> Meters:
        if name == "trust":
            return self._states.trust
        if name == "tension":
            return self._states.tension
        if self._rate is None:
            self._rate = productivity(self._states, self._parameters)
        return self._rate


def _joined(node: Node) -> Iterator[Node]:
    """Yield what a condition joins with `and`."""
    if isinstance(node, And):
        yield from _joined(node.left)
        yield from _joined(node.right)
    elif isinstance(node, Not) and isinstance(node.inner, Or):
        yield from _joined(Not(node.inner.left))
        yield from _joined(Not(node.inner.right))
    else:
        yield node


def _pushed(node: Node) -> Node:
    """Return a condition with `not` moved into a comparison."""
    if isinstance(node, Not):
        inner = node.inner
        if isinstance(inner, Compare):
            return inner._replace(operator=_OPPOSITE[inner.operator])
        if isinstance(inner, Not):
            return _pushed(inner.inner)
        if isinstance(inner, And):
            return Or(_pushed(Not(inner.left)), _pushed(Not(inner.right)))
    return node


def _miss(compare: Compare, values: Meters, needing: str) -> str:
    meter, sign, number = compare
    if sign in {">", ">="}:
        needed = number + (sign == ">")
        return f"highest {meter} on arrival is {values.max()}, {needing} needs {needed}"
    if sign in {"<", "<="}:
        needed = number - (sign == "<")
        return f"lowest {meter} on arrival is {values.min()}, {needing} needs at most {needed}"
    if sign == "!=":
        return f"{meter} on arrival is always {number}, {needing} needs another"
    near = int(values[np.abs(values.astype(np.int64) - number).argmin()])
    return f"nearest {meter} on arrival is {near}, {needing} needs {number}"
