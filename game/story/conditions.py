"""The `when` language: comparisons of meters, facts, `not`, `and`, `or`, parentheses.

Parsed into immutable nodes, and nothing but these nodes is evaluated.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Meter: TypeAlias = Literal["trust", "tension", "productivity"]
METERS: Final[tuple[Meter, ...]] = ("trust", "tension", "productivity")
RESERVED: Final = frozenset({"and", "or", "not", *METERS})
LONGEST: Final = 500
LONGEST_JOINED: Final = 2 * LONGEST + len("() and ()")
"""Characters of two conditions joined by `both`."""
_BINDING: Final = {"not": 3, "and": 2, "or": 1, "(": 0}
_SPACE: Final = " \t\n"
_CURE: Final = "Write for example `trust >= 45 and not told_ines`."
_OPERATORS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_SIGNS: Final = (
    *(("=>", ">="), ("≥", ">="), ("=<", "<="), ("≤", "<="), ("≠", "!="), ("<>", "!=")),
    *(("&", "and"), ("|", "or"), ("!", "not"), ("AND", "and"), ("OR", "or"), ("NOT", "not")),
)
"""Signs of other languages, and what stands for them here."""
_TOKEN: Final = re.compile(
    r"[ \t\n]*(?:(?P<number>-?[0-9]++)(?![A-Za-z_])|(?P<name>[a-z_][a-z0-9_]*)"
    r"|(?P<operator><=|>=|==|!=|<|>)|(?P<bracket>[()]))"
)


class ConditionError(ValueError):
    """A condition that does not parse: `offset` is the place in it from 0, `cure` what to do."""

    def __init__(self, message: str, offset: int, cure: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.cure = cure


class Node(Protocol):
    """A condition, or a part of one."""

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether it is true of these meters (0..100) and facts."""


class Compare(NamedTuple):
    """A meter against a whole number."""

    meter: Meter
    operator: str
    number: int

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:  # noqa: ARG002, one signature for all nodes
        """Whether the comparison is true."""
        meter, sign, number = self
        if meter == "trust":
            value = trust
        elif meter == "tension":
            value = tension
        else:
            value = productivity
        return _OPERATORS[sign](value, number)


class Fact(NamedTuple):
    """A fact that has been set."""

    name: str

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:  # noqa: ARG002, one signature for all nodes
        """Whether the fact is among `facts`."""
        return self.name in facts


class Not(NamedTuple):
    """The opposite of its inner condition."""

    inner: Node

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether the inner condition fails."""
        return not self.inner.holds(trust, tension, productivity, facts)


class And(NamedTuple):
    """True if both sides are. `word` alone tells its tuple from that of an `Or`."""

    left: Node
    right: Node
    word: Literal["and"] = "and"

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether both sides hold."""
        return self.left.holds(trust, tension, productivity, facts) and self.right.holds(
            trust, tension, productivity, facts
        )


class Or(NamedTuple):
    """True if a side is. `word` alone tells its tuple from that of an `And`."""

    left: Node
    right: Node
    word: Literal["or"] = "or"

    def holds(self, trust: int, tension: int, productivity: int, facts: frozenset[str]) -> bool:
        """Whether a side holds."""
        return self.left.holds(trust, tension, productivity, facts) or self.right.holds(
            trust, tension, productivity, facts
        )


class When(NamedTuple):
    """A condition as written and as parsed.

    `reads_productivity` is False where any number will do for it: that meter has to be computed.
    """

    text: str
    test: Node
    reads_productivity: bool

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


def parse(text: str, longest: int = LONGEST) -> When:
    """Parse a condition; raises `ConditionError` with the place of the first mistake."""
    if len(text) > longest:
        raise ConditionError(
            f"it has more than {longest} characters", longest, "Set a fact earlier, and test that."
        )
    test = _Parser(text).whole()
    meters = {node.meter for node in walk(test) if isinstance(node, Compare)}
    return When(text, test, "productivity" in meters)


