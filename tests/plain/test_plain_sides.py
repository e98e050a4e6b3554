"""A joint scene over lines: the player is the first team, the other side answers by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lines_in import choices, run_here
from two_sides import FILE

from game.storage.savefile import from_toml
from game.story.library import Broken, load
from game.telling.role import role

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.save import Save
    from game.story.compiled import Story


def van() -> Story:
    """Return the story of two teams as it is loaded from its file."""
    story = load(FILE)
    assert not isinstance(story, Broken), story
    return story


def saved(folder: Path) -> Save:
    """Return the one run of a folder."""
    (path,) = folder.glob("two_sides-*.toml")
    save = from_toml(path.read_bytes())
    assert not isinstance(save, str), save
    return save


def test_one_side_is_read_and_offered(saves: Path) -> None:
    """The player reads the own side's paragraphs and options, and nothing of the other's."""
    told = run_here(saves, [], van())
    assert "Your oven is booked until six." in told
    assert "The radio says rain." in told
    assert "cold room" not in told
    assert "1. Ask for the early run, and say why." in told
    assert "2. Take the key off the hook at once." in told
    assert "Offer to load" not in told
    assert "3." not in told


def test_one_player_is_told_once_which_side_is_played(saves: Path) -> None:
    """After the role, before the first scene; in a story without teams nobody is told."""
    told = run_here(saves, ["2"], van())
    said = ["You sell the bread.", "You play The bread stall.", "Wednesday, 18:00"]
    places = [told.index(one) for one in said]
    assert places == sorted(places)
    assert told.count("You play") == 1
    alone = van()._replace(teams=())
    assert [span.text for (span,) in role(alone)] == ["You sell the bread."]


def test_both_answers_are_told_after_the_choice(saves: Path) -> None:
    """After the choice stands what the other side did, then the reply, then the meters."""
    told = run_here(saves, ["2"], van())
    said = [
        "You: Take the key off the hook at once.",
        "The stall of Rui: Offer to load both stalls together.",
        "Rui puts a crate down",
        "Trust 50 to 40",
        "Thursday, 5:40",
    ]
    places = [told.index(one) for one in said]
    assert places == sorted(places)


def test_a_joint_story_to_its_end(saves: Path) -> None:
    """The save holds both sides' choices, with the bet; undo and timeline know them."""
    told = run_here(saves, ["1", "u", "1", "1", "1", "4", "t", "", "d", *[""] * 20], van())
    assert "Ending: Under one tarpaulin" in told
    save = saved(saves)
    assert choices(save) == ["share+share", "drive", "tarp+wait"]
    assert [one.bet for one in save.choices] == [None, None, "pass"]
    assert [one.choice for one in save.undone] == ["share+share"]
    assert "1. Wednesday, 18:00: Ask for the early run, and say why." in told
    assert re.search(r"Not taken, transactional \([a-z -]+\): “Take the key off", told)


def test_a_joint_story_goes_on_where_it_was_left(saves: Path) -> None:
    """A run that was left in a joint scene stands there again, with the same options."""
    run_here(saves, ["1", "1"], van())
    told = run_here(saves, ["2", "2", "4"], van())
    assert "1. Hold your tarpaulin over both." in told
    assert "Ending: Under one tarpaulin" in told
    assert choices(saved(saves)) == ["share+share", "drive", "pack+wait"]


def test_who_you_are_is_told_without_a_content_note(saves: Path) -> None:
    """A story with no content note says who the player is before its first scene, once."""
    told = run_here(saves, ["2"], van())
    assert told.count("You sell the bread.") == 1
    assert told.index("You sell the bread.") < told.index("Decision 1")
