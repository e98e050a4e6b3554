"""The journey screen, and plans asked about after their date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from screens import FERRY, ferry, press, settle, shown

from game.debrief.reflections import Plan, Reflections
from game.storage import session as sessions
from game.storage.follow_ups import keep
from game.storage.keeper import Keeper
from game.storage.settings import Settings
from game.storage.shelf import Kept, read_all
from game.tui.app import CommonGround
from game.tui.screens.journey import JourneyScreen

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.save import Save

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PLAN = Plan("the [b]rope[/b] is loose", "ask", date(2026, 3, 9))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with one story."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "ferry.toml").write_bytes(FERRY.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("game.story.library.shipped", lambda: folder)
    return tmp_path


def play_two(saves: Path, *, plan: bool) -> None:
    """Keep two runs that decided differently, the first with a plan whose date has passed."""
    for number in (0, 1):
        run = f"{number + 1}0000000-0000-4000-8000-000000000000"
        session = sessions.start(ferry(), player="", settings=Settings(), now=NOW, new_id=run)
        choice = session.run.offered[number].id
        session = sessions.choose(session, choice, bet=None, now=NOW)
        if plan and not number:
            session = sessions.reflect(session, Reflections(plan=PLAN))
        assert keep(saves, session.save) is None


def planned(saves: Path) -> Save:
    """Return the run that has the plan."""
    kept = [one.save for one in read_all(saves) if isinstance(one, Kept)]
    return next(save for save in kept if save.reflections.plan.situation)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 18)])
async def test_from_home_and_back(here: Path, size: tuple[int, int]) -> None:
    """`j` opens the journey; it reads without colour in any width, and Escape leads back."""
    play_two(here / "saves", plan=False)
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = await press(pilot, "j")
        assert "Your journey" in text
        assert "10000000" in text
        assert "Runs, the oldest first" in text
        assert "follow up" not in text
        await press(pilot, "f")
        assert isinstance(app.screen, JourneyScreen)
        await press(pilot, "down", "escape")
        assert "The Ferry" in shown(app)


async def test_done(here: Path) -> None:
    """Home speaks of the plan, `f` asks, the answer is kept, and nothing asks again."""
    saves = here / "saves"
    play_two(saves, plan=True)
    app = CommonGround(saves, "")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        text = shown(app)
        assert "The date of a plan has passed (2026-03-09): If the [b]rope[/b] is loose" in text
        await press(pilot, "j")
        assert "not asked about yet" in shown(app)
        text = await press(pilot, "f")
        assert "By 2026-03-09: If the [b]rope[/b] is loose, then I will ask" in text
        text = await press(pilot, "1")
        assert "Kept with the run." in text
        assert "done (asked on" in text
        assert "follow up" not in text
        await press(pilot, "escape")
        assert "has passed" not in shown(app)
    (told,) = planned(saves).follow_ups
    assert told.done


async def test_not_done_and_why(here: Path) -> None:
    """Of a plan that was not done it is asked what got in the way; letters are letters there."""
    saves = here / "saves"
    play_two(saves, plan=True)
    app = CommonGround(saves, "")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "j", "f", "2")
        assert "What got in the way?" in shown(app)
        await press(pilot, *"q[b]f", "enter")
        assert "q[b]f" in shown(app)
    (told,) = planned(saves).follow_ups
    assert (told.done, told.hindrance) == (False, "q[b]f")


@pytest.mark.parametrize("keys", [("3",), ("escape",)])
async def test_another_time(here: Path, keys: tuple[str, ...]) -> None:
    """A plan that is put off stays as it is, and is asked about again."""
    saves = here / "saves"
    play_two(saves, plan=True)
    app = CommonGround(saves, "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = await press(pilot, "j", "f", *keys)
        assert "follow up" in text
    assert planned(saves).follow_ups == ()


async def test_open_elsewhere(here: Path) -> None:
    """Where another window has the run the answer is not kept, and that is said."""
    saves = here / "saves"
    play_two(saves, plan=True)
    other = Keeper(saves)
    assert other.open(planned(saves))
    app = CommonGround(saves, "")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        assert "your answer is not kept" in await press(pilot, "j", "f", "1")
    other.close()
    assert planned(saves).follow_ups == ()


async def test_no_runs(here: Path) -> None:
    """Before anything was played the journey says so."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing was played here yet." in await press(pilot, "j")
