"""The debrief on the screen: pages by key, fields, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from screens import ferry, golden, press, settle, shown

from game.storage.shelf import Kept, read_all
from game.tui.app import CommonGround
from game.tui.screens.debrief import DebriefScreen
from game.tui.widgets.blocks import Field

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

TO_DEBRIEF = ("enter", "1", "enter", "enter", "1", "1", "enter", "enter", "enter")


async def open_debrief(pilot: Pilot[None]) -> str:
    """Play the small story, bet that trust will rise, and open the debrief."""
    await settle(pilot)
    return await press(pilot, *TO_DEBRIEF)


def plan_kept(saves: Path) -> tuple[str, str]:
    """Return what the newest save holds of the first field and of the plan."""
    save = next(one.save for one in read_all(saves) if isinstance(one, Kept))
    return save.reflections.felt, str(save.reflections.plan.due)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_golden_pages(size: tuple[int, int], saves: Path) -> None:
    """Every page looks as it was read and approved; the first needs no scrolling."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        pages = [await open_debrief(pilot)]
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.query_one("#page").max_scroll_y == 0
        while True:
            page = await press(pilot, "right")
            if page == pages[-1]:
                break
            pages.append(page)
        golden(f"debrief-{size[0]}x{size[1]}", "\n\n".join(pages))
        assert "Tension" in pages[0]
        assert "they were not ready (needs 60, had" in await press(pilot, "4", "down", "down")


async def test_numbers_open_pages(saves: Path) -> None:
    """A digit opens its page, the arrows turn, and the ends hold."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        first = await open_debrief(pilot)
        assert "page 3 of" in await press(pilot, "3")
        assert "page 2 of" in await press(pilot, "left")
        assert await press(pilot, "1", "left") == first


async def test_answers_are_kept(saves: Path) -> None:
    """What is typed is kept when the page is left, and there when the debrief is reopened."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await press(pilot, "tab")
        assert isinstance(app.focused, Field)
        await press(pilot, *"calm", "enter", "right")
        assert plan_kept(saves)[0] == "calm"
        await press(pilot, "escape", "enter")
        assert "calm" in shown(app)


async def test_escape_leaves_the_field_first(saves: Path) -> None:
    """In a field the letters are letters; Escape leaves it, and a second one the debrief."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await press(pilot, "tab", "q", "w", "3")
        assert isinstance(app.screen, DebriefScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)
        assert "Ending: Afloat" in await press(pilot, "escape")
    assert plan_kept(saves)[0] == "qw3"


async def test_quit_inside_a_field_loses_nothing(saves: Path) -> None:
    """Ctrl-C while typing keeps what was typed."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await pilot.press("tab", *"tired", "ctrl+c")
    assert plan_kept(saves)[0] == "tired"


async def test_an_impossible_date_is_named(saves: Path) -> None:
    """A date that can't be is told beside its field and not kept; a possible one is kept."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 40)) as pilot:
        await open_debrief(pilot)
        due = None
        while due is None:
            await press(pilot, "right")
            due = next((one for one in app.screen.query(Field) if one.field == "plan.due"), None)
        due.focus()
        await press(pilot, *"2027-02-31")
        assert due.border_subtitle
        await press(pilot, "backspace", "backspace", *"01")
        assert not due.border_subtitle
        await press(pilot, "escape", "escape")
    assert plan_kept(saves)[1] == "2027-02-01"


async def test_written_to_a_new_file(
    saves: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`w` asks for a format, writes into the working folder, and never over a file."""
    monkeypatch.chdir(tmp_path)
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await open_debrief(pilot)
        assert "HTML: for a browser" in await press(pilot, "w")
        assert "Written to" in await press(pilot, "1")
        await press(pilot, "w", "enter")
        await press(pilot, "w", "escape")
        await press(pilot, "w", "2")
        await press(pilot, "w", "3")
    kinds = sorted(path.suffix for path in tmp_path.glob("ferry-debrief-*"))
    assert kinds == [".html", ".json", ".md", ".md"]
    files = sorted(tmp_path.glob("ferry-debrief-*.md"))
    assert len(files) == 2
    assert "Afloat" in files[0].read_text(encoding="utf-8")


async def test_timeline_from_the_debrief(saves: Path) -> None:
    """From the debrief the timeline leads back into the story."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await press(pilot, "t")
        assert "The office, 18:40" in await press(pilot, "2")
        assert "What do you do?" in shown(app)


async def test_read_only_debrief_takes_no_words(saves: Path) -> None:
    """What can't be kept is not asked: a run that is open elsewhere has its fields closed."""
    from game.storage.keeper import Keeper

    first = CommonGround(saves, "", ferry())
    async with first.run_test(size=(80, 24)) as pilot:
        await open_debrief(pilot)
        await pilot.press("ctrl+c")
    keeper = Keeper(saves)
    assert keeper.open(next(one.save for one in read_all(saves) if isinstance(one, Kept)))
    second = CommonGround(saves, "", ferry())
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = await press(pilot, "2")
        assert "It ended as: Afloat" in text
        assert "Tab fields" not in text
        await press(pilot, "tab", *"calm")
    keeper.close()
    assert plan_kept(saves)[0] == ""


async def test_a_table_without_room_is_told_in_lines(saves: Path) -> None:
    """Where the columns find no room every number still stands beside its header."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(44, 60)) as pilot:
        await open_debrief(pilot)
        text = await press(pilot, "right")
        assert "1. The pier, 6:10" in text
        words = " ".join(text.split())
        assert "trust 46, productivity" in words
        assert "…" not in text
