"""The phone page in a real Chromium: a room on loopback, and phones that are private windows."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from browser.chromium import QUIET, lacking
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait
from serving import CODE, Host, Served, browser, host_of, served

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from game.group.settings import Settings
    from game.story.compiled import Story

Result = TypeVar("Result")
PATIENCE = 60
HOSTS = ("phone-0.test", "phone-1.test", "phone-2.test")
"""Names that Chromium takes for this machine: cookies are parted by name, not by port."""


class Live:
    """A room served by a loop in a thread of its own, so that a browser can be waited for."""

    def __init__(self, folder: Path, settings: Settings | None, story: Story | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._room = served(folder, settings, story, more=HOSTS)
        self._browser = browser()
        self.room: Served = self.run(self._room.__aenter__())
        session = self.run(self._browser.__aenter__())
        self.host: Host = self.run(host_of(session, self.room))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something on the room's loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def do(self, kind: str, **fields: object) -> None:
        """Take a step as the host."""
        assert self.run(self.host.do(kind, **fields)) == ""

    def drop(self, seat: int) -> None:
        """Cut a phone's connection."""

        async def cut() -> None:
            for phone in self.room.server.hub.phones.get(seat, []):
                phone.drop()

        self.run(cut())

    def end(self) -> None:
        """End the session, as the host would."""

        async def quit_() -> None:
            self.room.server.hub.quit.set()

        self.run(quit_())

    def close(self) -> None:
        """End the room and its loop."""
        self.run(self.host.close())
        self.run(self._browser.__aexit__(None, None, None))
        self.run(self._room.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


class Window:
    """One phone: a tab with a host name of its own, and so with cookies of its own."""

    def __init__(
        self, driver: webdriver.Chrome, live: Live, number: int = 0, width: int = 360
    ) -> None:
        self.driver = driver
        driver.switch_to.new_window("tab")
        self._handle = driver.current_window_handle
        port = live.room.base.rpartition(":")[2]
        self.base = f"http://{HOSTS[number]}:{port}"
        self.size(width, 720)

    def here(self) -> webdriver.Chrome:
        """Turn to this window."""
        if self.driver.current_window_handle != self._handle:
            self.driver.switch_to.window(self._handle)
        return self.driver

    def size(self, width: int, height: int) -> None:
        """Give the window the size of a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.here().execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def scheme(self, name: str) -> None:
        """Prefer dark or light."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.here().execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def offline(self, *, off: bool) -> None:
        """Cut the window from the network, or join it again."""
        driver = self.here()
        driver.execute_cdp_cmd("Network.enable", {})
        speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": off, **speed})

    def ask(self, script: str, *arguments: object) -> Any:  # noqa: ANN401, whatever a script gives
        """Return what a script gives."""
        return self.here().execute_script(script, *arguments)

    def text(self) -> str:
        """Return the visible text."""
        return str(self.ask("return document.body.innerText"))

    def until(self, words: str) -> str:
        """Return the text once it holds these words."""
        self.wait(lambda: words in self.text())
        return self.text()

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.here()
        WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(lambda _: holds())

    def shoot(self, name: str) -> None:
        """Keep a picture where `COMMON_GROUND_SHOTS` says, to be looked at."""
        folder = os.environ.get("COMMON_GROUND_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.here().save_screenshot(f"{folder}/{name}.png")

    def join(self, name: str) -> None:
        """Open the room's address, and join with the code that is in it."""
        self.here().get(f"{self.base}/{CODE}")
        self.until("Your name")
        self.ask("document.getElementById('name').value = arguments[0]", name)
        self.ask("document.querySelector('#join button').click()")
        self.until("You are in.")

    def choose(self, option: str) -> None:
        """Choose an answer and send it."""
        self.ask(f"document.querySelector('input[value={option}]').click()")
        self.ask("document.getElementById('send').click()")


@contextmanager
def live(
    folder: Path, settings: Settings | None = None, story: Story | None = None
) -> Iterator[Live]:
    """Serve a room for a browser."""
    room = Live(folder, settings, story)
    try:
        yield room
    finally:
        room.close()


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Open a Chromium without a window."""
    found, driver_found = shutil.which("chromium"), shutil.which("chromedriver")
    if found is None or driver_found is None:
        lacking("Chromium and its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = found
    for one in QUIET:
        options.add_argument(one)
    rules = ", ".join(f"MAP {one} 127.0.0.1" for one in HOSTS)
    options.add_argument(f"--host-resolver-rules={rules}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(driver_found))
    try:
        yield driver
    finally:
        driver.quit()
