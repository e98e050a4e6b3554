"""A server that is killed while it writes: what the session leaves behind is whole all the same."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from serving import Host, browser
from session_played import van_on_disk

from game.debrief.judging import judged
from game.group import journal, sessions
from game.group.played import played
from game.group.replaying import replayed
from game.group.results import tables
from game.group.run_saves import file_name, saves
from game.group.settings import Settings
from game.storage.savefile import to_toml
from game.storage.shelf import Kept, read_one

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp

    from game.group.sessions import Place

KILLS = 6


async def lead(session: aiohttp.ClientSession, place: Place, rounds: int) -> None:
    """Decide and go back, again and again; a server that dies ends it."""
    headers = {"Authorization": f"Bearer {place.token}"}
    socket = await session.ws_connect(f"http://127.0.0.1:{place.host}/host", headers=headers)
    host = Host(socket)
    await host.do("open")
    for _ in range(rounds):
        await host.do("lock")
        await host.do("reveal")
        assert await host.do("commit", choices=["ask"]) == ""
        assert await host.do("back", decisions=0) == ""
    await host.close()


def check_whole(folder: Path) -> int:
    """Assert that every file that is there is whole; return how many there are."""
    found = 0
    for path in folder.iterdir():
        if path.suffix == ".csv":
            assert path.read_bytes().endswith(b"\r\n")
            found += 1
        if path.suffix == ".toml":
            assert isinstance(read_one(path), Kept)
            found += 1
    return found


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
async def test_files_are_whole_after_kill_9(tmp_path: Path) -> None:
    """Killed at random moments no file is half; a resumed room writes all there is."""
    story = van_on_disk(tmp_path / "mine")
    now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    folder = sessions.begin(tmp_path / "saves", story, Settings(), now)
    dice = random.Random(3)
    found = 0
    async with browser() as session:
        for _ in range(KILLS):
            place = await asyncio.to_thread(sessions.launch, folder, "127.0.0.1", 0)
            await lead(session, place, dice.randint(1, 3))
            await asyncio.sleep(dice.random() * 0.05)
            os.kill(place.pid, signal.SIGKILL)
            await asyncio.to_thread(sessions.reap)
            found += check_whole(folder)
    assert found
    place = await asyncio.to_thread(sessions.launch, folder, "127.0.0.1", 0)
    os.kill(place.pid, signal.SIGTERM)
    await asyncio.to_thread(sessions.reap)
    log = folder / journal.NAME
    room, name = replayed(log, story), journal.read_header(log).session
    assert len(room.branches) > KILLS
    expected = {key: text.encode() for key, text in tables(room, name, judged).items()}
    expected |= {file_name(one): to_toml(one) for one in saves(room, name, played(room, name))}
    assert {key: (folder / key).read_bytes() for key in expected} == expected
    assert {one.name for one in folder.glob(".*")} <= {f".{journal.NAME}.lock"}
