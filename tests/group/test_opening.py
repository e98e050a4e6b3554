"""Opening a room in a real terminal: the Wi-Fi's password, seat codes, addresses that are wrong."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from terminals import Evening, an_evening
from test_teams import STORY_TEXT

from game.group import sessions
from game.group.addresses import (
    Interface,
    interfaces,
    lan_address,
    listed,
    problem,
    surroundings,
)
from game.group.seat_codes import NAME
from game.group.wifi import Wifi, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "sunflower12"  # noqa: S105, of no network
HERE = ("--address", "127.0.0.1")


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """Return a session's folder; its processes end with the test."""
    with an_evening(tmp_path) as one:
        yield one


def kept(folder: Path) -> bytes:
    """Return all that is in the files of a folder."""
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def of_process(pid: int, name: str) -> bytes:
    """Return a file that Linux has of a process."""
    return Path(f"/proc/{pid}/{name}").read_bytes()


def test_the_wifis_password_is_asked_for_unseen_and_is_nowhere(evening: Evening) -> None:
    """It is on no screen, in no file, argument or environment; a new screen asks for it again."""
    host = evening.host(str(evening.story), *HERE, "--wifi", "Training Room", size=(24, 120))
    host.until("Password of the Wi-Fi")
    host.child.waitnoecho(10)
    assert SECRET not in host.press(f"{SECRET}\r", "Nobody is here yet.")
    assert SECRET not in host.press("w", "Training Room")
    host.press("p", SECRET)
    host.press("\x1b", "begin the story")
    place = evening.place()
    assert SECRET.encode() not in kept(evening.saves)
    for pid in (place.pid, host.child.pid):
        assert SECRET.encode() not in of_process(pid, "cmdline") + of_process(pid, "environ")
    host.press("q", "End the session for everybody")
    host.press("2", "host --resume --wifi 'Training Room'")
    assert host.end() == 0
    view = evening.host("--attach", "--wifi", "Training Room")
    view.until("Password of the Wi-Fi")


def test_the_password_may_come_from_the_environment(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nothing is asked; the room's server does not inherit it."""
    monkeypatch.setenv("COMMON_GROUND_WIFI_PASSWORD", SECRET)
    host = evening.host(str(evening.story), *HERE, "--wifi", "Guests")
    host.until("Nobody is here yet.")
    assert SECRET.encode() not in of_process(evening.place().pid, "environ")
    assert SECRET.encode() not in kept(evening.saves)


def test_seat_codes_are_listed_before_the_room_opens_and_work(evening: Evening) -> None:
    """The list is a file of its owner's; `join` asks for a code, and again after a resume."""
    host = evening.host(str(evening.story), *HERE, "--seat-codes", "2", size=(24, 120))
    host.until("The room opens with Enter.")
    session = sessions.latest(evening.saves)
    assert session is not None
    assert (session / NAME).stat().st_mode & 0o777 == 0o600
    codes = re.findall(r"\| (\w{3}-\w{3}) \|", (session / NAME).read_text())
    assert len(codes) == 2
    host.press("\r", "Everybody needs a seat code")
    ana = evening.join("--plain", "--name", "Ana")
    ana.until("Your seat code:")
    ana.press(f"{codes[0].lower()}\r", "You are in.")
    bo = evening.join("--plain", "--new", "--name", "Bo", "--seat-code", codes[0])
    bo.until("was used already")
    assert bo.end() == 2
    host.press("q", "End the session for everybody")
    host.child.send("3")
    host.end()
    evening.closed()
    again = evening.host("--resume", size=(24, 120))
    again.until("Everybody needs a seat code")
    cy = evening.join("--plain", "--new", "--name", "Cy", "--seat-code", codes[1])
    cy.until("You are in.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--teams", "code"), "This story has no teams"),
        (("--seat-codes", "5001"), "At most 5000 seat codes."),
        (("--address", "203.0.113.9"), "This computer is not at 203.0.113.9."),
        (("--wifi", "x" * 33), "A Wi-Fi's name has 1 to 32 characters"),
    ],
)
def test_what_can_not_be_opened_is_said(
    evening: Evening, arguments: tuple[str, ...], sentence: str
) -> None:
    """In a sentence with the cure, and no session is begun."""
    host = evening.host(str(evening.story), *arguments, size=(24, 120))
    host.until(sentence)
    assert host.end() == 2
    assert sessions.latest(evening.saves) is None


def test_a_port_that_is_taken_is_named(evening: Evening) -> None:
    """The server says what is wrong, and the terminal repeats it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        host = evening.host(str(evening.story), *HERE, "--port", port, size=(24, 120))
        host.until(f"127.0.0.1:{port} can't be used: address already in use.")
        assert host.end() == 2


def test_team_codes_are_for_stories_with_teams(evening: Evening) -> None:
    """The lobby has both, and `join` with one of them sits on its side."""
    evening.story.write_text(STORY_TEXT, encoding="utf-8")
    host = evening.host(str(evening.story), *HERE, "--teams", "code")
    host.until("The Reds")
    url = evening.url()
    saves = ("--saves", str(evening.saves))
    ana = evening._terminal("join", f"{url}w", *saves, "--name", "Ana", size=(40, 100))
    ana.until("You are in.")
    host.press("p", "Ana  The Blues")


def test_addresses_of_this_computer() -> None:
    """Those that others reach, virtual ones last; the room answers at its own, or that is told."""
    found = interfaces()
    assert not any(one.address.startswith("127.") for one in found)
    assert listed((Interface("10.0.0.5", "tun0"), Interface("10.0.0.6", "eth0"))) == (
        "10.0.0.5 (tun0), 10.0.0.6 (eth0)"
    )
    for one in found:
        assert problem(one.address) == ""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert surroundings("127.0.0.1", port).reached
    assert not surroundings("127.0.0.1", port).reached


def test_a_network_that_leads_nowhere_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hotspot has no way out to ask for; its address is found all the same, before a bridge's."""
    import psutil

    address = psutil.net_if_addrs

    def several() -> dict[str, list[object]]:
        like = next(iter(address().values()))[0]
        names = {"docker0": "172.17.0.1", "lo": "127.0.0.1", "wlan0": "192.168.12.1"}
        return {
            name: [like._replace(family=socket.AF_INET, address=one)] for name, one in names.items()
        }

    def nowhere(_self: object, _address: object) -> None:
        raise OSError

    monkeypatch.setattr("psutil.net_if_addrs", several)
    monkeypatch.setattr("psutil.net_if_stats", dict)
    monkeypatch.setattr("socket.socket.connect", nowhere)
    assert [one.name for one in interfaces()] == ["wlan0", "docker0"]
    assert lan_address() == "192.168.12.1"
    monkeypatch.setattr("psutil.net_if_addrs", dict)
    assert lan_address() is None


def test_a_wifis_code_says_what_phones_read() -> None:
    """With what is special in a name escaped; a name or password that can't be one is told."""
    assert Wifi("a;b", "p:w12345").data == "WIFI:T:WPA;S:a\\;b;P:p\\:w12345;;"
    assert Wifi("Open").data == "WIFI:T:nopass;S:Open;;"
    assert not wrong("Open")
    assert not wrong("Café", "12345678")
    assert "8 to 64" in wrong("Open", "short")
    assert "1 to 32" in wrong("ü" * 17)
    assert "1 to 32" in wrong("a\x1bb")
    assert os.environ.get("COMMON_GROUND_WIFI_PASSWORD") is None
