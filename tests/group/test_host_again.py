"""The host's screens, closed and opened again in every phase; and names that are made to harm."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest
from phases import PHASES
from serving import Client, browser, host_of, seated, served
from test_host_screen import hosted, shown

from game.group.settings import Settings
from game.tui.widgets.room import RoomView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WALL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "lobby": ("Join in", "K7XQ2M", "1 joined.", "Enter begin the story"),
        "open": ("One van stands in the yard.", "1 of 1 have voted", "Enter close the vote"),
        "locked": ("The vote is closed.", "Enter show the split"),
        "shown": ("100 %", "Answer 1 leads.", "Enter commit"),
        "talk": ("Talk: ", "100 %", "Enter open the second vote"),
        "decided": ("Ask Mo who needs it first.", "By the vote", "Mo points", "Enter go on"),
        "landed": ("Trust 40 to", "Enter"),
        "betting": ("what will this do to trust?", "3  It will fall", "0 of 1 have bet"),
        "ended": ("You are on the road.", "Ending: On the road", "Enter go to the debrief"),
        "debrief": ("What do you want to talk about?",),
    }
)
"""What stands on the wall in each phase, after a vote for the first answer."""


@pytest.mark.parametrize("console", [False, True])
async def test_a_screen_that_is_opened_again_shows_all_of_every_phase(
    tmp_path: Path, *, console: bool
) -> None:
    """The wall's screen and the facilitator's own stand where the room stands, and go on."""
    size = (120, 44) if console else (80, 24)
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        for phase, steps in PHASES:
            host = await host_of(session, room)
            for kind, fields in steps:
                assert await host.do(kind, **fields) == ""
            await host.close()
            if phase == "open":
                await phone.phase("open")
                await phone.vote("ask")
            rev = room.server.hub.room.rev
            async with hosted(room, tmp_path, size=size, console=console) as screen:
                for words in WALL[phase]:
                    await screen.until(words)
                if console and phase == "open":
                    await screen.until("SECRET-NOTE ask what Mo fears.")
            assert room.server.hub.room.rev == rev, phase
            assert not room.server.hub.quit.is_set()


EVIL: Final = "\x1b]52;c;eA==\x07\x9b2J\u202e\u2066[bold]<b>x"
SAFE: Final = "]52;c;eA==2J[bold]<b>x"
CLICK: Final = "[@click=app.exit]go[/]"


async def test_names_are_letters_on_the_wall(tmp_path: Path) -> None:
    """ESC, OSC 52, C1, directions, markup and tags in a name are shown as letters or not at all."""
    async with served(tmp_path, Settings(quorum=10)) as room, browser() as session:
        for name in (EVIL, CLICK, "[/]", "\\"):
            phone = Client(session, room.base)
            assert await phone.join(name) == 200
            await phone.open()
        async with hosted(room, tmp_path, size=(120, 44), console=True) as screen:
            text = await screen.until(SAFE)
            assert CLICK in text
            assert not set(text) & set("\x1b\x07\x9b\u202e\u2066")
            await screen.press("p", "Whom is it about?")
            assert CLICK in await screen.until(SAFE)
            await screen.press("2", CLICK)
            await screen.press("1", "Another name")
            await screen.pilot.press("enter")
            await screen.until("4 joined.")
            text = await screen.press("enter", "Not voted yet: ")
            assert SAFE in " ".join(text.split())
            assert screen.app.is_running
            assert not set(shown(screen.app)) & set("\x1b\x07\x9b\u202e\u2066")


async def test_a_screen_that_is_being_left_takes_no_more_states(tmp_path: Path) -> None:
    """The room speaks up to the very end; widgets that are gone already are not written to."""
    async with served(tmp_path) as room, browser() as session:
        host = await host_of(session, room)
        async with hosted(room, tmp_path) as screen:
            await screen.until("Nobody is here yet.")
            await screen.app.screen.query_one(RoomView).remove_children()
            for kind in ("open", "lock", "reveal"):
                assert await host.do(kind) == ""
            wanted = room.server.hub.room.rev
            await screen.wait(lambda _: screen.app.screen.state.rev >= wanted)
            assert screen.app.is_running
