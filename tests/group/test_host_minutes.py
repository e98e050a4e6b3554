"""The minutes on the host's screen: typed in the lobby, changed later, planned with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import served
from test_host_screen import hosted

from game.tui.screens.minutes import parsed

if TYPE_CHECKING:
    from pathlib import Path

WRONG = ("0", "", "1001", "+999", "-5", "6o", "²", "+")


async def test_minutes_are_typed_and_changed(tmp_path: Path) -> None:
    """The lobby says what they come to; later a plus counts from now on; nonsense is told so."""
    async with served(tmp_path) as room, hosted(room, tmp_path) as screen:
        await screen.until("How many minutes are there?")
        await screen.press("t", "plan with these")
        await screen.pilot.press("x")
        await screen.press("enter", "Type minutes, such as 60")
        await screen.pilot.press("backspace", "4", "0")
        text = await screen.press("enter", "40 minutes: about 2 decisions of 15, 10 for the")
        assert "▀" in text
        await screen.press("enter", "One van stands")
        await screen.press("t", "plan with these")
        await screen.pilot.press("home", *("delete",) * 2, "plus", "2", "5")
        await screen.pilot.press("enter")
        await screen.wait(lambda _: room.server.hub.room.settings.minutes == 25)
        assert [line["do"] for line in room.lines()] == ["adjust", "open", "adjust"]


async def test_the_facilitators_view_plans(tmp_path: Path) -> None:
    """Time against plan, and what is kept for the debrief, stand beside the notes."""
    async with (
        served(tmp_path) as room,
        hosted(room, tmp_path, size=(120, 40), console=True) as screen,
    ):
        await screen.press("t", "plan with these")
        await screen.pilot.press("4", "0", "enter")
        text = await screen.press("enter", "0 of 40 minutes used")
        assert "about 2 decisions to come" in " ".join(text.replace("│", " ").split())


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("60", 60), (" +20 ", 32), *((wrong, None) for wrong in WRONG)],
)
def test_what_counts_as_minutes(text: str, minutes: int | None) -> None:
    """Whole minutes up to a thousand, or a plus and more from now on; 12 are used here."""
    assert parsed(text, 12) == minutes
