"""How a room takes faults under load: the second half of `bench/group.py`."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from typing import TYPE_CHECKING

import aiohttp

from game.group import sessions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from group import Crowd

    from game.group.sessions import Place

NEWCOMER = 1.0
"""Seconds until a new phone has joined and its first state, whatever the others do."""
RESUME = 5.0
"""Seconds from the start of a resumed server until it answers with every seat and vote."""


async def disturbed(
    crowd: Crowd,
    number: int,
    ask: Callable[[], Awaitable[None]],
    reveal: Callable[[], Awaitable[None]],
) -> None:
    """Play a round in whose middle 5 % of the phones come back and 1 % send garbage."""
    began = time.perf_counter()
    await ask()
    crowd.do(f"drop {max(1, number // 20)}")
    crowd.do(f"garbage {max(1, number // 100)}")
    await crowd.until("acked", "back", "back")
    await reveal()
    await crowd.until("told")
    took = (time.perf_counter() - began) * 1_000
    print(f"  5 % reconnecting and 1 % sending garbage in the middle: all told in {took:.0f} ms")


async def newcomers(crowd: Crowd, number: int, place: Place, code: str) -> None:
    """Time a new phone that comes while 1, 10 or 100 % of the others come back in a burst."""
    for share in (1, 10, 100):
        crowd.do(f"drop {max(1, number * share // 100)}")
        began = time.perf_counter()
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            body = json.dumps({"code": code, "name": "New"})
            async with session.post(f"{place.url}/join", data=body) as response:
                assert response.status == 200
            async with session.ws_connect(f"{place.url}/ws") as socket:
                assert "state" in json.loads((await socket.receive()).data)
                took = time.perf_counter() - began
        await crowd.until("back")
        verdict = "reached" if took <= NEWCOMER else "MISSED"
        print(
            f"  a new phone while {share} % come back: {took * 1_000:.0f} ms"
            f" (at most {NEWCOMER * 1_000:.0f}: {verdict})"
        )


async def resumed(session: Path, place: Place, crowd: Crowd) -> None:
    """Kill the server, start it again, and time it until it answers, and all phones are back."""
    os.kill(place.pid, signal.SIGKILL)
    await asyncio.to_thread(sessions.reap)
    began = time.perf_counter()
    again = await asyncio.to_thread(sessions.launch, session, place.address, place.port)
    ready = time.perf_counter() - began
    crowd.do(f"drop {crowd.number}")
    await crowd.until("back")
    async with aiohttp.ClientSession() as client:
        headers = {"Authorization": f"Bearer {again.token}"}
        url = f"http://127.0.0.1:{again.host}/host"
        async with client.ws_connect(url, headers=headers) as socket:
            while True:
                told = json.loads((await socket.receive()).data)
                if told.get("state", {}).get("connected", 0) >= crowd.number:
                    break
            took = time.perf_counter() - began
            await socket.send_str('{"do": "quit"}')
    await asyncio.to_thread(sessions.reap)
    verdict = "reached" if ready <= RESUME else "MISSED"
    print(
        f"  killed and resumed: answers after {ready:.2f} s (at most {RESUME:g}: {verdict}),"
        f" all phones are there after {took:.2f} s"
    )
