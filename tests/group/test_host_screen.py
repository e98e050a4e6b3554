"""The host's screen on a real room: Enter alone plays a session, and notes stay off the wall."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from serving import TOKEN, Client, Served, browser, seated, served

from game.group.addresses import ALONE
from game.group.sessions import Place, keep_place
from game.group.settings import Settings
from game.tui.host_app import HostApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

PATIENCE = 60


def shown(app: HostApp) -> str:
    """Return the screen as lines of text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


class Screen:
    """A host's screen under test."""

    def __init__(self, app: HostApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, words: str) -> str:
        """Return what is shown once it holds these words."""
        return await self.wait(lambda text: words in text)

    async def wait(self, holds: Callable[[str], bool]) -> str:
        """Return what is shown once something holds of it."""
        end = time.monotonic() + PATIENCE
        while not holds(text := shown(self.app)):
            assert time.monotonic() < end, f"waited in vain:\n{text}"
            await self.pilot.pause(0.01)
        return text

    async def press(self, key: str, words: str) -> str:
        """Press a key; return what is shown once it holds these words."""
        await self.pilot.press(key)
        return await self.until(words)


@asynccontextmanager
async def hosted(
    room: Served,
    folder: Path,
    *,
    size: tuple[int, int] = (60, 18),
    console: bool = False,
    address: str = "192.168.1.20",
) -> AsyncIterator[Screen]:
    """Open a host's screen on a served room."""
    phones, host = (int(one.rpartition(":")[2]) for one in (room.base, room.host_base))
    place = Place(address, phones, host, TOKEN)
    keep_place(folder, place)
    app = HostApp(folder / "saves", folder, room.server.hub.room.story, place, console=console)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.until("all keys")
        yield screen


async def test_enter_alone_plays_a_session(tmp_path: Path) -> None:
    """From the lobby to the ending with Enter, complete at 60 x 18, talk where there is a bet."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        async with hosted(room, tmp_path) as screen:
            lobby = await screen.until("3 joined.")
            assert "192.168.1.20" in lobby
            assert "K7XQ2M" in lobby
            assert "▀" in lobby
            assert "Ctrl and +" in lobby
            text = await screen.press("enter", "0 of 3 have voted")
            assert "One van stands in the yard." in text
            assert "3  Hang a list on the door." in text
            await _vote(room, phones, "ask", "take", "ask")
            await screen.until("3 of 3 have voted")
            text = await screen.press("enter", "The vote is closed.")
            assert "67 %" not in text
            text = await screen.press("enter", "67 %")
            assert "Answer 1 leads." in text
            assert "commit" in text
            await screen.press("enter", "Mo points at the other gate.")
            await screen.press("enter", "Trust 40 to")
            await screen.press("enter", "The gate is shut.")
            await _vote(room, phones, "wait", "horn", "horn")
            await screen.until("3 of 3 have voted")
            await screen.press("enter", "The vote is closed.")
            assert "talk, then vote again" in await screen.press("enter", "Answer 2 leads.")
            assert "left" in await screen.press("enter", "Talk: ")
            await screen.press("enter", "Second vote. 0 of 3")
            await _vote(room, phones, "wait", "wait", "horn")
            await screen.until("3 of 3 have voted")
            await screen.press("enter", "The vote is closed.")
            text = await screen.press("enter", "Second")
            assert "First" in text
            await _bet(screen, phones[0], "0 of 3")
            await screen.press("enter", "It opens.")
            text = await screen.press("enter", "Trust 4")
            assert "The room's bet on trust: rise 100 %" in text
            text = await screen.press("enter", "Ending: On the road")
            assert "You are on the road." in text
            await screen.press("enter", "What do you want to talk about?")
            await phones[0].phase("debrief")
            await phones[0].send({"pick": ["openness"]})
            await screen.until("Openness: 1 person")
            text = await screen.press("enter", "1. The yard, 7:00")
            assert "2 (67 %)" in text
            text = await screen.press("enter", "It leaves one")
            assert "leaves one ending open: On the road." in " ".join(text.split())
            await screen.press("left", "Ask the smaller side")
        assert room.server.hub.room.run.choices == ("ask", "wait")


async def _bet(screen: Screen, phone: Client, count: str) -> None:
    """Go on to the bet, and let one phone bet."""
    text = await screen.press("enter", f"{count} have bet, in secret.")
    assert "Before they answer: what will this do to trust?" in text
    assert "It opens." not in text
    await phone.phase("betting")
    await phone.send({"bet": {"round": phone.state["round"], "way": "rise"}})
    await screen.until("1 of 3 have bet")


async def _vote(room: Served, phones: list[Client], *options: str) -> None:
    for phone, option in zip(phones, options, strict=True):
        await phone.round(room.server.hub.room.round)
        assert "ack" in await phone.vote(option)


async def test_notes_wait_for_a_word_that_nobody_else_looks(tmp_path: Path) -> None:
    """F shows notes only on a screen that is not mirrored; a mirrored one says where they are."""
    async with served(tmp_path) as room, hosted(room, tmp_path) as screen:
        await screen.press("enter", "0 of 0 have voted")
        assert "SECRET-NOTE" not in await screen.press("f", "for the facilitator alone")
        await screen.press("1", "Then the notes stay")
        assert "SECRET-NOTE" not in shown(screen.app)
        await screen.press("f", "for the facilitator alone")
        await screen.press("2", "SECRET-NOTE")
        await screen.pilot.press("f")
        await screen.wait(lambda text: "SECRET-NOTE" not in text)


async def test_the_attached_view_has_the_notes(tmp_path: Path) -> None:
    """The facilitator's own view says who has not voted yet, the note, the next note, the time."""
    async with served(tmp_path, Settings(minutes=20)) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path, size=(120, 40), console=True) as screen:
            await screen.press("enter", "SECRET-NOTE ask what Mo fears.")
            await phones[0].phase("open")
            await phones[0].vote("ask")
            text = await screen.until("Not voted yet: P1")
            assert "Next: The gate, 7:30" in text
            assert "0 of 20 minutes used" in text


