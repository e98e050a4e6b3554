"""`map --save`: the way of a kept run, found by its id, the beginning of one, or its file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.cli import main
from game.storage import session as sessions
from game.storage.savefile import to_toml
from game.storage.settings import Settings
from game.story.library import Broken, load

if TYPE_CHECKING:
    from game.storage.save import Save

HOSTILE = Path(__file__).with_name("hostile.toml")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FIRST = "a1000000-0000-4000-8000-000000000000"
SECOND = "a2000000-0000-4000-8000-000000000000"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a story file that may be changed."""
    path = tmp_path / "hostile.toml"
    path.write_bytes(HOSTILE.read_bytes())
    return path


@pytest.fixture
def saves(tmp_path: Path, story: Path) -> Path:
    """Return a folder with two runs of the story."""
    folder = tmp_path / "saves"
    folder.mkdir()
    for run in (FIRST, SECOND):
        (folder / f"hostile-{run[:8]}.toml").write_bytes(to_toml(kept(story, run)))
    return folder


def kept(path: Path, run: str) -> Save:
    """Return the save of a run with one choice."""
    story = load(path)
    assert not isinstance(story, Broken)
    session = sessions.start(story, player="", settings=Settings(), now=NOON, new_id=run)
    return sessions.choose(session, "class", bet=None, now=NOON).save


@pytest.mark.parametrize("name", [FIRST, "a1", "A1000000"])
def test_a_run_is_found_by_its_id(
    name: str, story: Path, saves: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole id or an unambiguous beginning of it will do."""
    assert main(["map", str(story), "--save", name, "--saves", str(saves)]) == 0
    told = capsys.readouterr()
    assert "* marks the way of the run: 1 decision, to the ending _." in told.out
    assert "*  100 %    - class to subgraph" in told.out
    assert told.err == ""


def test_a_run_is_found_by_its_file(
    story: Path, saves: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A save file may lie anywhere."""
    path = next(saves.iterdir())
    assert main(["map", str(story), "--save", str(path)]) == 0
    assert "* marks the way" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a", "2 runs in"),
        ("b", "There is no run 'b' in"),
        ("", "There is no run '' in"),
        ("x" * 5000, "There is no run"),
        ("missing.toml", "missing.toml is not a file"),
    ],
)
def test_a_run_that_is_not_found_is_said(
    name: str, said: str, story: Path, saves: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A beginning that several runs have, or none, draws nothing and says so."""
    assert main(["map", str(story), "--save", name, "--saves", str(saves)]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_run_of_another_story_is_not_drawn(
    saves: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run's choices mean nothing in another story."""
    assert main(["map", "two-departments", "--save", "a1", "--saves", str(saves)]) == 2
    assert "is a run of 'hostile', not of 'two-departments'" in capsys.readouterr().err


def test_a_changed_story_is_said(
    story: Path, saves: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the story has changed, the way is drawn as far as it holds, and that is said."""
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace('id = "class"', 'id = "other"'), encoding="utf-8")
    assert main(["map", str(story), "--save", "a1", "--saves", str(saves)]) == 0
    told = capsys.readouterr()
    assert "the choice is gone" in told.err
    assert "* marks the way of the run: no decisions, as far as end." in told.out
