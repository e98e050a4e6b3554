"""What tests of a room have in common: no network around it, and for pages a browser and a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.group.addresses import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Live
    from selenium import webdriver


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the made-up addresses of these rooms answer, as a network would."""
    found = Surroundings(reached=True, others=())
    monkeypatch.setattr("game.tui.widgets.room.surroundings", lambda _address, _port: found)


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """Return one Chromium for the tests of a file; each phone is a private window of it."""
    # Imported here and below: most tests of a room need no browser.
    from browsing import chromium

    with chromium() as one:
        yield one


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Live]:
    """Return a room with a host, for browsers."""
    from browsing import live

    with live(tmp_path) as one:
        yield one
