"""A whole story by the form alone, in a Chromium that runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browsing import PATIENCE, Window, live
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait
from serving import CODE

from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Live
    from selenium import webdriver


class Form:
    """Somebody who reads and clicks, without scripts."""

    def __init__(self, driver: webdriver.Chrome, room: Live) -> None:
        self.window = Window(driver, room)
        disabled = {"value": True}
        self.window.here().execute_cdp_cmd("Emulation.setScriptExecutionDisabled", disabled)

    def open(self, path: str) -> str:
        """Go to an address; return what is read there."""
        self.window.here().get(f"{self.window.base}{path}")
        return self.text()

    def text(self) -> str:
        """Return what is read, once a page is there."""
        wait = WebDriverWait(self.window.here(), PATIENCE, 0.05, [WebDriverException])
        return str(wait.until(lambda driver: driver.find_element(By.TAG_NAME, "body").text))

    def follow(self, words: str) -> str:
        """Use a link, or a button, that has these words; return what is read then."""
        driver = self.window.here()
        before = driver.find_element(By.TAG_NAME, "html")
        path = f"//*[self::a or self::button][contains(., '{words}')]"
        driver.find_element(By.XPATH, path).click()
        wait = WebDriverWait(driver, PATIENCE, 0.05, [WebDriverException])
        wait.until(staleness_of(before))
        return self.text()

    def type(self, name: str, words: str) -> None:
        """Write into a field."""
        self.window.here().find_element(By.NAME, name).clear()
        self.window.here().find_element(By.NAME, name).send_keys(words)

    def pick(self, value: str) -> None:
        """Choose an answer."""
        self.window.here().find_element(By.CSS_SELECTOR, f"input[value={value}]").click()

    def send(self) -> str:
        """Send what was chosen; return what is read then."""
        return self.follow("Send")


def test_a_whole_story_without_a_script(driver: webdriver.Chrome, room: Live) -> None:
    """From the page that needs scripts by its link to the form, and on it to the debrief."""
    one = Form(driver, room)
    _comes_in(one)
    _votes_twice(one, room)
    _is_late_once(one, room)
    _picks_and_goes(one, room)
    one.window.here().execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def _comes_in(one: Form) -> None:
    assert "This page needs JavaScript." in one.open(f"/{CODE}")
    assert "Code on the screen" in one.follow("The same without it")
    one.type("code", "aaaaaa")
    one.type("name", "Lu")
    assert "There is no room with this code." in one.follow("Join")
    one.type("code", CODE.lower())
    assert "You are Lu." in one.follow("Join")


def _votes_twice(one: Form, room: Live) -> None:
    room.do("open")
    told = one.follow("Look again")
    assert "One van stands in the yard. Mo has the key." in told
    assert "Trust 40, unchanged: working." in told
    one.pick("take")
    assert "Your vote is in." in one.send()
    one.pick("ask")
    assert "Your vote is in." in one.send()
    assert one.window.here().find_element(By.CSS_SELECTOR, "input[value=ask]").is_selected()
    room.do("lock")
    assert "The vote is closed." in one.follow("Look again")
    room.do("reveal")
    assert "1 (100 %)" in one.follow("Look again")
    room.do("talk")
    room.do("open")
    assert "The second vote is open and secret." in one.follow("Look again")
    one.pick("take")
    one.send()
    room.do("lock")
    assert "The vote is closed." in one.follow("Look again")
    room.do("reveal")
    told = one.follow("Look again")
    assert "First vote" in told
    assert "Ask Mo who needs it first. 1 (100 %) 0 (0 %)" in told
    room.do("commit", choices=["take"])
    told = one.follow("Look again")
    assert "Take the van. By the vote of the room." in told
    assert "The engine starts at once." in told
    room.do("goon")
    assert "Trust 40 to" in one.follow("Look again")


def _is_late_once(one: Form, room: Live) -> None:
    room.do("goon")
    one.follow("Look again")
    room.do("lock")
    one.pick("wait")
    assert "The vote had closed before yours came." in one.send()
    room.do("back", decisions=1)
    one.follow("Look again")
    one.pick("wait")
    assert "Your vote is in." in one.send()
    room.do("lock")
    room.do("reveal")
    room.do("commit", choices=["wait"])
    while room.hub.room.phase != "ended":
        room.do("goon")
    told = one.follow("Look again")
    assert "You are on the road." in told
    assert "On the road" in told


def _picks_and_goes(one: Form, room: Live) -> None:
    room.do("goon")
    assert "Which two would you like to talk about?" in one.follow("Look again")
    for quality in QUALITIES[:2]:
        one.pick(quality)
    assert "Received: " in one.send()
    assert room.hub.room.picks.get(0) == QUALITIES[:2]
    one.pick(QUALITIES[2])
    assert "Pick one or two" in one.send()
    room.do("remove", seat=0, ban=False)
    assert "You are not in this room any more." in one.follow("Look again")


def test_the_form_names_both_sides(driver: webdriver.Chrome, tmp_path: Path) -> None:
    """With two teams each side's split stands under its name."""
    from test_teams import budgets

    with live(tmp_path, story=budgets()) as room:
        one = Form(driver, room)
        one.open("/basic")
        one.type("code", CODE)
        one.type("name", "Lu")
        one.follow("Join")
        room.do("open")
        one.follow("Look again")
        one.pick("share")
        one.send()
        room.do("lock")
        room.do("reveal")
        told = one.follow("Look again")
        assert told.index("The Reds") < told.index("Share RED-FORECAST. 1 (100 %)")
        one.window.here().execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
