"""Whether several conditions can hold at once: exact, as far as a condition can tell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from game.story.conditions import METERS, And, Compare, Fact, Node, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterable

_METER: Final = range(101)
_ANYTHING: Final = (1 << len(_METER)) - 1
"""The values that a meter may have, one bit each."""
_MOST_STEPS: Final = 2_000


class _Search(NamedTuple):
    """What is still to be met, and what has been supposed so far."""

    todo: tuple[tuple[Node, bool], ...]
    meters: tuple[int, ...]
    facts: frozenset[str]
    others: frozenset[str]
    """Facts that do not hold."""


class Overlaps:
    """Says whether conditions can hold at once, as long as looking for it stays cheap.

    A step takes some 5 µs, and a hostile file can ask for as many as it likes.
    """

    def __init__(self, steps: int = 50_000) -> None:
        self._left = steps

    def __call__(self, tests: Iterable[Node], held: frozenset[str]) -> bool:
        """Whether some meters and facts, `held` among them, meet all tests.

        Meters are taken as free of each other. What is too dear to refute counts as possible.
        """
        todo = tuple((test, True) for test in tests)
        stack = [_Search(todo, (_ANYTHING,) * len(METERS), held, frozenset())]
        for _ in range(min(self._left, _MOST_STEPS)):
            if not stack:
                return False
            self._left -= 1
            search = stack.pop()
            if not search.todo:
                return True
            stack += _next(search)
        return bool(stack)


def _next(search: _Search) -> list[_Search]:
    """Return the ways to meet the first thing to do; none if it can't be met."""
    (node, wanted), *rest = search.todo
    left = search._replace(todo=tuple(rest))
    if isinstance(node, Not):
        return [left._replace(todo=((node.inner, not wanted), *rest))]
    if isinstance(node, And | Or):
        inner = ((node.left, wanted), (node.right, wanted))
        if isinstance(node, And) is wanted:
            return [left._replace(todo=(*inner, *rest))]
        return [left._replace(todo=(one, *rest)) for one in inner]
    if isinstance(node, Compare):
        return _narrowed(left, node, wanted=wanted)
    if isinstance(node, Fact):
        return _supposed(left, node.name, wanted=wanted)
    raise TypeError(node)


def _narrowed(search: _Search, compare: Compare, *, wanted: bool) -> list[_Search]:
    allowed = _values(compare) if wanted else _ANYTHING ^ _values(compare)
    meters = tuple(
        values & allowed if meter == compare.meter else values
        for meter, values in zip(METERS, search.meters, strict=True)
    )
    return [search._replace(meters=meters)] if all(meters) else []


def _supposed(search: _Search, fact: str, *, wanted: bool) -> list[_Search]:
    if fact in (search.others if wanted else search.facts):
        return []
    if wanted:
        return [search._replace(facts=search.facts | {fact})]
    return [search._replace(others=search.others | {fact})]


@lru_cache(maxsize=1024)
def _values(compare: Compare) -> int:
    """Return the values of its meter of which a comparison is true."""
    none: frozenset[str] = frozenset()
    return sum(1 << value for value in _METER if compare.holds(value, value, value, none))
