"""A file is looked at: every change is seen, and none that is not there."""

from __future__ import annotations

import os
from pathlib import Path

from game.author.watching import Watch

FERRY = Path(__file__).parents[1] / "tui" / "ferry.toml"
TEXT = FERRY.read_text(encoding="utf-8")


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def _watched(folder: Path) -> tuple[Watch, Path, Clock]:
    file, clock = folder / "ferry.toml", Clock()
    file.write_text(TEXT, encoding="utf-8")
    return Watch(file, clock), file, clock


def test_a_text_is_seen_once(tmp_path: Path) -> None:
    """A text is told of when it is new, and not again, touched or saved as it was."""
    watch, file, clock = _watched(tmp_path)
    first = watch.look()
    assert first is not None
    assert first.story is not None
    assert first.errors == 0
    assert first.warnings == 1
    assert watch.look() is None
    os.utime(file)
    assert watch.look() is None
    file.write_text(TEXT, encoding="utf-8")
    clock.now += 10
    assert watch.look() is None


def test_a_change_under_the_same_stamp_is_seen(tmp_path: Path) -> None:
    """A text of the same length, saved within the file system's tick, is another text."""
    watch, file, clock = _watched(tmp_path)
    assert watch.look() is not None
    stamp = file.stat().st_mtime_ns
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(TEXT.replace("The Ferry", "The Barge"))
    os.utime(file, ns=(stamp, stamp))
    clock.now += 0.5
    second = watch.look()
    assert second is not None
    assert second.story is not None
    assert second.story.title == "The Barge"


def test_a_file_at_rest_is_not_read(tmp_path: Path) -> None:
    """Long after a save a look is no more than a question for the file's time and size."""
    watch, file, clock = _watched(tmp_path)
    assert watch.look() is not None
    stamp = file.stat().st_mtime_ns
    clock.now += 60
    with file.open("r+", encoding="utf-8") as opened:
        opened.write(TEXT.replace("The Ferry", "The Barge"))
    os.utime(file, ns=(stamp, stamp))
    assert watch.look() is None


def test_a_file_that_is_being_written_is_not_empty(tmp_path: Path) -> None:
    """An empty or missing file is believed at the second look: editors pass through both."""
    watch, file, _ = _watched(tmp_path)
    assert watch.look() is not None
    file.write_text("", encoding="utf-8")
    assert watch.look() is None
    file.write_text(TEXT, encoding="utf-8")
    assert watch.look() is None
    file.unlink()
    assert watch.look() is None
    file.write_text(TEXT, encoding="utf-8")
    assert watch.look() is None
    file.unlink()
    assert watch.look() is None
    gone = watch.look()
    assert gone is not None
    assert gone.story is None
    assert gone.errors == 1
    file.write_text(TEXT, encoding="utf-8")
    assert watch.look() is not None


def test_half_a_text_is_followed_by_the_whole(tmp_path: Path) -> None:
    """A text cut off in the middle is told of as it is, and the whole one at the next look."""
    watch, file, _ = _watched(tmp_path)
    assert watch.look() is not None
    file.write_text(TEXT[: len(TEXT) // 2] + '"', encoding="utf-8")
    half = watch.look()
    assert half is not None
    assert half.errors
    file.write_text(TEXT, encoding="utf-8")
    whole = watch.look()
    assert whole is not None
    assert whole.errors == 0


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    """A folder, and a name that no system takes, are told of in words."""
    for path in (tmp_path, Path("x\0y.toml"), tmp_path / ("long" * 200)):
        watch = Watch(path, Clock())
        assert watch.look() is None
        told = watch.look()
        assert told is not None
        assert [str(one.code) for one in told.checked.diagnostics] == ["CG100"]
        assert told.place("scenes").line == 1
