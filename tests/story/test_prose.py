"""Story text is data: paragraphs, emphasis, names of the cast, and all else as it is."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.compiled import CastMember
from game.story.prose import Span, names, paragraphs, plain_text, present

CAST = {
    "ines": CastMember("ines", "Ines *Duarte*"),
    "bo": CastMember("bo", "Bo"),
}


def shown(text: str) -> str:
    """Return a text with its styles as tags, to be read at a glance."""
    found = (paragraph for paragraph in paragraphs(text, CAST))
    tagged = "|".join("".join(_tagged(span) for span in paragraph) for paragraph in found)
    return re.sub("</b><b>|</i><i>", "", tagged)


def _tagged(span: Span) -> str:
    inner = f"<{span.cast}>" if span.cast else span.text
    inner = f"<i>{inner}</i>" if span.emphasis else inner
    return f"<b>{inner}</b>" if span.strong else inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* c", "a <i>b</i> c"),
        ("a **b** c", "a <b>b</b> c"),
        ("**a *b* c**", "<b>a <i>b</i> c</b>"),
        ("***a***", "<b><i>a</i></b>"),
        ("*a **b** c*", "<i>a </i><b><i>b</i></b><i> c</i>"),
        ("*a **b***", "<i>a </i><b><i>b</i></b>"),
        ("**a *b***", "<b>a <i>b</i></b>"),
        ("x*y*z and x**y**z", "x<i>y</i>z and x<b>y</b>z"),
        ("*{bo}* waits", "<i><bo></i> waits"),
        # Marks without a partner print as they are.
        ("a * b", "a * b"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*a", "*a"),
        ("a*", "a*"),
        ("**a*", "**a*"),
        ("* a *", "* a *"),
        ("**", "**"),
        ("a** b", "a** b"),
        ("****a****", "****a****"),
        ("*a**", "*a**"),
        ("***a", "***a"),
        ("*note: 2**3*", "<i>note: 2**3</i>"),
        ("***", "***"),
        ("*a **b*", "<i>a **b</i>"),
        # Paragraphs end their styles.
        ("*a\n\nb*", "*a|b*"),
        ("a\nb", "a b"),
        ("\n a  b\t\n \n\n c \n", "a b|c"),
        ("a\u00a0b", "a\u00a0b"),
        ("", ""),
        # Braces.
        ("{ines} and {bo}", "<ines> and <bo>"),
        ("{{ines}}", "{ines}"),
        ("{{{bo}}}", "{<bo>}"),
        ("}} {{", "} {"),
        ("{", "{"),
        ("a } b { c", "a } b { c"),
        # Nothing else is a mark.
        ("[Anna] [b]x[/b] [/foo] [@click=app.quit]x", "[Anna] [b]x[/b] [/foo] [@click=app.quit]x"),
        ("\\ \\* C:\\", "\\ \\* C:\\"),
        ("<b>x</b> &amp; `x` _x_ # x", "<b>x</b> &amp; `x` _x_ # x"),
        ("[x](http://x) :smile: ~~x~~", "[x](http://x) :smile: ~~x~~"),
    ],
)
def test_text(text: str, expected: str) -> None:
    """Emphasis, strong emphasis, paragraphs and names are all there is."""
    assert shown(text) == expected


def test_a_name_is_no_markup() -> None:
    """What a name holds prints as it is, in the style around it."""
    assert paragraphs("{ines}", CAST) == ((Span("Ines *Duarte*", cast="ines"),),)
    assert plain_text("a *b*\n\n**{ines}**", CAST) == "a b\n\nInes *Duarte*"


def test_who_is_present() -> None:
    """The people whom texts name, each once, in the order of the cast."""
    assert [one.id for one in present(["{bo} {bo}", "{{bo}} {ines}"], CAST)] == ["ines", "bo"]
    assert list(names("a {bo} {{x}} {no one}")) == [("bo", 2), ("no one", 13)]


@given(st.text(alphabet="a *{}\n[]\\bo", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """Every letter that is no mark, no name and no space is printed, in its order."""
    printed = "".join(span.text for one in paragraphs(text, {}) for span in one)
    kept = [letter for letter in printed if letter not in "*{} "]
    assert kept == [letter for letter in text if letter not in "*{} \n"]
    for span in (span for one in paragraphs(text, CAST) for span in one):
        assert span.text


WORST = [
    "*",
    "**",
    "***a",
    "*a **b*** ",
    "* a",
    "*a ",
    "**a *b ",
    "{",
    "{{",
    "{a",
    "}",
    "{bo}",
    "\n",
    "\n ",
    " ",
    "*a*",
    "\t\n",
]


@pytest.mark.parametrize("piece", WORST)
def test_work_grows_with_length(piece: str) -> None:
    """Twice the text takes twice the calls, whatever the text is made of: no pattern is square."""

    def calls(length: int) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        text = (piece * length)[:length]
        before = sys.getprofile()
        sys.setprofile(counted)
        try:
            plain_text(text, CAST)
        finally:
            sys.setprofile(before)
        return count

    assert calls(20_000) <= 2.2 * calls(10_000) + 50
