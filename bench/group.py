"""A room under load: whole rounds, memory and the host's keys, against a bare aiohttp server.

    python bench/group.py [--phones 100 1000 3000 5000] [--rounds 5]

The phones are in a process of their own (`bench/phones.py`), on loopback; the server is the one
that `common-ground host` starts, log and sync included. A round is: question to all, all vote at
once, all are acknowledged, the tally to all. The floor sends the same number of messages of the
same sizes (`bench/echo.py`). Then faults: a round in which phones reconnect and send garbage,
newcomers in a burst of returning phones, a kill and a resume (`bench/room_faults.py`). Prints
medians, whether the aims are reached, and fails if a vote that was acknowledged is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from machine import processor
from room_faults import disturbed, newcomers, resumed

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
LINEAR = 12.0
"""The server's CPU with ten times the phones, at most, against a tenth."""
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
        self.number = number
        self._child = subprocess.Popen(
            command[: 6 if code else 5], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    async def until(self, *what: str) -> None:
        """Wait until all phones have done these things, in any order."""
        left = Counter(what)
        while left.total():
            line = (await self.line()).strip()
            assert left[line] > 0, f"{line!r}, not {what!r}"
            left[line] -= 1

    async def line(self) -> str:
        """Return the next line that the phones print."""
        assert self._child.stdout is not None
        return await asyncio.to_thread(self._child.stdout.readline)

    async def acknowledged(self) -> dict[str, int]:
        """Return how many phones were told, last, that an answer of theirs was received."""
        self.do("count 0")
        return dict(json.loads(await self.line()))

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
    session = sessions.begin(folder, story, Settings(most=6_000), now)  # and newcomers
    place = await asyncio.to_thread(sessions.launch, session, "127.0.0.1")
    async with aiohttp.ClientSession() as client:
        address = f"http://127.0.0.1:{place.host}/host"
        headers = {"Authorization": f"Bearer {place.token}"}
        async with client.ws_connect(address, headers=headers) as socket:
            host = Host(socket)
            yield place, host, session
            with contextlib.suppress(ConnectionError):  # it may have been killed and ended since
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


async def ours(folder: Path, story: Story, number: int, rounds: int) -> tuple[list[float], float]:
    """Return the seconds of each round of a room, and the server's CPU of one, in ms.

    Prints memory, the host's keys, and how the room takes faults.
    """
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
            await _counted(crowd, session, story, number)
            await disturbed(crowd, number, ask, reveal)
            await _counted(crowd, session, story, number)
            await newcomers(crowd, number, place, read_header(session / NAME).code)
            if number >= 5_000:
                await _keys(folder, session, story, place, crowd, ask, reveal)
            await resumed(session, place, crowd)
        finally:
            crowd.close()
        return seconds, used


async def _counted(crowd: Crowd, session: Path, story: Story, number: int) -> None:
    """Fail unless what was acknowledged is what the log's replay counts, for each answer."""
    votes = _votes(session, story)
    assert set(votes[:-1]) == {number}, votes
    last = replayed(session / NAME, story).ballot
    assert last is not None
    tally = dict(zip(last.sides[0].options, last.tally[0], strict=True))
    acknowledged = await crowd.acknowledged()
    assert acknowledged == {one: count for one, count in tally.items() if count}, (
        acknowledged,
        tally,
    )
    print(f"  {number} votes acknowledged, {votes[-1]} in the result, answer by answer: the same")


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
    # As the command does: else a look over all that is loaded, 15 to 60 ms, falls in or not.
    gc.freeze()
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
    print(f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    busy = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"load averages before: {busy}; figures are of a quiet machine if they are under 1")
    cpu: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "van.toml"
        path.write_text(STORY, encoding="utf-8")
        story = load(path)
        assert not isinstance(story, Broken), story
        for number in options.phones:
            bare = statistics.median(await floor(number, options.rounds))
            seconds, cpu[number] = await ours(
                Path(scratch) / str(number), story, number, options.rounds
            )
            whole = statistics.median(seconds)
            ratio = whole / bare
            limit = {1_000: ROUND_AT_1000, 5_000: ROUND_AT_5000}.get(number)
            said = _verdict(ratio, limit) if limit else ""
            times = f"{whole * 1_000:.0f} ms, floor {bare * 1_000:.0f} ms"
            print(f"{number:>6} phones, a whole round: {times}, {ratio:.2f}x {said}")
    if cpu.keys() >= {100, 1_000}:
        grown = cpu[1_000] / cpu[100]
        print(f"CPU at 1,000 phones against 100: {grown:.1f}x {_verdict(grown, LINEAR)}")


if __name__ == "__main__":
    asyncio.run(main())
