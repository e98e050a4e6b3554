"""The run in play on disk: one writer, nothing overwritten, one sentence if writing fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crossing import FIRST, SECOND, THROUGH, begun, kept, minute, played

from game.storage import atomic
from game.storage import session as sessions
from game.storage.keeper import Keeper
from game.storage.savefile import from_toml, to_toml
from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.storage.save import Save
    from game.storage.session import Session

SAVING = Path(__file__).with_name("saving.py")
NAME = "crossing-10000000.toml"


@pytest.fixture
def keeper(saves: Path) -> Iterator[Keeper]:
    """Return a keeper that gives its run free at the end."""
    keeper = Keeper(saves)
    yield keeper
    keeper.close()


def fail_with(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let every write end with this error."""

    def fsync(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "fsync", fsync)


def there(folder: Path) -> list[Save]:
    """Return the saves of a folder, each of which can be read."""
    read = read_all(folder)
    assert all(isinstance(one, Kept) for one in read), read
    return [one.save for one in read if isinstance(one, Kept)]


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_every_choice_is_written(saves: Path, keeper: Keeper) -> None:
    """After each choice the file holds it; no other file is left but the lock."""
    session = begun()
    assert keeper.open(session.save)
    for number, choice in enumerate(THROUGH):
        session = sessions.choose(session, choice, bet=None, now=minute(number))
        assert keeper.keep(session.save) is None
        assert from_toml((saves / NAME).read_bytes()) == session.save
    assert names(saves) == [f".{NAME}.lock", NAME]
    keeper.close()
    assert names(saves) == [NAME]


def test_folder_is_made_at_the_first_write(saves: Path, keeper: Keeper) -> None:
    """Opening a run creates nothing."""
    assert keeper.open(begun().save)
    assert not saves.exists()
    assert keeper.keep(kept("ask")) is None
    assert saves.is_dir()


def test_save_is_its_owners_alone(saves: Path, keeper: Keeper) -> None:
    """What a player thinks of colleagues can't be read by others on the machine."""
    keeper.keep(kept("ask"))
    assert (saves / NAME).stat().st_mode & 0o077 == 0


