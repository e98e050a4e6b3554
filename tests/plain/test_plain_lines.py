"""Paragraphs as they print: wrapped or whole, styled or bare, in any encoding."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.plain.lines import NARROWEST, Line, heading, numbered, printed
from game.plain.nearest import ERRORS, nearest, register
from game.story.prose import Span

SPANS = st.lists(
    st.builds(Span, st.text("ab c-\n\t\x1b\u202e日→é", max_size=12), st.booleans(), st.booleans()),
    max_size=8,
)
SGR = re.compile(r"\x1b\[[013]m")


@given(SPANS, st.integers(0, 6), st.integers(1, 60) | st.none())
def test_wrapping_keeps_every_word(spans: list[Span], hang: int, width: int | None) -> None:
    """Wrapped or not, styled or not, the same words stand there in the same order."""
    line = Line(tuple(spans), hang)
    bare = printed(line, width, styled=False)
    styled = printed(line, width, styled=True)
    whole = printed(line, None, styled=False)
    assert bare.split() == whole.split()
    assert SGR.sub("", styled) == bare
    assert "\x1b" not in bare
    assert "\n" not in whole


@given(SPANS, st.integers(0, 6), st.integers(NARROWEST, 60))
def test_rows_fit(spans: list[Span], hang: int, width: int) -> None:
    """No row is wider than the width unless one word is."""
    for row in printed(Line(tuple(spans), hang), width, styled=False).split("\n"):
        assert len(row) <= width or len(row.split()) == 1


def test_rows_of_an_answer_hang_behind_its_number() -> None:
    """The further rows of a numbered answer are indented under its text."""
    said = printed(numbered(1, "one two three four five"), 20, styled=False)
    assert said == "1. one two three\n   four five"


def test_style_ends_on_each_row() -> None:
    """A style that spans rows is opened and closed on each of them."""
    said = printed(heading("one two three four five"), 20, styled=True)
    assert said == "\x1b[1mone two three four\x1b[0m\n\x1b[1mfive\x1b[0m"


@pytest.mark.parametrize(
    ("text", "read"),
    [("40 → 46", "40 -> 46"), ("“Ah…”", '"Ah..."'), ("Zoë", "Zoe"), ("日😀", "??"), ("−4", "-4")],
)
def test_nearest_reads_alike(text: str, read: str) -> None:
    """What can't be encoded is printed as ASCII that reads alike."""
    register()
    assert nearest(text) == read
    assert text.encode("ascii", ERRORS).decode() == read


@given(st.text())
def test_nearest_is_ascii(text: str) -> None:
    """Any text at all has an ASCII stand-in."""
    assert nearest(text).isascii()
