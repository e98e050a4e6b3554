"""One-time seat codes: made, given to the facilitator as a list to print, and known to the log."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from game.group import journal
from game.group.codes import ALPHABET
from game.group.entrance import plain
from game.group.hub import hashed
from game.group.messages import Issue
from game.storage.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from game.story.compiled import Story

NAME: Final = "seat-codes.md"
MOST: Final = 5_000
_PART: Final = 3
"""Characters of each half: 28 to the power of 6 codes, of which a guess finds none."""


def new_seat_code() -> str:
    """Return a code such as `QH7-M2X`, which has another form than a room's."""
    halves = ("".join(secrets.choice(ALPHABET) for _ in range(_PART)) for _ in range(2))
    return "-".join(halves)


def seat_code_hash(room: str, code: str) -> str:
    """Return what the log keeps of a seat code, however it was typed; `room` is the room's code."""
    return hashed(f"{room} {plain(code)}")


def issue(folder: Path, story: Story, count: int, at: int) -> Path:
    """Make codes for a session that is not served yet; return the list of them.

    The list is its owner's alone to read; raises `OSError` and `JournalError`.
    """
    path = folder / journal.NAME
    room = journal.read_header(path).code
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_seat_code())
    listed = sorted(codes)
    write_atomic(folder / NAME, _document(story.title, room, listed).encode())
    log = journal.open_journal(path)
    try:
        log.append([Issue(at, tuple(seat_code_hash(room, code) for code in listed))])
    finally:
        log.close()
    return folder / NAME


def _document(title: str, room: str, codes: list[str]) -> str:
    rows = "".join(f"| {number} | {code} | |\n" for number, code in enumerate(codes, 1))
    return (
        f"# Seat codes: {title}, room {room}\n\n"
        "Each code lets one phone in, once: give one to each person. A phone that has its seat"
        " needs no code any more. Send somebody away, and their code works again.\n\n"
        f"| | seat code | given to |\n|---|---|---|\n{rows}"
    )
