"""A seat is kept on this computer: who comes back is the same person, and nobody else is."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest
from rooms import van
from serving import CODE, Served, browser, host_of, served
from sitting import line_to
from test_teams import budgets

from game.group.invitation import Guest, Invitation, read
from game.group.seat_keep import FOLDER, MOST, Kept, seat_keep
from game.group.seat_line import JoinError, Over
from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ROOM = "http://127.0.0.1:8080/K7XQ2M"
KEPT = Kept("Ana", "seat-K7XQ2M", "secret")
BO = Kept("Bo", "seat-K7XQ2M", "other")


def kept(saves: Path, name: str = "", *, new: bool = False, room: str = ROOM) -> Kept | None:
    """Return the seat that a terminal gets that ends at once."""
    with seat_keep(saves, room, name, new=new) as keep:
        return keep.kept


def test_a_seat_is_found_again(saves: Path) -> None:
    """Without a name or with the same one it is the same seat; another name or --new is not it."""
    with seat_keep(saves, ROOM, "Ana", new=False) as keep:
        assert keep.kept is None
        keep.keep(ROOM, KEPT)
    assert kept(saves) == kept(saves, "Ana") == KEPT
    assert kept(saves, "Bo") is None
    assert kept(saves, new=True) is None
    assert kept(saves, room="http://127.0.0.1:8080/AAAAAA") is None


def test_a_seat_in_use_is_not_given_twice(saves: Path) -> None:
    """A second terminal gets a seat of its own, and both find theirs again."""
    with seat_keep(saves, ROOM, "", new=False) as first:
        first.keep(ROOM, KEPT)
        with seat_keep(saves, ROOM, "", new=False) as second:
            assert second.kept is None
            second.keep(ROOM, BO)
            assert second.path != first.path
    assert kept(saves, "Bo") == BO
    assert kept(saves, "Ana") == KEPT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_key_to_a_seat_is_its_owners_alone(saves: Path) -> None:
    """What proves a seat can be read by nobody else on the computer."""
    with seat_keep(saves, ROOM, "Ana", new=False) as keep:
        keep.keep(ROOM, KEPT)
        assert keep.path is not None
        assert stat.S_IMODE(keep.path.stat().st_mode) == 0o600


def test_a_file_that_is_no_seat_of_this_room_is_left_alone(saves: Path) -> None:
    """Damaged or another room's: it is passed over, sent nowhere and never overwritten."""
    with seat_keep(saves, ROOM, "Ana", new=False) as keep:
        keep.keep(ROOM, KEPT)
        path = keep.path
    assert path is not None
    for text in ("", "[", '{"room": "elsewhere"}', path.read_text().replace("8080", "9090")):
        path.write_text(text)
        with seat_keep(saves, ROOM, "", new=False) as keep:
            assert keep.kept is None
            assert keep.path != path
            keep.keep(ROOM, KEPT)
            assert keep.path is not None
            keep.path.unlink()
        assert path.read_text() == text


def test_where_nothing_can_be_kept_a_seat_is_taken_all_the_same(tmp_path: Path) -> None:
    """A folder that is a file, or one with too many seats: it lasts as long as the program."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    with seat_keep(blocked, ROOM, "Ana", new=False) as keep:
        keep.keep(ROOM, KEPT)
        assert keep.path is None
        assert keep.kept == KEPT
    with seat_keep(tmp_path, ROOM, "Ana", new=False) as keep:
        keep.keep(ROOM, KEPT)
        assert keep.path is not None
        for number in range(2, MOST + 1):
            keep.path.with_name(keep.path.name.replace("-1.", f"-{number}.")).write_text("")
    with seat_keep(tmp_path, ROOM, "", new=True) as keep:
        assert keep.path is None
    assert len(list((tmp_path / FOLDER).glob("*.json"))) == MOST


async def sit(room: Served, saves: Path, name: str = "Ana") -> str:
    """Sit down, read one state and get up; return the name, or why it is over."""
    line = line_to(room, saves, name)
    with line.keep:
        async with line:
            asked = await line.welcome()
            if asked is not None:
                await line.join(Guest(name))
            async for told in line.states():
                return told.said if isinstance(told, Over) else told.name  # type: ignore[union-attr]
    return ""


async def test_who_comes_back_sits_on_the_same_seat(tmp_path: Path) -> None:
    """Three times in and out is one person; another name is a second one."""
    async with served(tmp_path / "room") as room:
        assert [await sit(room, tmp_path) for _ in range(3)] == ["Ana"] * 3
        assert await sit(room, tmp_path, "") == "Ana"
        assert await sit(room, tmp_path, "Bo") == "Bo"
        assert len(room.server.hub.room.seats) == 2


async def test_who_was_sent_away_is_told_so(tmp_path: Path) -> None:
    """A kicked seat may be somebody new; a banned one stays out, for its key is kept."""
    async with served(tmp_path / "room") as room, browser() as session:
        host = await host_of(session, room)
        await sit(room, tmp_path)
        assert not await host.do("remove", seat=0, ban=False)
        assert await sit(room, tmp_path) == "Ana"
        assert len(room.server.hub.room.seats) == 2
        assert not await host.do("remove", seat=1, ban=True)
        with pytest.raises(JoinError, match="sent out of the room"):
            await sit(room, tmp_path)


async def invited(room: Served, saves: Path, code: str = CODE) -> Invitation | None:
    """Return what a room asks of somebody new."""
    line = line_to(room, saves, new=True)
    line.code = code
    with line.keep:
        async with line:
            return await line.welcome()


async def test_the_page_says_what_is_asked(tmp_path: Path) -> None:
    """Names or none, sides where they are chosen: as on the phone, for it is the phone's page."""
    chosen = Settings(teams="chosen")
    async with served(tmp_path / "one", chosen, budgets()) as room:
        teams = (("red", "The Reds"), ("blue", "The Blues"))
        assert await invited(room, tmp_path) == Invitation("Two budgets", names=True, teams=teams)
    async with served(tmp_path / "two", Settings(names="anonymous"), van()) as room:
        assert await invited(room, tmp_path) == Invitation("The van", names=False)
        with pytest.raises(JoinError, match="no room with this code"):
            await invited(room, tmp_path, "AAAAAA")
        with pytest.raises(JoinError, match="There is no room at"):
            await invited(room, tmp_path, "nonsense")


def test_a_guest_is_asked_for_what_is_missing() -> None:
    """A side goes by its id or its name in any case; one that is not there is asked for."""
    asked = Invitation("x", names=True, teams=(("red", "The Reds"), ("blue", "The Blues")))
    assert asked.missing(asked.known(Guest("Ana", "the BLUES"))) == ()
    assert asked.known(Guest(team="RED")).team == "red"
    assert asked.missing(asked.known(Guest(team="green"))) == ("name", "team")
    assert asked._replace(names=False, seat_codes=True).missing(Guest(team="red")) == ("seat_code",)


def test_a_page_with_a_slip_asks_for_a_seat_code() -> None:
    """Where one-time codes were given out the field is shown, and the side of a code is said."""
    page = '<title>T</title><body data-names="asked" data-teams=""><p id="entering">{}</p>{}</body>'
    assert read(page.format("You join: The Reds", '<label id="slip" >Your seat code</label>')) == (
        Invitation("T", names=True, seat_codes=True, side="You join: The Reds")
    )
    assert read(page.format("", '<label id="slip" hidden>Your seat code</label>')) == (
        Invitation("T", names=True)
    )
    assert read("<html><body>A router's page</body></html>") == ""
