"""Votes on a real server: each is counted once, told of once, and secret before the reveal."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING

from serving import Client, browser, host_of, seated, served

from game.group import phone_view
from game.group.hub import Phone
from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from game.group.state import Room


async def test_every_acknowledgement_is_in_the_log_and_in_the_tally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """300 votes in a burst, 20 times: tally, acknowledgements and lines of the log agree."""
    # A fast machine plays the twenty rounds in less time than people may vote twenty times.
    monkeypatch.setattr("game.group.guard._MESSAGES", 1_000.0)
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 300)
        host = await host_of(session, room)
        assert await host.do("open") == ""
        for turn in range(1, 21):
            await asyncio.gather(*(one.round(turn) for one in phones))
            before = len(room.lines())
            options = [("ask", "take", "list")[(turn + at) % 3] for at in range(300)]
            answers = await asyncio.gather(
                *(one.vote(option) for one, option in zip(phones, options, strict=True))
            )
            assert [answer["ack"]["option"] for answer in answers] == options
            lines = room.lines()[before:]
            assert [line["do"] for line in lines] == ["vote"] * 300
            assert sorted(line["seat"] for line in lines) == list(range(300))
            assert await host.do("lock") == ""
            assert await host.do("reveal") == ""
            state = await host.until(lambda state: state["phase"] == "shown")
            counts = [row[1][-1][0] for row in state["splits"][0]["rows"]]
            assert counts == [options.count(one) for one in ("ask", "take", "list")]
            if turn < 20:
                assert await host.do("back", decisions=0) == ""


async def test_at_most_three_messages_a_seat_and_question(tmp_path: Path) -> None:
    """A phone is sent the question, its acknowledgement or the lock, and the split: no more."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 40)
        host = await host_of(session, room)
        for one in phones:
            one.received.clear()
        await host.do("open")
        await asyncio.gather(*(one.phase("open") for one in phones))
        await asyncio.gather(*(one.vote("ask") for one in phones[:30]))
        await host.do("lock")
        await host.do("reveal")
        await asyncio.gather(*(one.phase("shown") for one in phones))
        assert {len(one.received) for one in phones} == {3}


async def test_joining_during_a_ballot_votes_in_it(tmp_path: Path) -> None:
    """Who comes late is asked what the others are asked."""
    async with served(tmp_path) as room, browser() as session:
        host = await host_of(session, room)
        await host.do("open")
        (phone,) = await seated(session, room, 1)
        assert (await phone.vote("take"))["ack"]["option"] == "take"


async def test_votes_without_a_socket(tmp_path: Path) -> None:
    """Plain requests vote and read the same state, and count as being there."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        assert (await phone.get("/state"))[0] == 401
        assert (await phone.post("/vote", {"round": 1, "option": "ask", "id": 1}))[0] == 401
        await phone.join()
        host = await host_of(session, room)
        await host.do("open")
        status, text = await phone.post("/vote", {"round": 1, "option": "ask", "id": 1})
        assert (status, json.loads(text)["ack"]["option"]) == (200, "ask")
        assert room.server.hub.connected() == {0}


async def test_a_timer_locks_the_ballot(tmp_path: Path) -> None:
    """When the time is up the server locks, and says so to who has not voted."""
    async with served(tmp_path, Settings(timer=1)) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        await host.do("open")
        await phone.phase("locked")
        assert room.lines()[-1]["by"] == "timer"


async def test_a_vote_is_answered_for_after_the_room_has_gone_on(tmp_path: Path) -> None:
    """Who never saw the answer asks a decision later: what counted is told so, the rest is late."""
    async with served(tmp_path) as room, browser() as session:
        heard, unheard = await seated(session, room, 2)
        host = await host_of(session, room)
        await host.do("open")
        await heard.phase("open")
        await heard.vote("ask")
        for kind in ("lock", "reveal", "commit", "goon", "goon"):
            fields = {"choices": ["ask"]} if kind == "commit" else {}
            assert await host.do(kind, **fields) == ""
        vote = {"round": 1, "option": "ask", "id": 1}
        answers = [json.loads((await one.post("/vote", vote))[1]) for one in (heard, unheard)]
        assert answers == [{"ack": vote}, {"late": {"round": 1, "id": 1}}]
        assert room.server.hub.room.records[0].ballots[0].tally == ((1, 0, 0),)


async def test_a_deadline_that_moves_is_told(tmp_path: Path) -> None:
    """More time for a vote reaches every phone, whose count-down would else say that it is up."""
    async with served(tmp_path, Settings(timer=600)) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        await host.do("open")
        await phone.phase("open")
        first = phone.state["deadline"]
        await host.do("extend", seconds=30)
        await phone.until(lambda: phone.state["deadline"] == first + 30_000)


async def test_a_vote_costs_no_more_where_more_are_voting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three messages a phone, and each text written once for all: the work grows as the room does.

    Telling everybody of every vote would be a hundred times the messages for ten times the phones.
    """
    done: Counter[str] = Counter()
    write, send = phone_view.shared, Phone.send

    def shared(room: Room, team: str | None) -> dict[str, object]:
        done["texts"] += 1
        return write(room, team)

    async def sent(phone: Phone, message: bytes) -> None:
        done["messages"] += 1
        await send(phone, message)

    monkeypatch.setattr(phone_view, "shared", shared)
    monkeypatch.setattr(Phone, "send", sent)
    texts = set()
    for count in (10, 100):
        async with served(tmp_path / str(count)) as room, browser() as session:
            phones = await seated(session, room, count)
            host = await host_of(session, room)
            done.clear()
            await host.do("open")
            await asyncio.gather(*(one.phase("open") for one in phones))
            await asyncio.gather(*(one.vote("ask") for one in phones))
            await host.do("lock")
            await host.do("reveal")
            await asyncio.gather(*(one.phase("shown") for one in phones))
            assert done["messages"] == 3 * count
            texts.add(done["texts"])
            assert len(host.texts) < 30
    assert len(texts) == 1


async def test_another_vote_says_that_it_is_one(tmp_path: Path) -> None:
    """A second vote and a run-off are not taken for the question that was answered already."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        said = []
        for number, more in enumerate(({}, {"runoff": True}, {}), 1):
            assert await host.do("open", **more) == ""
            await phone.round(number)
            said.append(phone.state["status"])
            if number == 1:
                await host.do("hands", counts=[[1, 1, 0]])
            for kind in ("lock", "reveal"):
                assert await host.do(kind) == ""
        assert said == [
            "The vote is open and secret.",
            "The run-off is open and secret.",
            "The second vote is open and secret.",
        ]
