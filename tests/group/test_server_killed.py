"""A room's server that is killed in mid-vote: no acknowledged vote is lost."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest
from rooms import STORY_TEXT
from serving import PATIENCE, Host, browser

from game.group import journal, sessions
from game.group.phones import cookie_name
from game.group.replaying import replayed
from game.group.settings import Settings
from game.story.library import Broken, load

if TYPE_CHECKING:
    from pathlib import Path

    from game.group.sessions import Place
    from game.story.compiled import Story

KILLS = 50
SEATS = 40


def story_in(folder: Path) -> Story:
    """Return the small story, from a file."""
    path = folder / "van.toml"
    path.write_text(STORY_TEXT, encoding="utf-8")
    story = load(path)
    assert not isinstance(story, Broken)
    return story


class Killed:
    """A session whose server dies again and again."""

    def __init__(self, folder: Path) -> None:
        self.story = story_in(folder)
        now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        self.folder = sessions.begin(folder / "saves", self.story, Settings(), now)
        self.log = self.folder / journal.NAME
        self.code = journal.read_header(self.log).code
        self.place: Place | None = None
        self.cookies: list[str] = []
        self.heard = asyncio.Event()
        """Set once a vote was acknowledged since the last start."""
        self.last: dict[int, tuple[int, str]] = {}
        """For each seat the last vote that was acknowledged: its id and option."""

    async def start(self) -> Place:
        """Start the server, at the port where it was before."""
        port = self.place.port if self.place else 0
        self.place = await asyncio.to_thread(sessions.launch, self.folder, "127.0.0.1", port)
        return self.place

    async def kill(self) -> None:
        """Kill the server as a power cut would, and wait until it is gone."""
        assert self.place is not None
        os.kill(self.place.pid, signal.SIGKILL)
        await asyncio.to_thread(sessions.reap)

    async def voter(self, session: aiohttp.ClientSession, seat: int, dice: random.Random) -> None:
        """Vote again and again until the server dies; note what was acknowledged."""
        assert self.place is not None
        headers = {"Cookie": f"{cookie_name(self.code)}={self.cookies[seat]}"}
        number = self.last.get(seat, (0, ""))[0]
        with suppress(aiohttp.ClientError, ConnectionError):
            async with session.ws_connect(f"{self.place.url}/ws", headers=headers) as socket:
                held = json.loads((await socket.receive()).data)["state"]["you"].get("vote")
                number = max(number, held["id"] if held else 0)
                while True:
                    number += 1
                    option = dice.choice(("ask", "take", "list"))
                    vote = {"round": 1, "option": option, "id": number}
                    await socket.send_str(json.dumps({"vote": vote}))
                    message = await socket.receive()
                    if message.type is not aiohttp.WSMsgType.TEXT:
                        return
                    told = json.loads(message.data)
                    if "ack" in told:
                        self.last[seat] = (told["ack"]["id"], told["ack"]["option"])
                        self.heard.set()

    def twice(self) -> list[tuple[int, int]]:
        """Return the votes, by seat and id, that the log has more than once."""
        lines = self.log.read_bytes().split(b"\n")[1:-1]
        votes = [json.loads(line) for line in lines if b'"do": "vote"' in line]
        counts = Counter((vote["seat"], vote["id"]) for vote in votes)
        return [vote for vote, count in counts.items() if count > 1]

    def lost(self) -> list[int]:
        """Return the seats whose last acknowledged vote the log does not have."""
        room = replayed(self.log, self.story)
        (ballot,) = room.ballots
        missing = []
        for seat, (number, option) in self.last.items():
            vote = ballot.vote_of(seat)
            later = vote is not None and vote.id > number
            same = vote is not None and (vote.id, ballot.sides[0].options[vote.option]) == (
                number,
                option,
            )
            if not (later or same):
                missing.append(seat)
        return missing


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
async def test_no_acknowledged_vote_is_lost_by_kill_9(
    tmp_path: Path,
) -> None:
    """Killed 50 times at random moments under votes: each one that was acknowledged is there."""
    dice = random.Random(5)
    room = Killed(tmp_path)
    async with browser() as session:
        place = await room.start()
        for seat in range(SEATS):
            body = json.dumps({"code": room.code, "name": f"P{seat}"})
            async with session.post(f"{place.url}/join", data=body) as response:
                assert response.status == 200
                room.cookies.append(next(iter(response.cookies.values())).value)
        headers = {"Authorization": f"Bearer {place.token}"}
        host = Host(
            await session.ws_connect(f"http://127.0.0.1:{place.host}/host", headers=headers)
        )
        assert await host.do("open") == ""
        await host.close()
        for _ in range(KILLS):
            room.heard.clear()
            voters = [asyncio.create_task(room.voter(session, seat, dice)) for seat in range(SEATS)]
            await asyncio.wait_for(room.heard.wait(), PATIENCE)
            await asyncio.sleep(dice.random() * 0.15)
            await room.kill()
            await asyncio.gather(*voters)
            assert room.lost() == []
            await room.start()
            assert room.place.port == place.port
        await room.kill()
    assert room.twice() == []
    # Under load: at each death the seats together had voted more than once each.
    assert sum(number for number, _ in room.last.values()) > KILLS * SEATS
