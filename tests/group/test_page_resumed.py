"""A room whose server is killed under phones in a real Chromium, and resumed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from browsing import HOSTS, Window
from serving import browser
from test_server_killed import story_in

from game.group import journal, sessions
from game.group.server import replayed
from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from selenium import webdriver

    from game.group.sessions import Place


def do(place: Place, kind: str, **fields: object) -> None:
    """Take one step as the host, over a line of its own."""

    async def step() -> None:
        headers = {"Authorization": f"Bearer {place.token}"}
        address = f"http://127.0.0.1:{place.host}/host"
        async with browser() as session, session.ws_connect(address, headers=headers) as line:
            await line.send_str(json.dumps({"do": kind, "ask": 1, **fields}))
            while "state" in (told := json.loads((await line.receive()).data)):
                pass
            assert told == {"done": 1}

    asyncio.run(step())


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_phones_come_back_by_themselves_to_a_resumed_room(
    driver: webdriver.Chrome, tmp_path: Path
) -> None:
    """Killed in mid-vote, resumed at the same address: code, seats and votes; nobody reloads.

    What was acknowledged stands, what was given meanwhile arrives once, and a phone that was
    reloaded meanwhile is the same person.
    """
    story = story_in(tmp_path)
    folder = sessions.begin(tmp_path, story, Settings(), datetime(2026, 1, 5, 9, tzinfo=UTC))
    log = folder / journal.NAME
    code = journal.read_header(log).code
    place = sessions.launch(folder, "127.0.0.1", 0, HOSTS)
    try:
        phones = [Window(driver, place.port, number) for number in range(3)]
        for phone, name in zip(phones, ("Ana", "Bo", "Cy"), strict=True):
            phone.join(name, code)
        ana, bo, cy = phones
        do(place, "open")
        for phone, option in zip(phones, ("ask", "take", "list"), strict=True):
            phone.until("What do you do?")
            phone.choose(option)
            phone.until("Received: ")
        os.kill(place.pid, signal.SIGKILL)
        sessions.reap()
        for phone in phones:
            phone.until("Not connected.")
        bo.choose("ask")
        bo.until("Sending…")
        before, place = place, sessions.launch(folder, "127.0.0.1", place.port, HOSTS)
        assert (place.port, place.pid == before.pid) == (before.port, False)
        assert "Received: Ask Mo who needs it first." in ana.until("The vote is open")
        assert "Received: Ask Mo who needs it first." in bo.until("Received: Ask")
        assert "Received: Hang a list on the door." in cy.until("The vote is open")
        cy.here().refresh()
        cy.until("Received: Hang a list on the door.")
        do(place, "lock")
        do(place, "reveal")
        for phone in phones:
            phone.until("67 %, 2 votes")
        do(place, "quit")
    finally:
        if (running := sessions.place_of(folder)) and running.pid:
            os.kill(running.pid, signal.SIGTERM)
        sessions.reap()
    room = replayed(log, story)
    assert room.code == code
    assert [seat.name for seat in room.seats] == ["Ana", "Bo", "Cy"]
    assert room.ballots[0].tally == ((2, 0, 1),)
    votes = [json.loads(line) for line in log.read_text().splitlines() if '"do": "vote"' in line]
    assert [(one["seat"], one["option"]) for one in votes] == [
        (0, "ask"),
        (1, "take"),
        (2, "list"),
        (1, "ask"),
    ]
