"""The `when` language: comparisons of meters, facts, `not`, `and`, `or`, parentheses.

Parsed by recursive descent into frozen nodes. Nothing is evaluated but these nodes.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Meter: TypeAlias = Literal["trust", "tension", "productivity"]
METERS: Final[tuple[Meter, ...]] = ("trust", "tension", "productivity")
RESERVED: Final = frozenset({"and", "or", "not", *METERS})
LONGEST: Final = 500
DEEPEST: Final = 50
FACT: Final = re.compile(r"[a-z_][a-z0-9_]*")

_OPERATORS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>-?[0-9]+)(?![0-9A-Za-z_.])|(?P<name>[a-z_][a-z0-9_]*)(?![A-Z.])"
    r"|(?P<operator><=|>=|==|!=|<|>)|(?P<bracket>[()]))"
)


class ConditionError(ValueError):
    """A condition that does not parse; `offset` is the place in it, counted from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Node(Protocol):
    """A condition, or a part of one."""

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether it is true of these meters (0..100) and facts."""


@dataclass(frozen=True, slots=True)
class Compare:
    """A meter against a whole number."""

    meter: Meter
    operator: str
    number: int

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:  # noqa: ARG002, one signature for all nodes
        """Whether the comparison is true."""
        if self.meter == "trust":
            value = trust
        elif self.meter == "tension":
            value = tension
        else:
            value = productivity
        return _OPERATORS[self.operator](value, self.number)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that has been set."""

    name: str

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:  # noqa: ARG002, one signature for all nodes
        """Whether the fact is among `facts`."""
        return self.name in facts


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its inner condition."""

    inner: Node

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether the inner condition fails."""
        return not self.inner.holds(trust, tension, productivity, facts)


@dataclass(frozen=True, slots=True)
class And:
    """True if both sides are."""

    left: Node
    right: Node

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether both sides hold."""
        return self.left.holds(trust, tension, productivity, facts) and self.right.holds(
            trust, tension, productivity, facts
        )


@dataclass(frozen=True, slots=True)
class Or:
    """True if a side is."""

    left: Node
    right: Node

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether a side holds."""
        return self.left.holds(trust, tension, productivity, facts) or self.right.holds(
            trust, tension, productivity, facts
        )


@dataclass(frozen=True, slots=True)
class When:
    """A condition as written and as parsed."""

    text: str
    test: Node

    @property
    def facts(self) -> frozenset[str]:
        """Every fact the condition names."""
        return frozenset(node.name for node in walk(self.test) if isinstance(node, Fact))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and every node inside it."""
    yield node
    if isinstance(node, Not):
        yield from walk(node.inner)
    elif isinstance(node, And | Or):
        yield from walk(node.left)
        yield from walk(node.right)


def parse(text: str) -> When:
    """Parse a condition; raises `ConditionError` with the place of the first mistake."""
    if len(text) > LONGEST:
        raise ConditionError(f"a condition has at most {LONGEST} characters", LONGEST)
    return When(text, _Parser(text).whole())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    offset = 0
    end = len(text.rstrip())
    while offset < end:
        match = _TOKEN.match(text, offset)
        if match is None or match.lastgroup is None:
            place = offset + len(text[offset:]) - len(text[offset:].lstrip())
            raise ConditionError(f"{text[place]!r} is not part of a condition", place)
        kind = match.lastgroup
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        offset = match.end()
    return tokens


class _Parser:
    """One pass over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._end = _Token("end", "", len(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._either()
        if self._peek().kind != "end":
            raise ConditionError(
                f"{self._peek().text!r} is left over: join conditions with `and` or `or`",
                self._peek().offset,
            )
        return node

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self) -> _Token:
        token = self._peek()
        self._next += 1
        return token

    def _took(self, word: str) -> bool:
        if self._peek().text == word and self._peek().kind != "end":
            self._next += 1
            return True
        return False

    def _either(self) -> Node:
        node = self._both()
        while self._took("or"):
            node = Or(node, self._both())
        return node

    def _both(self) -> Node:
        node = self._negation()
        while self._took("and"):
            node = And(node, self._negation())
        return node

    def _negation(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ConditionError(
                f"more than {DEEPEST} levels of `not` and parentheses", self._peek().offset
            )
        node = Not(self._negation()) if self._took("not") else self._atom()
        self._depth -= 1
        return node

    def _atom(self) -> Node:
        token = self._take()
        if token.text == "(":
            node = self._either()
            if not self._took(")"):
                raise ConditionError("a `)` is missing", self._peek().offset)
            return node
        if token.text in METERS:
            return self._comparison(cast("Meter", token.text))
        if token.kind == "name" and token.text not in RESERVED:
            return Fact(token.text)
        said = f"not {token.text!r}" if token.text else "but it ends here"
        raise ConditionError(f"expected a meter, a fact or `(`, {said}", token.offset)

    def _comparison(self, meter: Meter) -> Node:
        compare = self._take()
        if compare.kind != "operator":
            raise ConditionError(
                f"{meter} needs a comparison, for example `{meter} >= 45`", compare.offset
            )
        number = self._take()
        if number.kind != "number":
            raise ConditionError("a comparison ends in a whole number", number.offset)
        return Compare(meter, compare.text, int(number.text))
