"""What every test of a room needs."""

from __future__ import annotations

import pytest

from game.group.addresses import Surroundings


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the made-up addresses of these rooms answer, as a network would."""
    found = Surroundings(reached=True, others=())
    monkeypatch.setattr("game.tui.widgets.room.surroundings", lambda _address, _port: found)
