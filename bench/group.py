"""A room under load: whole rounds, memory and the host's keys, against a bare aiohttp server.

    python bench/group.py [--phones 100 1000 3000 5000] [--rounds 5]

The phones are in a process of their own (`bench/phones.py`), on loopback; the server is the one
that `common-ground host` starts, log and sync included. A round is: question to all, all vote at
once, all are acknowledged, the tally to all. The floor sends the same number of messages of the
same sizes (`bench/echo.py`). Prints medians and whether the aims are reached.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from game.group import sessions
from game.group.journal import NAME, read_header
from game.group.replaying import replayed
from game.group.settings import Settings
from game.story.library import Broken, load

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from game.group.sessions import Place
    from game.story.compiled import Story

HERE = Path(__file__).parent
ROUND_AT_1000 = 2.5
ROUND_AT_5000 = 3.0
MEMORY = 40
KEYS = 20.0
_QUESTION, _ACK, _TALLY = 1_100, 48, 700

STORY = """
format = 1
[story]
title = "The van"
summary = "One van, two teams."
minutes = 10
[scenes.yard]
title = "The yard, 7:00"
text = "%s"
[[scenes.yard.choices]]
id = "ask"
text = "Ask who needs it first, and wait for the answer."
stance = "relational"
trust = 6
goto = "end"
[[scenes.yard.choices]]
id = "take"
text = "Take the van before anybody else has thought of it."
stance = "transactional"
trust = -3
goto = "end"
[[scenes.yard.choices]]
id = "list"
text = "Hang a list on the door and hope for the best."
stance = "transactional"
goto = "end"
[scenes.end]
text = "You are on the road."
ending = "On the road"
""" % ("Three people look at one van, and each of them has a reason. " * 8)


class Crowd:
    """The process of phones."""

    def __init__(self, port: int, number: int, code: str = "") -> None:
        command = [sys.executable, str(HERE / "phones.py"), str(port), "/ws", str(number), code]
        self._child = subprocess.Popen(
            command[: 6 if code else 5], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    async def until(self, what: str) -> None:
        """Wait until all phones have done something."""
        assert self._child.stdout is not None
        line = await asyncio.to_thread(self._child.stdout.readline)
        assert line.strip() == what, f"{line!r}, not {what!r}"

    def do(self, line: str) -> None:
        """Have the phones do something."""
        assert self._child.stdin is not None
        self._child.stdin.write(f"{line}\n")
        self._child.stdin.flush()

    def close(self) -> None:
        """End them."""
        self._child.kill()
        self._child.communicate()


class Host:
    """The host's line, without a screen."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._done: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "state" not in told:
                self._done.put_nowait(told)

    async def do(self, kind: str, **fields: object) -> None:
        """Do a command."""
        await self._socket.send_str(json.dumps({"do": kind, "ask": 1, **fields}))
        told = await self._done.get()
        assert "done" in told, told


@contextlib.asynccontextmanager
async def room(folder: Path, story: Story) -> AsyncIterator[tuple[Place, Host, Path]]:
    """Start a room's server, and open the host's line."""
    now = datetime.now(UTC)
    session = sessions.begin(folder, story, Settings(), now)
    place = await asyncio.to_thread(sessions.launch, session, "127.0.0.1")
    async with aiohttp.ClientSession() as client:
        address = f"http://127.0.0.1:{place.host}/host"
        headers = {"Authorization": f"Bearer {place.token}"}
        async with client.ws_connect(address, headers=headers) as socket:
            host = Host(socket)
            yield place, host, session
            await socket.send_str('{"do": "quit"}')
    await asyncio.to_thread(sessions.reap)


async def floor(number: int, rounds: int) -> list[float]:
    """Return the seconds of each round of the bare server."""
    sizes = [str(one) for one in (_QUESTION, _ACK, _TALLY)]
    child = subprocess.Popen(  # noqa: ASYNC220, before anything is timed
        [sys.executable, str(HERE / "echo.py"), *sizes], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    port = int(child.stdout.readline())
    crowd = Crowd(port, number)
    try:
        await crowd.until("ready")
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"http://127.0.0.1:{port}/host") as line,
        ):
            return await _rounds(
                crowd, rounds, lambda: line.send_str("open"), lambda: line.send_str("reveal")
            )
    finally:
        crowd.close()
        child.kill()
        child.communicate()


async def _rounds(
    crowd: Crowd,
    rounds: int,
    ask: Callable[[], Awaitable[None]],
    reveal: Callable[[], Awaitable[None]],
    between: Callable[[], Awaitable[None]] | None = None,
) -> list[float]:
    seconds = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        await ask()
        await crowd.until("acked")
        await reveal()
        await crowd.until("told")
        if number:  # the first one warms up
            seconds.append(time.perf_counter() - began)
        if between is not None:
            await between()
    return seconds


