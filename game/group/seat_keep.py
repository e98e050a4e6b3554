"""Seats that this computer keeps, so that a terminal that was closed comes back as the same person.

A file a seat, readable by its owner alone: what a phone has in its cookie. Who plays has the file
locked, so that a second terminal on the same computer is a second person.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from game.storage.atomic import write_atomic
from game.storage.folder import file_stem
from game.storage.lock import TakenError, give, take

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from filelock import FileLock

FOLDER: Final = "seats"
MOST: Final = 99
"""Seats in one room from one computer."""
_LARGEST: Final = 4_096


class Kept(NamedTuple):
    """A seat: the name under which it was taken, and the cookie that proves it."""

    name: str
    cookie: str
    secret: str


class SeatKeep:
    """The file of one seat, ours until it is closed; use it as a context manager."""

    def __init__(
        self, path: Path | None = None, lock: FileLock | None = None, kept: Kept | None = None
    ) -> None:
        """`path` is None where nothing can be kept: then the seat lasts as long as the program."""
        self.path = path
        self.kept = kept
        self._lock = lock

    def keep(self, room: str, kept: Kept) -> None:
        """Write a seat of a room, by its address; one that can't be written lasts until we end."""
        self.kept = kept
        if self.path is not None:
            table = {"room": room, **kept._asdict()}
            try:
                write_atomic(self.path, json.dumps(table, ensure_ascii=False).encode())
            except OSError:
                self.path = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Give the seat free for the next terminal."""
        if self._lock is not None:
            give(self._lock)
        self._lock = None


def seat_keep(saves: Path, room: str, name: str, *, new: bool) -> SeatKeep:
    """Return the first seat in a room that nobody else here sits on, with or without a secret.

    `room` is its address with the code. A seat that was taken under another name than `name` is
    passed over, if a name is given; with `new` every seat that was ever taken is.
    """
    folder = saves / FOLDER
    stem = file_stem(room.partition("://")[2].replace("/", "-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, MOST + 1):
            path = folder / f"{stem}-{number}.json"
            try:
                lock = take(path)
            except TakenError:
                continue
            kept = _read(path, room)
            if not path.exists() or (kept is not None and not new and name in {"", kept.name}):
                return SeatKeep(path, lock, kept)
            give(lock)
    except OSError:
        pass
    return SeatKeep()


def _read(path: Path, room: str) -> Kept | None:
    """Return the seat of a file; None if there is none, or one of another room."""
    with suppress(OSError, ValueError, RecursionError):
        with path.open("rb") as file:
            table = json.loads(file.read(_LARGEST))
        if isinstance(table, dict) and table.get("room") == room:
            fields = [table.get(one) for one in Kept._fields]
            if all(isinstance(one, str) for one in fields):
                return Kept(*map(str, fields))
    return None
