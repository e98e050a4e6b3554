"""docs/stories.md, the page for authors, names all that a story file can hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from game.story import format as story_format
from game.story.format import Quality, StoryFile, Table

PAGE = (Path(__file__).parents[2] / "docs" / "stories.md").read_text(encoding="utf-8")
TABLES = [
    table
    for table in vars(story_format).values()
    if isinstance(table, type) and issubclass(table, Table) and table not in {Table, StoryFile}
]
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
CODED = " ".join(
    (*re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)), *BLOCKS)
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_key_is_named(table: type[Table]) -> None:
    """A key of the format that the page does not name can't be found by an author."""
    assert set(table.model_fields) <= set(re.findall(r"\w+", CODED))


def test_every_word_is_named() -> None:
    """The seven qualities stand there as they are written."""
    assert all(f"`{quality}`" in PAGE for quality in get_args(Quality))


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_toml(block: str) -> None:
    """An example can be taken as it stands."""
    assert tomllib.loads(block)


def test_links_lead_to_pages() -> None:
    """Each page that it names is there."""
    for target in re.findall(r"\]\((\w+\.md)", PAGE):
        assert (Path(__file__).parents[2] / "docs" / target).is_file()
