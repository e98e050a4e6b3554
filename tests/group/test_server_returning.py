"""Coming back to a real server: phones and the host's screens, whatever has happened to them."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import aiohttp
from phases import PHASES
from serving import Client, browser, host_of, seated, served

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_phone_comes_back_as_itself_in_every_phase(tmp_path: Path) -> None:
    """Refresh, dropped connection and new socket: same seat, same vote, and the whole state."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        for phase, commands in PHASES:
            for kind, fields in commands:
                assert await host.do(kind, **fields) == "", (phase, kind)
            if phase == "open":
                await phone.phase("open")
                await phone.vote("ask")
            again = Client(session, room.base)
            again.cookie = phone.cookie
            await again.open()
            assert again.state["phase"] == phase
            assert again.state["you"]["name"] == "P0"
            if phase in {"open", "locked"}:
                assert again.state["you"]["vote"] == {"option": "ask", "id": 1}
                assert [one[0] for one in again.state["options"]] == ["ask", "take", "list"]
                assert "One van stands in the yard. " in json.dumps(again.state["text"])
            assert json.loads((await again.get("/state"))[1])["state"]["rev"] == again.state["rev"]
            await again.close()
        assert [seat.name for seat in room.server.hub.room.seats] == ["P0"]


async def test_the_hosts_screen_comes_back_in_every_phase(tmp_path: Path) -> None:
    """A screen that is closed and opened again shows where the room stands; the room goes on."""
    async with served(tmp_path) as room, browser() as session:
        await seated(session, room, 1)
        for phase, commands in PHASES:
            host = await host_of(session, room)
            for kind, fields in commands:
                assert await host.do(kind, **fields) == "", (phase, kind)
            await host.close()
            again = await host_of(session, room, "console")
            assert (await again.until(bool))["phase"] == phase
            await again.close()


async def test_a_crowd_that_reconnects_delays_nobody(tmp_path: Path) -> None:
    """While 1, 10 or 100 % of the phones come back in a burst a new one is served as well."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 200)
        for share in (1, 10, 100):
            some = phones[: 200 * share // 100]
            for one in some:
                assert one.socket is not None
                one.socket._writer.transport.abort()  # type: ignore[union-attr]
                one.state = {}
            back = [asyncio.create_task(one.open()) for one in some]
            newcomer = Client(session, room.base)
            assert await newcomer.join("New") == 200
            await newcomer.open()
            await asyncio.gather(*back)


async def test_a_full_phone_is_dropped_and_the_others_are_served(tmp_path: Path) -> None:
    """A phone that stops reading loses its connection, and comes back to the newest state."""
    async with served(tmp_path) as room, browser() as session:
        stuck, good = await seated(session, room, 2)
        hub = room.server.hub
        (line,) = hub.phones[0]
        assert stuck.socket is not None
        stuck.socket._conn.transport.pause_reading()  # type: ignore[union-attr]
        for _ in range(400):
            await line.send(b'{"probe":"' + b"x" * 50_000 + b'"}')
            await asyncio.sleep(0)
            if line._transport.is_closing():
                break
        assert line._transport.is_closing()
        host = await host_of(session, room)
        await host.do("open")
        await good.phase("open")
        stuck.state = {}
        await stuck.open()
        assert stuck.state["phase"] == "open"


async def test_a_closed_room_says_goodbye(tmp_path: Path) -> None:
    """When the host ends the session every phone is told, and none goes on asking."""
    async with browser() as session:
        async with served(tmp_path) as room:
            phones = await seated(session, room, 3)
        for phone in phones:
            assert "ended" in (await phone.read())["closed"]
            assert phone.socket is not None
            assert (await phone.socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_a_room_is_resumed_with_code_votes_and_seats(tmp_path: Path) -> None:
    """After the server was stopped in mid-vote the same phones have the same votes."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        host = await host_of(session, room)
        await host.do("open")
        for phone in phones:
            await phone.phase("open")
            await phone.vote("list")
        before = room.server.hub.room
    async with served(tmp_path) as room, browser() as session:
        assert room.server.hub.room == before
        again = Client(session, room.base)
        again.cookie = phones[1].cookie
        await again.open()
        assert again.state["you"]["vote"] == {"option": "list", "id": 1}


async def test_who_is_new_does_not_wait_behind_a_returning_room(tmp_path: Path) -> None:
    """Sockets of seats that come back open a few at a time; a first one passes them."""
    async with served(tmp_path) as room, browser() as session:
        old, new = Client(session, room.base), Client(session, room.base)
        assert await old.join("Old") == 200
        await (await old.open()).close()
        hub = room.server.hub
        async with AsyncExitStack() as crowd:
            for _ in range(hub.returning._value):  # as many as may open at once
                await crowd.enter_async_context(hub.returning)
            old.state = {}
            back = asyncio.create_task(old.open())
            assert await new.join("New") == 200
            await new.open()
            assert not back.done()
        await back
        assert hub.connected() == {0, 1}
