"""Whoever has the code, a seat and any id: no command of the host's is taken from a phone.

And whatever is sent to the phones' port, by whatever protocol: no exception, and nothing is left.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import random
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import aiohttp
import pytest
from serving import CODE, PATIENCE, TOKEN, Client, browser, host_of, seated, served
from test_fuzz import message, value

from game.group.settings import Settings
from game.group.wire import HOST_KINDS, KINDS, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from serving import Served

_VALUES: Final = MappingProxyType(
    {
        "counts": [[1, 0, 0]],
        "choices": ["ask"],
        "by": "host",
        "settings": {},
        "int": 1,
        "bool": True,
        "str": "ask",
        "tuple[str, ...]": ["ask"],
        "tuple[int, ...]": [0],
    }
)
"""A valid value for each field of a command, by its name or by its type."""


def whole(kind: str) -> Mapping[str, object]:
    """Return a command of the host's as the log would have it, valid in every field."""
    known = {
        one.name: _VALUES[one.name if one.name in _VALUES else str(one.type)]
        for one in fields(KINDS[kind])
    }
    return {"do": kind, **known}


def sent(dice: random.Random) -> Iterator[Mapping[str, object]]:
    """Yield every command of the host's, whole, wrapped as a vote or a pick, and bent."""
    for kind in sorted(HOST_KINDS):
        table = whole(kind)
        yield table
        yield {key: one for key, one in table.items() if key != "at"}
        yield {"ask": 1, **table}
        yield {"vote": table}
        yield {"vote": {"round": 1, "option": "ask", "id": 1, **table}}
        yield {"pick": ["trust"], **table}
        yield {"token": TOKEN, "host": True, **table}
        for _ in range(3):
            yield {**table, dice.choice(tuple(table)): value(dice, 1)}
    for extra in ("quit", "people"):
        yield {"do": extra}


