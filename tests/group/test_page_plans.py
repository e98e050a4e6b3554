"""Plans in pairs on the phone's page in a real Chromium: written, received, read, found by axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.chromium import axe
from browsing import Window

if TYPE_CHECKING:
    from browsing import Live
    from selenium import webdriver

NAMES = ("Ana", "Bo", "<b>Cy</b>")
MINE = "On Monday, before the shift:\nask Mo first. <i>Ask me on Friday.</i>"


def seated(driver: webdriver.Chrome, room: Live, count: int, width: int = 360) -> list[Window]:
    """Return phones that have joined."""
    phones = [Window(driver, room, number, width) for number in range(count)]
    for phone, name in zip(phones, NAMES, strict=False):
        phone.join(name)
    return phones


def debriefed(room: Live, phone: Window) -> None:
    """Play one decision on one phone, and end there: a debrief of five pages."""
    room.do("open")
    phone.until("What do you do?")
    phone.choose("ask")
    phone.until("Received: ")
    for step in ("lock", "reveal"):
        room.do(step)
    room.do("commit", choices=["ask"])
    room.do("end")


def write(phone: Window, text: str) -> None:
    """Type a plan and send it."""
    box = phone.here().find_element("id", "plan")
    box.clear()
    box.send_keys(text)
    phone.here().find_element("id", "write").click()


def test_three_phones_write_plans(driver: webdriver.Chrome, room: Live) -> None:
    """They see whom they are paired with, send, change their mind, and read the others' last."""
    ana, bo, cy = seated(driver, room, 3)
    debriefed(room, ana)
    ana.until("Up to two qualities")
    ana.choose("openness")
    ana.until("Received.")
    room.do("turn", page=1)
    assert "Up to two" not in ana.until("The room is talking. Look at the screen.")
    room.do("turn", page=0)
    ana.until("Which two would you like to talk about?")
    held = "return document.querySelector('#options input:checked')?.value"
    assert ana.ask(held) == "openness"
    room.do("turn", page=2)
    ana.until("The room is talking.")
    room.do("turn", page=4)
    text = ana.until("You are paired with Bo and <b>Cy</b>.")
    assert "A situation at work next week" in text
    assert "shown to nobody else, but it is kept on the facilitator's computer" in text
    assert "What you do here stays in this room and on the facilitator's computer." in text
    assert "Up to two" not in text
    assert ana.ask("return document.activeElement.id") == "heading"
    write(ana, MINE)
    ana.until("Received. You can change it")
    assert room.room.server.hub.room.plans.get(0) == (MINE, 1)
    assert "Monday" not in bo.text() + cy.text()
    write(bo, "Ask the night shift.")
    assert MINE in bo.until("Ana's plan")
    assert "Ask the night shift." in ana.until("Bo's plan")
    assert "Monday" not in cy.text()
    write(ana, "Ask Mo, not the boss.")
    assert "Monday" not in bo.until("Ask Mo, not the boss.")
    write(cy, "Wait a day.")
    assert "<b>Cy</b>'s plan" in ana.until("Wait a day.")
    ana.here().refresh()
    ana.until("Received. You can change it")
    assert ana.ask("return document.getElementById('plan').value") == "Ask Mo, not the boss."
    wrong = [one for one in driver.get_log("browser") if one["source"] != "network"]
    assert [one for one in wrong if one["level"] == "SEVERE"] == []


def test_what_is_typed_is_not_lost(driver: webdriver.Chrome, room: Live) -> None:
    """A page turned back, a reload, a lost line, a partner's message: the text stays, and goes."""
    ana, bo = seated(driver, room, 2)
    debriefed(room, ana)
    room.do("turn", page=4)
    ana.until("You are paired with Bo.")
    ana.here().find_element("id", "plan").send_keys("Half a sen")
    room.do("turn", page=2)
    ana.until("The room is talking.")
    room.do("turn", page=4)
    ana.until("You are paired with Bo.")
    value = "return document.getElementById('plan').value"
    assert ana.ask(value) == "Half a sen"
    write(bo, "Done.")
    bo.until("Received.")
    ana.here().refresh()
    ana.until("You are paired with Bo.")
    assert ana.ask(value) == "Half a sen"
    ana.offline(off=True)
    room.drop(0)
    ana.until("Not connected.")
    ana.here().find_element("id", "plan").send_keys("tence.")
    ana.here().find_element("id", "write").click()
    assert "Received" not in ana.until("Sending…")
    assert room.room.server.hub.room.plans.get(0).id == 0  # type: ignore[union-attr]
    ana.offline(off=False)
    ana.until("Received. You can change it")
    assert room.room.server.hub.room.plans.get(0) == ("Half a sentence.", 1)


def test_the_end_of_the_session_says_what_was_not_sent(
    driver: webdriver.Chrome, room: Live
) -> None:
    """Plans stay to be read; a change that was not sent is named, and no button promises more."""
    ana, bo = seated(driver, room, 2)
    debriefed(room, ana)
    room.do("turn", page=4)
    ana.until("You are paired with Bo.")
    write(ana, "Ask Mo first.")
    write(bo, "Wait a day.")
    bo.until("Ana's plan")
    ana.until("Bo's plan")
    ana.here().find_element("id", "plan").send_keys(" And Cy.")
    room.end()
    said = "Not sent: the session had ended. The plan that you sent before is kept."
    assert "Wait a day." in ana.until(said)
    assert "Send my plan" not in ana.text()
    assert "Received." in bo.until("The session has ended.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_plans_are_written(
    driver: webdriver.Chrome, room: Live, scheme: str
) -> None:
    """Before and after sending, at 320 px and twice the text, in dark and light; nor in /basic."""
    script = axe()
    ana, bo = seated(driver, room, 2, width=320)
    for phone in (ana, bo):
        phone.scheme(scheme)
    debriefed(room, ana)
    room.do("turn", page=4)
    ana.until("You are paired with Bo.")
    ana.shoot(f"plans-{scheme}-empty")
    assert findings(ana, script) == []
    write(ana, MINE)
    ana.until("Received.")
    write(bo, "Ask the night shift before I change their hours.\n\nAsk me on Thursday.")
    ana.until("Bo's plan")
    ana.shoot(f"plans-{scheme}-read")
    assert findings(ana, script) == []
    for scale in ("100%", "200%"):
        ana.ask("document.documentElement.style.fontSize = arguments[0]", scale)
        assert ana.ask("return document.documentElement.scrollWidth - innerWidth") <= 0
        ana.shoot(f"plans-{scheme}-{scale[:-1]}")
    ana.here().get(f"{ana.base}/basic")
    ana.until("You are paired with Bo.")
    ana.shoot(f"plans-{scheme}-basic")
    assert findings(ana, script) == []


def findings(phone: Window, script: str) -> list[str]:
    """Return what axe-core finds, with the strictest rules of contrast."""
    phone.here().execute_script(script)
    found = phone.here().execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {rules: {'color-contrast-enhanced': {enabled: true},"
        " 'target-size': {enabled: true}}}).then((all) => done(all.violations.map("
        "(one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`)))"
    )
    return [str(one) for one in found]