async def test_without_a_network_hands_are_counted(tmp_path: Path) -> None:
    """Enter asks for the counts, and the split is shown from them."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address=ALONE) as screen:
        await screen.press("enter", "One van stands in the yard.")
        await screen.press("enter", "Count the hands")
        for key in "7 4":
            await screen.pilot.press("space" if key == " " else key)
        await screen.press("enter", "Type 3 whole numbers")
        for key in " 1":
            await screen.pilot.press("space" if key == " " else key)
        text = await screen.press("enter", "Answer 1 leads.")
        assert "58 %" in text


async def test_the_host_overrides_goes_back_and_turns_the_screen_dark(tmp_path: Path) -> None:
    """What the votes do not say is kept as the host's; a decision can be played the other way."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path) as screen:
            await screen.press("enter", "0 of 2")
            await _vote(room, phones, "ask", "ask")
            await screen.press("enter", "The vote is closed.")
            await screen.press("enter", "Answer 1 leads.")
            await screen.press("c", "Commit to which?")
            await screen.press("2", "against the vote")
            await screen.press("b", "Go back to a decision")
            await screen.press("1", "0 of 2 have voted")
            assert len(room.server.hub.room.branches) == 1
            await screen.pilot.press("x")
            await screen.wait(lambda text: "van" not in text.replace("Hang", ""))
            await screen.press("enter", "One van stands")
            await screen.press("m", "One van")
            await screen.wait(lambda text: "Trust" in text)
            await screen.press("m", "One van")
            await screen.wait(lambda text: "Trust" not in text)


async def test_a_run_off_is_shown_beside_the_vote_that_was_level(tmp_path: Path) -> None:
    """Its bars have their own name, and the answer that was not in it has none; on phones too."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path, size=(80, 24)) as screen:
            await screen.press("enter", "0 of 2")
            await _vote(room, phones, "ask", "take")
            await screen.press("enter", "The vote is closed.")
            await screen.press("enter", "are level")
            await screen.press("r", "Run-off between the level answers")
            await _vote(room, phones, "take", "take")
            await screen.press("enter", "The vote is closed.")
            text = await screen.press("enter", "Answer 2 leads.")
            rows = [line.split() for line in text.splitlines()]
            named = [(row[0], row[-1]) for row in rows if row and row[0] in {"First", "Run-off"}]
            assert named == [
                *(("First", "1"), ("Run-off", "0")),
                *(("First", "1"), ("Run-off", "2")),
                ("First", "0"),
            ]
            await phones[0].phase("shown")
            shares = phones[0].state["splits"][0]["rows"][1][1]
            assert shares == [[1, 50, "First vote"], [2, 100, "Run-off"]]


async def test_enter_alone_overrides_no_vote(tmp_path: Path) -> None:
    """Where the host is asked, the dialog stands on the answer that leads."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path) as screen:
            await screen.press("enter", "0 of 2")
            await _vote(room, phones, "take", "take")
            await screen.press("enter", "The vote is closed.")
            await screen.press("enter", "Answer 2 leads.")
            await screen.press("c", "Commit to which?")
            await screen.press("enter", "By the vote of the room.")
        assert room.server.hub.room.run.choices == ("take",)


async def test_somebody_is_sent_away(tmp_path: Path) -> None:
    """The host picks a person, gives another name, and sends them away."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        async with hosted(room, tmp_path) as screen:
            await screen.until("1 joined.")
            await screen.press("p", "Whom is it about?")
            await screen.press("1", "Give another name")
            await screen.press("1", "Another name")
            await screen.pilot.press("end", "x", "enter")
            await screen.until("P0x")
            await phone.until(lambda: phone.state["you"]["name"] == "P0x")
            await screen.press("p", "Whom is it about?")
            await screen.press("1", "for good")
            await screen.pilot.press("2")
            await phone.phase("gone")
            await screen.until("Nobody is here yet.")


async def test_leaving_asks_and_the_room_goes_on(tmp_path: Path) -> None:
    """Q offers to stay, to leave the room running, or to end it for all."""
    async with served(tmp_path) as room:
        async with hosted(room, tmp_path) as screen:
            await screen.until("Nobody is here yet.")
            await screen.press("q", "End the session for everybody")
            await screen.press("1", "Nobody is here yet.")
            await screen.press("q", "End the session for everybody")
            await screen.pilot.press("2")
            await screen.pilot.pause()
        assert not room.server.hub.quit.is_set()


async def test_no_code_is_shown_that_leads_to_the_phone_itself(tmp_path: Path) -> None:
    """On loopback there is an address for this computer, and no QR code."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address="127.0.0.1") as screen:
        assert "▀" not in await screen.until("Only this computer")


async def test_an_empty_lobby_says_what_may_be_wrong(tmp_path: Path) -> None:
    """After a minute without anybody the screen names guest Wi-Fis, and what to do."""
    async with served(tmp_path) as room, hosted(room, tmp_path) as screen:
        # The room of the tests was created in 1970, more than a minute ago.
        await screen.until("Guest Wi-Fis")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
async def test_the_lobby_is_complete_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """The whole code, the address and how to zoom are on the screen at once."""
    async with served(tmp_path) as room, hosted(room, tmp_path, size=size) as screen:
        text = await screen.until("Ctrl and +")
        cells = [line for line in text.splitlines() if {"▀", "▄", "█"} & set(line)]
        assert len(cells) >= 13
        assert "Enter begin the story" in text