async def test_every_command_of_the_hosts_is_refused_to_a_player(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or bent, by socket or by request, even with the host's token: nothing is done."""
    # Else most of them would be refused for coming too fast, whatever they say.
    monkeypatch.setattr("game.group.guard._MESSAGES", 1_000_000.0)
    tables = list(sent(random.Random(11)))
    assert len(tables) > 10 * len(HOST_KINDS)
    async with served(tmp_path, Settings(names="asked")) as room, browser() as session:
        player, other = await seated(session, room, 2)
        before = room.server.hub.room
        lines = len(room.lines())
        for table in tables:
            status, text = await player.post("/vote", table)
            assert status in {400, 413}, (table, status, text)
            assert await _sent(player, table) is aiohttp.WSMsgType.CLOSE, table
        assert room.server.hub.writer.room is before
        assert len(room.lines()) == lines
        assert not room.server.hub.quit.is_set()
        host = await host_of(session, room)
        await host.do("open")
        await other.phase("open")
        assert "ack" in await other.vote("ask")


async def _sent(player: Client, table: Mapping[str, object]) -> aiohttp.WSMsgType:
    """Send something over a new socket; return what comes after the first state."""
    player.state = {}
    await player.open()
    assert player.socket is not None
    await player.send(table)
    answer = await player.socket.receive()
    await player.close()
    return answer.type


@pytest.mark.parametrize("kind", sorted(HOST_KINDS))
def test_what_is_refused_would_be_done_for_the_host(kind: str) -> None:
    """The commands that are tried on a phone's line are whole: the host's line would take them."""
    assert type(decode(whole(kind))).__name__.lower() == kind


async def test_the_hosts_line_is_not_on_the_phones_port(tmp_path: Path) -> None:
    """Even the host's token opens nothing there, and without it nothing opens on the host's own."""
    async with served(tmp_path) as room, browser() as session:
        (player,) = await seated(session, room, 1)
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        for path in ("/host", "/HOST", "/host?view=console", "//host", "/ws/../host", "/host/"):
            async with session.get(f"{room.base}{path}", headers=bearer) as response:
                assert response.status == 404, path
        for token in ("", CODE, player.cookie, TOKEN[:-1], TOKEN.upper(), "x" * 400, "é"):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await host_of(session, room, token=token)


@pytest.mark.parametrize(
    "path",
    [
        "/page/phone.js",
        "/phone.js",
        "/journal.jsonl",
        "/room.json",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/journal.jsonl",
        "/static/",
        "/.env",
        "/K7XQ2M/",
        "/" + "A" * 3_000,
    ],
)
async def test_no_folder_is_served(tmp_path: Path, path: str) -> None:
    """There are the page and its few addresses; files of the session or the program are not."""
    async with served(tmp_path) as room, browser() as session:
        status, text = await Client(session, room.base).get(path)
        assert status == 404
        assert "seat" not in text


BODIES: Final = (
    (b"", "application/x-www-form-urlencoded"),
    (b"code=%ff%fe&name=%00%1b%5b", "application/x-www-form-urlencoded"),
    (b"round=1&id=" + b"9" * 1_900, "application/x-www-form-urlencoded"),
    (b"round=1&id=-1&option=ask", "application/x-www-form-urlencoded"),
    (b"round=\xd9\xa3&id=1&option=", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"x", "text/plain; charset=no-such-charset"),
    (b"\xff\xfe\x00", "application/json; charset=utf-16"),
    (b'--b\r\nContent-Disposition: form-data; name="code"\r\n\r\nK7', "multipart/form-data"),
    (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
    (
        b'--b\r\nContent-Disposition: form-data; name="name"; filename="x"\r\n\r\nfile\r\n--b--',
        "multipart/form-data; boundary=b",
    ),
    (b"[" * 1_000, "application/json"),
    (b'{"code":"K7XQ2M","name":{"a":[]}}', "application/json"),
    (b'{"code":1e400,"name":"\\ud800"}', "application/json"),
    (b"x" * 4_000, "application/json"),
)


async def test_any_request_is_answered_without_an_exception(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Forms and bodies of every wrong kind get a status of 4xx, or lead back to the page."""
    async with served(tmp_path) as room, browser() as session:
        (player,) = await seated(session, room, 1)
        for path in ("/join", "/vote", "/plan", "/basic/join", "/basic/vote", "/basic/plan"):
            for body, kind in BODIES:
                headers = {**player.headers(), "Content-Type": kind}
                async with session.post(
                    f"{room.base}{path}", data=body, headers=headers, allow_redirects=False
                ) as response:
                    assert response.status < 500, (path, body, kind, response.status)
        assert len(room.server.hub.room.seats) == 1
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


def raw(dice: random.Random, cookie: str) -> bytes:
    """Return what a broken program might send: frames of every kind after a sound greeting."""
    hello = (
        f"GET /ws HTTP/1.1\r\nHost: %HOST%\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: MDEyMzQ1Njc4OUFCQ0RFRg==\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: seat-{CODE}={cookie}\r\n\r\n"
    ).encode()
    kind = dice.randrange(6)
    if kind == 0:
        return dice.randbytes(dice.randrange(400))
    if kind == 1:
        return hello[: dice.randrange(len(hello))]
    if kind == 2:
        return hello + dice.randbytes(dice.randrange(200))
    text = json.dumps(message(dice)).encode()[:120]
    if kind == 3:  # a frame without a mask
        return hello + bytes((0x81, len(text))) + text
    if kind == 4:  # a frame that says that it is far longer than it is
        return hello + bytes((0x81, 0xFF)) + (2**40).to_bytes(8, "big") + b"\0\0\0\0" + text
    frame = bytes((dice.choice((0x80, 0x81, 0x82, 0x89, 0x8A, 0x8F, 0x01)), 0x80 | len(text)))
    return hello + (frame + b"\0\0\0\0" + text) * dice.randrange(1, 20)


async def test_broken_connections_leave_nothing_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """After 1,000 broken connections the room has the sockets, tasks and seats it had before."""
    dice = random.Random(12)
    async with served(tmp_path) as room, browser() as session:
        bad, good = await seated(session, room, 2)
        await bad.close()
        before = room.server.hub.room
        tasks = len(asyncio.all_tasks())
        for _ in range(20):
            await asyncio.gather(*(_broken(room, raw(dice, bad.cookie)) for _ in range(50)))
        host = await host_of(session, room)
        await host.do("open")
        await good.phase("open")
        assert "ack" in await good.vote("ask")
        await host.close()
        async with asyncio.timeout(PATIENCE):
            while room.server.hub.phones.keys() != {1} or len(asyncio.all_tasks()) > tasks:
                gc.collect()
                await asyncio.sleep(0.01)
        assert room.server.hub.room.seats == before.seats
        assert not room.server.hub.screens
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


async def _broken(room: Served, data: bytes) -> None:
    """Send bytes, and go without a word."""
    host, port = room.base.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(data.replace(b"%HOST%", f"{host}:{port}".encode()))
    try:
        await writer.drain()
        await asyncio.wait_for(reader.read(64), 0.05)
    except (TimeoutError, ConnectionError):
        pass
    writer.transport.abort()
