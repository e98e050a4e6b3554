"""The lobby and the signs on the host's screen, at every size, on a real room."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from rooms import van
from serving import CODE, SESSION, TOKEN, Client, browser, seated, served
from test_host_screen import Screen, shown
from test_teams import budgets

from game.group.addresses import Interface, Surroundings
from game.group.journal import Header, create
from game.group.seat_codes import issue
from game.group.sessions import Place, keep_place
from game.group.settings import Settings
from game.group.wifi import Wifi
from game.tui.host_app import HostApp
from game.tui.screens.sign import SignScreen
from game.tui.widgets.room import RoomView

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from serving import Served

    from game.story.compiled import Story

SIZES = [(60, 18), (80, 24), (120, 40)]
SECRET = "sunflower12"  # noqa: S105, of no network


@asynccontextmanager
async def lobby(
    room: Served,
    folder: Path,
    size: tuple[int, int] = (60, 18),
    story: Story | None = None,
    wifi: Wifi | None = None,
) -> AsyncIterator[Screen]:
    """Open a host's screen in the lobby."""
    phones, host = (int(one.rpartition(":")[2]) for one in (room.base, room.host_base))
    place = Place("192.168.1.20", phones, host, TOKEN)
    keep_place(folder, place)
    app = HostApp(folder / "saves", folder, story or van(), place, wifi=wifi)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.until("all keys")
        yield screen


def cells(text: str) -> list[str]:
    """Return the lines of a code."""
    return [line for line in text.splitlines() if {"▀", "▄", "█"} & set(line)]


@pytest.mark.parametrize("size", SIZES)
async def test_both_teams_codes_are_readable_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """With the teams' names; both QR codes side by side where that fits, else one a key away."""
    story = budgets()
    async with (
        served(tmp_path, Settings(teams="code"), story) as room,
        lobby(room, tmp_path, size, story) as screen,
    ):
        text = await screen.until("Ctrl and +")
        assert f"{CODE}A  The Reds" in text
        assert f"{CODE}W  The Blues" in text
        assert "192.168.1.20:" in text
        assert len(cells(text)) >= 13
        assert "? all keys" in text
        side_by_side = any(len(line[: line.rindex("▀")]) > 40 for line in cells(text)[:1])
        assert side_by_side is (size[0] >= 94)
        if side_by_side:
            assert "→ other code" not in text
            assert any({"The Reds", "The Blues"} <= set(_words(line)) for line in text.splitlines())
            return
        assert "→ other code" in text
        assert _below(text) == ["The Reds"]
        await screen.pilot.press("right")
        other = await screen.wait(lambda text: _below(text) == ["The Blues"])
        assert cells(other) != cells(text)
        await screen.pilot.press("left")
        again = await screen.wait(lambda text: _below(text) == ["The Reds"])
        assert cells(again) == cells(text)


def _below(text: str) -> list[str]:
    """Return whose code it is: what stands in the columns of the code in the line below it."""
    lines = text.splitlines()
    last = max(number for number, line in enumerate(lines) if {"▀", "▄", "█"} & set(line))
    # The last row of a code may be its quiet zone.
    return [one for line in lines[last + 1 : last + 3] if (one := line[:29].strip())]


def _words(line: str) -> list[str]:
    return [one.strip() for one in line.split("  ") if one.strip()]


@pytest.mark.parametrize("size", SIZES)
async def test_the_wifi_is_a_code_on_a_key(tmp_path: Path, size: tuple[int, int]) -> None:
    """Its name stands in the lobby and beside its code; the password is read on request alone."""
    wifi = Wifi("Training Room", SECRET)
    async with served(tmp_path) as room, lobby(room, tmp_path, size, wifi=wifi) as screen:
        text = await screen.until("Wi-Fi  Training Room")
        text = await screen.press("w", "First the Wi-Fi")
        assert "Training Room" in text
        assert "hidden" in text
        assert SECRET not in text
        assert len(cells(text)) >= 15
        await screen.press("p", SECRET)
        await screen.pilot.press("right")
        text = await screen.press("right", "First the Wi-Fi")
        assert SECRET not in text
        await screen.press("escape", "begin the story")
    written = [one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()]
    assert written
    assert not any(SECRET.encode() in one for one in written)
    assert SECRET not in repr(wifi)


async def test_a_code_that_does_not_fit_is_told(tmp_path: Path) -> None:
    """A long name and password need a larger window: the words are there all the same."""
    wifi = Wifi("A network with thirty-two letters"[:32], "x" * 63)
    async with served(tmp_path) as room, lobby(room, tmp_path, wifi=wifi) as screen:
        text = await screen.press("w", "larger window")
        assert "A network with" in text
        assert not cells(text)
        await screen.pilot.resize_terminal(140, 45)
        text = await screen.wait(lambda text: bool(cells(text)))
        assert "larger window" not in text


