"""A session without a network: two teams, hands, a bet, a tie, both answers, debrief, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import served
from test_host_branches import _turn
from test_host_screen import hosted, shown
from test_teams import tables

from game.group.addresses import ALONE
from game.group.messages import Lock
from game.group.state import Phase

if TYPE_CHECKING:
    from pathlib import Path

    from test_host_screen import Screen


async def count(screen: Screen, key: str, hands: str, words: str) -> str:
    """Type a show of hands; return what is shown once it holds these words."""
    await screen.press(key, "Count the hands")
    await screen.pilot.press(*(("space" if one == " " else one) for one in hands))
    return await screen.press("enter", words)


async def test_two_teams_play_a_whole_story_by_hands(tmp_path: Path) -> None:
    """Enter leads, and every question finds its answer without a phone."""
    async with (
        served(tmp_path, story=tables()) as room,
        hosted(room, tmp_path, address=ALONE) as screen,
    ):
        text = await screen.press("enter", "Both budgets go in")
        assert "SECRET" not in text
        assert "3  Hold BLUE-TENTH back." in text
        assert "First vote. The Reds: 1 to 2. The Blues: 3 to 4." in text
        text = await screen.press("enter", "Count the hands")
        assert "3  Hold BLUE-TENTH back." in text[text.index("The Blues") :]
        await screen.press("escape", "Both budgets go in")
        await count(screen, "enter", "3 3 4 2", "talk, then vote again")
        await screen.press("enter", "Talk: ")
        await screen.press("enter", "Second vote.")
        await count(screen, "enter", "3 3 2 4", "hold a run-off")
        await screen.press("enter", "Run-off")
        await count(screen, "enter", "2 2", "The Reds: Answers 1 and 2 are level.")
        await screen.press("enter", "The Reds: commit to which?")
        await screen.press("3", "Which one first?")
        await screen.press("1", "And which one later?")
        await screen.press("1", "The Blues: commit to which?")
        await screen.press("2", "h types the counts")
        await count(screen, "h", "5 1 0", "6 counted.")
        await screen.press("enter", "MEETING-share-open")
        await screen.press("enter", "rise 83 %")
        await screen.press("enter", "Now the other answer.")
        await screen.press("enter", "h types the counts")
        await count(screen, "h", "0 1 5", "6 counted.")
        await screen.press("enter", "MEETING-keep-open")
        await screen.press("enter", "fall 83 %")
        await screen.press("enter", "Enter go to the debrief")
        await screen.press("enter", "What do you want to talk about?")
        assert "3 (50 %)" in await _turn(screen, "The Reds")
        await _turn(screen, "and otherwise?")
        await _turn(screen, "Both ways")
        text = await _turn(screen, "Before you go")
        assert "Plans in pairs" in text
        await screen.press("q", "End the session for everybody")
        await screen.pilot.press("3")
        await screen.pilot.pause()
        assert room.server.hub.quit.is_set()
    assert [one.choices for one in room.server.hub.room.branches] == [("share+open",)]


async def test_hands_count_when_the_time_is_over(tmp_path: Path) -> None:
    """The time of a run-off ends while hands are counted: what is typed then counts."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address=ALONE) as screen:
        hub = room.server.hub
        await screen.press("enter", "One van stands")
        await count(screen, "enter", "3 3 1", "are level")
        await screen.press("r", "Run-off")
        await screen.press("enter", "Count the hands")
        await screen.pilot.press(*"1", "space", *"4")
        assert hub.room.ballot is not None
        assert hub.room.ballot.deadline is not None
        hub.writer.submit(Lock(hub.room.ballot.deadline, 0, "timer"))
        await screen.wait(lambda _: hub.room.phase is Phase.LOCKED)
        assert "Answer 2 leads." in await screen.press("enter", "leads.")
        await screen.press("v", "Second vote.")
        hub.writer.submit(Lock(1, 0))
        await screen.until("show the split")
        await count(screen, "enter", "5 0 0", "Answer 1 leads.")
        assert "No ballot" not in shown(screen.app)


async def test_without_a_network_an_empty_field_counts_nothing(tmp_path: Path) -> None:
    """Closing the count leaves the vote open, and Enter asks again."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address=ALONE) as screen:
        await screen.press("enter", "One van stands")
        await screen.press("enter", "Count the hands")
        await screen.press("escape", "One van stands")
        assert room.server.hub.room.phase is Phase.OPEN
        await count(screen, "enter", "1 0 0", "Answer 1 leads.")
