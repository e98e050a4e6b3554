"""The acceptance tests of a room, on a real server: truth under load, silence before the reveal."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest
from serving import CODE, Client, browser, host_of, seated, served

from game.group.guard import Bucket
from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


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


PHASES = (
    ("lobby", ()),
    ("open", (("open", {}),)),
    ("locked", (("lock", {}),)),
    ("shown", (("reveal", {}),)),
    ("talk", (("talk", {}),)),
    ("decided", (("commit", {"choices": ["ask"]}),)),
    ("landed", (("goon", {}),)),
    (
        "betting",
        (("goon", {}), ("lock", {}), ("reveal", {}), ("commit", {"choices": ["wait"]})),
    ),
    ("ended", (("goon", {}), ("goon", {}), ("goon", {}))),
    ("debrief", (("goon", {}),)),
)
"""Every phase of a room, with the host's commands that lead to it from the one before."""


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


async def test_joining_during_a_ballot_votes_in_it(tmp_path: Path) -> None:
    """Who comes late is asked what the others are asked."""
    async with served(tmp_path) as room, browser() as session:
        host = await host_of(session, room)
        await host.do("open")
        (phone,) = await seated(session, room, 1)
        assert (await phone.vote("take"))["ack"]["option"] == "take"


async def test_no_count_reaches_a_phone_before_the_reveal(tmp_path: Path) -> None:
    """Whatever and however many vote, who looks on is sent the same bytes up to the reveal."""
    seen: list[list[str]] = []
    for options in (("ask",) * 9, ("take", "list")):
        async with served(tmp_path / options[-1]) as room, browser() as session:
            phones = await seated(session, room, 9)
            host = await host_of(session, room)
            watcher = phones[-1]
            watcher.received.clear()
            await host.do("open")
            for phone, option in zip(phones[:-1], options, strict=False):
                await phone.phase("open")
                await phone.vote(option)
            told = json.loads((await watcher.get("/state"))[1])
            await host.do("lock")
            await watcher.phase("locked")
            await host.until(lambda state: state["phase"] == "locked")
            assert not any('"splits"' in text or '"tally"' in text for text in host.texts)
            watched = [*watcher.received, told]
            for one in watched:
                del one["state"]["now"]
                del one["state"]["rev"]
            seen.append([json.dumps(one) for one in watched])
    assert seen[0] == seen[1]


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


async def test_every_host_command_is_refused_to_a_player(tmp_path: Path) -> None:
    """With the code and a seat nobody reaches the host's line, by any route or message."""
    from game.group.wire import KINDS

    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        before = room.server.hub.room
        for kind in KINDS:
            for body in ({"do": kind}, {"do": kind, "at": 1, "seat": 0, "choices": ["ask"]}):
                assert (await phone.post("/vote", body))[0] in {400, 429}
            for path in (f"/{kind}", "/host", "/host?view=console"):
                assert (await phone.get(path))[0] == 404
        for token in ("", CODE, phone.cookie, "x" * 400):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await host_of(session, room, token=token)
        assert room.server.hub.room is before


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


async def test_the_page_is_one_small_answer_that_fetches_nothing(tmp_path: Path) -> None:
    """HTML, CSS and JavaScript in at most 30 KB, under a policy that allows this page alone."""
    async with served(tmp_path) as room, browser() as session:
        for path in ("/", f"/{CODE}", f"/{CODE.lower()}"):
            async with session.get(f"{room.base}{path}") as response:
                text = await response.text()
                policy = response.headers["Content-Security-Policy"]
                assert response.status == 200
                assert response.headers["Cache-Control"] == "no-store"
        assert len(text.encode()) <= 30_000
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        nonce = policy.partition("script-src 'nonce-")[2].partition("'")[0]
        assert text.count(f'nonce="{nonce}"') == 2
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text
        assert "%" not in text.partition("<style")[0].replace("100%", "")


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


async def test_the_form_without_javascript_plays(tmp_path: Path) -> None:
    """A seat, a vote, a changed mind and the split by forms and links alone."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        host = await host_of(session, room)
        assert (await phone.post("/basic/join", {"code": "AAAAAA", "name": "Lu"}))[0] == 404
        assert (await phone.post("/basic/join", {"code": CODE.lower(), "name": "Lu"}))[0] == 303
        assert "You are Lu." in (await phone.get("/basic"))[1]
        await host.do("open")
        form = (await phone.get("/basic"))[1]
        assert 'value="take"' in form
        vote = {"round": "1", "id": "1", "option": "take"}
        assert (await phone.post("/basic/vote", vote))[0] == 303
        form = (await phone.get("/basic"))[1]
        assert "Your vote is in." in form
        assert 'value="take" checked' in form
        assert (await phone.post("/basic/vote", vote | {"id": "2", "option": "ask"}))[0] == 303
        await host.do("lock")
        late = await phone.post("/basic/vote", vote | {"id": "3"})
        assert "had closed" in late[1]
        await host.do("reveal")
        assert "1 (100 %)" in (await phone.get("/basic"))[1]
        assert room.server.hub.room.ballots[0].tally == ((1, 0, 0),)


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


async def test_a_timer_locks_the_ballot(tmp_path: Path) -> None:
    """When the time is up the server locks, and says so to who has not voted."""
    async with served(tmp_path, Settings(timer=1)) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await host_of(session, room)
        await host.do("open")
        await phone.phase("locked")
        assert room.lines()[-1]["by"] == "timer"


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
