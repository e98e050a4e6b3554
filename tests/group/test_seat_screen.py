"""A person's screen on a real room: all that a phone shows, with keys, complete at 60 x 18."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from rooms import van
from serving import Client, browser, host_of, seated, served
from sitting import sitting
from test_teams import budgets

from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp
    from serving import Host, Served


async def room_of(
    session: aiohttp.ClientSession, room: Served, *votes: str
) -> tuple[Host, list[Client]]:
    """Open the first ballot with phones that vote; return the host and the phones."""
    host = await host_of(session, room)
    phones = await seated(session, room, len(votes))
    assert not await host.do("open")
    for phone, vote in zip(phones, votes, strict=True):
        await phone.round(1)
        await phone.vote(vote)
    return host, phones


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_a_whole_story_from_a_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    """Name, votes, splits, decisions, ending, debrief: everything a phone is told is shown."""
    async with served(tmp_path / "room") as room, browser() as session:
        host = await host_of(session, room)
        phones = await seated(session, room, 1)
        async with sitting(room, tmp_path, "", size=size) as ana:
            await ana.until("Your name, as the room will see it")
            await ana.press("A n a enter", "You are in.")
            await ana.press("enter down up 1", "You are in.")
            await host.do("open")
            text = await ana.until("3  Hang a list on the door.")
            for words in ("The yard, 7:00", "Decision 1", "Mo has the key", "Ana", "First vote."):
                assert words in text
            assert "Trust         █" in text
            await ana.press("down down enter", "Received: Take the van.")
            assert "Take the van.  (received)" in ana.text()
            await ana.press("1", "Received: Ask Mo who needs it first.")
            await phones[0].round(1)
            await phones[0].vote("take")
            await host.do("lock")
            await host.do("reveal")
            text = await ana.until("████████████░░░░░░░░░░░░  50 %  1")
            assert "This is how the room voted." in text
            await host.do("open")
            text = await ana.until("Second vote.")
            assert "(received)" not in text
            await ana.press("2", "Received: Take the van.")
            await host.do("lock")
            await host.do("reveal")
            text = await ana.until("Second  ████████████████████████ 100 %  1")
            assert "First   ████████████░░░░░░░░░░░░  50 %  1" in text
            await host.do("commit", choices=["take"])
            text = await ana.until("The engine starts at once.")
            assert "By the vote of the room." in text
            await host.do("goon")
            await host.do("goon")
            await ana.until("The gate is shut.")
            await ana.until("▼")


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_an_override_the_ending_and_the_debrief(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Who decided is said; the ending is read; qualities are picked, and taken back."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path, size=size) as ana:
            await host.do("lock")
            await host.do("reveal")
            await host.do("commit", choices=["ask"])
            await ana.until("Decided by the facilitator.")
            for _ in range(2):
                await host.do("goon")
            await ana.until("The gate is shut.")
            await ana.press("2", "Received: Sound the horn.")
            await host.do("lock")
            await host.do("reveal")
            await ana.until("100 %  1")
            await host.do("commit", choices=["wait"])
            await ana.until("Decided by the facilitator, against the")
            while room.server.hub.room.phase.value != "ended":
                await host.do("goon")
            await ana.until("You are on the road.")
            await host.do("goon")
            await ana.until("1  [ ] Shared understanding")
            await ana.press("2", "Received: Trust")
            await ana.press("4", "Received: Trust and Openness")
            await ana.press("5", "Two at most: take one back first.")
            await ana.press("2", "Received: Openness")
            assert room.server.hub.room.picks.get(0) == ("openness",)
            await host.do("quit")
            await ana.until("The session has ended.")
            await ana.pilot.press("enter")
    assert ana.app.return_code == 0


async def test_received_means_that_the_log_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the log has a vote it is being sent, whatever was pressed."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            gate, journal = threading.Event(), room.server._journal
            append = journal.append
            monkeypatch.setattr(journal, "append", lambda batch: gate.wait() and append(batch))
            try:
                await ana.press("2", "Sending: Take the van.")
                await asyncio.sleep(0.1)
                assert "eceived" not in ana.text()
            finally:
                gate.set()
            await ana.until("Received: Take the van.")
        await host.close()


async def test_a_vote_that_comes_too_late_is_told_so(tmp_path: Path) -> None:
    """A changed mind after the close does not count, and the screen says it; the split shows it."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            await ana.press("1", "Received: Ask Mo")
            await host.do("lock")
            await ana.press("2", "Your vote came after the vote had closed")
            await host.do("reveal")
            await ana.until("100 %  1")
            assert "came after" not in ana.text()
            assert room.server.hub.room.ballots[0].tally == ((1, 0, 0),)


