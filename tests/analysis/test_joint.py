"""The analysis of a story of two teams: all pairs are counted, the fixed players are one side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from brute import walk
from two_sides import changed, two_sides

from game.analysis.report import analyse
from game.author.proofs import proofs
from game.engine.run import begin, choose
from game.engine.state import holds
from game.story.source import Source
from game.telling.arrival import arrival
from game.telling.sides import other_side
from stories import compiled

if TYPE_CHECKING:
    from game.engine.run import Run
    from game.story.compiled import Choice, SideChoice
    from game.story.prose import Paragraph

LOW = (("trust = 50", "trust = 41"), ('goto = "road"', 'goto = "rain"'))
BOTH_SHARE = '[[scenes.keys.meets]]\nbread = "share"\ncheese = "share"\n'


def test_every_pair_is_a_playthrough() -> None:
    """All meetings that hold are walked, whatever the other side would play by itself."""
    brute, told = walk(two_sides()), analyse(two_sides())
    assert told.playthroughs == len(brute.playthroughs)
    first = {one.choices[0] for one in brute.playthroughs}
    assert first == {"take+share", "share+share", "share+tell", "take+tell"}


def test_fixed_players_are_the_first_team() -> None:
    """They take their own side's first option that fits; the other side plays by itself."""
    players = analyse(two_sides()).players
    assert players["relational"].run.choices == ("share+share", "drive", "tarp+wait")
    assert players["transactional"].run.choices[0] == "take+share"
    low = analyse(two_sides(*LOW)).players
    assert low["transactional"].run.choices == ("take+share", "pack+leave")


def test_words_are_those_of_the_first_team() -> None:
    """Of a joint scene count the first team's paragraphs and options, and both sides' answers."""
    story = two_sides()
    counts = []
    for one in walk(story).playthroughs:
        run, shown = begin(story), 0
        for choice_id in (*one.choices, ""):
            for passage in arrival(run):
                shown += sum(len(_words(paragraph)) for paragraph in passage.paragraphs)
            shown += sum(len(option.text.split()) for option in _own(run))
            if choice_id:
                run = choose(run, choice_id)
                other = other_side(run.decisions[-1], story)
                shown += len(run.decisions[-1].choice.reply.split())
                shown += len(other.text.split()) if other is not None else 0
        counts.append(shown)
    assert analyse(story).words.mean == pytest.approx(sum(counts) / len(counts))


def test_places_are_those_of_the_own_side() -> None:
    """The best option's place is where the player sees it, not where its meeting stands."""
    told = analyse(two_sides()).positions
    assert told is not None
    assert (told.place, told.times, told.scenes) == (0, 3, 3)


def test_findings_stand_at_the_meeting() -> None:
    """What no playthrough does in a joint scene is told at the table of its pair."""
    text = changed((BOTH_SHARE, f"{BOTH_SHARE}needs = 1\n"))
    found = proofs("van.toml", Source(text), analyse(compiled(text)))
    lines = [one.place.line for one in found if one.code == "CG606"]
    assert text.split("\n").index("needs = 1") + 1 in lines


def test_a_meeting_that_is_never_offered() -> None:
    """A pair whose conditions never hold together stands at its table."""
    text = changed(('when = "trust < 50"', 'when = "trust < 3"'))
    found = proofs("van.toml", Source(text), analyse(compiled(text)))
    (never,) = (one for one in found if one.code == "CG602")
    assert "'pack+leave'" in never.message
    header = text.split("\n")[never.place.line - 1]
    assert header == "[[scenes.rain.meets]]"


def _own(run: Run) -> list[SideChoice | Choice]:
    """Return what the player reads as options, whatever the other side then does."""
    scene, state = run.scene, run.state
    own = scene.sides[0].choices if scene.sides else scene.choices
    return [one for one in own if holds(one.when, state, run.parameters)]


def _words(paragraph: Paragraph) -> list[str]:
    return "".join(span.text for span in paragraph).split()
