"""The phone's page and the form without scripts in every phase: axe-core, widths, keys, motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.chromium import axe
from browsing import Window, findings
from phases import PHASES
from selenium.webdriver.common.keys import Keys
from test_page_faults import SHOWN

from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browsing import Live
    from selenium import webdriver


def phases(room: Live, phone: Window) -> Iterator[str]:
    """Lead a phone that is in the room through every phase, voting in the first ballot."""
    for phase, steps in PHASES:
        for kind, fields in steps:
            room.do(kind, **fields)
        if phase == "open":
            phone.until("What do you do?")
            phone.choose("ask")
        if phase in {"locked", "talk", "landed"}:  # no message is spent on these
            phone.here().refresh()
        for words in SHOWN[phase]:
            phone.until(words)
        yield phase


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_in_any_phase(
    driver: webdriver.Chrome, room: Live, scheme: str
) -> None:
    """Dark and light, from the door to the debrief, with what is said of errors and lost lines."""
    script = axe()
    phone = Window(driver, room)
    phone.scheme(scheme)
    phone.here().get(phone.base)
    phone.until("Code on the screen")
    assert findings(phone, script) == []
    phone.ask("document.getElementById('code').value = 'AAAAAA'")
    phone.ask("document.querySelector('#join button').click()")
    phone.until("There is no room with this code.")
    assert findings(phone, script) == []
    phone.join("Ana")
    for phase in phases(room, phone):
        phone.shoot(f"axe-{scheme}-{phase}")
        assert findings(phone, script) == [], phase
    phone.offline(off=True)
    room.drop(0)
    phone.until("Not connected.")
    assert findings(phone, script) == []
    phone.offline(off=False)
    phone.until("Which two")
    room.do("remove", seat=0, ban=False)
    phone.until("You are not in this room any more.")
    assert findings(phone, script) == []
    room.end()
    phone.shoot(f"axe-{scheme}-gone")


def test_axe_finds_nothing_on_the_form_in_any_phase(driver: webdriver.Chrome, room: Live) -> None:
    """The form without scripts is held to the same rules."""
    script = axe()
    phone, form = Window(driver, room), Window(driver, room)
    form.here().get(f"{form.base}/basic")
    assert findings(form, script) == []
    phone.join("Ana")
    for phase in phases(room, phone):
        form.here().get(f"{form.base}/basic")
        form.shoot(f"form-{phase}")
        assert findings(form, script) == [], phase


@pytest.mark.parametrize("width", [320, 640])
def test_every_phase_fits_at_twice_the_text(
    driver: webdriver.Chrome, room: Live, width: int
) -> None:
    """At 320 px, and with text of 200 %, nothing is cut off to the side; targets stay large."""
    phone = Window(driver, room, width=width)
    phone.here().get(phone.base)
    phone.until("Code on the screen")
    _fits(phone, "door")
    phone.join("A name of many letters")
    for phase in phases(room, phone):
        _fits(phone, phase)
    phone.here().get(f"{phone.base}/basic")
    _fits(phone, "form")


def _fits(phone: Window, phase: str) -> None:
    for scale in ("200%", "100%"):
        phone.ask("document.documentElement.style.fontSize = arguments[0]", scale)
        wide = phone.ask("return document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (scale, phase)
        small = phone.ask(
            "return [...document.querySelectorAll('button, .option, select, input:not([type])')]"
            ".map((one) => one.getBoundingClientRect().height)"
            ".filter((height) => height && height < 47.5)"
        )
        assert small == [], (scale, phase)
        phone.shoot(f"{phone.width}-{scale[:-1]}-{phase}")


def test_nothing_moves_in_any_phase(driver: webdriver.Chrome, room: Live) -> None:
    """There is no animation to be reduced: who asks for less motion and who does not see none."""
    phone = Window(driver, room)
    for wanted in ("no-preference", "reduce"):
        phone.motion(wanted)
        assert phone.ask(f"return matchMedia('(prefers-reduced-motion: {wanted})').matches")
    phone.join("Ana")
    for phase in phases(room, phone):
        moving = phone.ask(
            "return document.getAnimations().length + [...document.querySelectorAll('*')]"
            ".map((one) => getComputedStyle(one))"
            ".filter((one) => one.animationName !== 'none' || one.transitionDuration !== '0s'"
            " || one.scrollBehavior !== 'auto').length"
        )
        assert moving == 0, phase


def test_keys_alone_play_a_whole_story(driver: webdriver.Chrome, room: Live) -> None:
    """From the code to the debrief by Tab, arrows, Space and Enter; each new page has the focus."""
    phone = Window(driver, room)
    phone.here().get(phone.base)
    phone.until("Code on the screen")
    _press(phone, Keys.TAB, "k7xq2m", Keys.TAB, "Ana", Keys.ENTER)
    phone.until("You are in.")
    room.do("open")
    _on_the_heading(phone, "The yard, 7:00")
    _press(phone, Keys.TAB, Keys.SPACE, Keys.ARROW_DOWN, Keys.TAB, Keys.ENTER)
    phone.until("Received: Take the van.")
    assert phone.ask("return document.activeElement.id") == "send"
    _press(phone, Keys.SHIFT + Keys.TAB)
    _press(phone, Keys.ARROW_UP, Keys.ENTER)
    phone.until("Received: Ask Mo who needs it first.")
    room.do("lock")
    room.do("reveal")
    _on_the_heading(phone, "The yard, 7:00")
    room.do("commit", choices=["ask"])
    phone.until("Mo points at the other gate.")
    _on_the_heading(phone, "The yard, 7:00")
    room.do("goon")
    room.do("goon")
    _on_the_heading(phone, "The gate, 7:30")
    _press(phone, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE)
    phone.until("Received: Wait.")
    room.do("end")
    phone.until("Up to two qualities")
    phone.wait(lambda: phone.ask("return document.activeElement.id") == "heading")
    _press(phone, Keys.TAB, Keys.SPACE, Keys.TAB, Keys.SPACE)
    _press(phone, *[Keys.TAB] * 6, Keys.ENTER)
    phone.until("Received.")
    assert room.hub.room.picks.get(0) == QUALITIES[:2]


def _on_the_heading(phone: Window, words: str) -> None:
    told = "return document.activeElement.id + ': ' + document.activeElement.textContent"
    phone.wait(lambda: phone.ask(told) == f"heading: {words}")


def _press(phone: Window, *typed: str) -> None:
    """Press keys where the focus is."""
    for one in typed:
        phone.here().switch_to.active_element.send_keys(one)


def test_what_changes_is_said_to_who_does_not_see_it(driver: webdriver.Chrome, room: Live) -> None:
    """Status and alert are live regions, said anew when they change; nothing else interrupts."""
    phone = Window(driver, room)
    phone.join("Ana")
    phone.ask(
        "window.said = [];"
        "for (const one of document.querySelectorAll('[role=status], [role=alert]'))"
        " new MutationObserver(() => said.push(`${one.getAttribute('role')}: ${one.textContent}`))"
        ".observe(one, {childList: true, characterData: true, subtree: true})"
    )
    room.do("open")
    phone.until("What do you do?")
    phone.ask("document.getElementById('send').click()")
    phone.until("Choose an answer first.")
    phone.choose("ask")
    phone.until("Received: Ask")
    room.do("adjust", change={"meters": "words"})
    room.do("lock")
    room.do("reveal")
    phone.until("100 %")
    said = [one for one in phone.ask("return said") if not one.endswith(": ")]
    assert said == [
        "status: The vote is open and secret.",
        "alert: Choose an answer first.",
        "status: Sending…",
        ("status: Received: Ask Mo who needs it first. You can change it while the vote is open."),
        "status: This is how the room voted.",
    ]
