"""The review on the screen: it comes in behind a bar; what-ifs; an argument with the model."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from screens import ferry, golden, press, settle, shown
from test_debrief import TO_DEBRIEF, open_debrief

from game.debrief import review as reviews
from game.debrief.document import WhatIf
from game.storage.shelf import Kept, read_all
from game.tui.app import CommonGround
from game.tui.screens.argue import ArgueScreen
from game.tui.screens.debrief import DebriefScreen
from game.tui.screens.play import PlayScreen
from game.tui.widgets.blocks import Field
from game.tui.widgets.working import Working

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from game.analysis.space import Space


class Gate:
    """Holds the analysis back until it is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.entered = threading.Event()
        self.left = threading.Event()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Stop the analysis at its first sign of progress until the test opens the gate."""
    held = Gate()
    explore = reviews.explore

    def waiting(*given: object) -> Space:
        *rest, progress = given
        assert callable(progress)
        tell: Callable[[int, int], None] = progress

        def stop(done: int, whole: int) -> None:
            tell(done, whole)
            held.entered.set()
            held.opened.wait(20)
            try:
                tell(done, whole)
            except BaseException:
                held.left.set()
                raise

        return explore(*rest, stop)  # type: ignore[arg-type]

    monkeypatch.setattr(reviews, "explore", waiting)
    yield held
    held.opened.set()


async def _keys(pilot: Pilot[None], *keys: str) -> str:
    """Press keys without waiting for the analysis."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
    assert isinstance(pilot.app, CommonGround)
    return shown(pilot.app)


async def _until(pilot: Pilot[None], words: str) -> str:
    """Let the screen work on until some words are on it."""
    assert isinstance(pilot.app, CommonGround)
    for _ in range(400):
        await pilot.pause(0.01)
        if words in shown(pilot.app):
            return shown(pilot.app)
    raise AssertionError(shown(pilot.app))


async def test_the_first_page_is_there_before_the_analysis(saves: Path, gate: Gate) -> None:
    """Keys turn pages and fields take letters while it works; then its pages come in."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "One word for how it felt" in await _keys(pilot, *TO_DEBRIEF)
        assert gate.entered.wait(20)
        said = await _until(pilot, "Working through every playthrough")
        assert "page 1 of 7" in said
        assert "page 2 of 7" in await _keys(pilot, "right")
        await _keys(pilot, "left", "tab")
        assert isinstance(app.focused, Field)
        await _keys(pilot, *"calm")
        gate.opened.set()
        said = await _until(pilot, "page 1 of 10")
        assert "Working through" not in said
        assert isinstance(app.focused, Field)
        assert app.focused.value == "calm"
        await _keys(pilot, "er")
        assert "Where it turned" in await press(pilot, "escape", "3")


async def test_who_reads_stays_on_the_page(saves: Path, gate: Gate) -> None:
    """The decisions' page keeps its place among more pages, and gains the verdicts."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        said = await _keys(pilot, *TO_DEBRIEF, "3")
        assert "Decisions 1 to 2  ·  page 3 of 7" in said
        assert "(turning point)" not in said
        gate.opened.set()
        said = await _until(pilot, "(turning point)")
        assert "Decisions 1 to 2  ·  page 4 of 10" in said


async def test_leaving_the_screen_ends_the_work(saves: Path, gate: Gate) -> None:
    """The thread stops at the next scene, and the game goes on without it."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await _keys(pilot, *TO_DEBRIEF)
        assert gate.entered.wait(20)
        assert "Ending: Afloat" in await _keys(pilot, "escape")
        gate.opened.set()
        assert gate.left.wait(20)
        assert "Ending: Afloat" in await _keys(pilot)


async def test_too_little_memory_is_said(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The debrief is there without its review."""

    def full(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reviews, "explore", full)
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        said = await _until(pilot, "not enough memory")
        assert "page 1 of 7" in said
        assert app.screen.query_one(Working).display


async def test_a_what_if_is_played_on_and_stands_beside(saves: Path) -> None:
    """`i` offers the turning points; the run is kept, and both stand in one debrief."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        assert isinstance(app.screen, DebriefScreen)
        said = await press(pilot, "i")
        assert "What if: “Log the level and have…”" in said
        await press(pilot, "1")
        assert isinstance(app.screen, PlayScreen)
        snapshot = app.screen.snapshot
        assert snapshot is not None
        assert snapshot.session.run.choices == ("log",)
        saved = [one.save for one in read_all(saves) if isinstance(one, Kept)]
        assert sorted(len(save.choices) for save in saved) == [1, 2]
        await press(pilot, "enter", "enter", "1", "4", "enter", "enter")
        while "Debrief" not in await press(pilot, "enter"):
            pass
        said = await press(pilot, "3")
        assert "Beside the other run" in said
        assert "the one it branched off at its first decision" in said


async def test_escape_leaves_what_if_where_it_was(saves: Path) -> None:
    """Nothing begins by looking at it."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await press(pilot, "i", "escape")
        assert isinstance(app.screen, DebriefScreen)
        assert len([one for one in read_all(saves) if isinstance(one, Kept)]) == 1
        blocks = [b for page in app.screen._pages for b in page.blocks]
        assert any(isinstance(block, WhatIf) for block in blocks)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_arguing_with_the_model(saves: Path, size: tuple[int, int]) -> None:
    """Arrows move a rule, the runs change at once, the lessons when the keys rest; r undoes it."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        await open_debrief(pilot)
        await _keys(pilot, "end", "left", "a")
        assert isinstance(app.screen, ArgueScreen)
        first = await _until(pilot, "The lessons")
        changed = await press(pilot, "right", "right")
        assert "A loss of trust counts 4 times." in changed
        assert "was 2" in changed
        assert "A loss of trust counts 4 times." in await press(pilot, "right")
        await press(pilot, "down", "left")
        assert "A loss that lands at 7 opens a wound." in shown(app)
        golden(f"argue-{size[0]}x{size[1]}", await _until(pilot, "The lessons"))
        assert "A loss of trust counts 2 times." in await press(pilot, "r", "up")
        assert shown(app).splitlines()[1:14] == first.splitlines()[1:14]
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)


async def test_the_way_out_is_shown_on_every_page(saves: Path) -> None:
    """At 80 columns no page is without the keys that close it, quit and help."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        said = await open_debrief(pilot)
        read = set()
        while said not in read:
            read.add(said)
            keys = said.rstrip().splitlines()[-1]
            assert all(key in keys for key in ("Esc close", "? help", "q quit")), keys
            said = await press(pilot, "right")
    assert len(read) > 5
