"""Settings beside the runs: kept, and never lost where they can't be read."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from game.storage.settings import METER_MODES, THEMES, Settings, load, problem, store

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = Settings(meters="words", coach=True, theme="contrast", reduced_motion=True)


def test_no_file(saves: Path) -> None:
    """Without a file the usual settings hold, and nothing is written."""
    assert load(saves) == Settings()
    assert problem(saves) is None
    assert not saves.exists()


@pytest.mark.parametrize("meters", METER_MODES)
@pytest.mark.parametrize("theme", THEMES)
def test_round_trip(saves: Path, meters: str, theme: str) -> None:
    """Settings are read as they were kept."""
    for flag in (True, False):
        settings = Settings(meters, coach=flag, theme=theme, reduced_motion=not flag)  # type: ignore[arg-type]
        assert store(saves, settings) is None
        assert load(saves) == settings
        assert problem(saves) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff",
        b"meters = ",
        b'theme = "pink"\n',
        b"coach = 1\n",
        b"[meters]\n",
        b"a = " + b"[" * 5_000,
        b"#" * 70_000,
        b".".join([b"a"] * 30_000) + b" = 1",
    ],
)
def test_broken_file_is_kept_aside(saves: Path, raw: bytes) -> None:
    """A broken file gives the usual settings; it is kept aside when new ones are."""
    saves.mkdir()
    (saves / "settings.toml").write_bytes(raw)
    assert load(saves) == Settings()
    assert "can't be read" in (problem(saves) or "")
    assert (saves / "settings.toml").read_bytes() == raw
    assert store(saves, CHANGED) is None
    assert load(saves) == CHANGED
    assert (saves / "settings.broken-1.toml").read_bytes() == raw


def test_what_is_right_holds(saves: Path) -> None:
    """One value that can't be does not take the others with it."""
    saves.mkdir()
    (saves / "settings.toml").write_text('theme = "pink"\ncoach = true\n')
    assert load(saves) == Settings(coach=True)


def test_several_broken_files(saves: Path) -> None:
    """A file kept aside is never replaced by the next one."""
    saves.mkdir()
    for number in (1, 2):
        (saves / "settings.toml").write_text(f"broken {number}")
        assert store(saves, CHANGED) is None
    kept = [(saves / f"settings.broken-{number}.toml").read_text() for number in (1, 2)]
    assert kept == ["broken 1", "broken 2"]


def test_folder_in_its_place(saves: Path) -> None:
    """A folder of that name is moved aside with what is in it."""
    (saves / "settings.toml" / "inner").mkdir(parents=True)
    assert load(saves) == Settings()
    assert store(saves, CHANGED) is None
    assert (saves / "settings.broken-1.toml" / "inner").is_dir()


def test_keys_of_another_version_stay(saves: Path) -> None:
    """What a later version has put there is kept."""
    saves.mkdir()
    (saves / "settings.toml").write_text('voice = "low"\ncoach = true\n')
    assert problem(saves) is None
    assert store(saves, CHANGED) is None
    assert tomllib.loads((saves / "settings.toml").read_text())["voice"] == "low"


def test_settings_that_can_not_be_kept(tmp_path: Path) -> None:
    """A folder that can't be written gives a sentence."""
    (tmp_path / "file").write_text("here")
    told = store(tmp_path / "file" / "saves", CHANGED)
    assert told is not None
    assert told.startswith("The settings hold for now but can't be kept in ")
    assert "not a directory" in told
