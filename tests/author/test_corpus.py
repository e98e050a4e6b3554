"""Broken stories: what is found in each of them, at which line and column, and nothing else.

Each file of the corpus begins with a comment for each finding: `# CODE at LINE:COLUMN`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.author.check import check_file
from game.author.pages import PAGES
from game.story.codes import Code

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.toml"))
EXPECTED = re.compile(r"^# (CG\d{3}) at (\d+):(\d+)$", re.MULTILINE)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_broken_story(path: Path) -> None:
    """Exactly what the file's first lines say is found, each at its line and column."""
    expected = EXPECTED.findall(path.read_text(encoding="utf-8"))
    assert expected
    found = check_file(path).diagnostics
    told = [(str(one.code), str(one.place.line), str(one.place.column)) for one in found]
    assert told == expected, "\n".join(str(one) for one in found)


def test_the_corpus_is_broad() -> None:
    """At least 60 files break every rule that the text of a file can break by itself."""
    assert len(CORPUS) >= 60
    codes = {code for path in CORPUS for code, _, _ in EXPECTED.findall(path.read_text("utf-8"))}
    assert {str(page.code) for page in PAGES if page.wrong and page.code < Code.STUCK} <= codes
