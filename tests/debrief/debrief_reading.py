"""Pages of the debrief as the lines a reader sees, and how long they take to read."""

from __future__ import annotations

import random
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from game.debrief.debrief import build, complete
from game.debrief.document import (
    Ask,
    Columns,
    Curves,
    Heading,
    Histogram,
    Items,
    Link,
    Prose,
    Table,
    WhatIf,
)
from game.debrief.pages import pages
from game.debrief.reflections import Reflections
from game.debrief.review import review
from game.engine.run import begin, choose, replay
from game.story.compiled import Story
from game.story.library import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block, Page
    from game.engine.bets import Bet
    from game.engine.run import Run
    from game.story.prose import Paragraph

HERE = Path(__file__).parent
WORDS_A_MINUTE = 238
"""Silent reading of English prose by adults (Brysbaert 2019)."""


def story(path: Path = HERE / "greenhouse.toml") -> Story:
    """Load a story that must be sound."""
    loaded = load(path)
    assert isinstance(loaded, Story), loaded
    return loaded


def reviewed(run: Run, found: Iterable[str] = (), beside: Run | None = None) -> Debrief:
    """Return the debrief of a run with its review; `found` are endings found in other runs."""
    return complete(build(run, {}, Reflections()), review(run, frozenset(found)), beside)


def told(
    choices: str,
    bets: Mapping[int, Bet] | None = None,
    reflections: Reflections | None = None,
) -> tuple[Page, ...]:
    """Return the pages of a run of the small story, its choices parted by commas."""
    run = replay(story(), [choice for choice in choices.split(",") if choice])
    return pages(build(run, bets or {}, reflections or Reflections()))


def page(pages_: tuple[Page, ...], page_id: str) -> str:
    """Return one page as text."""
    found = next(one for one in pages_ if one.id == page_id)
    return "\n".join(line for block in found.blocks for line in lines(block))


def any_run(of: Story, seed: int) -> Run:
    """Play a story to its end at random."""
    chance = random.Random(seed)
    run = begin(of)
    while not run.ended:
        run = choose(run, chance.choice(run.offered).id)
    return run


def letters(paragraph: Paragraph) -> str:
    """Return a paragraph without its styles."""
    return "".join(span.text for span in paragraph)


def lines(block: Block) -> Iterator[str]:
    """Yield a block's lines, unwrapped."""
    match block:
        case Heading(text):
            yield text
        case Curves() | Histogram() | Table():
            yield from _numbers(block)
        case Prose(paragraphs) | Items(paragraphs):
            yield from (letters(paragraph) for paragraph in paragraphs)
        case Columns(left, right):
            for column in (left, right):
                yield column.title
                yield from (letters(item) for item in column.items)
        case Ask(_, label, value, _):
            yield label
            if value:
                yield value
        case Link(text, address):
            yield f"{text}: {address}"
        case WhatIf():
            yield letters(block.text)


def _numbers(block: Curves | Histogram | Table) -> Iterator[str]:
    match block:
        case Table(headers, rows, caption):
            yield caption
            yield from ("  ".join(row) for row in (headers, *rows))
        case Curves(series, _):
            yield from (f"{one.name}: {one.values}" for one in series)
        case Histogram(caption, bars):
            yield caption
            yield from (f"{one.least}–{one.most}: {one.share:.4f} {one.marks}" for one in bars)


def height(of: Page, width: int = 76) -> int:
    """Return the rows a page takes: blocks parted by a blank row, a field in a box of three."""
    rows = -1
    for block in of.blocks:
        text = [row for line in lines(block) for row in textwrap.wrap(line, width)]
        between = len(block.paragraphs) - 1 if isinstance(block, Prose) else 0
        rows += 1 + len(text) + between + (3 if isinstance(block, Ask) else 0)
    return rows


def words(of: tuple[Page, ...]) -> int:
    """Return the words to read.

    Numbers in tables and pictures are looked at, not read; the page of numbers is for looking up.
    """
    blocks = (block for one in of for block in one.blocks if one.id != "numbers")
    return sum(
        bool(re.search(r"\w", word))
        for block in blocks
        if not isinstance(block, Table | Curves | Histogram)
        for line in lines(block)
        for word in line.split()
    )