async def test_an_open_wifi_has_no_password(tmp_path: Path) -> None:
    """It says so, and no key offers to show one."""
    wifi = Wifi("Guests")
    async with served(tmp_path) as room, lobby(room, tmp_path, wifi=wifi) as screen:
        text = await screen.press("w", "No password.")
        assert "show the password" not in text


async def test_late_comers_find_the_code_at_any_time(tmp_path: Path) -> None:
    """In mid-story a key shows address and code; the vote goes on behind it."""
    async with served(tmp_path) as room, browser() as session, lobby(room, tmp_path) as screen:
        await screen.press("enter", "0 of 0 have voted")
        text = await screen.press("a", f"Code  {CODE}")
        assert "192.168.1.20:" in text
        assert len(cells(text)) >= 13
        await seated(session, room, 1)
        await screen.press("escape", "0 of 1 have voted")


async def test_the_door_is_closed_and_opened_on_a_key(tmp_path: Path) -> None:
    """The lobby says so, and every later page has it in its title."""
    async with served(tmp_path) as room, browser() as session, lobby(room, tmp_path) as screen:
        await screen.press("d", "The door is closed (d)")
        assert await Client(session, room.base).join() == 409
        text = await screen.press("enter", "0 of 0 have voted")
        assert "door closed" in text.splitlines()[0]
        await screen.pilot.press("d")
        await screen.wait(lambda text: "door closed" not in text)
        assert await Client(session, room.base).join() == 200


async def test_seats_that_nobody_used_are_cleared_by_the_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lobby counts them, and the list of people offers to clear them all."""
    monkeypatch.setattr("game.group.gate.GRACE", 0.0)
    async with served(tmp_path) as room, browser() as session:
        for number in range(3):
            await Client(session, room.base).join(f"Bot {number}")
        await seated(session, room, 1)
        async with lobby(room, tmp_path) as screen:
            text = await screen.until("4 joined.")
            assert "3 seats were" in text
            await screen.press("p", "Clear the seats that nobody came to use: 3")
            text = await screen.press("1", "1 joined.")
            assert "never used" not in text


async def test_a_phone_that_a_ban_kept_out_is_let_in_by_the_host(tmp_path: Path) -> None:
    """The lobby says that somebody asked, and the list of people lets them in."""
    async with served(tmp_path) as room, browser() as session, lobby(room, tmp_path) as screen:
        await seated(session, room, 1)
        await screen.until("1 joined.")
        await screen.press("p", "Whom is it about?")
        await screen.press("1", "for good")
        await screen.press("3", "Nobody is here yet.")
        assert await Client(session, room.base).join() == 429
        await screen.until("Turned away after a ban")
        await screen.press("p", "Let in whom a ban kept out")
        await screen.pilot.press("1")
        await screen.wait(lambda text: "Turned away" not in text)
        assert await Client(session, room.base).join() == 200


async def test_the_lobby_counts_seat_codes(tmp_path: Path) -> None:
    """How many are unused, and that everybody needs one; never the codes."""
    story = van()
    create(tmp_path, Header(SESSION, story.id, "", story.fingerprint, CODE, 1, Settings()))
    issue(tmp_path, story, 24, 2)
    async with served(tmp_path) as room, lobby(room, tmp_path, (80, 24)) as screen:
        text = await screen.until("seat code")
        assert "24 of 24" in " ".join(text.split())


async def test_the_other_addresses_of_this_computer_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While nobody has joined; and if nothing answers at the address, that is said with a cure."""
    other = (Interface("10.0.0.5", "tun0"),)
    found = [Surroundings(reached=True, others=other), Surroundings(reached=False, others=other)]
    monkeypatch.setattr("game.tui.widgets.room.surroundings", lambda _address, _port: found[0])
    async with served(tmp_path) as room, lobby(room, tmp_path, (80, 24)) as screen:
        view = screen.app.screen.query_one(RoomView)
        view.look_around()
        text = await screen.until("10.0.0.5 (tun0)")
        assert "--address chooses" in " ".join(text.split())
        assert "Nothing answers" not in text
        del found[0]
        view.look_around()
        text = " ".join((await screen.until("Nothing answers at 192.168.1.20:")).split())
        assert "host --resume --address 10.0.0.5" in text


async def test_signs_are_closed_by_the_key_that_opened_them(tmp_path: Path) -> None:
    """And left by Enter, which takes no step of the story then."""
    async with served(tmp_path) as room, lobby(room, tmp_path) as screen:
        await screen.press("a", "Join in")
        end = time.monotonic() + 30
        await screen.pilot.press("enter")
        while isinstance(screen.app.screen, SignScreen):
            assert time.monotonic() < end
            await screen.pilot.pause(0.01)
        assert "begin the story" in shown(screen.app)
        assert room.server.hub.room.phase == "lobby"
