"""A name that no file can hold, or that is far too long, harms nobody's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rooms import van
from serving import CODE, Client, browser, host_of, served

from game.group.server import replayed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["a\ud800b", "x" * 1_500, "\udfff"])
@pytest.mark.parametrize("key", ["name", "team"])
async def test_no_name_stops_the_room(tmp_path: Path, key: str, name: str) -> None:
    """Half a character, or more than is kept: the room goes on, and its log is read again."""
    async with served(tmp_path) as room, browser() as session:
        odd, other = Client(session, room.base), Client(session, room.base)
        status, _ = await odd.post("/join", {"code": CODE, "name": "Ana", "team": None, key: name})
        assert status == 200
        assert await other.join("Bo") == 200
        host = await host_of(session, room)
        assert await host.do("open") == ""
    assert len(replayed(room.path, van()).seats) == 2


async def test_the_host_can_give_no_such_name(tmp_path: Path) -> None:
    """The host's line refuses half a character in a sentence."""
    async with served(tmp_path) as room, browser() as session:
        assert await Client(session, room.base).join("Ana") == 200
        host = await host_of(session, room)
        assert "half a character" in await host.do("rename", seat=0, name="a\ud800")
        assert await host.do("rename", seat=0, name="Bo") == ""
