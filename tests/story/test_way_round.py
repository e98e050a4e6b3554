"""The flagship's content note: what it promises to who would rather not read of a death."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from game.engine.run import Run, begin, choose, texts
from game.story.library import Broken, load, shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.story.compiled import Story

GAMES = 1_500
DEATH = re.compile(r"\b(died?|dies|death|dead|funeral|mother|father|bereave\w*)\b", re.IGNORECASE)


def flagship() -> Story:
    """Return the story that the note stands in."""
    story = load(shipped() / "two-departments.toml")
    assert not isinstance(story, Broken), story.reason
    return story


def read(run: Run) -> Iterator[str]:
    """Yield what is read since the last decision, and the answers that are offered."""
    for scene in run.passage:
        yield from texts(scene, run.state, run.parameters)
    for choice in run.offered:
        yield choice.text


def played(story: Story, dice: random.Random, fact: str) -> tuple[Run, list[str]]:
    """Play at random, but take the answer that sets a fact; return the run and all of its text."""
    run = begin(story)
    said = list(read(run))
    while not run.ended:
        wanted = next((one for one in run.offered if fact in one.sets), None)
        choice = wanted or dice.choice(run.offered)
        run = choose(run, choice.id)
        said += [choice.reply, *read(run)]
    return run, said


def test_the_way_round_is_of_equal_worth() -> None:
    """Where the message is left shut no loss is told as a death, and every ending is reached."""
    story = flagship()
    dice = random.Random(7)
    reached = set()
    for _ in range(GAMES):
        run, said = played(story, dice, "left_shut")
        reached.add(run.scene.id)
        assert not [text for text in said if DEATH.search(text)]
        assert "left_shut" in run.state.facts
    _, said = played(story, dice, "read_it")
    assert [text for text in said if DEATH.search(text)], "the other way tells of one"
    assert reached == {scene.id for scene in story.endings}


def test_the_note_names_the_scene_it_speaks_of() -> None:
    """The title and the way round that the note names are in the story."""
    story = flagship()
    (scene,) = [
        one
        for one in story.scenes.values()
        if any("left_shut" in choice.sets for choice in one.choices)
    ]
    assert scene.title.split(",")[0] in " ".join(story.content_note.split())
