"""The list of stories, settings, help and the palette, driven by keys alone."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from screens import FERRY, golden, press, settle, shown

from game.storage.settings import load
from game.tui.app import CommonGround

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a working folder with two stories, one of them broken, and no shipped ones."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "ferry.toml").write_bytes(FERRY.read_bytes())
    (folder / "torn.toml").write_text('format = 1\n[story]\ntitel = "x"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("game.story.library.shipped", lambda: folder)
    return tmp_path


@pytest.mark.parametrize("size", SIZES)
async def test_golden_home(size: tuple[int, int], here: Path) -> None:
    """Home lists the stories, the broken one with its error and its line."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = shown(app)
        assert "torn" in text
        assert "torn.toml:" in text
        assert "The Ferry   3 min" in text
        golden(f"home-{size[0]}x{size[1]}", text)


async def test_continue_where_you_left(here: Path) -> None:
    """A run that was left is offered above the list and goes on where it stood."""
    saves = here / "saves"
    first = CommonGround(saves, "")
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter", "2", "enter", "enter", "escape")
        text = shown(first)
        assert "Continue  The Ferry, after decision 1" in text
        assert "Played once · furthest: decision 1" in text
    second = CommonGround(saves, "")
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "The office, 18:40" in await press(pilot, "c")


async def test_endings_found_are_named(here: Path) -> None:
    """Home names the endings that were found and counts the others."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        keys = ("enter", "enter", "1", "enter", "enter", "2", "4", "enter", "enter", "escape")
        text = await press(pilot, *keys)
        assert "endings 1 of 2: Afloat" in text
        assert "Two boats" not in text
        runs = await press(pilot, "enter")
        assert "A new run" in runs
        assert "Debrief   Afloat" in runs


async def test_a_broken_story_says_what_to_mend(here: Path) -> None:
    """Opening a broken story shows every diagnostic with its line."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        text = await press(pilot, "down", "enter")
        assert "torn can't be played" in text
        assert "torn.toml:3:1" in text
        assert "The Ferry" in await press(pilot, "escape")


async def test_broken_stories_come_last(here: Path) -> None:
    """What can't be played stands below what can, whatever its name."""
    (here / "stories" / "alas.toml").write_text("format = 1", encoding="utf-8")
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = shown(app)
        assert text.index("The Ferry") < text.index("alas   can't") < text.index("torn   can't")


async def test_settings_are_kept(here: Path) -> None:
    """Settings change by key, take effect at once and are there the next time."""
    saves = here / "saves"
    app = CommonGround(saves, "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Settings" in await press(pilot, "s")
        await press(pilot, "enter", "down", "enter", "down", "enter", "down", "enter", "escape")
        assert app.theme == "common-ground-light"
        assert app.animation_level == "none"
    kept = load(saves)
    assert (kept.meters, kept.coach, kept.theme, kept.reduced_motion) == (
        "words",
        True,
        "light",
        True,
    )


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal"])
async def test_every_theme_paints(theme: str, here: Path) -> None:
    """Each theme shows a scene with its cast and its meters."""
    from game.storage.settings import Settings, store

    store(here / "saves", Settings(theme=theme))  # type: ignore[arg-type]
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = await press(pilot, "enter", "enter")
        assert "With you: Mo" in text
        assert "Trust" in text


async def test_help_and_palette(here: Path) -> None:
    """`?` explains on every screen, and the palette offers what the screen can do."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        text = await press(pilot, "question_mark")
        assert "You are one person in a story" in text
        assert "Settings" in text
        await press(pilot, "escape", "enter", "enter")
        text = await press(pilot, "question_mark")
        assert "Settings" in text
        await press(pilot, "escape", "1", "ctrl+p")
        await pilot.pause(0.3)
        text = shown(app)
        assert "Back to the stories" in text
        assert text.count("Take back the last choice") == 1
        assert "Key: u or Backspace" in text
        assert "🔎" not in text


async def test_help_names_keys_that_have_no_name(here: Path) -> None:
    """Help says what numbers, arrows and Space do, and each action once with all its keys."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 44)) as pilot:
        await settle(pilot)
        assert "Move to a story, and open it" in await press(pilot, "question_mark")
        text = await press(pilot, "escape", "enter", "enter", "1", "question_mark")
        assert "Pick an answer by its number" in text
        assert "Read on; PageUp reads back" in text
        assert text.count("Take back the last choice") == 1


async def test_no_story_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any story the list says where stories are looked for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("game.story.library.shipped", lambda: tmp_path / "none")
    app = CommonGround(tmp_path / "saves", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No story was found" in shown(app)


async def test_a_changed_story_is_told_before_play(here: Path) -> None:
    """After a change the player is told what no longer exists, and goes on in a new run."""
    saves, file = here / "saves", here / "stories" / "ferry.toml"
    first = CommonGround(saves, "")
    async with first.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter", "1", "enter", "enter", "2", "4")
        await pilot.press("q")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('id = "split"', 'id = "halve"'), encoding="utf-8")
    before = {path: path.read_bytes() for path in saves.glob("ferry-*.toml")}
    second = CommonGround(saves, "")
    async with second.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        told = " ".join((await press(pilot, "enter", "2")).replace("│", " ").split())
        assert "decision 2 (The office, 18:40: split) no longer exists" in told
        assert "The office, 18:40" in await press(pilot, "1")
        await press(pilot, "2", "4")
        await pilot.press("q")
    after = {path: path.read_bytes() for path in saves.glob("ferry-*.toml")}
    assert len(after) == 2
    assert before.items() <= after.items()


async def test_the_collector_is_on_while_the_game_is_open(here: Path) -> None:
    """The command line switches it off for the start; the first screen switches it on again."""
    gc.disable()
    try:
        async with CommonGround(here / "saves", "").run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


async def test_all_keys_of_home_fit_80_columns(here: Path) -> None:
    """At 80 columns no key is left out, also where there is a run to continue."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "enter", "1", "escape")
        keys = shown(app).splitlines()[-1].split("  ")
        assert [key.split()[0] for key in keys] == ["↑↓", "Enter", "c", "j", "h", "s", "q", "^p"]


async def test_what_is_told_covers_no_answer(here: Path) -> None:
    """A message stands above, so that the answers can be read while it is there."""
    app = CommonGround(here / "saves", "")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        before = (await press(pilot, "enter", "enter")).splitlines()
        app.notify("A message of one line, as long as most of them are.")
        await settle(pilot)
        after = shown(app).splitlines()
        assert "A message of one line" in "".join(after[:4])
        assert after[4:] == before[4:]