def test_never_in_place(saves: Path, keeper: Keeper) -> None:
    """A save is replaced, not written over: who has the old file open still reads all of it."""
    keeper.keep(kept("ask"))
    with (saves / NAME).open("rb") as old:
        keeper.keep(kept("ask", "a"))
        assert from_toml(old.read()) == kept("ask")
    assert from_toml((saves / NAME).read_bytes()) == kept("ask", "a")


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_failed_write_leaves_the_old_save(
    saves: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """If writing fails the save of before is there, whole, and nothing half written beside it."""
    keeper.keep(kept("ask"))

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if broken == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    assert keeper.keep(kept("ask", "a"))
    assert there(saves) == [kept("ask")]
    assert names(saves) == [f".{NAME}.lock", NAME]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no space left on device. You can play on; make room on it"),
        (errno.EROFS, "read-only file system. You can play on; make it writable"),
        (errno.EACCES, "permission denied. You can play on; make it writable"),
    ],
)
def test_failure_is_told_once(
    saves: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """A disk that is full or read-only is told of once, with why and what can be done."""
    with monkeypatch.context() as patch:
        fail_with(patch, number)
        told = keeper.keep(kept("ask"))
        assert told == (
            f"The run can't be saved in {saves}: {said}, or choose another folder with --saves,"
            " and it will be saved with the next choice."
        )
        assert keeper.keep(kept("ask", "a")) is None
        assert there(saves) == []
    assert keeper.keep(kept("ask", "a")) is None
    assert there(saves) == [kept("ask", "a")]
    fail_with(monkeypatch, number)
    assert keeper.keep(kept(*THROUGH)) == told


def test_folder_that_can_not_be(tmp_path: Path) -> None:
    """A folder below a file can't be made: play goes on, told once."""
    (tmp_path / "file").write_text("here")
    keeper = Keeper(tmp_path / "file" / "saves")
    assert keeper.open(kept("ask"))
    told = keeper.keep(kept("ask"))
    assert told is not None
    assert "not a directory" in told
    assert keeper.keep(kept("ask", "a")) is None
    keeper.close()


def test_folder_without_locks(saves: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes no lock is written to all the same."""

    def refuse(_: Path) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("game.storage.lock.take", refuse)
    assert keeper.keep(kept("ask")) is None
    assert there(saves) == [kept("ask")]


def test_folder_that_vanishes(saves: Path, keeper: Keeper) -> None:
    """A folder that is deleted while playing is made again, and the whole run is in it."""
    keeper.keep(kept("ask"))
    for path in saves.iterdir():
        path.unlink()
    saves.rmdir()
    assert keeper.keep(kept("ask", "a")) is None
    assert there(saves) == [kept("ask", "a")]
    assert not Keeper(saves).open(kept("ask", "a"))


def test_folder_that_becomes_a_file(saves: Path, keeper: Keeper) -> None:
    """A folder in whose place something else stands is told of, and play goes on."""
    keeper.keep(kept("ask"))
    saves.rename(saves.with_name("elsewhere"))
    saves.write_text("a file")
    told = keeper.keep(kept("ask", "a"))
    assert told is not None
    assert "can't be saved" in told
    assert saves.read_text() == "a file"


def test_another_run_gives_the_first_free(saves: Path, keeper: Keeper) -> None:
    """A keeper holds one run: with the next, the one before can be taken elsewhere."""
    keeper.keep(kept("ask"))
    keeper.keep(kept("leave", run=SECOND))
    other = Keeper(saves)
    assert other.open(kept("ask"))
    other.close()
    assert len(there(saves)) == 2


def test_the_same_run_stays_ours(saves: Path, keeper: Keeper) -> None:
    """A run that is ours can be opened again, after an undo too."""
    session = played("ask", "a")
    keeper.keep(session.save)
    back = sessions.undo(session, now=minute(9), new_id=SECOND)
    assert keeper.open(back.save)
    assert keeper.keep(back.save) is None
    assert there(saves) == [back.save]


def hold(folder: Path) -> subprocess.Popen[str]:
    """Start a process that takes the run of a folder."""
    command = [sys.executable, "-W", "error", str(SAVING), "hold", str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    """Return what a process says first."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_processes_on_one_save(saves: Path, keeper: Keeper) -> None:
    """The second process is told no and writes nothing, until the first has gone, killed or not."""
    keeper.keep(kept("ask"))
    keeper.close()
    before = (saves / NAME).read_bytes()
    with hold(saves) as first:
        assert answer(first) == "True"
        assert not keeper.open(kept("ask"))
        told = keeper.keep(kept("ask", "a"))
        assert told is not None
        assert told.startswith("This run is open in another window")
        assert keeper.keep(kept("ask", "a")) is None
        assert (saves / NAME).read_bytes() == before
        with hold(saves) as third:
            assert answer(third) == "False"
            third.kill()
        first.kill()
    assert keeper.open(kept("ask"))
    assert keeper.keep(kept("ask", "a")) is None
    assert there(saves) == [kept("ask", "a")]


def test_refused_run_stays_refused(saves: Path, keeper: Keeper) -> None:
    """A run that was refused is not written, the other gone or not, until it is opened again."""
    keeper.keep(kept("ask"))
    other = Keeper(saves)
    assert not other.open(kept("ask"))
    keeper.close()
    other.close()
    assert other.keep(kept("ask", "a")) is not None
    assert there(saves) == [kept("ask")]
    assert other.keep(kept("leave", run=SECOND)) is None
    assert other.open(kept("ask"))
    assert other.keep(kept("ask", "a")) is None
    other.close()
    assert kept("ask", "a") in there(saves)


def test_write_that_fails_late(
    saves: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file was replaced before writing failed the run is still ours, undone or not."""
    session = played("ask")
    keeper.keep(session.save)

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    further = sessions.choose(session, "a", bet=None, now=minute(5))
    with monkeypatch.context() as patch:
        patch.setattr(atomic, "_sync_folder", fail)
        assert keeper.keep(further.save) is not None
    back = sessions.undo(further, now=minute(6), new_id=SECOND)
    assert keeper.keep(back.save) is None
    assert there(saves) == [back.save]


def later(session: Session) -> list[Save]:
    """Return what another process may have made of a run that was read before."""
    resumed = sessions.resumed(session, minute(30))
    chosen = sessions.choose(resumed, "a", bet=None, now=minute(31))
    told = replace(session.save.reflections, felt="tired")
    return [
        resumed.save,
        chosen.save,
        sessions.choose(session, "a", bet=None, now=minute(31)).save,
        sessions.undo(session, now=minute(32), new_id=SECOND).save,
        sessions.reflect(session, told).save,
    ]


@pytest.mark.parametrize("which", range(5))
def test_stale_save_is_not_written(saves: Path, keeper: Keeper, which: int) -> None:
    """A run that was played on elsewhere since it was read may only be read: nothing is lost."""
    session = played("ask")
    newer = later(session)[which]
    other = Keeper(saves)
    other.keep(newer)
    other.close()
    mine = sessions.resumed(session, minute(40)).save
    assert not keeper.open(mine)
    assert keeper.keep(mine) is not None
    assert there(saves) == [newer]
    assert keeper.open(newer)


def test_a_run_with_many_sittings_can_be_taken_up(keeper: Keeper) -> None:
    """That old sittings are dropped does not make a run look played elsewhere."""
    session = played("ask")
    for _ in range(1_000):
        session = sessions.resumed(session, minute(30))
    keeper.keep(session.save)
    keeper.close()
    assert keeper.open(sessions.resumed(session, minute(40)).save)


def test_changed_by_another_program(saves: Path, keeper: Keeper) -> None:
    """A file that was damaged while we play is left alone; the run goes to a file beside it."""
    keeper.keep(kept("ask"))
    (saves / NAME).write_bytes(b"format = 1\n")
    assert keeper.keep(kept("ask", "a")) is None
    assert (saves / NAME).read_bytes() == b"format = 1\n"
    beside = saves / f"crossing-{FIRST}.toml"
    assert from_toml(beside.read_bytes()) == kept("ask", "a")


def test_played_on_by_another_program(saves: Path, keeper: Keeper) -> None:
    """A file that holds more than we know is not replaced, even in the midst of play."""
    session = played("ask")
    keeper.keep(session.save)
    newer = to_toml(later(session)[1])
    (saves / NAME).write_bytes(newer)
    assert keeper.keep(sessions.choose(session, "b", bet=None, now=minute(5)).save) is not None
    assert (saves / NAME).read_bytes() == newer


def test_copied_back_by_another_program(saves: Path, keeper: Keeper) -> None:
    """A file that was only touched is still ours, after an undo too."""
    session = played("ask", "a")
    keeper.keep(session.save)
    os.utime(saves / NAME, (1, 1))
    back = sessions.undo(session, now=minute(9), new_id=SECOND)
    assert keeper.keep(back.save) is None
    assert there(saves) == [back.save]


def test_damaged_save_is_never_replaced(saves: Path, keeper: Keeper) -> None:
    """A run whose file is damaged is kept beside it."""
    saves.mkdir()
    (saves / NAME).write_bytes(b"")
    assert keeper.open(kept("ask"))
    assert keeper.keep(kept("ask")) is None
    assert (saves / NAME).read_bytes() == b""
    assert names(saves)[-2:] == [f"crossing-{FIRST}.toml", NAME]


def test_half_written_files_are_swept(saves: Path, keeper: Keeper) -> None:
    """What a killed process left half written is deleted by who has the lock, and nothing else."""
    saves.mkdir()
    for name in (f".{NAME}.abc.tmp", ".other.toml.abc.tmp", f".{NAME}.txt"):
        (saves / name).write_bytes(b"half")
    keeper.keep(kept("ask"))
    keeper.close()
    assert names(saves) == [f".{NAME}.txt", ".other.toml.abc.tmp", NAME]
