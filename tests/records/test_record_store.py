"""Sending to a record store that fails, drops the line, answers late, or knows it all already."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from record_store_here import RecordStore, record_store
from runs_on_record import on_record, whole

from game.commands.store_address import authorization, statements_address
from game.debrief.records_xapi import statements
from game.storage.record_store import BATCH, TRIES, Store, StoreError, send
from game.storage.sent import Sent
from game.telling.records import identify

if TYPE_CHECKING:
    from pathlib import Path

    from record_store_here import Mood

SECRET = "learner:geheim"  # noqa: S105, made up


@dataclass
class Caller:
    """Sends to a store without ever waiting; the pauses it would have made are kept."""

    folder: Path
    address: str
    timeout: float = 20
    pauses: list[float] = field(default_factory=list)

    def send(self, told: list[dict[str, object]]) -> int:
        """Send, remembering in the folder; return how many were new."""
        store = Store(self.address, authorization(SECRET), self.timeout, self.pauses.append)
        return send(told, store, Sent(self.folder, self.address))


def told(count: int) -> list[dict[str, object]]:
    """Return so many statements."""
    return [
        {"id": f"00000000-0000-5000-8000-{number:012}", "verb": {"id": "x"}}
        for number in range(count)
    ]


def ids(store: RecordStore) -> set[str]:
    """Return what a store holds."""
    return set(store.kept)


def test_a_whole_run(saves: Path) -> None:
    """Statements arrive as they were written, with the version and credentials asked for."""
    (record,) = on_record(whole().save)
    said = list(statements(record, identify))
    with record_store() as store:
        assert Caller(saves, store.address).send(said) == len(said)
    assert list(store.kept.values()) == json.loads(json.dumps(said))
    (headers,) = store.headers
    assert headers["x-experience-api-version"] == "1.0.3"
    assert headers["authorization"] == authorization(SECRET)
    assert headers["content-type"] == "application/json"
    assert headers["path"] == "/xapi/statements"


def test_batches_and_memory(saves: Path) -> None:
    """Many go in batches; what was acknowledged is not sent again, what is new is."""
    count = 2 * BATCH + 7
    with record_store() as store:
        caller = Caller(saves, store.address)
        assert caller.send(told(count)) == count
        assert store.sizes == [BATCH, BATCH, 7]
        assert caller.send(told(count)) == 0
        assert caller.send(told(count + 1)) == 1
        assert store.sizes == [BATCH, BATCH, 7, 1]
    assert len(ids(store)) == count + 1


@pytest.mark.parametrize("mood", [500, 502, 503, 504, 429, 408, "drop", "halfway"])
def test_a_store_that_recovers(saves: Path, mood: Mood) -> None:
    """A store that fails or drops the line the first times gets every statement once."""
    with record_store(mood, mood, mood) as store:
        caller = Caller(saves, store.address)
        assert caller.send(told(20)) == 20
    assert len(ids(store)) == 20
    growing = caller.pauses[:3]
    if mood == "halfway":
        return
    assert len(growing) == 3
    if mood == 429:
        assert all(pause >= 7 for pause in growing)
    else:
        assert growing[0] < growing[1] < growing[2]
        assert growing[0] >= 0.5


def test_an_answer_that_comes_too_late(saves: Path) -> None:
    """A batch that was stored, but acknowledged too late, is sent again and counted once."""
    with record_store("late") as store:
        caller = Caller(saves, store.address, timeout=0.3)
        assert caller.send(told(9)) == 9
        assert len(ids(store)) == 9
    assert Sent(saves, store.address).ids == ids(store)


def test_some_are_there_already(saves: Path) -> None:
    """Where a store refuses a batch for some that it has, the others still arrive."""
    with record_store() as store:
        store.kept = {str(one["id"]): one for one in told(40)[7:11]}
        assert Caller(saves, store.address).send(told(40)) == 40
    assert len(ids(store)) == 40
    assert Sent(saves, store.address).ids == ids(store)


def test_a_batch_that_is_too_large(saves: Path) -> None:
    """A store that takes few at a time gets fewer at a time."""
    with record_store(most=6) as store:
        assert Caller(saves, store.address).send(told(50)) == 50
    assert len(ids(store)) == 50


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "does not take these records (status 400: no [2J[b]good[/b] 'x')"),
        (401, "credentials"),
        (403, "credentials"),
        (404, "check the address"),
        (413, "does not take these records"),
        (503, "run the command again later"),
    ],
)
def test_refusals(saves: Path, status: int, said: str) -> None:
    """A store that refuses is quoted in one sentence, without control characters or secrets."""
    words = "no \x1b[2J[b]good[/b]\n'x'"
    with record_store(*[status] * 100, words=words) as store:
        caller = Caller(saves, store.address)
        with pytest.raises(StoreError) as refused:
            caller.send(told(1))
    sentence = str(refused.value)
    assert said in sentence
    assert "\n" not in sentence
    assert "\x1b" not in sentence
    assert "geheim" not in sentence
    assert authorization(SECRET) not in sentence
    assert len(store.sizes) == (TRIES if status == 503 else 1)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(saves: Path, status: int) -> None:
    """Credentials go to the address that was given, and nowhere else."""
    with record_store(status) as store, pytest.raises(StoreError, match="has moved"):
        Caller(saves, store.address).send(told(1))
    assert len(store.headers) == 1


def test_nobody_there(saves: Path) -> None:
    """An address that nobody answers at is told after the last try, with the cure."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        caller = Caller(saves, f"http://127.0.0.1:{taken.getsockname()[1]}/xapi/statements")
        with pytest.raises(StoreError, match="run the command again later"):
            caller.send(told(1))
    assert len(caller.pauses) == TRIES - 1


