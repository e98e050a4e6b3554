"""A joint scene on the play screen: one side's text and options, both sides' answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens import press, settle, shown
from two_sides import FILE

from game.storage.shelf import Kept, read_all
from game.story.library import Broken, load
from game.tui.app import CommonGround

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_joint_story_by_keys(saves: Path) -> None:
    """The player sees the first team's side; after the choice stands what the other side did."""
    story = load(FILE)
    assert not isinstance(story, Broken), story
    app = CommonGround(saves, "", story)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        first = shown(app)
        assert "Your oven is booked until six." in first
        assert "cold room" not in first
        assert first.count("You play The bread stall.") == 1
        assert "Take the key off the hook at once." in first
        assert "Offer to load" not in first
        reply = await press(pilot, "2")
        assert "You: Take the key off the hook at once." in reply
        assert "The stall of Rui: Offer to load both stalls together." in reply
        assert "Rui puts a crate down" in reply
        await press(pilot, "enter", "enter", "1", "enter")
        bet = await press(pilot, "enter", "1")
        assert "what will this do to trust?" in bet
        assert "You: Pack the bread first." in bet
        ending = await press(pilot, "4", "enter")
        assert "Ending: Two ways home" in ending
    (kept,) = (one.save for one in read_all(saves) if isinstance(one, Kept))
    assert [one.choice for one in kept.choices] == ["take+share", "drive", "pack+leave"]
