"""The story for two teams: what it promises a room, and a player alone."""

from __future__ import annotations

from collections import Counter
from functools import cache

from game.analysis.report import Analysis, analyse
from game.author.proofs import proofs
from game.engine.run import Run, begin, choose
from game.story.compiled import JOINED, Story
from game.story.library import Broken, load, shipped
from game.story.reading import read

FILE = shipped() / "two-tables.toml"


@cache
def story() -> Story:
    """Return the story as it is shipped."""
    loaded = load(FILE)
    assert not isinstance(loaded, Broken), loaded
    return loaded


@cache
def analysis() -> Analysis:
    """Return what all its playthroughs do."""
    return analyse(story())


def alone() -> list[Run]:
    """Return every way to play it alone, to its end."""
    ended, waiting = [], [begin(story())]
    while waiting:
        run = waiting.pop()
        if run.ended:
            ended.append(run)
        waiting += (choose(run, option.id) for option in run.options)
    return ended


def test_its_size() -> None:
    """Six decisions, all of them joint, two to three options a side, and four to six endings."""
    deciding = [scene for scene in story().scenes.values() if scene.choices]
    assert len(deciding) == 6
    assert all(scene.sides for scene in deciding)
    assert analysis().decisions == (6, 6)
    assert all(2 <= len(side.choices) <= 3 for scene in deciding for side in scene.sides)
    assert 4 <= len(story().endings) <= 6
    assert story().minutes == 20
    assert [team.id for team in story().teams] == ["exhibitions", "conservation"]


def test_its_parts() -> None:
    """Every scene has a note, every option somebody who defends it, every meeting a reply."""
    deciding = [scene for scene in story().scenes.values() if scene.choices]
    assert all(scene.note and scene.title for scene in deciding)
    assert sum(scene.bet for scene in deciding) == 1
    for scene in deciding:
        assert all(one.why_tempting for side in scene.sides for one in side.choices), scene.id
        assert all(one.reply and one.why for one in scene.choices), scene.id
        pairs = len(scene.sides[0].choices) * len(scene.sides[1].choices)
        assert len(scene.choices) == pairs, scene.id


def test_each_side_knows_something() -> None:
    """In most scenes each team reads a paragraph that the other does not."""
    told = Counter(also.team for scene in story().scenes.values() for also in scene.also)
    assert told["exhibitions"] >= 5
    assert told["conservation"] >= 4


def test_nothing_is_left_to_prove() -> None:
    """It shows what a story must show, does all that it says, and meets its expectations."""
    source = read(FILE.name, FILE.read_bytes()).source
    assert [str(one) for one in proofs(FILE.name, source, analysis())] == []
    assert all(lesson.holds for lesson in analysis().lessons)
    assert len(analysis().lessons) >= 10
    assert len(story().expectations) >= 4


def test_alone_all_endings_can_be_reached() -> None:
    """A player alone can reach every ending, and the other side's answers depend on the way."""
    runs = alone()
    assert {run.scene.id for run in runs} == {scene.id for scene in story().endings}
    answers = {
        (decision.scene.id, decision.choice.id.partition(JOINED)[2])
        for run in runs
        for decision in run.decisions
    }
    assert len(answers) == 12


def test_replies_are_for_both_sides() -> None:
    """A reply is read by both teams, so that nobody is addressed outside of speech."""
    for scene in story().scenes.values():
        for meeting in scene.choices:
            told = meeting.reply.split('"')[::2]
            words = " ".join(told).lower().split()
            assert not {"you", "your", "yours"} & set(words), (scene.id, meeting.id)
