"""The `when` language: what it means, what it refuses, and where."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.conditions import (
    METERS,
    RESERVED,
    And,
    Compare,
    ConditionError,
    Fact,
    Node,
    Not,
    Or,
    parse,
)

SIGNS = ("<", "<=", ">", ">=", "==", "!=")
A, B, C = Fact("a"), Fact("b"), Fact("c")

_FACTS = st.sampled_from("abc") | st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in RESERVED
)
_LEAVES = st.builds(
    Compare, st.sampled_from(METERS), st.sampled_from(SIGNS), st.integers(-200, 200)
) | st.builds(Fact, _FACTS)
TREES: st.SearchStrategy[Node] = st.recursive(
    _LEAVES,
    lambda inner: (
        st.builds(Not, inner) | st.builds(And, inner, inner) | st.builds(Or, inner, inner)
    ),
    max_leaves=12,
)
WORDS = st.sampled_from(
    [*METERS, *SIGNS, "and", "or", "not", "(", ")", "told", "45", "-1", " ", "=", "x.y", "\n"]
)


def rendered(node: Node) -> str:
    """Return a condition with every bracket that its tree needs, and many more."""
    match node:
        case Compare(meter, sign, number):
            return f"{meter}{sign} {number}"
        case Not(inner):
            return f"not ({rendered(inner)})"
        case And(left, right, word) | Or(left, right, word):
            return f"({rendered(left)}) {word} ({rendered(right)})"
        case Fact(name):
            return name
    raise AssertionError(node)


@given(TREES)
def test_what_is_written_is_what_is_parsed(tree: Node) -> None:
    """Any tree of conditions comes back from its text."""
    text = rendered(tree)
    if len(text) <= 500:
        assert parse(text).test == tree
        assert type(parse(text).test) is type(tree)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Or(A, And(B, C))),
        ("a and b or c", Or(And(A, B), C)),
        ("(a or b) and c", And(Or(A, B), C)),
        ("not a and b", And(Not(A), B)),
        ("not (a and b)", Not(And(A, B))),
        ("not not a", Not(Not(A))),
        ("not trust >= 5", Not(Compare("trust", ">=", 5))),
        ("a or b or c", Or(Or(A, B), C)),
        ("a and b and c", And(And(A, B), C)),
        ("a and not b or c", Or(And(A, Not(B)), C)),
        ("trust>=45", Compare("trust", ">=", 45)),
        ("tension\n!=\t-7", Compare("tension", "!=", -7)),
        (" ((a)) ", A),
        ("and_ or or_", Or(Fact("and_"), Fact("or_"))),
        ("trust_ and nota", And(Fact("trust_"), Fact("nota"))),
    ],
)
def test_what_binds(text: str, tree: Node) -> None:
    """`or` binds less than `and`, less than `not`, less than a comparison."""
    assert parse(text).test == tree
    assert type(parse(text).test) is type(tree)


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("", 0, "it ends here"),
        ("   ", 3, "it ends here"),
        ("a and", 5, "it ends here"),
        ("not", 3, "it ends here"),
        ("and a", 0, "'and'"),
        ("a or or b", 5, "'or'"),
        ("a b", 2, "'b' is left over"),
        ("trust", 5, "trust is not compared"),
        ("trust and a", 6, "trust is not compared"),
        ("trust >= a", 9, "whole number"),
        ("trust >= 4.5", 10, "'.'"),
        ("trust >= 45and a", 9, "'4'"),
        ("trust = 45", 6, "'='"),
        ("45 <= trust", 0, "'45'"),
        ("10 < trust < 20", 0, "'10'"),
        ("trust < 20 < 30", 11, "'<' is left over"),
        ("told == 1", 0, "'told' is no meter"),
        ("a and trst >= 4", 6, "'trst' is no meter"),
        ("trust >= tension", 9, "whole number"),
        ("trust + 5 > 6", 6, "'+'"),
        ("trust >= - 5", 9, "'-'"),
        ("Told", 0, "'T'"),
        ("toLd", 2, "'L'"),
        ("told.x", 4, "'.'"),
        ("f(a)", 1, "'(' is left over"),
        ("(a", 2, "`)` is missing"),
        ("a)", 1, "closes nothing"),
        ("()", 1, "')'"),
        ("a; b", 1, "';'"),
        ("a\xa0and b", 1, "xa0"),
        ("é", 0, "'é'"),
        ("a" * 501, 500, "more than 500 characters"),
        ("(" * 500, 500, "it ends here"),
    ],
)
def test_what_is_refused(text: str, offset: int, said: str) -> None:
    """Nothing else parses: each mistake is told with its place, counted from 0, and a cure."""
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert said in str(caught.value)
    assert caught.value.offset == offset
    assert caught.value.cure


@pytest.mark.parametrize(
    "text", ["(" * 249 + "a" + ")" * 249, "not " * 124 + "a", " and ".join("a" * 83)]
)
def test_500_characters_nest_as_deep_as_they_can(text: str) -> None:
    """No depth is refused that fits into a condition's length, and it can be evaluated."""
    when = parse(text)
    assert when.test.holds(0, 0, 0, frozenset("a"))
    assert when.facts == {"a"}


@given(st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=520))
def test_any_text(text: str) -> None:
    """Any text is a condition or an error with a place within it."""
    with contextlib.suppress(ConditionError):
        assert parse(text).text == text
        return
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert 0 <= caught.value.offset <= len(text)


@given(TREES, st.tuples(*[st.integers(0, 100)] * 3), st.frozensets(st.sampled_from("abc")))
def test_what_holds(tree: Node, meters: tuple[int, int, int], facts: frozenset[str]) -> None:
    """A condition is as true as Python holds the same words to be."""
    known = dict(zip(METERS, meters, strict=True))
    expected = eval(_as_python(tree), {}, {"known": known, "facts": facts})  # noqa: S307
    assert tree.holds(*meters, facts) == expected


def _as_python(node: Node) -> str:
    match node:
        case Compare(meter, sign, number):
            return f"known[{meter!r}] {sign} {number}"
        case Not(inner):
            return f"not ({_as_python(inner)})"
        case And(left, right, word) | Or(left, right, word):
            return f"({_as_python(left)}) {word} ({_as_python(right)})"
        case Fact(name):
            return f"{name!r} in facts"
    raise AssertionError(node)


def test_the_facts_of_a_condition() -> None:
    """A condition knows every fact that it reads."""
    assert parse("told or not (trust > 5 and minuted) or told").facts == {"told", "minuted"}
    assert parse("tension < 5").facts == frozenset()
