"""A seat as lines: complete through a pipe, nothing said twice, no trick with the cursor."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from serving import CODE, PATIENCE, browser, host_of, seated, served
from test_teams import budgets

from game.group.seat_state import SeatState, read
from game.group.settings import Settings
from game.plain import seat
from game.plain.lines import printed
from game.tui import seat_view
from game.tui.seat_view import Moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from serving import Served

OPEN = read(
    {
        "rev": 3,
        "phase": "open",
        "round": 1,
        "story": "The van",
        "status": "The vote is open and secret.",
        "title": "The yard",
        "place": "Decision 1",
        "text": [[["One van, says ", 0], ["Mo", 1], [".", 0]]],
        "question": "What do you do?",
        "ballot": "First vote",
        "options": [["ask", "Ask."], ["take", "Take it."]],
        "meters": ["Trust 40, no change: working."],
        "deadline": 9_000,
        "you": {"name": "Ana"},
    }
)
BETTING = {
    "rev": 4,
    "phase": "betting",
    "round": 1,
    "status": "The room has decided.",
    "question": "What will this do to trust?",
    "chosen": ["Ask. By the vote of the room."],
    "bets": [["rise", "It will rise"], ["stay", "It will stay"], ["fall", "It will fall"]],
    "you": {"name": "Ana"},
}


def said(before: SeatState | None, state: SeatState, left: int | None = None) -> list[str]:
    """Return the lines that a state brings."""
    groups = seat.new(before, state, left)
    return [printed(line, None, styled=False) for group in groups for line in group]


def test_a_scene_is_told_whole_and_once() -> None:
    """Who one is, where the story stands, text, meters, answers and time; then nothing more."""
    assert said(None, OPEN, 7) == [
        "You are Ana.",
        "The yard",
        "Decision 1",
        "First vote. The vote is open and secret.",
        "One van, says Mo.",
        "Trust 40, no change: working.",
        "What do you do?",
        "1. Ask.",
        "2. Take it.",
        "Time left: 7 seconds.",
        seat.help_line("vote"),
    ]
    assert said(OPEN, replace(OPEN, rev=4)) == []


def test_a_second_vote_does_not_tell_the_scene_again() -> None:
    """The same text is not read out twice; which vote it is and the answers are."""
    lines = said(OPEN, replace(OPEN, round=2, ballot="Second vote"))
    assert "One van, says Mo." not in lines
    assert "Second vote. The vote is open and secret." in lines
    assert "1. Ask." in lines


def test_more_time_another_name_and_other_meters_are_told() -> None:
    """What changes within a moment is said alone."""
    assert said(OPEN, replace(OPEN, deadline=20_000), 12) == ["Time left: 12 seconds."]
    renamed = replace(OPEN, name="Anna", team="The Reds")
    assert said(OPEN, renamed) == ["You are Anna, The Reds now."]
    assert said(OPEN, replace(OPEN, meters=("Trust: steady.",))) == ["Trust: steady."]


def test_a_vote_that_is_closed_asks_nothing() -> None:
    """Who has not voted reads that it is closed, and no question with nothing below it."""
    shut = replace(OPEN, phase="locked", options=(), status="The vote is closed.", deadline=None)
    assert "What do you do?" not in said(None, shut)
    assert "First vote. The vote is closed." in said(OPEN, shut)
    assert seat_view.project(Moment(shut), None).question == ""


def test_a_bet_is_asked_for_and_told() -> None:
    """The choice, the question and three bets; at the landing the room's bet and the meters."""
    state = read(BETTING)
    lines = said(OPEN, state)
    assert "Ask. By the vote of the room." in lines
    assert lines[-5:-1] == [
        "What will this do to trust?",
        "1. It will rise",
        "2. It will stay",
        "3. It will fall",
    ]
    assert seat.picked("3", state) == ("fall",)
    assert "Received: It will fall" in said(OPEN, replace(state, own_bet="fall"))
    decided = replace(state, phase="decided", bets=())
    landed = replace(decided, phase="landed", bet="The room's bet: rise 60 %.", meters=("Up.",))
    assert said(decided, landed) == ["Up.", "The room's bet: rise 60 %."]


@pytest.mark.parametrize("typed", ["0", "3", "1 2", "x", "", "-1", "²", "9999", "1, 1"])
def test_what_is_no_answer_is_none(typed: str) -> None:
    """Only a number of an answer votes."""
    assert seat.picked(typed, OPEN) is None


def test_qualities_are_picked_by_one_or_two_numbers() -> None:
    """Two at most, each once; 0 takes them back."""
    state = replace(OPEN, options=(), qualities=(("a", "A"), ("b", "B"), ("c", "C")))
    assert seat.picked("2", state) == ("b",)
    assert seat.picked("3, 1", state) == ("c", "a")
    assert seat.picked("0", state) == ()
    for typed in ("1 2 3", "2 2", "4", "0 1"):
        assert seat.picked(typed, state) is None


