"""`debrief RUN`: the debrief of a kept run, as data on standard output or as a new file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command import LADDER, common_ground

from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(saves: Path, tmp_path: Path) -> Kept:
    """Play a story that stands in a folder of its own; return the run."""
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "ladder.toml").write_bytes(LADDER.read_bytes())
    typed = "1\n" * 12 + "q\n"
    arguments = ("play", "ladder", "--plain", "--saves", str(saves))
    common_ground(*arguments, cwd=tmp_path, typed=typed)
    (one,) = read_all(saves)
    assert isinstance(one, Kept)
    return one


def debrief(kept: Kept, *arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Run the command on the folder of a run; return status, output and talk."""
    done = common_ground("--saves", str(kept.path.parent), "debrief", *arguments, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


def test_on_standard_output(kept: Kept, tmp_path: Path) -> None:
    """A run is named by the beginning of its id, by its file's name, or by its file."""
    names = (kept.save.run[:6], kept.save.run, kept.path.stem, str(kept.path))
    told = [debrief(kept, name, cwd=tmp_path) for name in names]
    assert {one[0] for one in told} == {0}
    assert len({one[1] for one in told}) == 1
    assert told[0][1].startswith("# ")
    assert told[0][2] == ""


def test_formats(kept: Kept, tmp_path: Path) -> None:
    """HTML and JSON are the same debrief; without an option it is Markdown."""
    name = kept.save.run
    assert debrief(kept, name, "--format", "html", cwd=tmp_path)[1].startswith("<!doctype html>")
    told = json.loads(debrief(kept, name, "--format", "json", cwd=tmp_path)[1])
    assert told["story"]["id"] == "ladder"
    assert told["review"]["decisions"]


def test_a_file_is_never_replaced(kept: Kept, tmp_path: Path) -> None:
    """`--output` names a new file; one that is there stays as it is, and that is said."""
    path = tmp_path / "out" / "debrief.html"
    arguments = (kept.save.run, "--format", "html", "--output", str(path))
    status, out, said = debrief(kept, *arguments, cwd=tmp_path)
    assert (status, out, said) == (0, "", f"Written to {path}\n")
    path.write_text("mine")
    status, _, said = debrief(kept, *arguments, cwd=tmp_path)
    assert status == 2
    assert "is there already" in said
    assert path.read_text() == "mine"


def test_names_that_mean_no_run(kept: Kept, tmp_path: Path) -> None:
    """What names no run is told in one sentence, whatever it holds."""
    for name in ("zzzz", "", "\x1b[2J", "1", "nowhere.toml", "../up"):
        status, out, said = debrief(kept, name, cwd=tmp_path)
        assert (status, out) == (2, "")
        assert len(said.splitlines()) == 1
        assert "\x1b" not in said


def test_a_beginning_that_means_several(kept: Kept, tmp_path: Path) -> None:
    """Two runs with one beginning are both named, and neither is taken."""
    run = kept.save.run
    twin = run[:-1] + ("0" if run[-1] != "0" else "1")
    other = kept.path.with_name("ladder-twin.toml")
    other.write_text(kept.path.read_text().replace(run, twin))
    status, _, said = debrief(kept, run[:8], cwd=tmp_path)
    assert status == 2
    assert run in said
    assert twin in said
    assert debrief(kept, run, cwd=tmp_path)[0] == 0


def test_a_story_that_is_gone(kept: Kept, tmp_path: Path) -> None:
    """Without its story a run has no debrief, and the cure is named."""
    (tmp_path / "stories" / "ladder.toml").unlink()
    status, _, said = debrief(kept, kept.save.run, cwd=tmp_path)
    assert status == 2
    assert "COMMON_GROUND_STORIES" in said


def test_a_story_that_changed(kept: Kept, tmp_path: Path) -> None:
    """The debrief of a run whose story has changed says so aside, and is written."""
    path = tmp_path / "stories" / "ladder.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    status, out, said = debrief(kept, kept.save.run, cwd=tmp_path)
    assert status == 0
    assert out.startswith("# ")
    assert "has changed since this run was left" in said
