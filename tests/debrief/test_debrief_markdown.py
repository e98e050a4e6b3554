"""The debrief as a Markdown file: one golden file, and texts that try to be more than text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from debrief_reading import HERE, any_run, story
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from game.debrief.debrief import build
from game.debrief.escaping import at_line_start, escape, styled
from game.debrief.markdown import markdown
from game.debrief.reflections import Plan, Reflections
from game.engine.run import replay

if TYPE_CHECKING:
    from markdown_it.token import Token

REFLECTIONS = Reflections(
    "cold",
    ("the hours",),
    "",
    ("She knew.",),
    Plan("the pipe knocks", "I ask first", date(2026, 3, 31)),
)
READER = MarkdownIt("commonmark").enable("table")
HOSTILE = (
    "[click](http://evil.example)",
    "<script>alert(1)</script>",
    "# a heading",
    "a | b | c",
    "1. one",
    "- item",
    "+ item",
    "---",
    "===",
    "> quote",
    "`code` ~~~",
    "&copy; \\",
    "![x](http://evil.example/x.png)",
    "<http://evil.example>",
    "*a* **b** _c_ ***d***",
    "[[x]]: /url",
    "https://evil.example www.evil.example",
    "\\",
    "    indented",
    "*",
    'x*y*z **"q"**w',
)


def tokens(source: str) -> list[Token]:
    """Return every token of a CommonMark reader with tables, those within a line as well."""
    found: list[Token] = []
    for token in READER.parse(source):
        found += [token, *(token.children or ())]
    return found


def test_a_fixed_run_is_written_as_the_golden_file() -> None:
    """Every page, answered fields as quotes, open ones as a line to fill in."""
    run = replay(story(), ["turn", "confide", "sorry"])
    written = markdown(build(run, {2: "rise"}, REFLECTIONS))
    assert written == (HERE / "golden.md").read_text(encoding="utf-8")


def test_the_file_holds_nothing_but_what_the_pages_hold() -> None:
    """The only link is the article's; there is one table, no code and no HTML."""
    run = any_run(story(), 3)
    found = tokens(markdown(build(run, {}, Reflections())))
    links = [token.attrs["href"] for token in found if token.type == "link_open"]
    assert links == ["https://enterpriseagility.community"]
    assert sum(token.type == "table_open" for token in found) == 1
    kinds = {token.type for token in found}
    assert kinds.isdisjoint({"html_block", "html_inline", "image", "fence", "code_block"})


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_stays_text(text: str) -> None:
    """A story full of it has the same headings, links, tables and lists as one without."""
    run = replay(_story_of(text), ["ask", "hours", "sorry"])
    said = Reflections(text, (text,), text, (text,), Plan(text, text))
    calm = replay(_story_of("x"), ["ask", "hours", "sorry"])
    quiet = Reflections("x", ("x",), "x", ("x",), Plan("x", "x"))
    assert _shape(markdown(build(run, {}, said))) == _shape(markdown(build(calm, {}, quiet)))


@given(st.text(st.sampled_from('a1*_-+=#>|.)(<&;[]\\`~$! \n:/w"ü'), max_size=30))
def test_escaped_text_is_read_back_letter_by_letter(text: str) -> None:
    """Whatever stands at the start of a line, one paragraph of plain text comes out."""
    wanted = " ".join(text.split())
    found = READER.parse(at_line_start(escape(text)))
    if not wanted:
        assert found == []
        return
    assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
    assert {token.type for token in found[1].children or ()} <= {"text", "text_special"}
    assert "".join(token.content for token in found[1].children or ()) == wanted


@given(
    st.lists(st.tuples(st.text(st.sampled_from('ab*". ('), min_size=1, max_size=4), st.booleans()))
)
def test_marks_of_style_never_show(pieces: list[tuple[str, bool]]) -> None:
    """A style is either read as one or dropped: its asterisks are never letters."""
    runs = [(text, strong, False) for text, strong in pieces]
    wanted = "".join("".join(text for text, _ in pieces).split())
    inline = READER.parse(at_line_start(styled(runs)))
    read = "".join(token.content for one in inline for token in one.children or ())
    assert "".join(read.split()) == wanted


def _story_of(text: str):  # noqa: ANN202, a story
    base = story()
    scenes = {
        scene.id: scene._replace(
            title=f"x {text}",
            choices=tuple(
                one._replace(text=text, why=text, why_tempting=text) for one in scene.choices
            ),
            ending=None if scene.ending is None else text,
        )
        for scene in base.scenes.values()
    }
    return base._replace(title=text, scenes=scenes, questions=(text,))


def _shape(source: str) -> list[str]:
    """Return the kinds of blocks, links and images, in order."""
    inner = {"text", "text_special", "softbreak", "em_open", "em_close", "strong_open"}
    inner |= {"strong_close"}
    return [token.type for token in tokens(source) if token.type not in inner]
