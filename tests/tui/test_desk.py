"""The desk's panes, driven by keys alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from desk_driving import FERRY_TEXT, analysed, at_the_desk, press, screen, shows, until
from screens import golden, shown
from textual.widgets import Input

from game.story.library import shipped
from game.tui.desk.app import DeskApp
from game.tui.desk.arrival_screen import ArrivalScreen

if TYPE_CHECKING:
    from pathlib import Path

UNREACHED = FERRY_TEXT + '\n[scenes.island]\ntext = "Nobody."\ngoto = "end"\n'
ODD = FERRY_TEXT.replace("trust < 30", "trust < 60")


async def test_golden_screens_one_pane(tmp_path: Path) -> None:
    """On 80 columns one pane at a time looks as it was read and approved."""
    app, file = at_the_desk(tmp_path, ODD)
    async with app.run_test(size=(80, 24)) as pilot:
        golden("desk-diagnostics-80x24", await analysed(pilot))
        golden("desk-map-80x24", await press(pilot, "2"))
        golden("desk-outcomes-80x24", await press(pilot, "3"))
        golden("desk-play-80x24", await press(pilot, "4"))
        golden("desk-decided-80x24", await press(pilot, "enter"))
        file.write_text(ODD.replace('goto = "office"', 'goto = "offic"'), encoding="utf-8")
        await press(pilot, "1")
        await shows(pilot, "1 error")
        golden("desk-broken-80x24", shown(app))


async def test_golden_screens_all_panes(tmp_path: Path) -> None:
    """On 140 columns every pane looks as it was read and approved."""
    app, file = at_the_desk(tmp_path, ODD)
    async with app.run_test(size=(140, 40)) as pilot:
        golden("desk-140x40", await analysed(pilot))
        golden("desk-playing-140x40", await press(pilot, "4", "enter"))
        file.write_text(ODD.replace('goto = "office"', 'goto = "offic"'), encoding="utf-8")
        await shows(pilot, "1 error")
        await shows(pilot, "Of the last text")
        golden("desk-broken-140x40", shown(app))


async def test_a_scene_is_played_from_a_state_that_reaches_it(tmp_path: Path) -> None:
    """The map offers ways to a scene that differ in their states; each is really played."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await analysed(pilot)
        await press(pilot, "2", "down", "down", "enter")
        offered = await shows(pilot, "Play office from which arrival?")
        assert "Shortest way, lowest trust on arrival, with no fact set" in offered
        assert "trust 31, tension 45, wound 4; after 1 decision" in offered
        assert "Highest trust on arrival, with asked" in offered
        assert "trust 45, tension 33; after 1 decision" in offered
        played = await press(pilot, "enter")
        assert "Came by: log" in played
        refused = await press(pilot, "end", "enter")
        assert "not offered here: it needs asked" in refused
        assert "leak is not offered in this state." in refused


async def test_any_arrival_is_found_by_a_condition(tmp_path: Path) -> None:
    """A condition finds a way that meets it, or says how near one comes."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await analysed(pilot)
        await press(pilot, "2", "down", "down", "enter")
        await shows(pilot, "Or where a condition holds")
        await press(pilot, "tab", *"trust>=60", "enter")
        await shows(pilot, "No arrival meets it: highest trust on arrival is 45, this needs 60.")
        await press(pilot, "backspace", "backspace", *"41", "enter")
        await until(pilot, lambda: not isinstance(app.screen, ArrivalScreen))
        play = screen(app).state.play
        assert play is not None
        assert play.run.choices == ("ask",)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("trust >", "The condition does not parse:"),
        ("rain", "No choice sets the fact 'rain', and the start does not hold it."),
        ("[/foo]", "The condition does not parse:"),
    ],
)
async def test_a_condition_that_can_not_be_met(tmp_path: Path, typed: str, said: str) -> None:
    """A condition that can't be read, or reads what is never set, is answered; Escape closes."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await analysed(pilot)
        await press(pilot, "2", "down", "down", "enter")
        await shows(pilot, "Or where a condition holds")
        app.screen.query_one(Input).value = typed
        await press(pilot, "tab", "enter")
        await shows(pilot, said[:40])
        assert "▸ 2 Map ◂" in await press(pilot, "escape")
        play = screen(app).state.play
        assert play is not None
        assert play.run.choices == ()


async def test_scenes_that_are_not_played(tmp_path: Path) -> None:
    """A scene that nobody reaches can't be played, and is marked on the map and in the table."""
    app, _ = at_the_desk(tmp_path, UNREACHED)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await analysed(pilot)
        assert "! never reached" in await press(pilot, "2")
        await press(pilot, "end", "enter")
        await shows(pilot, "No playthrough reaches island.")
        assert "island is never reached" in await press(pilot, "3", "end")


