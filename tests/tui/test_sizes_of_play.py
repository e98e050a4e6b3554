"""The play screen on small terminals: everything is reached, and the keys are said as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from screens import ferry, press, settle, shown
from textual.app import App

from game.storage.settings import Settings, store
from game.storage.shelf import Kept, read_all
from game.telling.meters import Meter
from game.tui.app import CommonGround
from game.tui.widgets.keys import fitting
from game.tui.widgets.meter import MeterBar

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

SMALL = [(60, 18), (40, 12), (34, 9)]


@pytest.mark.parametrize("size", SMALL)
async def test_answers_are_read_on_small_terminals(size: tuple[int, int], saves: Path) -> None:
    """Space leads through the text to the last answer, and an arrow shows the answer it marks."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for _ in range(9):
            if "Space more" not in shown(app):
                break
            await press(pilot, "space")
        assert "Space more" not in shown(app)
        assert " 2  Log the level" in shown(app)
        await press(pilot, *["pageup"] * 9)
        assert "▸ 1  Ask Mo" in await press(pilot, "down")


@pytest.mark.parametrize("size", [(80, 24), (60, 14), *SMALL])
async def test_more_is_said_where_there_is_more(size: tuple[int, int], saves: Path) -> None:
    """Space is offered at each step exactly where something lies below what is shown."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in ("enter", "1", "enter", "enter", "space", "1", "4", "enter", "enter"):
            text = await press(pilot, key)
            scrolls = [app.screen.query_one(one) for one in ("#page", "#body")]
            more = any(one.scroll_offset.y < one.max_scroll_y for one in scrolls)
            assert ("Space more" in text) == more, text


def test_keys_that_find_no_room_are_left_out() -> None:
    """The most useful keys stay, and help with them, which names the others."""
    keys = [("1–4", "pick"), ("u", "undo"), ("Esc", "home"), ("?", "help"), ("q", "quit")]
    assert fitting(keys, 80) == keys
    assert fitting(keys, 24) == [("1–4", "pick"), ("u", "undo"), ("?", "help")]
    assert fitting(keys, 5) == [("?", "help")]


async def test_all_keys_of_play_fit_80_columns(saves: Path) -> None:
    """At 80 columns no key is left out, even where there is more to read."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 9)) as pilot:
        await settle(pilot)
        text = await press(pilot, "enter", "1", "enter", "enter")
        assert text.splitlines()[-1].split("  ") == [
            " Space more",
            "1–3 pick",
            "u undo",
            "t timeline",
            "s settings",
            "Esc home",
            "? help",
            "q quit",
        ]


class Bars(App[None]):
    """One meter, as wide as the terminal."""

    def compose(self) -> ComposeResult:
        """Yield the meter."""
        yield MeterBar()


@pytest.mark.parametrize("width", [40, 60, 120])
@pytest.mark.parametrize(("before", "now"), [(40, 41), (41, 40), (99, 100), (100, 99), (1, 0)])
async def test_the_smallest_change_has_a_length(width: int, before: int, now: int) -> None:
    """A change of one is drawn apart from the rest, and its number is not cut off."""
    app = Bars()
    async with app.run_test(size=(width, 3)) as pilot:
        bar = app.query_one(MeterBar)
        bar.meter = Meter("Productivity", before, now, "working")
        await pilot.pause()
        line = bar.render().plain
        rising = now > before
        assert line.count("▓" if rising else "▒") == 1
        assert ("▲" if rising else "▼") in line
        assert len(line.rstrip()) <= width
        assert f"{now} " in line


async def test_settings_of_the_run_follow(saves: Path) -> None:
    """A run notes the settings under which it is played, also where they change on the way."""
    store(saves, Settings(meters="words"))
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "1", "s", "enter", "down", "enter", "escape")
    (save,) = [one.save for one in read_all(saves) if isinstance(one, Kept)]
    assert (save.settings.meters, save.settings.coach) == ("hidden", True)