class Pipe:
    """`join` with pipes for its input and output, as a program or a screen reader has it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.text = ""
        self._seen = 0

    async def until(self, words: str) -> str:
        """Return what was printed since the last time, up to the end of these words."""
        assert self.process.stdout is not None
        while (at := self.text.find(words, self._seen)) < 0:
            piece = await asyncio.wait_for(self.process.stdout.read(65_536), PATIENCE)
            assert piece, f"waited in vain for {words!r}:\n{self.text}"
            self.text += piece.decode()
        before, self._seen = self._seen, at + len(words)
        return self.text[before : self._seen]

    async def type(self, line: str, words: str) -> str:
        """Type a line; return what is printed once it holds these words."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        return await self.until(words)

    async def end(self) -> int:
        """Read to the end; return the exit status."""
        assert self.process.stdout is not None
        self.text += (await asyncio.wait_for(self.process.stdout.read(), PATIENCE)).decode()
        return await self.process.wait()


@asynccontextmanager
async def piped(room: Served, saves: Path, *arguments: str) -> AsyncIterator[Pipe]:
    """Join a room through pipes."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "game", "join", f"{room.base}/{CODE}", "--saves", str(saves)),
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Pipe(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_story_through_a_pipe(tmp_path: Path) -> None:
    """Name, vote, split, meters, lost line, picks and the end, without one control character."""
    async with served(tmp_path / "room", Settings(timer=3_000)) as room, browser() as session:
        host = await host_of(session, room)
        phones = await seated(session, room, 1)
        async with piped(room, tmp_path) as ana:
            await ana.until("Your name, as the room will see it:")
            await ana.type("Ana", "You are in.")
            await host.do("open")
            text = await ana.until("q leaves.")
            for words in ("You are", "Mo has the key.", "2. Take the van.", "Time left: 3000 s"):
                assert words in ana.text, words
            assert "Trust 40, " in text
            await ana.type("7", "Type the number of an answer")
            await ana.type("2", "Received: Take the van.")
            await ana.type("1", "Received: Ask Mo who needs it first.")
            room.server.hub.phones[1][0].drop()
            await ana.until("Not connected. Trying again.")
            await ana.until("Connected again.")
            await ana.type("t", "Time left: ")
            await ana.type("r", "Received: Ask Mo who needs it first.")
            await phones[0].round(1)
            await phones[0].vote("take")
            await host.do("lock")
            await ana.type("2", "Your vote came after the vote had closed")
            await host.do("reveal")
            await ana.until("Take the van.: 50 percent, 1 vote")
            await host.do("commit", choices=["ask"])
            text = await ana.until("Mo points at the other gate.")
            assert "Decided by the facilitator." in text
            for _ in range(2):
                await host.do("goon")
            await ana.until("The gate is shut.")
            await ana.until("1. Wait.")
            await host.do("end")
            await ana.until("Up to two qualities")
            await ana.type("1 3", "Received.")
            picks = room.server.hub.room.picks.get(1)
            assert picks == ("shared_understanding", "psychological_safety")
            await host.do("quit")
            await ana.until("The session has ended.")
            assert await ana.end() == 0
        assert "only the key to your seat" in ana.text
        assert not [one for one in ana.text if ord(one) < 32 and one != "\n"]


async def test_a_lost_line_holds_nobody(tmp_path: Path) -> None:
    """What is typed without a line is sent once it is back, and q leaves at once meanwhile."""
    async with served(tmp_path / "room") as room, browser() as session:
        host = await host_of(session, room)
        await host.do("open")
        async with piped(room, tmp_path, "--name", "Ana") as ana:
            await ana.until("q leaves.")
            for runner in room.server._runners:
                await runner.cleanup()
            await ana.until("Not connected. Trying again.")
            await ana.type("1", "Not connected. It is sent as soon as the line is back.")
            await ana.type("q", "You have left the room.")
            assert await ana.end() == 0


async def test_the_end_of_input_follows_the_room(tmp_path: Path) -> None:
    """Input that was piped in and is over keeps the seat; sides and names are asked in order."""
    async with (
        served(tmp_path / "room", Settings(teams="chosen"), budgets()) as room,
        browser() as session,
        piped(room, tmp_path) as bo,
    ):
        host = await host_of(session, room)
        await bo.type("Bo", "2. The Blues")
        await bo.type("3", "The number of your side:")
        await bo.type("2", "You are Bo, The Blues.")
        assert bo.process.stdin is not None
        bo.process.stdin.close()
        await host.do("open")
        text = await bo.until("1. Hold BLUE-TENTH back.")
        assert "RED" not in text
        for step in ("lock", "reveal"):
            await host.do(step)
        text = await bo.until("Open the book.: 0 percent, 0 votes")
        assert "The Reds" in text
        await host.do("quit")
        assert await bo.end() == 0
