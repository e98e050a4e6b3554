"""The room's log: a line a command, synced before anybody is told that it counts.

JSON Lines. The first line is the header, every other one a command that changed the room, with its
number from 1. A last line that was torn by a crash was never acknowledged, and is dropped.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO, Final
from uuid import UUID

from game.group.wire import WireError, decode, encode, settings_from
from game.storage.atomic import write_atomic
from game.storage.lock import TakenError, give, take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from filelock import FileLock

    from game.group.messages import Command
    from game.group.settings import Settings

NAME: Final = "journal.jsonl"
_FORMAT: Final = 1


class JournalError(Exception):
    """The log can't be used; its text is a sentence with the place and the cure."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a room is before anything happened in it. `at` is in ms, `session` a UUID.

    `story` is the story's id, `file` where it was read, `fingerprint` the SHA-256 of that file.
    """

    session: str
    story: str
    file: str
    fingerprint: str
    code: str
    at: int
    settings: Settings


class Journal:
    """The log of one session, open for writing; one process at a time has it."""

    def __init__(self, path: Path, file: BinaryIO, lock: FileLock, written: int) -> None:
        self.path = path
        self.written = written
        """Commands in the log."""
        self._file = file
        self._lock = lock
        self._size = file.tell()

    def append(self, commands: Sequence[Command]) -> None:
        """Write commands and sync them; raises `OSError`, and then the log is as it was."""
        lines = bytearray()
        for number, command in enumerate(commands, self.written + 1):
            lines += json.dumps({"n": number, **encode(command)}, ensure_ascii=False).encode()
            lines += b"\n"
        try:
            _write_all(self._file, lines)
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self._size)
            self._file.seek(self._size)
            raise
        self._size += len(lines)
        self.written += len(commands)

    def close(self) -> None:
        """Give the log free."""
        self._file.close()
        give(self._lock)


def create(folder: Path, header: Header) -> Path:
    """Write a new log with its header alone; raises `OSError`."""
    path = folder / NAME
    table = {"journal": _FORMAT, **asdict(header)}
    write_atomic(path, json.dumps(table, ensure_ascii=False).encode() + b"\n")
    return path


def read_header(path: Path) -> Header:
    """Return a log's header; raises `JournalError`."""
    try:
        with path.open("rb") as file:
            return _header(path, file.readline())
    except OSError as error:
        raise _unreadable(path, error) from error


def open_journal(path: Path) -> Journal:
    """Take a log for this process, its torn end cut off; raises `JournalError`."""
    try:
        lock = take(path)
    except TakenError:
        raise JournalError(
            f"{path} is in use: this room runs already. Join it with: common-ground host --attach"
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        written, whole = _measure(path)
        # Unbuffered: what was written is with the system, and a short write is seen.
        file = path.open("r+b", buffering=0)
    except OSError as error:
        give(lock)
        raise _unreadable(path, error) from error
    except JournalError:
        give(lock)
        raise
    file.truncate(whole)
    file.seek(whole)
    return Journal(path, file, lock, written)


def commands(path: Path) -> Iterator[Command]:
    """Yield the commands of a log in their order; raises `JournalError`."""
    for number, line in _lines(path):
        if number:
            yield _command(path, number, line)


def _measure(path: Path) -> tuple[int, int]:
    """Return the number of whole commands, and of bytes that they take with the header."""
    number = size = 0
    for number, line in _lines(path):  # noqa: B007, the last one counts
        size += len(line)
    if not size:
        raise JournalError(f"{path} is empty: there is nothing to go on with.")
    return number, size


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield every whole line with its number, the header's being 0."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file):
                if not line.endswith(b"\n"):
                    return
                yield number, line
    except OSError as error:
        raise _unreadable(path, error) from error


def _command(path: Path, number: int, line: bytes) -> Command:
    try:
        table = json.loads(line)
        if not isinstance(table, dict) or table.pop("n", None) != number:
            raise WireError("Its number is not the next one.")
        return decode(table)
    except (ValueError, RecursionError) as error:
        raise JournalError(
            f"{path}, line {number + 1} is damaged. Keep a copy, cut the file off above that line,"
            " and resume: all that stands above it is kept."
        ) from error


def _header(path: Path, line: bytes) -> Header:
    try:
        table = json.loads(line)
        if table.pop("journal") != _FORMAT:
            raise WireError("It was written by another version.")
        settings = settings_from(table.pop("settings"))
        at = table.pop("at")
        UUID(table["session"])
        texts = {key: value for key, value in table.items() if isinstance(value, str)}
        return Header(**texts, at=int(at), settings=settings)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise JournalError(f"{path} is not the log of a room, or of another version.") from error


def _write_all(file: BinaryIO, data: bytearray) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _unreadable(path: Path, error: OSError) -> JournalError:
    said = (error.strerror or str(error)).lower()
    return JournalError(f"{path} can't be used: {said}. Check its folder.")
