"""What differs on Windows, tried with its name alone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from game.storage import atomic, lock

WINDOWS = SimpleNamespace(platform="win32")


def test_replace_waits_for_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another process reads is replaced as soon as that is over."""
    monkeypatch.setattr(atomic, "sys", WINDOWS)
    monkeypatch.setattr(atomic, "_PAUSE", 0)
    replace = Path.replace
    refused = [True, True]

    def refuse_twice(self: Path, target: Path) -> Path:
        if refused:
            refused.pop()
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    atomic.write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_replace_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that stays in use is an error, and nothing half written stays."""
    monkeypatch.setattr(atomic, "sys", WINDOWS)
    monkeypatch.setattr(atomic, "_PAUSE", 0)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        atomic.write_atomic(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


def test_folder_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows can't open a folder to sync it, and nobody tries."""
    monkeypatch.setattr(atomic, "sys", WINDOWS)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "a folder")

    monkeypatch.setattr(atomic.os, "open", refuse)
    atomic._sync_folder(tmp_path)


def test_lock_goes_after_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open file can't be deleted there: the lock's file goes after the lock."""
    monkeypatch.setattr(lock, "sys", WINDOWS)
    held = lock.take(tmp_path / "a.toml")
    unlink = Path.unlink

    def only_when_free(self: Path, *, missing_ok: bool = False) -> None:
        assert not held.is_locked
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", only_when_free)
    lock.give(held)
    assert list(tmp_path.iterdir()) == []
