"""A real Chromium, driven by its own driver, without a network; and the accessibility checker.

Debian: `apt-get install chromium chromium-driver`. axe-core: `npm pack axe-core`, unpacked, and
its `axe.min.js` named in `AXE_CORE`. In CI both must be there; elsewhere the tests say what is
missing and are passed over.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--window-size=1000,1400",
)


def lacking(what: str) -> NoReturn:
    """Pass a test over for want of something; in CI that is a failure."""
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"needs {what}")


def browser(profile: Path) -> Iterator[webdriver.Chrome]:
    """Yield a browser with an empty profile, and end it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        lacking("Chromium and its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(executable_path=driver))
    try:
        yield chrome
    finally:
        chrome.quit()


def axe() -> str:
    """Return the source of the checker."""
    named = os.environ.get("AXE_CORE", "")
    if not (named and Path(named).is_file()):
        lacking("axe-core: npm pack axe-core, unpack it, and name its axe.min.js in AXE_CORE")
    return Path(named).read_text(encoding="utf-8")
