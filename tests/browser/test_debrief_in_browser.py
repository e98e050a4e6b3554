"""The HTML debrief in a real browser: accessible in light, dark and print, and quiet."""

from __future__ import annotations

import base64
import json
import random
from datetime import date
from typing import TYPE_CHECKING

import pytest
from chromium import axe, browser

from game.debrief.debrief import build, complete
from game.debrief.html import html
from game.debrief.reflections import Plan, Reflections
from game.debrief.review import review
from game.engine.run import begin, choose
from game.story.compiled import Story
from game.story.library import load, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

    from game.engine.run import Run

SAID = Reflections(
    "cold", ("<b>the hours</b>",), "", (), Plan("it knocks", "I ask", date(2026, 3, 31))
)
MEDIA = {
    "light": ("screen", "light"),
    "dark": ("screen", "dark"),
    "print": ("print", "light"),
}
CHECK = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(
  found => done(JSON.stringify(found)), error => done(JSON.stringify({error: String(error)})));
"""

BROKEN = """
const lines = cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(line => line.top)).size;
};
return [...document.querySelectorAll("th")]
  .filter(cell => lines(cell) > cell.textContent.split(" ").length)
  .map(cell => cell.textContent);
"""
"""Headings of columns and rows that take more lines than they have words."""


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Yield one browser for all tests of this file."""
    yield from browser(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the debrief of a run of the flagship, reviewed, with another one beside it."""
    story = load(shipped() / "two-departments.toml")
    assert isinstance(story, Story)
    run, other = (_played(story, seed) for seed in (4, 5))
    path = tmp_path_factory.mktemp("debrief") / "debrief.html"
    found = frozenset({run.scene.id})
    told = complete(build(run, {2: "rise"}, SAID), review(run, found), other)
    path.write_text(html(told), encoding="utf-8")
    return path


def _played(story: Story, seed: int) -> Run:
    """Play a story to its end at random."""
    chance, run = random.Random(seed), begin(story)
    while not run.ended:
        run = choose(run, chance.choice(run.offered).id)
    return run


def opened(chrome: Chrome, file: Path, look: str) -> None:
    """Open the file as it looks in one medium."""
    medium, scheme = MEDIA[look]
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": medium, "features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    chrome.get(file.as_uri())


@pytest.mark.parametrize("look", MEDIA)
def test_no_violation(chrome: Chrome, file: Path, look: str, tmp_path: Path) -> None:
    """axe-core finds nothing against WCAG 2.2 AA, nor against its own best practice."""
    checker = axe()
    opened(chrome, file, look)
    chrome.execute_script(checker)
    found = json.loads(chrome.execute_async_script(CHECK))
    assert "error" not in found, found
    assert len(found["passes"]) > 15
    assert [
        (one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]
    ] == []
    # What axe can't decide by itself is a person's to look at, and a picture is kept for that.
    undecided = {one["id"] for one in found["incomplete"]}
    assert undecided <= {"color-contrast"}
    chrome.save_screenshot(str(tmp_path / f"{look}.png"))


def test_each_scheme_has_its_ground(chrome: Chrome, file: Path) -> None:
    """The reader's setting decides on light or dark, and paper is white."""
    grounds = {}
    for look in MEDIA:
        opened(chrome, file, look)
        grounds[look] = chrome.execute_script(
            "return getComputedStyle(document.body).backgroundColor"
        )
    assert grounds == {
        "light": "rgb(252, 252, 250)",
        "dark": "rgb(20, 23, 28)",
        "print": "rgb(255, 255, 255)",
    }


def test_a_picture_without_colours(chrome: Chrome, file: Path) -> None:
    """Where the system forces its few colours, bars and curves are drawn in that of the text."""
    asked = [{"name": "forced-colors", "value": "active"}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": asked})
    chrome.get(file.as_uri())
    text = chrome.execute_script("return getComputedStyle(document.body).color")
    for name, kind in (("fill", ".bar"), ("stroke", ".line.kind-3"), ("fill", ".mark.kind-2")):
        drawn = chrome.execute_script(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
            kind,
            name,
        )
        assert drawn == text, kind


def test_quiet(chrome: Chrome, file: Path) -> None:
    """The file asks for nothing but itself, and the browser has nothing to complain of."""
    chrome.get_log("performance")
    chrome.get_log("browser")
    opened(chrome, file, "light")
    entries = (json.loads(one["message"])["message"] for one in chrome.get_log("performance"))
    asked = [
        one["params"]["request"]["url"]
        for one in entries
        if one["method"] == "Network.requestWillBeSent"
    ]
    assert asked == [file.as_uri()]
    assert chrome.get_log("browser") == []


@pytest.mark.parametrize("width", [320, 1000])
def test_no_scrolling_sideways(chrome: Chrome, file: Path, width: int) -> None:
    """At 320 pixels, which is 400 % zoom, the text reflows; tables and curves scroll in place."""
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        opened(chrome, file, "light")
        wide = chrome.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width
        assert chrome.execute_script(BROKEN) == []
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_prints(chrome: Chrome, file: Path) -> None:
    """It prints as a PDF of several pages."""
    opened(chrome, file, "print")
    printed = chrome.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") >= 3