async def ours(folder: Path, story: Story, number: int, rounds: int) -> list[float]:
    """Return the seconds of each round of a room; prints memory, CPU and the host's keys."""
    async with room(folder, story) as (place, host, session):
        before = _memory(place.pid)
        crowd = Crowd(place.port, number, read_header(session / NAME).code)
        try:
            await crowd.until("ready")
            first = True

            async def ask() -> None:
                nonlocal first
                await (host.do("open") if first else host.do("back", decisions=0))
                first = False

            async def reveal() -> None:
                await host.do("lock")
                await host.do("reveal")

            cpu = _cpu(place.pid)
            seconds = await _rounds(crowd, rounds, ask, reveal)
            each = (_memory(place.pid) - before) / number
            used = (_cpu(place.pid) - cpu) / (rounds + 1) * 1_000
            print(f"  CPU of the server in a round: {used:.0f} ms")
            print(f"  memory of the server for a phone: {each:.1f} KB {_verdict(each, MEMORY)}")
            # Every vote acknowledged is in the result, none twice: by the log, replayed.
            votes = _votes(session, story)
            assert votes == [number] * (rounds + 1), votes
            await _disturbed(crowd, number, ask, reveal)
            if number >= 5_000:
                await _keys(folder, session, story, place, crowd, ask, reveal)
        finally:
            crowd.close()
        return seconds


async def _disturbed(
    crowd: Crowd,
    number: int,
    ask: Callable[[], Awaitable[None]],
    reveal: Callable[[], Awaitable[None]],
) -> None:
    """Play a round in which 5 % of the phones come back and 1 % send garbage."""
    await ask()
    await crowd.until("acked")
    crowd.do(f"drop {number // 20}")
    crowd.do(f"garbage {number // 100}")
    await asyncio.sleep(0.5)
    await reveal()
    await crowd.until("told")
    print(f"  with {number // 20} reconnecting and {number // 100} sending garbage: all told")


async def _keys(  # noqa: PLR0913, PLR0917, one measurement of all there is
    folder: Path,
    session: Path,
    story: Story,
    place: Place,
    crowd: Crowd,
    ask: Callable[[], Awaitable[None]],
    reveal: Callable[[], Awaitable[None]],
) -> None:
    """Time how late the host's screen is with a redraw every 50 ms while all vote."""
    from game.tui.host_app import HostApp

    late: list[float] = []
    app = HostApp(folder, session, story, place)
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.pause(0.5)

        async def watch() -> None:
            while True:
                due = time.perf_counter() + 0.05
                await asyncio.sleep(0.05)
                late.append((time.perf_counter() - due) * 1_000)

        watching = asyncio.create_task(watch())
        for _ in range(3):
            await ask()
            await crowd.until("acked")
            await reveal()
            await crowd.until("told")
        watching.cancel()
    worst, typical = max(late), statistics.median(late)
    verdict = _verdict(worst, KEYS)
    print(f"  the host's screen is late by {typical:.1f} ms, at worst {worst:.1f} ms {verdict}")


def _votes(session: Path, story: Story) -> list[int]:
    """Return the votes that each round has in the log, by its replay."""
    replay = replayed(session / NAME, story)
    ballots = [ballot for branch in replay.branches for ballot in branch.ballots]
    return [sum(ballot.voted) for ballot in (*ballots, *replay.ballots)]


def _memory(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return float(text.partition("VmRSS:")[2].split()[0])


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _verdict(value: float, limit: float) -> str:
    return f"(at most {limit:g}: {'reached' if value <= limit else 'MISSED'})"


async def main() -> None:
    """Run every size and print its lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phones", type=int, nargs="+", default=[100, 1_000, 3_000, 5_000])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "van.toml"
        path.write_text(STORY, encoding="utf-8")
        story = load(path)
        assert not isinstance(story, Broken), story
        for number in options.phones:
            bare = statistics.median(await floor(number, options.rounds))
            whole = statistics.median(
                await ours(Path(scratch) / str(number), story, number, options.rounds)
            )
            ratio = whole / bare
            limit = {1_000: ROUND_AT_1000, 5_000: ROUND_AT_5000}.get(number)
            said = _verdict(ratio, limit) if limit else ""
            times = f"{whole * 1_000:.0f} ms, floor {bare * 1_000:.0f} ms"
            print(f"{number:>6} phones, a whole round: {times}, {ratio:.2f}x {said}")


if __name__ == "__main__":
    asyncio.run(main())
