"""Plans in pairs from a terminal, as lines: in a real pseudo-terminal, on a real room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from browsing import live
from serving import CODE
from terminals import Terminal

from game.group.seat_plans import Planning
from game.plain.planning import said

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Live


def joined(room: Live, name: str) -> Terminal:
    """Return a terminal with a seat."""
    url = f"{room.room.base}/{CODE}"
    saves = str(room.room.path.parent / "seats")
    terminal = Terminal("join", url, "--name", name, "--plain", "--saves", saves, size=(60, 100))
    terminal.until("You are in.")
    return terminal


def test_two_terminals_write_plans(tmp_path: Path) -> None:
    """Each types a line, is told that it is received, and then reads the other's."""
    with live(tmp_path) as room:
        ana, bo = joined(room, "Ana"), joined(room, "Bo")
        for step in ("open", "lock", "reveal"):
            room.do(step)
        room.do("commit", choices=["take"])
        room.do("end")
        ana.until("Which two")
        room.do("turn", page=1)
        ana.until("The room is talking. Look at the screen.")
        ana.press("?\r", "There is nothing to answer now")
        room.do("turn", page=0)
        ana.until("Up to two qualities")
        room.do("turn", page=2)
        text = ana.until("You are paired with Bo.")
        assert "A situation at work next week" in text
        assert "shown to nobody else" in " ".join(text.split())
        bo.until("You are paired with Ana.")
        ana.press("Ask Mo first.\r", "Received.")
        assert "Ask Mo first." not in bo.until("Type your plan")
        ana.press("x" * 501 + "\r", "That has 501 characters")
        bo.press("I wait a day.\r", "Ana's plan: Ask Mo first.")
        ana.until("Bo's plan: I wait a day.")
        ana.press("2\r", "2")
        bo.until("Ana's plan: 2")
        assert room.room.server.hub.room.plans.get(0) == ("2", 2)
        for terminal in (ana, bo):
            terminal.press("q\r", "You have left the room.")
            assert terminal.end() == 0


def test_only_what_is_new_is_said() -> None:
    """A snapshot that brings nothing new is not read out again; a new partner is."""
    first = Planning("What?", "Who reads it.", 500, (), "Mine.", 2, ())
    lines = [str(line) for line in said(None, first)]
    assert "Nobody else is here to be paired with yet." in lines
    assert "Your plan so far: Mine." in lines
    assert list(said(first, first)) == []
    unsent = replace(first, partners=("Bo",), id=0)
    assert unsent.with_whom.endswith("Bo. Once your plan is sent, you read theirs.")
    assert list(said(first, None)) == []
    paired = replace(first, partners=("Bo", "Cy"), theirs=(("Bo", "Ask."),))
    assert list(said(first, paired)) == [
        "You are paired with Bo and Cy.",
        "Bo's plan: Ask.",
    ]
