"""Nothing of a vote, or of the other team, is in any byte that a phone gets before the reveal.

The same room is played twice with different votes. What a phone is sent, and what it can ask for,
must be the same both times, but for the clock and for `rev`, which counts what has been accepted:
that many people have acted is on the wall as well.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from serving import Client, browser, host_of, seated, served
from test_teams import budgets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from serving import Host, Served

    from game.story.compiled import Story

_NONCE = re.compile(r'nonce="[^"]*"')


class Heard(NamedTuple):
    """All that a phone was told: through its socket, and when it asked."""

    pushed: tuple[str, ...]
    asked: tuple[str, ...]


def _plain(text: str) -> str:
    """Return a message without the clock and the revision."""
    told = json.loads(text)
    for key in ("now", "rev"):
        told.get("state", {}).pop(key, None)
    return json.dumps(told)


async def _asked(phone: Client) -> list[str]:
    """Ask for everything that a phone can ask for."""
    state = (await phone.get("/state"))[1]
    pages = [(await phone.get(path))[1] for path in ("/basic", "/")]
    return [_plain(state), *(_NONCE.sub("", page) for page in pages)]


async def _ballot(
    host: Host, room: Served, phones: Sequence[Client], votes: Mapping[int, str]
) -> list[list[str]]:
    """Hold a ballot that is open already, up to its lock; return what each phone can ask for."""
    for number, option in votes.items():
        await phones[number].round(room.server.hub.room.round)
        assert "ack" in await phones[number].vote(option)
    found = [await _asked(phone) for phone in phones]
    assert await host.do("lock") == ""
    for number, (phone, heard) in enumerate(zip(phones, found, strict=True)):
        heard.extend(await _asked(phone))
        if number in votes:  # a repeat is answered after the lock, too
            vote = {"round": phone.state["round"], "option": votes[number], "id": 1}
            heard.append((await phone.post("/vote", vote))[1])
    return found


async def _first(
    folder: Path, votes: Mapping[int, str], story: Story | None = None, seats: int = 8
) -> list[Heard]:
    """Play a room to the lock of its first ballot; return what its first two phones heard."""
    async with served(folder, story=story) as room, browser() as session:
        phones = await seated(session, room, 1)
        phones += await seated(session, room, 1)
        phones += await seated(session, room, seats - 2)
        for phone in phones:
            phone.received.clear()
        host = await host_of(session, room)
        await host.do("open")
        await asyncio.gather(*(phone.phase("open") for phone in phones))
        found = await _ballot(host, room, phones, votes)
        return [_heard(phone, told) for phone, told in zip(phones[:2], found, strict=False)]


def _heard(phone: Client, asked: list[str]) -> Heard:
    pushed = (_plain(json.dumps(one)) for one in phone.received if "splits" not in str(one))
    return Heard(tuple(pushed), tuple(asked))


async def test_no_byte_tells_how_the_room_votes(tmp_path: Path) -> None:
    """Neither who has voted nor who looks on can tell one result from another before it is shown.

    Seat 0 votes the same both times, seat 1 never; of the others six vote, or one.
    """
    many = await _first(tmp_path / "many", {0: "ask", **dict.fromkeys(range(2, 8), "take")})
    one = await _first(tmp_path / "one", {2: "list", 0: "ask"})
    assert many == one
    assert [len(heard.asked) for heard in many] == [7, 6]
    assert len(many[0].pushed) == 2


async def test_no_byte_tells_how_the_other_team_votes(tmp_path: Path) -> None:
    """A phone of one team is sent the same whatever the other team chooses, and its own team."""
    # Seats are dealt in turn: 0, 2, 4 and 6 to the Reds, the others to the Blues.
    votes = {0: "share", 2: "share", 3: "hold", 5: "hold", 7: "hold"}
    others = {0: "share", 2: "keep", 4: "keep", 3: "open"}
    one = await _first(tmp_path / "one", votes, budgets())
    other = await _first(tmp_path / "other", others, budgets())
    assert one == other
    assert "RED-SECRET" in str(one[0])
    assert "BLUE" not in str(one[0])
    assert "RED" not in str(one[1])


async def test_the_second_vote_is_as_secret_as_the_first(tmp_path: Path) -> None:
    """While the room votes again the first split is not sent, and the second one not before it."""
    seen: list[list[Heard]] = []
    for second in (("take", "take", "take"), ("list",)):
        async with served(tmp_path / second[0]) as room, browser() as session:
            phones = await seated(session, room, 5)
            host = await host_of(session, room)
            await host.do("open")
            for phone in phones[:4]:
                await phone.phase("open")
                await phone.vote("ask")
            for kind in ("lock", "reveal", "talk"):
                assert await host.do(kind) == ""
            await phones[4].phase("shown")
            for phone in phones:
                phone.received.clear()
            await host.do("open")
            votes = dict(enumerate(second))
            found = await _ballot(host, room, phones, votes | {3: "ask"})
            told = [_heard(phone, one) for phone, one in zip(phones, found, strict=True)]
            seen.append([told[3], told[4]])
    assert seen[0] == seen[1]
    assert not any('"splits":' in one for told in seen for heard in told for one in heard.asked)


async def test_the_projector_shows_no_count_before_the_reveal(tmp_path: Path) -> None:
    """The host's screens, which are on the wall, know how many have voted and never for what."""
    seen: list[str] = []
    for options in (("ask", "ask", "take"), ("list", "list", "list")):
        async with served(tmp_path / options[0]) as room, browser() as session:
            phones = await seated(session, room, 3)
            wall = await host_of(session, room)
            console = await host_of(session, room, "console")
            await wall.do("open")
            for phone, option in zip(phones, options, strict=True):
                await phone.phase("open")
                await phone.vote(option)
            await wall.do("lock")
            states = [
                await screen.until(lambda state: state["phase"] == "locked")
                for screen in (wall, console)
            ]
            for state in states:
                for key in ("now", "plan"):
                    state.pop(key, None)
            seen.append(json.dumps(states))
    assert seen[0] == seen[1]
    assert '"voted": [3]' in seen[0]