def test_half_sent_is_remembered(saves: Path) -> None:
    """Where the store fails for good in the middle, what it has is not sent again."""
    with record_store(0, *[503] * TRIES) as store:
        caller = Caller(saves, store.address)
        with pytest.raises(StoreError):
            caller.send(told(BATCH + 5))
        assert len(ids(store)) == BATCH
        assert caller.send(told(BATCH + 5)) == 5
    assert store.sizes[-1] == 5


def test_two_stores_are_two_memories(saves: Path) -> None:
    """What one store acknowledged is still to be sent to another; a damaged memory is no harm."""
    with record_store() as one, record_store() as other:
        assert Caller(saves, one.address).send(told(3)) == 3
        assert Caller(saves, other.address).send(told(3)) == 3
        for path in saves.glob("records-sent-*.txt"):
            path.write_bytes(b"\xff\x00 nothing" + path.read_bytes()[:120])
        Caller(saves, one.address).send(told(3))
        assert len(ids(one)) == 3


def test_memory_holds_no_secret(saves: Path) -> None:
    """The file beside the runs names the store and the ids, and no credentials."""
    with record_store() as store:
        Caller(saves, store.address).send(told(1))
    (path,) = saves.glob("records-sent-*.txt")
    text = path.read_text(encoding="utf-8")
    assert store.address in text
    assert "geheim" not in text
    assert authorization(SECRET).split()[1] not in text


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://store.example/xapi", "https://store.example/xapi/statements"),
        ("https://store.example/xapi/", "https://store.example/xapi/statements"),
        ("https://store.example/xapi/statements", "https://store.example/xapi/statements"),
        ("http://localhost:8080", "http://localhost:8080/statements"),
        ("http://[::1]:8080/x#y", "http://[::1]:8080/x/statements"),
    ],
)
def test_addresses(given: str, url: str) -> None:
    """The endpoint of a store, with or without its last part, is enough."""
    assert statements_address(given, secret=True) == (url, "")


@pytest.mark.parametrize(
    "given",
    [
        *("", "store", "ftp://store.example", "file:///etc/passwd", "https://", "https://a:b:c"),
        *("https://store.example/\r\nX: y", "https://st ore.example", "https://store.example:x"),
        *("https://me:secret@store.example/xapi", "http://store.example/xapi", "http://[::1"),
    ],
)
def test_addresses_that_are_refused(given: str) -> None:
    """No other kind of address, no credentials inside one, and none over a line that is open."""
    refused = statements_address(given, secret=True)
    assert refused.url == ""
    assert refused.wrong
    assert "secret@" not in refused.wrong
