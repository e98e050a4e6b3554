"""How the page lets people in, in a real Chromium: team codes, seat codes, a closed door, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser.chromium import axe
from browsing import Window, live
from browsing import findings as violations
from serving import CODE
from test_doors import with_seat_codes
from test_teams import budgets

from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver


def send(phone: Window, **typed: str) -> None:
    """Type into the fields of the form that joins, and send it."""
    for name, text in typed.items():
        phone.ask("document.getElementById(arguments[0]).value = arguments[1]", name, text)
    phone.ask("document.querySelector('#join button').click()")


def test_a_teams_address_says_its_side_and_leads_there(
    driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """The page says which side before the name is typed; the room's own code asks for a letter."""
    script = axe()
    with live(tmp_path, Settings(teams="code"), budgets()) as room:
        phone = Window(driver, room)
        phone.here().get(f"{phone.base}/{CODE.lower()}w")
        phone.until("You join: The Blues")
        assert "Your seat code" not in phone.text()
        assert violations(phone, script) == []
        phone.shoot("join-team")
        send(phone, name="Ana")
        phone.until("Ana · The Blues")
        other = Window(driver, room, 1)
        other.here().get(f"{other.base}/{CODE}")
        other.until("Your name")
        assert "You join" not in other.text()
        send(other, name="Bo")
        other.until("Each side has a code of its own here")
        assert other.ask("return document.getElementById('name').value") == "Bo"
        send(other, code=f"{CODE}A")
        other.until("Bo · The Reds")


def test_a_seat_code_is_asked_for(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """A wrong and a used one say so, and what was typed stays; a reload needs none."""
    script = axe()
    codes = with_seat_codes(tmp_path, 2)
    with live(tmp_path) as room:
        phone, other = Window(driver, room), Window(driver, room, 1)
        phone.here().get(f"{phone.base}/{CODE}")
        phone.until("Your seat code")
        assert violations(phone, script) == []
        send(phone, name="Ana", seat_code="AAA-AAA")
        phone.until("There is no such seat code.")
        phone.shoot("join-seat-code")
        send(phone, seat_code=codes[0])
        phone.until("You are in.")
        phone.here().refresh()
        phone.until("You are in.")
        other.here().get(f"{other.base}/{CODE}")
        other.until("Your seat code")
        send(other, name="Bo", seat_code=codes[0])
        other.until("was used already")
        assert other.ask("return document.getElementById('name').value") == "Bo"


def test_a_closed_door_is_told_and_who_sits_comes_back(
    driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """A reload is no new person; somebody new reads whom to ask."""
    with live(tmp_path) as room:
        phone, other = Window(driver, room), Window(driver, room, 1)
        phone.join("Ana")
        room.do("door", open=False)
        phone.here().refresh()
        phone.until("You are in.")
        other.here().get(f"{other.base}/{CODE}")
        other.until("Your name")
        send(other, name="Bo")
        other.until("The door of this room is closed.")
        room.do("door", open=True)
        send(other)
        other.until("You are in.")


def test_the_page_without_scripts_keeps_a_choice(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """Looking again, and reloading after that, loses nothing; every step of it passes axe."""
    script = axe()
    with live(tmp_path) as room:
        phone = Window(driver, room)
        phone.here().get(f"{phone.base}/basic?code={CODE}")
        phone.until("Your name")
        assert violations(phone, script) == []
        phone.ask("document.querySelector('[name=name]').value = 'Ana'")
        phone.ask("document.querySelector('button').click()")
        phone.until("You are in.")
        room.do("open")
        phone.here().get(f"{phone.base}/basic")
        phone.until("Hang a list")
        assert violations(phone, script) == []
        phone.ask("document.querySelector('[value=list]').click()")
        phone.ask("document.querySelector('[name=look]').click()")
        phone.wait(lambda: phone.here().current_url.endswith("/basic/vote"))
        assert phone.ask("return document.querySelector('input:checked').value") == "list"
        assert room.room.server.hub.room.ballots[0].voted == (0,)
        phone.ask("document.querySelector('form button').click()")
        phone.until("Your vote is in. You chose: Hang a list on the door.")
        phone.shoot("basic-vote")
        assert violations(phone, script) == []
        room.do("lock")
        room.do("reveal")
        phone.here().get(f"{phone.base}/basic")
        phone.until("1 (100 %)")
        assert violations(phone, script) == []
        room.do("end")
        phone.here().get(f"{phone.base}/basic")
        phone.until("Up to two qualities")
        assert violations(phone, script) == []
        phone.ask("document.querySelector('[value=empathy]').click()")
        phone.ask("document.querySelector('form button').click()")
        phone.until("Received: Empathy.")
        phone.shoot("basic-picks")
