"""What happens to phones in a room, in a real Chromium: sleep, lost lines, reloads, dead networks.

After each of them the phone is the same person again, with the same vote and the whole question,
and by itself: nobody touches it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pytest
from browser.chromium import axe
from browsing import Window, findings, live
from phases import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from browsing import Live
    from selenium import webdriver

SHOWN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "lobby": ("You are in.",),
        "open": (
            "One van stands in the yard. Mo has the key.",
            "What do you do?",
            "Ask Mo who needs it first.",
            "Take the van.",
            "Hang a list on the door.",
            "Received: Ask Mo who needs it first.",
            "Trust 40",
        ),
        "locked": (
            "The vote is closed.",
            "One van stands in the yard. Mo has the key.",
            "Your vote counts: Ask Mo who needs it first.",
        ),
        "shown": ("This is how the room voted.", "100 %, 1 vote", "0 %, 0 votes"),
        "talk": ("This is how the room voted.", "100 %, 1 vote", "0 %, 0 votes"),
        "betting": (
            "Bets are secret",
            "what will this do to trust?",
            "It will fall",
            "Send my bet",
        ),
        "decided": ("The room has decided.", "By the vote of the room.", "Mo points at the"),
        "landed": ("The room has decided.", "By the vote of the room.", "Trust 40 to"),
        "ended": ("The story has ended.", "You are on the road."),
        "debrief": ("Which two would you like to talk about?", "Up to two qualities", "Empathy"),
    }
)
"""What a phone shows in each phase that has voted to ask Mo."""


def votes_in_log(room: Live) -> list[tuple[int, int, str]]:
    """Return the votes in the log: round, seat, option."""
    lines = [line for line in room.room.lines() if line["do"] == "vote"]
    return [(line["round"], line["seat"], line["option"]) for line in lines]


def whole(phone: Window, phase: str) -> None:
    """Wait until the phone is itself, has its line, and shows all of a phase."""
    wanted = ("Ana", *SHOWN[phase])
    phone.until(wanted[-1])

    def there() -> bool:
        text = phone.text()
        return all(words in text for words in wanted) and "Not connected" not in text

    phone.wait(there)


def test_a_phone_is_the_same_after_every_fault_in_every_phase(
    driver: webdriver.Chrome, room: Live
) -> None:
    """Asleep on a line that died unheard, cut off, reloaded: same seat, vote and whole question."""
    phone = Window(driver, room).through(room)
    phone.quicken()
    phone.join("Ana")
    for phase, steps in PHASES:
        phone.sleep()
        room.silence()
        for kind, fields in steps:
            room.do(kind, **fields)
        room.drop(0)
        room.over()
        phone.wake()
        if phase == "open":
            phone.until("What do you do?")
            phone.choose("ask")
        whole(phone, phase)
        before = room.sockets(0)
        room.drop(0)
        phone.wait(lambda before=before: bool(room.sockets(0) - before))
        whole(phone, phase)
        phone.here().refresh()
        whole(phone, phase)
        if phase in {"open", "locked"}:
            held = "return document.querySelector('#options input:checked')?.value"
            assert phone.ask(held) == ("ask" if phase == "open" else None)
    assert [seat.name for seat in room.hub.room.seats] == ["Ana"]
    assert votes_in_log(room) == [(1, 0, "ask")]


def test_a_vote_given_offline_arrives_once(driver: webdriver.Chrome, room: Live) -> None:
    """It is sent when the line is back, by itself; of two that were given the last one counts."""
    phone = Window(driver, room)
    phone.join("Ana")
    room.do("open")
    phone.until("What do you do?")
    phone.offline(off=True)
    room.drop(0)
    phone.until("Not connected.")
    phone.choose("take")
    phone.until("Sending…")
    phone.choose("ask")
    assert "Received" not in phone.text()
    assert votes_in_log(room) == []
    phone.offline(off=False)
    phone.until("Received: Ask Mo who needs it first.")
    assert room.hub.room.ballots[0].tally == ((1, 0, 0),)
    assert votes_in_log(room) == [(1, 0, "ask")]


@pytest.mark.parametrize("further", [False, True])
def test_a_vote_that_comes_too_late_is_told_so(
    driver: webdriver.Chrome, room: Live, *, further: bool
) -> None:
    """Given offline and closed meanwhile it does not count, and says so; also a decision later."""
    phone = Window(driver, room)
    phone.join("Ana")
    room.do("open")
    phone.until("What do you do?")
    phone.offline(off=True)
    room.drop(0)
    phone.until("Not connected.")
    phone.choose("take")
    phone.until("Sending…")
    steps = ["lock", "reveal", "commit", "goon", "goon"] if further else ["lock", "reveal"]
    for kind in steps:
        room.do(kind, **({"choices": ["ask"]} if kind == "commit" else {}))
    phone.offline(off=False)
    phone.until("Your vote came after the vote had closed, and does not count.")
    assert "Sending…" not in phone.text()
    assert votes_in_log(room) == []
    if further:
        phone.choose("horn")
        phone.until("Received: Sound the horn.")


def test_a_changed_mind_that_comes_too_late_is_told_at_the_button(
    driver: webdriver.Chrome, room: Live
) -> None:
    """The vote before it counts, is marked again, and no button promises more; one alert in all."""
    phone = Window(driver, room, width=320)
    phone.join("Ana")
    room.do("open")
    phone.until("What do you do?")
    phone.choose("ask")
    phone.until("You can change it while the vote is open.")
    room.do("extend", seconds=600)
    phone.until("seconds left")
    room.do("lock")
    phone.choose("take")
    phone.until("Your vote came after the vote had closed, and does not count.")
    text = phone.text()
    assert "Your vote before it counts: Ask Mo who needs it first." in text
    assert "The vote is closed." in text
    assert not [one for one in ("You can change it", "is open", "seconds left") if one in text]
    assert phone.ask("return document.querySelectorAll('[role=alert]').length") == 1
    assert phone.ask(
        "const said = document.getElementById('alert');"
        "const {top, bottom} = said.getBoundingClientRect();"
        "return said.previousElementSibling.id === 'send' && top >= 0 && bottom <= innerHeight"
    )
    button = "return document.getElementById('send').getAttribute('aria-disabled')"
    marked = "return document.querySelector('#options input:checked').value"
    assert (phone.ask(marked), phone.ask(button)) == ("ask", "true")
    phone.choose("take")
    assert "Sending…" not in phone.text()
    assert votes_in_log(room) == [(1, 0, "ask")]
    assert findings(phone, axe()) == []
    room.do("reveal")
    phone.until("100 %")
    assert "does not count" not in phone.text()
    room.do("open")
    phone.until("What do you do?")
    phone.choose("take")
    phone.until("Received: Take the van. You can change it while the vote is open.")


def test_a_line_that_died_unheard_does_not_keep_a_vote(
    driver: webdriver.Chrome, room: Live
) -> None:
    """Where a router forgot the phone nothing closes: a vote finds another line within seconds."""
    phone = Window(driver, room).through(room)
    phone.join("Ana")
    room.do("open")
    phone.until("What do you do?")
    room.silence()
    room.over()
    phone.choose("ask")
    phone.until("Received: Ask Mo who needs it first.")
    assert votes_in_log(room) == [(1, 0, "ask")]


def test_a_network_that_answers_nothing_is_tried_again(
    driver: webdriver.Chrome, room: Live
) -> None:
    """A line that opens and stays silent is given up, and another one is tried."""
    phone = Window(driver, room).through(room)
    phone.quicken()
    phone.join("Ana")
    room.silence()
    room.drop(0)
    room.network.cut()
    room.do("open")
    phone.until("Not connected.")
    room.over()
    phone.until("What do you do?")


def test_more_time_is_told_to_the_phones(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """When the host gives more time the count-down on the phone goes on from there."""
    with live(tmp_path) as room:
        phone = Window(driver, room)
        phone.join("Ana")
        room.do("open")
        phone.until("What do you do?")
        room.do("extend", seconds=600)
        phone.until("seconds left")
        text = phone.text()
        assert text.index("seconds left") < text.index("What do you do?")
        left = int(phone.ask("return document.getElementById('time').textContent").split()[0])
        room.do("extend", seconds=600)
        phone.wait(
            lambda: (
                int(phone.ask("return parseInt(document.getElementById('time').textContent)"))
                > left
            )
        )
