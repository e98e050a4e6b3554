"""The log: what it has is never lost, and the room is made again from it."""

from __future__ import annotations

import asyncio
import errno
import json
import threading
from typing import TYPE_CHECKING

import pytest
from rooms import after, lobby, van

from game.group import journal as journals
from game.group.events import Accepted
from game.group.journal import Header, Journal, JournalError, commands, create, open_journal
from game.group.messages import Join, Lock, Open, Vote
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import empty
from game.group.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.group.events import Event
    from game.group.messages import Command
    from game.group.state import Room

SENT: tuple[Command, ...] = (
    Join(1, "t0", "Ana"),
    Join(2, "t1", "Bo"),
    Open(3),
    Vote(4, 0, 1, "ask", 1),
    Vote(5, 1, 1, "take", 1),
    Vote(6, 1, 1, "ask", 2),
    Lock(7, 2),
)


def header() -> Header:
    """Return the header of a room of the small story."""
    return Header(
        "8a1c0f6e-58b4-4c7e-9d0e-000000000001",
        "van",
        "van.toml",
        "0" * 64,
        "K7XQ2M",
        1_000,
        Settings(quorum=20),
    )


def written(folder: Path, *sent: Command) -> Path:
    """Write a log of these commands."""
    folder.mkdir(exist_ok=True)
    path = create(folder, header())
    journal = open_journal(path)
    journal.append(sent)
    journal.close()
    return path


def replayed(path: Path) -> Room:
    """Return the room that a log makes."""
    head = journals.read_header(path)
    room = empty(van(), head.code, head.settings, head.at)
    for command in commands(path):
        room, _ = apply(room, command)
    return room


def test_a_log_makes_the_room_again(tmp_path: Path) -> None:
    """Header and commands give the same room, its votes and seats."""
    path = written(tmp_path, *SENT)
    assert replayed(path) == after(lobby(0, Settings(quorum=20)), *SENT)
    assert journals.read_header(path) == header()


def test_a_torn_line_is_dropped_at_every_place(tmp_path: Path) -> None:
    """Wherever a crash cuts the last line, what stands before it is kept and written on to."""
    path = written(tmp_path, *SENT)
    whole = path.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    for cut in range(last, len(whole)):
        path.write_bytes(whole[:cut])
        journal = open_journal(path)
        assert journal.written == len(SENT) - 1
        journal.append([SENT[-1]])
        journal.close()
        assert path.read_bytes() == whole


@pytest.mark.parametrize("line", [b"{}\n", b'{"n": 3, "do": "open", "at": 3}\n', b"\xff\n", b"[\n"])
def test_a_damaged_line_is_named(tmp_path: Path, line: bytes) -> None:
    """A log that somebody changed is not guessed at: the line and the cure are named."""
    path = written(tmp_path, *SENT[:1])
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(JournalError, match="line 3 is damaged"):
        list(commands(path))


@pytest.mark.parametrize("text", ["", "{}\n", "[]\n", '{"journal": 9}\n', "x"])
def test_what_is_no_log_is_refused(tmp_path: Path, text: str) -> None:
    """Another file, or one of a later version, is refused with its name."""
    path = tmp_path / "journal.jsonl"
    path.write_text(text)
    with pytest.raises(JournalError, match=r"journal\.jsonl"):
        journals.read_header(path)


def test_one_process_has_a_log(tmp_path: Path) -> None:
    """A room that runs is not resumed beside itself."""
    path = written(tmp_path, *SENT)
    journal = open_journal(path)
    with pytest.raises(JournalError, match="runs already"):
        open_journal(path)
    journal.close()
    open_journal(path).close()


async def _answered(writer: Writer, *sent: Command) -> list[tuple[Event, ...]]:
    return await asyncio.gather(*(writer.submitted(command) for command in sent))


async def test_an_answer_waits_for_the_log(tmp_path: Path) -> None:
    """What was answered stands in the log at that moment, each vote once, in one batch or many."""
    path = create(tmp_path, header())
    journal = open_journal(path)
    published: list[Event] = []

    async def publish(events: Sequence[Event]) -> None:
        published.extend(events)

    writer = Writer(empty(van(), "K7XQ2M", Settings(), 1), journal, publish)
    running = asyncio.create_task(writer.run())
    for command in SENT[:3]:
        await writer.submitted(command)
        last = path.read_bytes().splitlines()[-1]
        assert json.loads(last)["at"] == command.at
    votes = [Vote(4, seat, 1, "ask", 1) for seat in (0, 1)]
    events = await _answered(writer, *votes, votes[0])
    assert events[0][0] == events[2][0] == Accepted(0, 1, "ask", 1)
    assert journal.written == 5
    assert writer.committed is writer.room
    writer.stop()
    await running
    journal.close()
    assert replayed(path).ballots[0].tally == ((2, 0, 0),)
    assert published.count(Accepted(0, 1, "ask", 1)) == 2


class _Slow(Journal):
    """A log that writes when it is told to."""

    begun = threading.Event()
    may = threading.Event()

    def append(self, commands: Sequence[Command]) -> None:
        self.begun.set()
        assert self.may.wait(20)
        super().append(commands)


async def test_nobody_is_shown_what_the_log_does_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that comes while another one is written is decided, and not yet shown."""
    path = create(tmp_path, header())
    monkeypatch.setattr(journals, "Journal", _Slow)
    journal = open_journal(path)
    seen: list[tuple[int, int, int]] = []

    async def publish(_events: Sequence[Event]) -> None:
        seen.append((writer.committed.rev, writer.room.rev, journal.written))

    writer = Writer(lobby(0), journal, publish)
    running = asyncio.create_task(writer.run())
    writer.submit(SENT[0])
    await asyncio.to_thread(_Slow.begun.wait, 20)
    writer.submit(SENT[1])
    assert (writer.committed.rev, writer.room.rev) == (0, 2)
    _Slow.may.set()
    writer.stop()
    await running
    journal.close()
    assert seen == [(1, 2, 1), (2, 2, 2)]


class _Full(Journal):
    """A log on a disk that is full twice."""

    failures = 2

    def append(self, commands: Sequence[Command]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError(errno.ENOSPC, "No space left on device")
        super().append(commands)


async def test_a_full_disk_acknowledges_nothing_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the log can't be written votes wait, and the host is told why."""
    monkeypatch.setattr("game.group.writer.RETRY_EVERY", 0.001)
    path = create(tmp_path, header())
    monkeypatch.setattr(journals, "Journal", _Full)
    journal = open_journal(path)
    problems: list[str] = []

    async def publish(_events: Sequence[Event]) -> None:
        problems.append(writer.problem)

    writer = Writer(lobby(0), journal, publish)
    running = asyncio.create_task(writer.run())
    await writer.submitted(SENT[0])
    assert [bool(one) for one in problems] == [True, True, False]
    assert "no space left" in problems[0]
    writer.stop()
    await running
    journal.close()
    assert len(list(commands(path))) == 1


def test_a_write_that_fails_leaves_the_log_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a batch on a full disk is taken back, so that the next one starts on a new line."""
    path = written(tmp_path, *SENT[:2])
    before = path.read_bytes()
    journal = open_journal(path)

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="full"):
            journal.append(SENT[2:4])
    assert path.read_bytes() == before
    journal.append(SENT[2:])
    journal.close()
    assert len(list(commands(path))) == len(SENT)
