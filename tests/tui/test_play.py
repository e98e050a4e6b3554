"""The play screen, driven by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from screens import ferry, golden, press, settle, shown

from game.engine.run import replay
from game.storage.shelf import Kept, read_all
from game.tui.app import CommonGround
from game.tui.screens.play import PlayScreen

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 40)]


def kept(saves: Path) -> list[tuple[str, ...]]:
    """Return the choices of every run in a folder, newest first."""
    runs = [one.save for one in read_all(saves) if isinstance(one, Kept)]
    return [tuple(choice.choice for choice in save.choices) for save in runs]


@pytest.mark.parametrize("size", SIZES)
async def test_whole_game_by_keys(size: tuple[int, int], saves: Path) -> None:
    """A story is played from the content note to its ending with keys alone."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        assert "Somebody is seasick, briefly." in shown(app)
        first = await press(pilot, "enter")
        assert "The pier, 6:10" in first
        assert "Nobody says [anything] about the fuel." in first
        assert "The rope is thrown, not passed." in first
        assert "With you: Mo, night crew" in first
        reply = await press(pilot, "1")
        assert "You: Ask Mo what happened to the fuel." in reply
        assert '"It leaks," he says.' in reply
        assert "Trust 40 to" not in reply
        assert "Trust 40 to 46, up clearly: working." in await press(pilot, "enter")
        second = await press(pilot, "enter")
        assert "Time passes." in second
        assert "The boat crosses, and comes back." in second
        assert "The office, 18:40" in second
        bet = await press(pilot, "down", "down", "enter")
        assert "what will this do to trust?" in bet
        assert "The printer starts" not in bet
        assert "The printer starts" in await press(pilot, "1")
        ending = await press(pilot, "enter", "enter")
        assert "Ending: Afloat" in ending
        assert "Read the debrief" in ending
    assert kept(saves) == [("ask", "split")]


@pytest.mark.parametrize("size", SIZES)
async def test_golden_screens(size: tuple[int, int], saves: Path) -> None:
    """Play and reply look as they were read and approved."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        at = f"{size[0]}x{size[1]}"
        golden(f"play-{at}", await press(pilot, "enter"))
        golden(f"reply-{at}", await press(pilot, "2"))
        golden(f"landed-{at}", await press(pilot, "enter"))
        golden(f"bet-{at}", await press(pilot, "enter", "1"))


async def test_a_second_enter_decides_nothing(saves: Path) -> None:
    """Enter on a scene that was just opened only highlights the first answer."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "▸" not in await press(pilot, "enter")
        highlighted = await press(pilot, "enter")
        assert "▸ 1  Ask Mo" in highlighted
        assert "You: Ask Mo" in await press(pilot, "enter")


async def test_mouse_chooses(saves: Path) -> None:
    """A click on an answer takes it."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.click("Choices", offset=(10, 1))
        await settle(pilot)
        assert "You: Log the level and have Mo sign it." in shown(app)


@pytest.mark.parametrize("meters", ["numbers", "words", "hidden"])
@pytest.mark.parametrize("coach", [False, True])
async def test_nothing_hidden_is_shown(meters: str, coach: bool, saves: Path) -> None:  # noqa: FBT001, a case
    """Before the debrief no screen names stance, tension, needs, lens or a flag."""
    from game.storage.settings import Settings, store

    store(saves, Settings(meters=meters, coach=coach))  # type: ignore[arg-type]
    app = CommonGround(saves, "", ferry())
    hidden = ("relational", "transactional", "tension", "needs", "lens", "openness", "empathy")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screens = [shown(app)]
        for key in ("enter", "1", "enter", "enter", "1", "4", "enter", "enter"):
            screens.append(await press(pilot, key))  # noqa: PERF401, awaits
        assert "Ending: Afloat" in screens[-1]
        said = "\n".join(screens).lower()
        assert not [word for word in hidden if word in said]
        assert ("came too early" in said) == coach
        assert ("trust 40 to" in said) == (meters == "numbers")


async def test_undo_is_exact_and_kept(saves: Path) -> None:
    """Undo shows the scene as it was before the choice, and the save follows."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = await press(pilot, "enter")
        await press(pilot, "2", "enter", "enter")
        assert kept(saves) == [("log",)]
        after = await press(pilot, "u")
        assert after == before
        assert kept(saves) == [()]
        await press(pilot, "1")
    assert kept(saves) == [("ask",)]


async def test_undo_of_a_bet_takes_the_choice_back(saves: Path) -> None:
    """While the bet is asked for nothing has happened: undo gives the scene back."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = await press(pilot, "enter", "1", "enter", "enter")
        assert await press(pilot, "1", "u") == before
    assert kept(saves) == [("ask",)]


async def test_timeline_keeps_both_runs(saves: Path) -> None:
    """Going back to a decision starts a new run; the one before is kept."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "1", "enter", "enter", "2", "4", "enter", "enter")
        timeline = await press(pilot, "t")
        assert "The office, 18:40" in timeline
        assert "Ask Mo what happened to the fuel." in timeline
        back = await press(pilot, "2")
        assert "The office, 18:40" in back
        await press(pilot, "3", "3")
        assert isinstance(app.screen, PlayScreen)
    assert sorted(kept(saves)) == [("ask", "leak"), ("ask", "split")]


async def test_kept_runs_are_told_apart_at_80_columns(saves: Path) -> None:
    """When a run was begun, and from which decision of another, stands in one line below it."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "1", "enter", "enter", "2", "4", "enter", "enter", "t", "2")
        await press(pilot, "3", "3")
    again = CommonGround(saves, "", ferry())
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = [row.strip(" │") for row in shown(again).splitlines()]
        told = [row for row in rows if row.startswith("begun ")]
        assert len(told) == 2
        assert told[0].endswith(", from decision 2 of another run")


async def test_meters_stand_where_the_engine_says(saves: Path) -> None:
    """The meters are the engine's: the screen has no arithmetic of its own."""
    run = replay(ferry(), ["log"])
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        landed = await press(pilot, "enter", "2", "enter")
        assert f"{run.decisions[0].landing.landed.trust}  guarded" in landed
        drifted = await press(pilot, "enter")
        assert f"{run.state.trust}  guarded" in drifted


@pytest.mark.parametrize("size", [(30, 10), (50, 16), (250, 60)])
async def test_odd_sizes_still_play(size: tuple[int, int], saves: Path) -> None:
    """On a tiny or a very wide terminal every step is still reached by keys."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "space", "1", "enter", "enter", "2", "4", "enter", "enter")
    assert kept(saves) == [("ask", "split")]


async def test_long_text_scrolls(saves: Path) -> None:
    """Space reads on where the text is longer than the screen."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        top = await press(pilot, "enter")
        assert "The rope is thrown" not in top
        pages = [await press(pilot, "space") for _ in range(6)]
        assert any("The rope is thrown" in page for page in pages)
        for _ in range(7):
            await press(pilot, "pageup")
        assert shown(app) == top


async def test_quit_keeps_everything(saves: Path) -> None:
    """Quit between the reply and the next scene loses nothing."""
    app = CommonGround(saves, "", ferry())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "1")
        await pilot.press("q")
    save = next(one.save for one in read_all(saves) if isinstance(one, Kept))
    assert [choice.choice for choice in save.choices] == ["ask"]
    assert save.sittings[-1].what == "quit"
