"""Bets from a terminal, on its screen and as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import browser, host_of, served
from sitting import sitting
from test_seat_lines import piped

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_bet_is_placed_changed_and_told(tmp_path: Path) -> None:
    """Three ways by number, received once the log has it; what the room bet is told at the end."""
    async with (
        served(tmp_path / "room") as room,
        browser() as session,
        sitting(room, tmp_path) as ana,
        piped(room, tmp_path, "--plain", "--name", "Bo") as bo,
    ):
        await bo.until("You are in.")
        host = await host_of(session, room)
        for step in ("open", "lock", "reveal"):
            await host.do(step)
        await host.do("commit", choices=["ask"])
        for step in ("goon", "goon", "lock", "reveal"):
            await host.do(step)
        await host.do("commit", choices=["wait"])
        await ana.until("3  It will fall")
        await ana.press("1", "Received: It will rise")
        await ana.press("3", "Received: It will fall")
        assert "It will fall  (received)" in ana.text()
        assert "It opens." not in ana.text()
        await bo.until("1. It will rise")
        await bo.type("2", "Received: It will stay")
        await host.do("goon")
        await ana.until("It opens.")
        await host.do("goon")
        told = "The room's bet on trust: rise 0 %, stay 50 %, fall 50 %."
        await ana.until(told)
        await bo.until(told)
