"""The phone's page in a real Chromium: three phones and a host, faults, keys, and axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.chromium import axe
from browsing import Window
from browsing import findings as _findings

if TYPE_CHECKING:
    from browsing import Live
    from selenium import webdriver


def test_three_phones_play_a_story(driver: webdriver.Chrome, room: Live) -> None:
    """One reloads in mid-vote, one is cut off and comes back; all votes and faces stay the same."""
    ana, bo, cy = phones = [Window(driver, room, number) for number in range(3)]
    for phone, name in zip(phones, ("Ana", "Bo", "<b>Cy</b>"), strict=True):
        phone.join(name)
    ana.shoot("lobby")
    room.do("open")
    for phone, option in zip(phones, ("ask", "take", "ask"), strict=True):
        phone.until("What do you do?")
        phone.choose(option)
        phone.until("Received: ")
    ana.shoot("received")
    ana.here().refresh()
    assert "Received: Ask Mo who needs it first." in ana.until("Received")
    assert ana.ask("return document.querySelector('input:checked').value") == "ask"
    bo.offline(off=True)
    room.drop(1)
    bo.until("Not connected.")
    bo.shoot("offline")
    bo.offline(off=False)
    bo.until("The vote is open")
    bo.choose("ask")
    bo.until("Received: Ask Mo")
    assert room.room.server.hub.room.ballots[0].tally == ((3, 0, 0),)
    assert "<b>Cy</b>" in cy.text()
    room.do("lock")
    room.do("reveal")
    for phone in phones:
        text = phone.until("100 %, 3 votes")
        assert "0 %, 0 votes" in text
    ana.shoot("split")
    room.do("commit", choices=["ask"])
    assert "Mo points at the other gate." in ana.until("The room has decided.")
    room.do("goon")
    room.do("goon")
    for phone in phones:
        phone.until("The gate is shut.")
        phone.choose("horn")
        phone.until("Received: Sound the horn.")
    room.do("lock")
    room.do("reveal")
    room.do("commit", choices=["horn"])
    for _ in ("the reply", "the meters", "the ending"):
        room.do("goon")
    assert "You are on the road." in cy.until("The story has ended.")
    room.do("goon")
    ana.until("Up to two qualities")
    ana.ask("document.querySelector('input[value=empathy]').click()")
    ana.ask("document.getElementById('send').click()")
    ana.until("Received.")
    ana.shoot("debrief")
    assert room.room.server.hub.room.picks.get(0) == ("empathy",)
    wrong = [one for one in driver.get_log("browser") if one["source"] != "network"]
    assert [one for one in wrong if one["level"] == "SEVERE"] == []


def test_the_end_of_the_session_is_told(driver: webdriver.Chrome, room: Live) -> None:
    """When the host ends it the page says so, and does not look for the room any more."""
    phone = Window(driver, room)
    phone.join("Ana")
    room.end()
    phone.until("The session has ended.")
    phone.ask("window.dispatchEvent(new Event('focus'))")
    phone.wait(lambda: bool(phone.ask("return document.getElementById('line').textContent")))
    assert "The session has ended." in phone.text()
    assert _findings(phone, axe()) == []


def test_nothing_is_asked_of_another_address(driver: webdriver.Chrome, room: Live) -> None:
    """The page makes requests to its own address alone, and no script of others can run in it."""
    phone = Window(driver, room)
    phone.join("Ana")
    asked = phone.ask("return performance.getEntries().map((one) => one.name)")
    addresses = [one for one in asked if "://" in one]
    assert addresses
    assert all(one.startswith(phone.base) for one in addresses)
    phone.ask(
        "const one = document.createElement('script'); one.textContent = 'window.evil = 1';"
        "document.body.append(one)"
    )
    assert phone.ask("return window.evil") is None
    phone.here().get_log("browser")


def test_a_second_tab_tells_the_truth(driver: webdriver.Chrome, room: Live) -> None:
    """A vote in one tab is shown in the other, and the last one counts."""
    phone = Window(driver, room)
    phone.join("Ana")
    room.do("open")
    phone.until("What do you do?")
    phone.choose("ask")
    phone.until("Received: Ask")
    phone.here().refresh()
    phone.until("Received: Ask")
    phone.choose("take")
    phone.until("Received: Take")
    assert room.room.server.hub.room.ballots[0].tally == ((0, 1, 0),)
