"""The manual of diagnostics is the table's, and its examples are true."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.author.check import judge
from game.author.manual import judges, manual
from game.author.pages import CLOSE, OPEN, PAGES, Page, unmarked, whole
from game.story.codes import Code
from game.story.diagnostic import Place
from game.story.reading import read

DOCUMENT = Path(__file__).parents[2] / "docs" / "diagnostics.md"
WITHOUT_EXAMPLE = {
    *(Code.UNREADABLE, Code.NOT_UTF8, Code.ENDLESS, Code.TOO_LARGE),
    *(Code.LESSON, Code.POSITIONS, Code.BUDGET),
}
EXAMPLES = [page for page in PAGES if page.wrong]


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def test_the_document_is_the_table() -> None:
    """docs/diagnostics.md is what `python -m game.author.manual` writes."""
    assert DOCUMENT.read_text(encoding="utf-8") == manual()


def test_every_code_has_one_page() -> None:
    """The pages are those of all codes, in the order of their numbers."""
    assert [page.code for page in PAGES] == sorted(Code)
    assert {page.code for page in PAGES if not page.wrong} == WITHOUT_EXAMPLE


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.code))
def test_a_wrong_example_gives_its_code_where_it_is_marked(page: Page) -> None:
    """A wrong example gives its own code, at the marked place, and no other code."""
    text = whole(page.wrong)
    start, end = text.index(OPEN), text.index(CLOSE) - 1
    plain = unmarked(text)
    found = judge("story.toml", read("story.toml", plain.encode()), judges(page.code)).diagnostics
    place = Place(*position(plain, start), *position(plain, end))
    assert (page.code, place) in [(one.code, one.place) for one in found]
    others = {one.code for one in found if one.code < Code.STUCK} - {page.code}
    assert others == set(), [str(one) for one in found]


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: str(page.code))
def test_a_right_example_is_clean(page: Page) -> None:
    """A right example is a story without a finding, but for those on what all of it shows."""
    found = judge(
        "story.toml", read("story.toml", whole(page.right).encode()), judges(page.code)
    ).diagnostics
    assert [str(one) for one in found if one.code not in {Code.LESSON, Code.POSITIONS}] == []
