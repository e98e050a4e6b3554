"""Files that the player asked for: beside what is there, never over it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.storage import atomic
from game.storage.export import write_named, write_new

RACE = """
import sys
from pathlib import Path
from game.storage.export import write_new
print(flush=True)
sys.stdin.readline()
for number in range(40):
    print(write_new(Path(), "debrief", ".md", f"{sys.argv[1]} {number}"))
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_written_beside(here: Path, saves: Path) -> None:
    """A file goes to the working folder, under a name that nothing there has yet."""
    (here / "debrief-2.md").mkdir()
    (here / "debrief-3.md").symlink_to(here / "nowhere")
    assert write_new(saves, "debrief", ".md", "one") == f"Written to {here / 'debrief.md'}"
    assert write_new(saves, "debrief", ".md", "two \u2014") == f"Written to {here / 'debrief-4.md'}"
    assert (here / "debrief.md").read_text(encoding="utf-8") == "one"
    assert (here / "debrief-4.md").read_text(encoding="utf-8") == "two \u2014"
    assert not (here / "nowhere").exists()
    assert not saves.exists()


def test_two_processes(here: Path) -> None:
    """Two processes that write at once each get a file of their own, every time."""
    command = [sys.executable, "-W", "error", "-c", RACE]
    both = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("Mo", "Ida")
    ]
    for one in both:
        assert one.stdout is not None
        one.stdout.readline()
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = [line for one in both for line in one.communicate(timeout=60)[0].splitlines()]
    assert len(set(said)) == 80
    held = sorted(path.read_text() for path in here.iterdir())
    assert held == sorted(f"{name} {number}" for name in ("Mo", "Ida") for number in range(40))


def test_working_folder_that_takes_nothing(
    here: Path, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the working folder can't be written the file goes to the saves."""
    opened = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.parent == here:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    assert write_new(saves, "debrief", ".md", "one") == f"Written to {saves / 'debrief.md'}"


def test_full_disk(here: Path, saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written that is said in a sentence, and no empty file stays."""

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    assert write_new(here, "debrief", ".md", "one") == (
        "Not written: No space left on device. Start the game in a folder you may write to."
    )
    assert list(here.iterdir()) == []
    assert not saves.exists()


@pytest.mark.parametrize("stem", ["../up", "a:b", "con\x1b[2J", "\udc80", "x" * 500, ""])
def test_name_is_safe(here: Path, saves: Path, stem: str) -> None:
    """Whatever a story's file is called, the name is one for every system, in the folder."""
    write_new(saves, stem, ".md", "one")
    (path,) = here.iterdir()
    assert path.stem.replace("-", "").replace("_", "").isalnum() or set(path.stem) <= {"_"}
    assert len(path.name) < 130


def test_a_name_that_was_given(here: Path) -> None:
    """A file that the player named is written with its folders, and one that is there stays."""
    path = here / "out" / "debrief.html"
    assert write_named(path, "one \u2014") is None
    assert path.read_text(encoding="utf-8") == "one \u2014"
    assert "is there already" in (write_named(path, "two") or "")
    assert path.read_text(encoding="utf-8") == "one \u2014"
    (here / "link").symlink_to(here / "nowhere")
    assert "is there already" in (write_named(here / "link", "two") or "")
    assert not (here / "nowhere").exists()


@pytest.mark.parametrize("name", ["out/x", "a\0b", "."])
def test_a_name_that_can_not_be(here: Path, name: str) -> None:
    """Where a file can't be written that is one sentence, and nothing is left behind."""
    (here / "out").write_text("a file, no folder")
    assert write_named(here / name, "x")
    assert [path.name for path in here.iterdir()] == ["out"]


def test_a_named_file_on_a_full_disk(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full no empty file stays under the name."""

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    assert "No space left on device" in (write_named(here / "debrief.md", "one") or "")
    assert list(here.iterdir()) == []
