"""The phone's page in a real Chromium: three phones and a host, faults, keys, and axe-core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.chromium import axe
from browsing import Window, chromium, live
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Live
    from selenium import webdriver


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """Return one Chromium for all tests; each phone is a private window of it."""
    with chromium() as one:
        yield one


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Live]:
    """Return a room with a host."""
    with live(tmp_path) as one:
        yield one


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


def test_the_keyboard_is_enough(driver: webdriver.Chrome, room: Live) -> None:
    """Join, choose and send by Tab, arrows, Space and Enter; the heading has the focus first."""
    phone = Window(driver, room)
    phone.here().get(phone.base)
    phone.until("Code on the screen")
    phone.ask("document.getElementById('code').focus()")
    keys(phone, "k7xq2m", Keys.TAB, "Ana", Keys.ENTER)
    phone.until("You are in.")
    room.do("open")
    phone.until("What do you do?")
    assert phone.ask("return document.activeElement.id") == "heading"
    keys(phone, Keys.TAB, Keys.SPACE, Keys.ARROW_DOWN, Keys.TAB, Keys.ENTER)
    phone.until("Received: Take the van.")


def keys(phone: Window, *typed: str) -> None:
    """Press keys where the focus is."""
    for one in typed:
        phone.here().switch_to.active_element.send_keys(one)


@pytest.mark.parametrize("width", [320, 640])
def test_it_fits_at_twice_the_text(driver: webdriver.Chrome, room: Live, width: int) -> None:
    """At 320 px, and with text of 200 %, nothing is cut off to the side; targets stay large."""
    phone = Window(driver, room, width=width)
    phone.join("Ana")
    for scale in ("100%", "200%"):
        for step in ("open", "lock", "reveal"):
            room.do(step if scale == "100%" or step != "open" else "back", **_start(scale, step))
            phone.until({"open": "What do you do?", "lock": "closed", "reveal": "%"}[step])
            phone.ask("document.documentElement.style.fontSize = arguments[0]", scale)
            wide = phone.ask("return document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (scale, step)
            small = phone.ask(
                "return [...document.querySelectorAll('button, .option')]"
                ".map((one) => one.getBoundingClientRect().height)"
                ".filter((height) => height && height < 48)"
            )
            assert small == []
            phone.shoot(f"{width}-{scale[:-1]}-{step}")


def _start(scale: str, step: str) -> dict[str, object]:
    return {"decisions": 0} if step == "open" and scale != "100%" else {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(driver: webdriver.Chrome, room: Live, scheme: str) -> None:
    """In every phase, dark and light, axe-core has no finding, contrast of 7:1 among its rules."""
    script = axe()
    phone = Window(driver, room)
    phone.scheme(scheme)
    phone.here().get(phone.base)
    phone.until("Code on the screen")
    assert _findings(phone, script) == []
    phone.join("Ana")
    assert _findings(phone, script) == []
    steps = (("open", "What do you do?"), ("lock", "closed"), ("reveal", "how the room"))
    for step, words in steps:
        room.do(step)
        phone.until(words)
        phone.shoot(f"axe-{scheme}-{step}")
        assert _findings(phone, script) == [], step
    room.do("end")
    phone.until("Up to two")
    assert _findings(phone, script) == []
    phone.here().get(f"{phone.base}/basic")
    assert _findings(phone, script) == []


def _findings(phone: Window, script: str) -> list[str]:
    """Return what axe-core finds, with the strictest rules of contrast."""
    # Run apart from the page's own policy, as a browser's developer tools do.
    phone.here().execute_script(script)
    found = phone.here().execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {rules: {'color-contrast-enhanced': {enabled: true},"
        " 'target-size': {enabled: true}}}).then((all) => done(all.violations.map("
        "(one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)))"
    )
    return [str(one) for one in found]
