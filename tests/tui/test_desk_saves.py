"""The desk follows the file, whatever an editor does to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from desk_driving import FERRY_TEXT, analysed, at_the_desk, press, screen, shows, until
from screens import shown

from game.story.library import LARGEST_FILE
from game.tui.desk.app import DeskApp

if TYPE_CHECKING:
    from pathlib import Path

    from game.author.desk import DeskState

BROKEN = FERRY_TEXT.replace('goto = "office"', 'goto = "offic"')
SIZE = (80, 24)
TALL = (80, 40)


async def test_a_save_is_checked_and_analysed(tmp_path: Path) -> None:
    """What is wrong is told with its line and its cure; a text without errors is analysed."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        assert "no errors" in await analysed(pilot)
        file.write_text(BROKEN, encoding="utf-8")
        told = await shows(pilot, "1 error")
        line = 1 + BROKEN.splitlines().index('goto = "offic"')
        assert f"error CG302  line {line}, column 8" in told
        assert "there is no scene 'offic'." in told
        assert f'{line} │ goto = "offic"' in told
        assert "^^^^^^^" in told
        assert "Did you mean 'office'?" in told
        file.write_text(FERRY_TEXT, encoding="utf-8")
        assert "there is no scene" not in await shows(pilot, "no errors")


async def test_what_only_all_playthroughs_show(tmp_path: Path) -> None:
    """Findings of the analysis stand among the diagnostics, and go with a new text."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await analysed(pilot)
        wrong = FERRY_TEXT.replace('when = "asked"', 'when = "asked and trust >= 90"')
        file.write_text(wrong, encoding="utf-8")
        told = " ".join((await shows(pilot, "is never offered")).split())
        assert "highest trust on arrival is 45, the choice needs 90" in told
        line = 1 + wrong.splitlines().index('when = "asked and trust >= 90"')
        assert f"line {line}, column" in told
        file.write_text(FERRY_TEXT, encoding="utf-8")
        await until(pilot, lambda: "is never offered" not in shown(app))


async def test_figures_move_with_a_save(tmp_path: Path) -> None:
    """After a save the outcomes are those of the new text, with how far each share moved."""
    text = FERRY_TEXT.replace("trust < 30", "trust < 60")
    app, file = at_the_desk(tmp_path, text)
    async with app.run_test(size=SIZE) as pilot:
        await analysed(pilot)
        before = await press(pilot, "3")
        assert "5 playthroughs" in before
        assert "end                    80.0 %" in before
        file.write_text(text.replace('when = "asked"\n', ""), encoding="utf-8")
        after = await shows(pilot, "6 playthroughs")
        assert "66.7 %  (−13.3)" in after
        assert "33.3 %  (+13.3)" in after


async def test_a_burst_of_saves(tmp_path: Path) -> None:
    """However fast the saves come, figures are never those of another text, and end at the last."""
    forked = FERRY_TEXT.replace("trust < 30", "trust < 60")
    app, file = at_the_desk(tmp_path, forked)
    states: list[DeskState] = []
    async with app.run_test(size=SIZE) as pilot:
        here = screen(app)
        here.watch(here, "state", lambda state: states.append(state), init=False)  # noqa: PLW0108, Textual asks how many arguments it takes
        await analysed(pilot)
        for number in range(30):
            text = forked.replace("scenes.end]", f"scenes.end{number}]")
            text = text.replace('"end"', f'"end{number}"')
            file.write_text(BROKEN if number % 3 == 1 else text, encoding="utf-8")
            await pilot.pause(0.01 * (number % 4))
        await until(pilot, lambda: here.state.story and "end29" in here.state.story.scenes)
        await analysed(pilot)
        assert here.state.figures is not None
        assert set(here.state.figures.shares) == {"end29", "aground"}
    assert any(state.text is not None and state.text.errors for state in states)
    for state in states:
        if state.figures is not None and state.story is not None:
            assert set(state.figures.shares) == {scene.id for scene in state.story.endings}


async def test_the_play_stands_through_a_broken_save(tmp_path: Path) -> None:
    """A text with errors leaves the play where it stood, in the text before, and says so."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=TALL) as pilot:
        await analysed(pilot)
        assert "office  The office, 18:40" in await press(pilot, "4", "enter")
        file.write_text(BROKEN, encoding="utf-8")
        broken = await shows(pilot, "Of the last text without errors.")
        assert "The office, 18:40" in broken
        assert "play and figures are older" in broken
        changed = FERRY_TEXT.replace("The office, 18:40", "The office, 19:00")
        file.write_text(changed, encoding="utf-8")
        assert "Of the last text" not in await shows(pilot, "The office, 19:00")


async def test_the_play_stands_where_scenes_are_renamed(tmp_path: Path) -> None:
    """Choices are replayed by their ids: a renamed scene is still reached."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=TALL) as pilot:
        await analysed(pilot)
        await press(pilot, "4", "enter")
        renamed = FERRY_TEXT.replace("scenes.office", "scenes.bureau")
        file.write_text(renamed.replace('"office"', '"bureau"'), encoding="utf-8")
        assert "no longer" not in await shows(pilot, "bureau  The office, 18:40")


async def test_choices_that_no_longer_replay(tmp_path: Path) -> None:
    """Where a choice is gone the play stands before it and says so; back again, it goes on."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=TALL) as pilot:
        await analysed(pilot)
        assert "Ending: Afloat" in await press(pilot, "4", "enter", "enter")
        file.write_text(FERRY_TEXT.replace('id = "thank"', 'id = "praise"'), encoding="utf-8")
        told = " ".join((await shows(pilot, "no longer replays")).split())
        assert "decision 2 no longer replays: office does not offer thank, but praise" in told
        assert "Ending: Afloat" not in told
        file.write_text(FERRY_TEXT, encoding="utf-8")
        assert "no longer replays" not in await shows(pilot, "Ending: Afloat")


