"""Two teams on phones in a real Chromium, names that are made to harm, and what a page asks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from browser.chromium import axe
from browsing import Window, findings, live
from serving import CODE
from test_page_phases import phases
from test_teams import budgets

from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Live
    from selenium import webdriver


def everything(phone: Window) -> str:
    """Return all that the phone has: its page as it stands, and what its sockets have heard."""
    return str(phone.ask("return document.documentElement.outerHTML + heard.join()"))


def test_each_team_has_its_own_side_alone(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """Sides are chosen at the door; page and socket have nothing of the other until both show."""
    script = axe()
    with live(tmp_path, Settings(teams="chosen"), budgets()) as room:
        phones = [Window(driver, room, number, width=320) for number in range(2)]
        for phone, team in zip(phones, ("red", "blue"), strict=True):
            phone.overhear()
            phone.here().get(f"{phone.base}/{CODE}")
            phone.until("Your side")
            assert findings(phone, script) == []
            phone.ask(f"document.querySelector('input[value={team}]').click()")
            phone.ask("document.querySelector('#join button').click()")
            phone.until("You are in.")
        red, blue = phones
        assert "You are The Reds." in red.text()
        assert "You are The Blues." in blue.text()
        room.do("open")
        for phone, option in ((red, "share"), (blue, "hold")):
            phone.until("What do you do?")
            phone.choose(option)
            phone.until("Received: ")
        room.do("lock")
        red.until("Only your side reads this: RED-SECRET")
        blue.until("Only your side reads this: BLUE-SECRET")
        assert "BLUE-" not in everything(red)
        assert "RED-" not in everything(blue)
        room.do("reveal")
        for phone in phones:
            phone.until("Share RED-FORECAST.")
            text = phone.until("Hold BLUE-TENTH back.")
            split = text.partition("Before lunch")[2]
            assert split.index("The Reds") < split.index("Share RED") < split.index("The Blues")
            assert phone.ask("return document.documentElement.scrollWidth - innerWidth") <= 0
            assert findings(phone, script) == []
        room.do("commit", choices=["share", "hold"])
        for phone in phones:
            assert "By the vote of this side." in phone.until("MEETING-share-hold")
            assert findings(phone, script) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b]52;c;eA==\x07\x9b\u202e[bold]x", "]52;c;eA==[bold]x"),
        ("<b>x</b>", "<b>x</b>"),
        ("<img src=x onerror=evil()", "<img src=x onerror=evil("),
        ("'\"><script>evil()", "'\"><script>evil()"),
    ],
)
def test_names_are_letters_on_a_phone(
    driver: webdriver.Chrome, room: Live, name: str, shown: str
) -> None:
    """Escapes, directions, markup and tags of a name are letters on the page, or nothing."""
    phone = Window(driver, room)
    phone.overhear()
    phone.join(name)
    phone.wait(lambda: phone.ask("return document.getElementById('who').textContent") == shown)
    assert phone.ask("return document.querySelectorAll('#who *, img, b, #room script').length") == 0
    assert not set(everything(phone)) & set("\x1b\x07\x9b\u202e")
    phone.here().get(f"{phone.base}/basic")
    assert f"You are {shown}." in phone.text()
    assert phone.ask("return document.querySelectorAll('img, b, script').length") == 0


def test_who_is_moved_to_the_other_side_reads_its_words(
    driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """In the lobby, and in a vote, of which nobody held this side when it was opened."""
    with live(tmp_path, story=budgets()) as room:
        phone = Window(driver, room)
        phone.join("Ana")
        phone.until("You are The Reds.")
        room.do("regroup", seat=0, team="blue")
        phone.until("You are The Blues.")
        room.do("open")
        phone.until("Hold BLUE-TENTH back.")
        room.do("regroup", seat=0, team="red")
        phone.until("Only your side reads this: RED-SECRET")
        assert "BLUE-" not in phone.until("Your side has nothing to decide here.")


def test_a_whole_story_asks_its_own_address_alone(driver: webdriver.Chrome, room: Live) -> None:
    """From the door to the debrief, with reloads and the form, there is no request elsewhere."""
    driver.get_log("performance")
    phone = Window(driver, room)
    phone.join("Ana")
    assert list(phases(room, phone))[-1] == "debrief"
    phone.here().get(f"{phone.base}/basic")
    asked = set()
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.add(message["params"]["request"]["url"])
        elif message["method"] == "Network.webSocketCreated":
            asked.add(message["params"]["url"])
    own = phone.base.removeprefix("http://")
    assert {f"http://{own}/{CODE}", f"http://{own}/basic", f"ws://{own}/ws"} <= asked
    elsewhere = {url for url in asked if url.partition("://")[2].partition("/")[0] != own}
    assert {url for url in elsewhere if "://" in url} == set()


def test_who_changes_sides_in_mid_vote_votes_with_the_new_one(
    driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """The page shows the new side's scene and answers, and takes its vote."""
    with live(tmp_path, Settings(teams="chosen"), budgets()) as room:
        phones = [Window(driver, room, number, width=320) for number in range(2)]
        for phone, team in zip(phones, ("red", "blue"), strict=True):
            phone.here().get(f"{phone.base}/{CODE}")
            phone.until("Your side")
            phone.ask(f"document.querySelector('input[value={team}]').click()")
            phone.ask("document.querySelector('#join button').click()")
            phone.until("You are in.")
        red = phones[0]
        room.do("open")
        red.until("RED-FORECAST")
        room.do("regroup", seat=0, team="blue")
        red.until("BLUE-SECRET")
        assert "RED" not in red.text()
        red.choose("open")
        red.until("Received: Open the book.")