def both(one: When | None, other: When | None) -> When | None:
    """Return the condition that holds where both do; None holds always."""
    if one is None or other is None:
        return one or other
    return parse(f"({one.text}) and ({other.text})", LONGEST_JOINED)


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a condition, at last one of the kind `end`."""
    offset = 0
    while match := _TOKEN.match(text, offset):
        kind = match.lastgroup or ""
        yield _Token(kind, match[kind], match.start(kind))
        offset = match.end()
    rest = text[offset:].lstrip(_SPACE)
    if not rest:
        yield _Token("end", "", len(text))
        return
    at = len(text) - len(rest)
    raise ConditionError(f"{rest[0]!r} is not part of a condition", at, _meant(text[:at], rest))


def _meant(before: str, rest: str) -> str:
    """Return the cure for a sign that conditions do not have."""
    for sign, written in _SIGNS:
        if rest.startswith(sign):
            return f"Write {written}."
    if rest[0] == "=":
        name = re.search(r"[a-z_][a-z0-9_]*$", before.rstrip(_SPACE))
        return "Write == to compare." if name is None or name[0] in METERS else _alone(name[0])
    if rest[0].isalpha():
        return "A fact is written with small letters a to z, digits and `_`."
    return _CURE


def _alone(fact: str) -> str:
    return f"A fact stands alone: write `{fact}` or `not {fact}`."


class _Parser:
    """Precedence climbing with stacks of its own: 500 characters can nest 249 deep."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._nodes: list[Node] = []
        self._waiting: list[str] = []

    def whole(self) -> Node:
        """Operand and operator take turns until the end."""
        while True:
            self._operand(next(self._tokens))
            token = next(self._tokens)
            while token.text == ")":
                self._close(token)
                token = next(self._tokens)
            if token.kind == "end":
                return self._result(token)
            self._operator(token)

    def _operand(self, token: _Token) -> None:
        while token.text in {"not", "("}:
            self._waiting.append(token.text)
            token = next(self._tokens)
        meter = next((meter for meter in METERS if meter == token.text), None)
        if meter is not None:
            self._nodes.append(self._comparison(meter))
        elif token.kind == "name" and token.text not in RESERVED:
            self._nodes.append(Fact(token.text))
        else:
            found = f"not {token.text!r}" if token.text else "but it ends here"
            message = f"a meter, a fact or `(` is expected, {found}"
            raise ConditionError(message, token.offset, _CURE)

    def _operator(self, token: _Token) -> None:
        last = self._nodes[-1]
        if token.kind == "operator" and isinstance(last, Fact):
            from game.story.diagnostic import did_you_mean

            message = f"{last.name!r} is no meter, and only a meter is compared"
            offset = self._text.rfind(last.name, 0, token.offset)
            meant = did_you_mean(last.name, METERS)
            cure = meant if meant.startswith("Did") else _alone(last.name)
            raise ConditionError(message, offset, cure)
        if token.text not in {"and", "or"}:
            message = f"{token.text!r} is left over"
            cure = "Join conditions with `and` or `or`; only a meter is compared, and only once."
            raise ConditionError(message, token.offset, cure)
        self._join(_BINDING[token.text])
        self._waiting.append(token.text)

    def _comparison(self, meter: Meter) -> Compare:
        sign = next(self._tokens)
        example = f"Write for example `{meter} >= 45`."
        if sign.kind != "operator":
            raise ConditionError(f"{meter} is not compared", sign.offset, example)
        number = next(self._tokens)
        if number.kind != "number":
            message = "a comparison ends in a whole number"
            raise ConditionError(message, number.offset, example)
        return Compare(meter, sign.text, int(number.text))

    def _close(self, token: _Token) -> None:
        self._join(1)
        if not self._waiting:
            raise ConditionError("this `)` closes nothing", token.offset, "Remove it.")
        self._waiting.pop()

    def _result(self, end: _Token) -> Node:
        self._join(1)
        if self._waiting:
            raise ConditionError("a `)` is missing", end.offset, "Close every bracket.")
        return self._nodes[0]

    def _join(self, binding: int) -> None:
        """Build the nodes of all waiting words that bind at least this tightly."""
        while self._waiting and _BINDING[self._waiting[-1]] >= binding:
            word = self._waiting.pop()
            last = self._nodes.pop()
            if word == "not":
                self._nodes.append(Not(last))
            else:
                node = And if word == "and" else Or
                self._nodes.append(node(self._nodes.pop(), last))
