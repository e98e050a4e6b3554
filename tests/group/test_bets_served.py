"""The bet of a served room: acknowledged after the log, by every door that a seat has."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from serving import CODE, Client, Host, Served, browser, host_of, seated, served
from test_commands import evening

from game.group.invitation import Guest
from game.group.seat_line import SeatLine
from game.group.seat_sent import LATE_BET
from game.group.seat_state import SeatState

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp
    from test_commands import Evening

__all__ = ["evening"]


async def bet_on(session: aiohttp.ClientSession, room: Served) -> Host:
    """Lead a room to the bet of its second decision."""
    host = await host_of(session, room)
    for choice in ("ask", "wait"):
        steps = ["open"] if choice == "ask" else ["goon", "goon"]
        for step in (*steps, "lock", "reveal"):
            assert await host.do(step) == ""
        assert await host.do("commit", choices=[choice]) == ""
    return host


async def test_a_bet_is_acknowledged_when_the_log_has_it(tmp_path: Path) -> None:
    """The answer names the bet, the log has its line, and a repeat writes none."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await bet_on(session, room)
        await phone.phase("betting")
        bet = {"bet": {"round": phone.state["round"], "way": "fall"}}
        for _ in range(2):
            await phone.send(bet)
            while "ack" not in (told := await phone.read()):
                pass
            assert told == {"ack": {"round": 2, "way": "fall"}}
        assert [line["way"] for line in room.lines() if line["do"] == "bet"] == ["fall"]
        await host.until(lambda state: state.get("betted") == 1)
        assert "fall" not in host.texts[-1]
        await host.do("goon")
        await phone.send({"bet": {"round": 2, "way": "rise"}})
        while "late" not in (told := await phone.read()):
            pass
        assert told == {"late": {"round": 2, "bet": True}}


async def test_bets_come_back_with_the_room(tmp_path: Path) -> None:
    """A room that is resumed from its log has the bets, and who bet is shown theirs."""
    async with browser() as session:
        async with served(tmp_path) as room:
            (phone,) = await seated(session, room, 1)
            await bet_on(session, room)
            await phone.post("/vote", {"bet": {"round": 2, "way": "stay"}})
        async with served(tmp_path) as room:
            again = Client(session, room.base)
            again.cookie = phone.cookie
            await again.open()
            assert (again.state["phase"], again.state["you"]["bet"]) == ("betting", "stay")


async def test_bets_without_a_socket_and_without_scripts(tmp_path: Path) -> None:
    """A plain request and the form bet, too; a late one is told so, nonsense is refused."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        await phone.join()
        host = await bet_on(session, room)
        told = await phone.post("/vote", {"bet": {"round": 2, "way": "rise"}})
        assert told == (200, '{"ack": {"round": 2, "way": "rise"}}')
        for wrong in ({"bet": {"round": 2}}, {"bet": {"round": "2", "way": "rise"}}, {"bet": 1}):
            assert (await phone.post("/vote", wrong))[0] == 400
        form = (await phone.get("/basic"))[1]
        assert 'value="rise" checked' in form
        assert (await phone.post("/basic/vote", {"round": "2", "way": "fall"}))[0] == 303
        assert "Your bet is in." in (await phone.get("/basic"))[1]
        bets = room.server.hub.room.records[-1].bets
        assert bets is not None
        assert bets.counts == (0, 0, 1)
        await host.do("goon")
        late = await phone.post("/basic/vote", {"round": "2", "way": "stay"})
        assert "The bets had closed before yours came." in late[1]
        await host.do("goon")
        assert "fall 100 %. It rose." in (await phone.get("/basic"))[1]


async def test_a_seat_of_a_terminal_bets(tmp_path: Path) -> None:
    """Its state has the question and the bets, then its own one, and at the end the room's."""
    async with served(tmp_path) as room, browser() as session, SeatLine(room.base, CODE) as line:
        await line.join(Guest("Ana"))
        states = line.states()

        async def until(phase: str) -> SeatState:
            async for one in states:
                if isinstance(one, SeatState) and one.phase == phase:
                    return one
            raise AssertionError

        await until("lobby")
        host = await bet_on(session, room)
        state = await until("betting")
        assert state.bets[0] == ("rise", "It will rise")
        assert state.own_bet == ""
        # Answers come between the states, so these are read on meanwhile.
        landed = asyncio.create_task(until("landed"))
        assert (await line.bet("rise")).said == "Received: It will rise"
        await host.do("goon")
        assert await line.bet("fall") == (LATE_BET, False)
        await host.do("goon")
        assert (await landed).bet.startswith("The room's bet on trust: rise 100 %")


def test_a_bet_in_lines(evening: Evening) -> None:
    """`join` asks, receives a number, and says in the end how the room had bet."""
    host = evening.host(str(evening.story), "--address", "127.0.0.1")
    host.until("Nobody is here yet.")
    ana = evening.join("--plain", "--name", "Ana")
    ana.until("You are in.")
    host.press("\r", "have voted")
    ana.press("1\r", "Received: Ask Mo")
    for words in ("is closed", "Answer 1 leads", "Mo points", "Trust 40", "The gate is shut"):
        host.press("\r", words)
    ana.press("2\r", "Received: Sound the horn.")
    for words in ("is closed", "Answer 2 leads"):
        host.press("\r", words)
    host.press("c", "Commit to which?")
    host.press("2", "0 of 1 have bet")
    ana.until("what will this do to trust?")
    ana.press("9\r", "Type the number of a bet, or nothing")
    ana.press("3\r", "Received: It will fall")
    host.until("1 of 1 have bet")
    host.press("\r", "A window opens instead.")
    ana.until("A window opens instead.")
    host.press("\r", "fall 100 %.")
    ana.until("The room's bet on trust: rise 0 %, stay 0 %, fall 100 %. It fell.")