async def test_an_outcome_is_played(tmp_path: Path) -> None:
    """Enter on an ending plays its shortest way; going back leads through it."""
    app, _ = at_the_desk(tmp_path, ODD)
    async with app.run_test(size=(80, 24)) as pilot:
        await analysed(pilot)
        ended = await press(pilot, "3", "down", "enter")
        assert "Ending: Two boats" in ended
        assert "Came by: ask leak" in ended
        assert "Came by: ask" in await press(pilot, "u")
        assert "Came by" not in await press(pilot, "r")


async def test_the_play_shows_what_lands(tmp_path: Path) -> None:
    """Before a choice and after it the play tells what lands and why, tension too."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await analysed(pilot)
        before = " ".join((await press(pilot, "4")).split())
        assert "+10 written, +6 landed: tension at 40 let 60 % through." in before
        assert "Tension −6, productivity +1. Leads to office." in before
        after = " ".join((await press(pilot, "enter")).split())
        assert "Then: trust 46 to 45, tension 34 to 33, productivity 36 to 38." in after
        assert "Trust 45 Tension 33 Productivity 38 delivered 36" in after
        assert "facts: asked" in after


@pytest.mark.parametrize("size", [(30, 10), (50, 16), (110, 20), (120, 33), (250, 60)])
async def test_odd_sizes_reach_everything(tmp_path: Path, size: tuple[int, int]) -> None:
    """On a tiny or a very wide terminal every pane is still reached and played by keys."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=size) as pilot:
        await analysed(pilot)
        await press(pilot, "1", "2", "3", "z", "4", "enter", "enter", "z", "question_mark")
        await press(pilot, "escape", "tab", "shift+tab")
        play = screen(app).state.play
        assert play is not None
        assert play.run.ended


async def test_a_size_decides_on_panes(tmp_path: Path) -> None:
    """A narrow screen shows one pane, a wide one two, a wide and tall one four."""
    for size, panes in (((80, 24), 1), ((120, 24), 2), ((120, 40), 4)):
        app, _ = at_the_desk(tmp_path)
        async with app.run_test(size=size) as pilot:
            await analysed(pilot)
            assert len([pane for pane in screen(app).query("Pane") if pane.size.height]) == panes
            assert "▸ 1 Diagnostics ◂" in await press(pilot, "z")
            assert len([pane for pane in screen(app).query("Pane") if pane.size.height]) == 1


async def test_help_names_every_key(tmp_path: Path) -> None:
    """The help names each key of the desk."""
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await analysed(pilot)
        said = await press(pilot, "question_mark") + await press(pilot, "end")
        for key in ("1 2 3 4", "Tab", "z ", "Enter", "e ", "u ", "r ", "Space b", "q "):
            assert f"  {key}" in said


async def test_an_editor_is_opened_at_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter on a diagnostic opens the editor at its line and column; `e` where the play stands."""
    told = tmp_path / "told"
    editor = tmp_path / "code"
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {told}.part\nmv {told}.part {told}\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{editor} --wait")
    text = FERRY_TEXT.replace('goto = "office"', 'goto = "offic"')
    app, file = at_the_desk(tmp_path, text)
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "1 error")
        await press(pilot, "enter")
        await until(pilot, told.exists)
        line = 1 + text.splitlines().index('goto = "offic"')
        assert told.read_text().split() == ["--wait", "-g", f"{file}:{line}:8"]
        told.unlink()
        file.write_text(FERRY_TEXT, encoding="utf-8")
        await analysed(pilot)
        await press(pilot, "4", "enter", "down", "e")
        await until(pilot, told.exists)
        line = FERRY_TEXT.splitlines().index('id = "split"')
        assert told.read_text().split()[-1] == f"{file}:{line}:3"


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        (None, "No editor is set."),
        ("vim", "This terminal can't be handed to an editor."),
        ("/nowhere/code", "/nowhere/code can't be started: no such file or directory."),
        ('vim "', "The editor's command can't be read"),
    ],
)
async def test_an_editor_that_does_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str | None, said: str
) -> None:
    """Without an editor, or one that can't be started, the desk says what to do and goes on."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    if editor is not None:
        monkeypatch.setenv("EDITOR", editor)
    app, _ = at_the_desk(tmp_path)
    async with app.run_test(size=(120, 24), notifications=True) as pilot:
        await analysed(pilot)
        await press(pilot, "e")
        assert said.split(maxsplit=1)[0] in await shows(pilot, said[:28])
        await press(pilot, "4")
        assert screen(app).at == "play"


async def test_the_flagship_at_the_desk() -> None:
    """The flagship is analysed, exactly, and its map holds every scene."""
    app = DeskApp(shipped() / "two-departments.toml", shipped())
    async with app.run_test(size=(120, 60)) as pilot:
        assert "analysed, exact" in await analysed(pilot)
        story, figures = screen(app).state.story, screen(app).state.figures
        assert story is not None
        assert figures is not None
        assert {row.scene for row in figures.map} == set(story.scenes)


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    """In a pipe the desk does not open: it names the command that works there."""
    done = subprocess.run(
        [sys.executable, "-m", "game", "desk", str(tmp_path / "x.toml")],
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "common-ground: the desk needs a terminal. Without one, use: common-ground check STORY\n"
    )
