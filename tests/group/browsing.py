"""The phone page in a real Chromium: a room on loopback, and phones that are private windows."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from browser.chromium import QUIET, lacking
from networks import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait
from serving import CODE, Host, Served, browser, host_of, served

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from game.group.hub import Hub
    from game.group.settings import Settings
    from game.story.compiled import Story

Result = TypeVar("Result")
PATIENCE = 60
HOSTS = ("phone-0.test", "phone-1.test", "phone-2.test")
"""Names that Chromium takes for this machine: cookies are parted by name, not by port."""


class Live:
    """A room served by a loop in a thread of its own, so that a browser can be waited for."""

    def __init__(
        self, folder: Path, settings: Settings | None = None, story: Story | None = None
    ) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.network = self.run(Network().listen())
        names = (*HOSTS, *(f"{one}:{self.network.port}" for one in HOSTS))
        self._room = served(folder, settings, story, more=names)
        self._browser = browser()
        self.room: Served = self.run(self._room.__aenter__())
        self.port = int(self.room.base.rpartition(":")[2])
        self.network.lead_to(self.port)
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

    @property
    def hub(self) -> Hub:
        """What the server holds."""
        return self.room.server.hub

    def sockets(self, seat: int) -> set[int]:
        """Return what tells the open sockets of a seat apart."""
        return {id(one) for one in self.hub.phones.get(seat, [])}

    def silence(self) -> None:
        """Let the network swallow everything: what is open is dead, and nobody is told."""
        self.run(self.network.silence())

    def over(self) -> None:
        """Let new connections pass again."""
        self.run(self.network.over())

    def end(self) -> None:
        """End the session, as the host would."""

        async def quit_() -> None:
            self.room.server.hub.quit.set()

        self.run(quit_())

    def close(self) -> None:
        """End the room and its loop."""
        self.run(self.network.close())
        self.run(self.host.close())
        self.run(self._browser.__aexit__(None, None, None))
        self.run(self._room.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


class Window:
    """One phone: a tab with a host name of its own, and so with cookies of its own."""

    def __init__(
        self, driver: webdriver.Chrome, live: Live | int, number: int = 0, width: int = 360
    ) -> None:
        """`live` is the room, or the port of one in a process of its own."""
        self.driver = driver
        driver.switch_to.new_window("tab")
        self._handle = driver.current_window_handle
        port = live if isinstance(live, int) else live.port
        self.base = f"http://{HOSTS[number]}:{port}"
        self.width = width
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

    def motion(self, wanted: str) -> None:
        """Ask for less motion, or do not."""
        features = [{"name": "prefers-reduced-motion", "value": wanted}]
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
        try:
            self.wait(lambda: words in self.text())
        except TimeoutException:
            pytest.fail(f"waited in vain for {words!r}:\n{self.text()}")
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

    def through(self, live: Live) -> Window:
        """Reach the room through its network, which can fall silent."""
        self.base = f"{self.base.rpartition(':')[0]}:{live.network.port}"
        return self

    def quicken(self, times: int = 10) -> None:
        """Let the page's own waiting take a tenth of its time."""
        script = (
            "const later = setTimeout;"
            f"window.setTimeout = (what, wait, ...more) => later(what, wait / {times}, ...more);"
        )
        command = "Page.addScriptToEvaluateOnNewDocument"
        self.here().execute_cdp_cmd(command, {"source": script})

    def overhear(self) -> None:
        """Keep everything that a socket of the page hears, as `window.heard`."""
        script = (
            "window.heard = []; const Real = WebSocket; window.WebSocket = class extends Real {"
            " constructor(...all) { super(...all);"
            " this.addEventListener('message', (event) => heard.push(event.data)); } };"
        )
        command = "Page.addScriptToEvaluateOnNewDocument"
        self.here().execute_cdp_cmd(command, {"source": script})

    def sleep(self) -> None:
        """Freeze the page, as a phone does that lies in a pocket."""
        self.here().execute_cdp_cmd("Page.setWebLifecycleState", {"state": "frozen"})

    def wake(self) -> None:
        """Take the phone up again."""
        driver = self.here()
        driver.execute_cdp_cmd("Page.setWebLifecycleState", {"state": "active"})
        # The page is seen again, and told so, once another tab was in front of it.
        driver.switch_to.window(next(one for one in driver.window_handles if one != self._handle))
        driver.switch_to.window(self._handle)

    def join(self, name: str, code: str = CODE) -> None:
        """Open the room's address, and join with the code that is in it."""
        self.here().get(f"{self.base}/{code}")
        self.until("Your name")
        self.ask("document.getElementById('name').value = arguments[0]", name)
        self.ask("document.querySelector('#join button').click()")
        self.until("You are in.")

    def choose(self, option: str) -> None:
        """Choose an answer and send it."""
        self.ask(f"document.querySelector('input[value={option}]').click()")
        self.ask("document.getElementById('send').click()")


def findings(phone: Window, script: str) -> list[str]:
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
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, Service(driver_found))
    try:
        yield driver
    finally:
        driver.quit()