async def test_playing_on_gives_up_what_was_lost(tmp_path: Path) -> None:
    """A choice made where the play was set back is the one that counts from then on."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=TALL) as pilot:
        await analysed(pilot)
        await press(pilot, "4", "enter", "enter")
        file.write_text(FERRY_TEXT.replace('id = "thank"', 'id = "praise"'), encoding="utf-8")
        await shows(pilot, "no longer replays")
        assert "office / split" in await press(pilot, "down", "enter")
        file.write_text(FERRY_TEXT, encoding="utf-8")
        await until(pilot, lambda: screen(app).state.story and _thank(app))
        play = screen(app).state.play
        assert play is not None
        assert play.run.choices == ("ask", "split")


def _thank(app: DeskApp) -> bool:
    story = screen(app).state.story
    return story is not None and story.scenes["office"].choices[0].id == "thank"


async def test_a_save_by_rename(tmp_path: Path) -> None:
    """A file that another is put in place of is the same file to the desk."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await analysed(pilot)
        for text, said in ((BROKEN, "1 error"), (FERRY_TEXT, "no errors")):
            other = tmp_path / ".ferry.toml.swp"
            other.write_text(text, encoding="utf-8")
            other.replace(file)
            await shows(pilot, said)


async def test_a_file_that_goes_and_comes_back(tmp_path: Path) -> None:
    """A file that is gone is told of, the play stands, and both go on when it is back."""
    app, file = at_the_desk(tmp_path)
    async with app.run_test(size=TALL) as pilot:
        await analysed(pilot)
        await press(pilot, "4", "enter", "1")
        file.unlink()
        gone = await shows(pilot, "the file can't be read")
        assert "1 error" in gone
        assert "The office, 18:40" in await press(pilot, "4")
        file.write_text(FERRY_TEXT, encoding="utf-8")
        assert "The office, 18:40" in await shows(pilot, "no errors")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "CG"),
        (b"\x00\xff\xfe" * 400, "CG101"),
        (b"This is a letter, not TOML.\n" * 40, "CG102"),
        (b"format = 1\n[story]\ntitle = [/foo]\n", "CG102"),
        (b"a" * (LARGEST_FILE + 1), "larger than 4 MiB"),
        (b"x = [" * 5000, "CG"),
        (b"[scenes.x]\n" + b"nokey = 1\n" * 3000, "CG"),
    ],
    ids=["empty", "binary", "letter", "markup", "huge", "deep", "long"],
)
async def test_files_that_are_no_story(tmp_path: Path, raw: bytes, said: str) -> None:
    """Whatever the file holds, the desk says what is wrong, and goes on when it is a story."""
    app, file = at_the_desk(tmp_path)
    file.write_bytes(raw)
    async with app.run_test(size=SIZE) as pilot:
        assert "not analysed" in await shows(pilot, said)
        for key in ("enter", "2", "enter", "3", "enter", "4", "enter", "e", "u", "r", "space"):
            await press(pilot, key)
        file.write_text(FERRY_TEXT, encoding="utf-8")
        assert "no errors" in await analysed(pilot)


async def test_a_path_without_a_file(tmp_path: Path) -> None:
    """A missing file and a folder are told of; the file may be written later."""
    app = DeskApp(tmp_path / "later.toml", tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await shows(pilot, "the file can't be read")
        (tmp_path / "later.toml").write_text(FERRY_TEXT, encoding="utf-8")
        assert "later.toml" in await analysed(pilot)
    app = DeskApp(tmp_path, tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await shows(pilot, "this is not a file")


async def test_the_file_is_never_written(tmp_path: Path) -> None:
    """Through a whole session the file keeps its bytes and its time, and nothing stands beside."""
    app, file = at_the_desk(tmp_path)
    os.utime(file, ns=(10**18, 10**18))
    file.chmod(0o444)
    async with app.run_test(size=SIZE) as pilot:
        await analysed(pilot)
        for key in ("enter", "2", "down", "down", "enter", "3", "enter", "4", "u", "enter", "r"):
            await press(pilot, key)
        await press(pilot, "escape", "z", "question_mark", "escape", "q")
    assert file.read_text(encoding="utf-8") == FERRY_TEXT
    assert file.stat().st_mtime_ns == 10**18
    assert [path.name for path in tmp_path.iterdir()] == ["ferry.toml"]


async def test_foreign_text_is_never_markup(tmp_path: Path) -> None:
    """Brackets of a story are letters on every pane."""
    text = FERRY_TEXT.replace("The office, 18:40", "[/foo] [b]office[/b]")
    text = text.replace('id = "log"', 'id = "log"\n"[@click=app.bell]x" = 1')
    app, file = at_the_desk(tmp_path, text)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "'[@click=app.bell]x'" in await shows(pilot, '"[@click=app.bell]x" = 1')
        file.write_text(text.replace('"[@click=app.bell]x" = 1', ""), encoding="utf-8")
        assert "[/foo] [b]office[/b]" in await analysed(pilot)
        await press(pilot, "4", "enter")
        assert shown(app).count("[/foo] [b]office[/b]") == 2
