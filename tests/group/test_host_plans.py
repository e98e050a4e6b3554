"""The debrief's page on the host's screens: the same on all, and at its end who has written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import browser, host_of, seated, served
from test_host_screen import Screen, hosted
from test_server_plans import debriefed, write

from game.group.addresses import ALONE
from game.group.state import Phase

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp
    from serving import Host, Served


async def test_every_screen_shows_the_same_page(tmp_path: Path) -> None:
    """Turned on one, it is turned on all, and one that attaches later shows it, too."""
    async with served(tmp_path) as room, browser() as session:
        (phone,) = await seated(session, room, 1)
        host = await debriefed(session, room)
        async with hosted(room, tmp_path) as wall:
            await wall.until("page 1 of 3")
            async with hosted(room, tmp_path, console=True, size=(120, 40)) as own:
                await own.until("page 1 of 3")
                await own.press("enter", "page 2 of 3")
                await phone.until(lambda: phone.state.get("page") == "talk")
                await own.press("enter", "page 3 of 3")
                await wall.until("Plans in pairs")
                await phone.until(lambda: phone.state.get("page") == "plans")
                await wall.press("left", "page 2 of 3")
                await wall.press("left", "What do you want to talk about?")
                await own.until("page 1 of 3")
                await wall.press("right", "page 2 of 3")
                await wall.press("right", "page 3 of 3")
        async with hosted(room, tmp_path) as again:
            await again.until("page 3 of 3")
        await host.close()


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_the_last_page_counts_and_tells_no_word(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """How many have written, at every size, and who can read it; nothing of what they wrote."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        host = await debriefed(session, room)
        async with hosted(room, tmp_path, size=size) as screen:
            await screen.press("enter", "page 2 of 3")
            await screen.press("enter", "0 of 3 have written a plan.")
            assert "the next page" not in await read_on(screen)
            await write(phones[0], "SECRET-PLAN")
            await screen.until("1 of 3 has written a plan.")
            await write(phones[1], "SECRET-PLAN")
            await screen.until("2 of 3 have written a plan.")
            text = await read_on(screen)
            assert "shown to nobody but the partner" in " ".join(text.split())
            assert "SECRET" not in text
            assert "Enter end, or leave" in text
            await screen.press("enter", "End the session for everybody")
            await screen.press("enter", "2 of 3 have written a plan.")
        await host.close()


async def test_a_message_does_not_turn_the_text_back(tmp_path: Path) -> None:
    """Who has read on at 60 x 18 stays there when another plan comes in."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 3)
        host = await played(session, room)
        async with hosted(room, tmp_path) as screen:
            await screen.press("enter", "page 2 of 3")
            await screen.press("enter", "0 of 3 have written a plan.")
            await screen.press("space", "nobody but the partner")
            assert "Before you go" not in await screen.until("0 of 3")
            await write(phones[0], "Ask.")
            assert "Before you go" not in await screen.until("1 of 3")
            await screen.pilot.pause()
            assert "Before you go" not in await screen.until("nobody but the partner")
        await host.close()


async def test_without_phones_plans_are_spoken(tmp_path: Path) -> None:
    """Where nobody has a phone the page asks to say plans to each other, and nothing is kept."""
    async with served(tmp_path) as room, browser() as session:
        host = await debriefed(session, room)
        async with hosted(room, tmp_path, size=(80, 24), address=ALONE) as screen:
            await screen.press("enter", "page 2 of 3")
            text = " ".join((await screen.press("enter", "Say it to each other")).split())
            assert "nothing of it is kept by the game" in text
            assert "have written" not in text
        await host.close()


async def played(session: aiohttp.ClientSession, room: Served) -> Host:
    """Play the story to its ending, without a vote, and on into the debrief; return the host."""
    host = await host_of(session, room)
    await host.do("open")
    for choice in ("ask", "wait"):
        for kind in ("lock", "reveal"):
            assert await host.do(kind) == ""
        assert await host.do("commit", choices=[choice]) == ""
        while room.server.hub.room.phase not in {Phase.OPEN, Phase.DEBRIEF}:
            assert await host.do("goon") == ""
    return host


@pytest.mark.parametrize("size", [(60, 18), (80, 24)])
async def test_the_curves_are_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    """What the room had not seen: all three curves with their numbers, and where it turned."""
    async with served(tmp_path) as room, browser() as session:
        host = await played(session, room)
        async with hosted(room, tmp_path, size=size) as screen:
            await screen.until("page 1 of 3")
            text = await screen.press("enter", "Tension, shown for the first time.")
            assert "What happened" in text
            (plot,) = screen.app.screen.query("#debrief > Plot")
            assert plot.size.height == (12 if size == (60, 18) else 15)
            text = " ".join((await read_on(screen)).split())
            for words in ("TT Trust", "xx Tension", "elivered", "2. The gate", "end"):
                assert words in text
            assert "Where it turned" in text
            assert "your answer" in text
        await host.close()


async def read_on(screen: Screen) -> str:
    """Return all of the page, read on with Space until there is no more."""
    text = await screen.until("all keys")
    for _ in range(4):
        await screen.pilot.press("space")
        await screen.pilot.pause()
        text += await screen.until("all keys")
    await screen.pilot.press("pageup", "pageup", "pageup", "pageup")
    await screen.pilot.pause()
    return text