async def test_a_run_off_has_its_answers_and_its_time(tmp_path: Path) -> None:
    """Level answers run against each other; the seconds that are left go by."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room, "ask", "take")
        async with sitting(room, tmp_path) as ana:
            await host.do("lock")
            await host.do("reveal")
            await ana.until("50 %  1")
            await host.do("open", runoff=True)
            text = await ana.until(" 0:19 left")
            assert "Run-off between the level answers." in text
            assert "Hang a list" not in text
            await ana.until(" 0:18 left")
            await ana.press("2", "Received: Take the van.")


async def test_a_line_that_breaks_comes_back_by_itself(tmp_path: Path) -> None:
    """The screen says that it is not connected; then it is the same person with the same vote."""
    async with served(tmp_path / "room") as room, browser() as session:
        _, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            await ana.press("3", "Received: Hang a list")
            room.server.hub.phones[0][0].drop()
            await ana.until("Not connected. Trying again.")
            await ana.pilot.press("1")
            await ana.until("Received: Ask Mo")
            assert "Not connected" not in ana.text()
            assert room.server.hub.room.ballots[0].tally == ((1, 0, 0),)
            assert len(room.server.hub.room.seats) == 1


async def test_who_is_sent_away_reads_it(tmp_path: Path) -> None:
    """Nothing can be answered any more, and Enter closes."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            await host.do("remove", seat=0, ban=False)
            text = await ana.until("You are not in this room any more.")
            assert "What do you do?" not in text
            await ana.pilot.press("enter")
    assert ana.app.return_code == 0


async def test_each_side_reads_and_votes_its_own(tmp_path: Path) -> None:
    """Where sides are chosen the screen asks for one; the other side's text is nowhere on it."""
    chosen = Settings(teams="chosen")
    async with (
        served(tmp_path / "room", chosen, budgets()) as room,
        browser() as session,
        sitting(room, tmp_path, "") as bo,
    ):
        host = await host_of(session, room)
        text = await bo.until("2  The Blues")
        assert "1  The Reds" in text
        await bo.press("B o enter 2", "You are in.")
        await host.do("open")
        text = await bo.until("Hold BLUE-TENTH back.")
        assert "BLUE-SECRET" in text
        assert "The Blues" in text
        assert "RED" not in text
        await host.do("lock")
        await host.do("reveal")
        text = await bo.until("The Reds")
        assert text.index("The Reds") < text.index("0 %")


async def test_meters_are_shown_as_the_host_has_them(tmp_path: Path) -> None:
    """Numbers as bars, words as sentences without a number, hidden not at all."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            text = await ana.until("What do you do?")
            assert "Trust         █" in text
            await host.do("adjust", change={"meters": "words"})
            text = await ana.until("Trust: ")
            assert "█" not in text
            assert "40" not in text
            await host.do("adjust", change={"meters": "hidden"})
            await ana.wait(lambda text: "Trust" not in text)


async def test_what_others_typed_is_text(tmp_path: Path) -> None:
    """A name with markup and control characters does nothing on this screen."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path, size=(100, 30)) as ana:
            await ana.until("What do you do?")
            await host.do("rename", seat=0, name="[red]x[/] \x1b[2J")
            await ana.until("[red]x[/] [2J")


async def test_q_asks_and_ctrl_c_does_not(tmp_path: Path) -> None:
    """The key q leaves after asking, Ctrl-C at once; help says how a seat works, and the keys."""
    async with served(tmp_path / "room") as room, browser() as session:
        await room_of(session, room)
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            await ana.press("question_mark", "you have a seat in it")
            await ana.press("end", "Leave the room")
            await ana.press("escape", "What do you do?")
            await ana.press("q", "Leave the room?")
            await ana.press("1", "What do you do?")
            await ana.press("q", "Leave the room?")
            await ana.pilot.press("2")
            await ana.pilot.pause()
            assert ana.app._exit
        async with sitting(room, tmp_path) as ana:
            await ana.until("What do you do?")
            await ana.press("q", "Leave the room?")
            await ana.pilot.press("ctrl+c")
            assert ana.app._exit
        assert len(room.server.hub.room.seats) == 1


async def test_a_room_that_refuses_says_why_before_anybody_sits(tmp_path: Path) -> None:
    """A full room is told on the screen that asks for the name, which stays."""
    async with served(tmp_path / "room", Settings(most=1), van()) as room, browser() as session:
        await seated(session, room, 1)
        async with sitting(room, tmp_path, "") as ana:
            await ana.until("Your name")
            await ana.press("A n a enter", "This room is full.")
            await ana.pilot.press("escape")
        assert ana.app.return_code == 0


async def test_plans_are_written_in_pairs(tmp_path: Path) -> None:
    """A field for a plan; the partner's is read once one's own was received, at 60 x 18 too."""
    async with served(tmp_path / "room") as room, browser() as session:
        host, _ = await room_of(session, room)
        async with sitting(room, tmp_path) as ana, sitting(room, tmp_path, "Bo") as bo:
            for step in ("lock", "reveal"):
                await host.do(step)
            await host.do("commit", choices=["ask"])
            await host.do("end")
            await ana.until("[ ] Trust")
            assert not await host.do("turn", page=2)
            await ana.until("You are paired with Bo")
            await ana.until("0 of 500")
            await ana.press("A s k space q u i e t l y", "Ask quietly")
            await ana.press("enter", "Received. You can write it anew.")
            await bo.until("You are paired with Ana")
            assert "Ask quietly" not in bo.text()
            await bo.press("W a i t enter", "Ana: Ask quietly")
            await ana.until("Bo: Wait")
            await ana.press("escape q", "Leave the room?")
            await ana.press("escape enter ! enter", "Ask quietly!")
            await bo.until("Ana: Ask quietly!")
            bo.app.screen.query_one("PlanField").text = "x" * 501  # type: ignore[attr-defined]
            await bo.press("enter", "That has 501 characters")
            assert room.server.hub.room.plans.get(1) == ("Wait", 1)
            await host.do("turn", page=0)
            await ana.wait(lambda text: "Your plan" not in text)
