"""The bet on a phone's page, in a real Chromium: asked, received, secret, then told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.chromium import axe
from browsing import Window
from test_page import _findings

if TYPE_CHECKING:
    from browsing import Live
    from selenium import webdriver

QUESTION = "Before they answer: what will this do to trust?"


def decide(room: Live) -> None:
    """Play the first decision, and decide at the scene with a bet."""
    for choice in ("ask", "wait"):
        room.do("open" if choice == "ask" else "goon")
        room.do("lock")
        room.do("reveal")
        room.do("commit", choices=[choice])
        if choice == "ask":
            room.do("goon")


def test_two_phones_bet(driver: webdriver.Chrome, room: Live) -> None:
    """A bet is received, changed, kept over a reload, secret, and told as the room's at the end."""
    ana, bo = phones = [Window(driver, room, number) for number in range(2)]
    for phone, name in zip(phones, ("Ana", "Bo"), strict=True):
        phone.join(name)
    decide(room)
    for phone in phones:
        text = phone.until(QUESTION)
        assert "It opens." not in text
        assert "Wait." in text
    ana.choose("rise")
    ana.until("Received: It will rise")
    ana.choose("fall")
    ana.until("Received: It will fall")
    ana.here().refresh()
    assert "Received: It will fall" in ana.until("Received")
    assert ana.ask("return document.querySelector('input:checked').value") == "fall"
    bo.choose("rise")
    bo.until("Received: It will rise")
    ana.shoot("bet")
    bets = room.room.server.hub.room.records[-1].bets
    assert bets is not None
    assert bets.counts == (1, 0, 1)
    room.do("goon")
    for phone in phones:
        assert "bet on trust" not in phone.until("It opens.")
        assert phone.ask("return document.getElementById('ballot').hidden")
    room.do("goon")
    for phone in phones:
        text = phone.until("The room's bet on trust: rise 50 %, stay 0 %, fall 50 %. It rose.")
        assert "It opens." in text
    ana.shoot("bet-landed")


def test_a_bet_that_comes_late_is_told_so(driver: webdriver.Chrome, room: Live) -> None:
    """A phone that was cut off sends its bet when it is back, and hears that it does not count."""
    phone = Window(driver, room)
    phone.join("Ana")
    decide(room)
    phone.until(QUESTION)
    phone.offline(off=True)
    room.drop(0)
    phone.until("Not connected.")
    phone.choose("rise")
    phone.until("Sending…")
    room.do("goon")
    phone.offline(off=False)
    phone.until("Your bet came after the bets had closed, and does not count.")
    bets = room.room.server.hub.room.records[-1].bets
    assert bets is not None
    assert bets.counts == (0, 0, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bet_fits_and_axe_finds_nothing(
    driver: webdriver.Chrome, room: Live, scheme: str
) -> None:
    """At 320 px nothing is cut off to the side, and axe-core has no finding on page or form."""
    script = axe()
    phone = Window(driver, room, width=320)
    phone.scheme(scheme)
    phone.join("Ana")
    decide(room)
    phone.until(QUESTION)
    assert phone.ask("return document.activeElement.id") == "heading"
    for scale in ("100%", "200%"):
        phone.ask("document.documentElement.style.fontSize = arguments[0]", scale)
        assert phone.ask("return document.documentElement.scrollWidth - innerWidth") <= 0
        phone.shoot(f"bet-320-{scheme}-{scale[:-1]}")
    phone.ask("document.documentElement.style.fontSize = '100%'")
    assert _findings(phone, script) == []
    phone.choose("stay")
    phone.until("Received: It will stay")
    assert _findings(phone, script) == []
    phone.here().get(f"{phone.base}/basic")
    assert "Your bet is in." in phone.until(QUESTION)
    assert _findings(phone, script) == []
