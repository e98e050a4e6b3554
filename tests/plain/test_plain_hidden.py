"""What only the debrief may show is told by no line before it."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from lines_in import run_here, small

from game.storage.settings import Settings, store
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("?", "h", "m", "a", "t", "", "s", "")
WAYS = list(product(("1", "2"), ("1", "2"), ("1", "4")))
HIDDEN = (
    *("relational", "transactional", "stance", "tension", "forced", "needs", "lens", "wound"),
    *("rang_first", "WHY one", "WHY two", "TEMPTING", "NOTE for", "next quarter"),
    *(quality.replace("_", " ") for quality in QUALITIES if quality != "trust"),
    *(quality for quality in QUALITIES if "_" in quality),
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mode", ["numbers", "words", "hidden"])
def test_hidden_information_stays_hidden(saves: Path, way: tuple[str, ...], mode: str) -> None:
    """No way through, no command and no setting but the coach tells what the debrief will."""
    store(saves, Settings(meters=mode))  # type: ignore[arg-type]  # one of the three
    door, desk, bet = way
    told = run_here(saves, ["1", *COMMANDS, door, *COMMANDS, desk, "?", bet, *COMMANDS])
    assert "Ending: A hook by the door" in told
    told = re.sub(r"The Key|The key|There is no score.*", "", told)
    for word in HIDDEN:
        assert word.casefold() not in told.casefold()


def test_debrief_tells_it(saves: Path) -> None:
    """The debrief tells all of it, so that the search above can fail."""
    told = run_here(saves, ["1", "1", "1", "1", "1", *[""] * 40]).casefold()
    for word in ("relational", "transactional", "tension", "why one", "tempting two", "openness"):
        assert word in told


def test_answers_stand_in_the_order_of_the_file(saves: Path) -> None:
    """Choices are numbered in the file's order, whatever they are worth."""
    told = run_here(saves, ["1"])
    texts = ["Ring Bo and wait with Ada.", "Have the lock changed by nine."]
    assert [choice.text.replace("{bo}", "Bo") for choice in small().scenes["door"].choices] == texts
    assert f"1. {texts[0]}\n2. {texts[1]}\n" in told


def test_coach_tells_no_number(saves: Path) -> None:
    """The coach gives causes in words; what was written waits for the debrief."""
    store(saves, Settings(meters="hidden", coach=True))
    told = run_here(saves, ["1", "1", "1", "1"])
    assert "It came too early, or looked like a show." in told
    assert not re.search(r"[+−-]\d|tension|needs", told)
