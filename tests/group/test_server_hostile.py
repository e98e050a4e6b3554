"""Who means harm to a real server loses a connection, and nobody else notices."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest
from serving import Client, browser, host_of, seated, served

from game.group.guard import Bucket

if TYPE_CHECKING:
    from pathlib import Path


async def test_wrong_codes_are_throttled_and_the_room_still_joins(tmp_path: Path) -> None:
    """10,000 wrong codes from the room's own address: most are turned away, 300 still come in."""
    async with served(tmp_path) as room, browser() as session:

        async def guess(number: int) -> int:
            return await Client(session, room.base).join("x", f"AAAA{number % 10}{number % 7}")

        statuses: list[int] = []
        joined: list[int] = []
        for start in range(0, 10_000, 500):
            guesses = [guess(number) for number in range(start, start + 500)]
            joins = [Client(session, room.base).join("y") for _ in range(15)]
            results = await asyncio.gather(*guesses, *joins)
            statuses += results[:500]
            joined += results[500:]
        assert set(statuses) == {404, 429}
        assert statuses.count(404) < 1_000
        assert joined == [200] * 300


HOSTILE = (
    b"",
    b"{}",
    b"[]",
    b"null",
    b"1e999",
    b'"x"',
    b"{" * 200,
    b'{"vote":null}',
    b'{"vote":{}}',
    b'{"vote":{"round":1,"option":"ask","id":1,"seat":3}}',
    b'{"do":"open"}',
    b'{"do":"quit"}',
    b'{"vote":{"round":1.5,"option":"ask","id":1}}',
    b'{"vote":{"round":true,"option":"ask","id":1}}',
    b'{"vote":{"round":1,"option":["ask"],"id":1}}',
    b'{"vote":{"round":1,"option":"ask","id":-1}}',
    b'{"vote":{"round":1,"option":"' + b"x" * 300 + b'","id":1}}',
    b'{"pick":7}',
    b"\xff\xfe",
    b'{"do":"commit","choices":["ask"],"at":1}',
    b'{"pick":["love"]}',
)


@pytest.mark.parametrize("message", HOSTILE)
async def test_a_hostile_phone_loses_its_own_connection_alone(
    tmp_path: Path, message: bytes
) -> None:
    """What is no message of ours ends a connection, or is refused; the room and others go on."""
    async with served(tmp_path) as room, browser() as session:
        bad, good = await seated(session, room, 2)
        host = await host_of(session, room)
        await host.do("open")
        before = room.server.hub.room
        assert bad.socket is not None
        await bad.socket.send_frame(message, aiohttp.WSMsgType.TEXT)
        await good.phase("open")
        assert (await good.vote("ask"))["ack"]["option"] == "ask"
        room_now = room.server.hub.room
        assert (room_now.phase, room_now.rev) == (before.phase, before.rev + 1)


async def test_who_floods_is_cut_off(tmp_path: Path) -> None:
    """More than five messages a second, after ten at once, end the connection."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        assert phone.socket is not None
        with suppress(ConnectionError):
            for number in range(200):
                await phone.socket.send_str(json.dumps({"probe": number}))
        answers = 0
        while (await phone.socket.receive()).type is aiohttp.WSMsgType.TEXT:
            answers += 1
        assert answers < 200


def test_ten_at_once_and_five_a_second_pass() -> None:
    """What a phone may send comes back at five a second, up to ten."""
    bucket = Bucket(10, 5, 10, 0.0)
    assert [bucket.take(0.0) for _ in range(11)] == [True] * 10 + [False]
    assert [bucket.take(1.0) for _ in range(6)] == [True] * 5 + [False]
    assert sum(bucket.take(100.0) for _ in range(20)) == 10


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}],
)
async def test_other_sites_are_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    """A name that is not ours and a page of another site reach nothing (DNS rebinding)."""
    async with served(tmp_path) as room, browser() as session:
        for path in ("/", "/state", "/ws", "/basic"):
            async with session.get(f"{room.base}{path}", headers=headers) as response:
                assert response.status == 403


async def test_names_are_inert_everywhere(tmp_path: Path) -> None:
    """Escape codes, directions and markup in a name reach neither phone, form nor projector."""
    name = "\x1b]52;c;eA==\x07\u202e[bold]<b>x</b>"
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        assert await phone.join(name) == 200
        await phone.open()
        assert phone.state["you"]["name"] == "]52;c;eA==[bold]<b>x</b>"
        form = (await phone.get("/basic"))[1]
        assert "&lt;b&gt;x&lt;/b&gt;" in form
        assert "<b>x" not in form
        host = await host_of(session, room, "console")
        told = json.dumps(await host.until(lambda state: bool(state["names"])), ensure_ascii=False)
        assert not set(told) & {"\x1b", "\x07", "\u202e"}


async def test_kick_and_ban(tmp_path: Path) -> None:
    """A kicked phone is told and may come back as somebody new; a banned one may not."""
    async with served(tmp_path) as room, browser() as session:
        one, two = await seated(session, room, 2)
        host = await host_of(session, room)
        await host.do("remove", seat=0, ban=False)
        await host.do("remove", seat=1, ban=True)
        await asyncio.gather(
            *(
                phone.until(lambda phone=phone: phone.state["phase"] == "gone")
                for phone in (one, two)
            )
        )
        assert (await one.join("Again"), await two.join("Again")) == (200, 403)
        assert [seat.present for seat in room.server.hub.room.seats] == [False, False, True]
