"""Seat codes and a side's own code from a terminal: asked for, refused and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sitting as terminal
from serving import served
from sitting import sitting
from test_doors import BY_CODE, with_seat_codes
from test_seat_lines import piped
from test_teams import budgets
from textual.widgets import Input

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_seat_code_is_asked_for(tmp_path: Path) -> None:
    """On the screen, where a wrong one can be typed anew; as lines, and as an option."""
    codes = with_seat_codes(tmp_path / "room", 3)
    async with served(tmp_path / "room") as room:
        async with sitting(room, tmp_path, "") as ana:
            await ana.until("Your seat code")
            await ana.press("A A A enter A n a enter", "There is no such seat code")
            ana.app.screen.query(Input).first().value = codes[0]
            await ana.press("enter enter", "You are in.")
        given = ("--name", "Bo", "--seat-code", codes[1], "--new")
        async with piped(room, tmp_path, *given) as bo:
            await bo.until("You are in.")
        async with piped(room, tmp_path, "--new") as cy:
            await cy.type(codes[2], "Your name, as the room will see it:")
            await cy.type("Cy", "You are in.")


async def test_a_sides_own_code_says_which_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked for a side whose code they typed; it is said before they sit."""
    monkeypatch.setattr(terminal, "CODE", f"{terminal.CODE}W")
    async with served(tmp_path / "room", BY_CODE, budgets()) as room:
        async with sitting(room, tmp_path, "") as ana:
            await ana.until("You join: The Blues")
            await ana.press("A n a enter", "You are in.")
            assert "The Blues" in ana.text()
        async with sitting(room, tmp_path, "") as again:
            await again.until("You are in.")
