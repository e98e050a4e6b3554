"""The desk's state: a save, the analysis and the play change it, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.author.check import Checked
from game.author.desk import (
    DeskState,
    chosen,
    lost_words,
    placed,
    saved,
    stand,
    undone,
    worked,
)
from game.author.errands import Figures, Progress
from game.author.watching import Text, text_of
from game.story.codes import Code
from game.story.diagnostic import Diagnostic

if TYPE_CHECKING:
    from game.story.compiled import Story

FERRY = Path(__file__).parents[1] / "tui" / "ferry.toml"
FIGURES = Figures(exact=True, explored=True, map=(), outcomes=(), shares={"end": 1.0})


def _text(fingerprint: str, *changes: tuple[str, str]) -> Text:
    raw = FERRY.read_bytes()
    for old, new in changes:
        raw = raw.replace(old.encode(), new.encode())
    return text_of(FERRY, raw, fingerprint)


def _broken(fingerprint: str) -> Text:
    return _text(fingerprint, ('goto = "office"', 'goto = "offic"'))


def _story(text: Text) -> Story:
    assert text.story is not None
    return text.story


def _choices(state: DeskState) -> tuple[str, ...]:
    assert state.play is not None
    return state.play.run.choices


def test_a_text_with_errors_leaves_everything_but_itself() -> None:
    """Story, figures and play stay those of the last text without errors, and are called behind."""
    first = worked(saved(DeskState(), _text("a")), "a", FIGURES)
    second = saved(first, _broken("b"))
    assert second.text is not None
    assert second.text.errors == 1
    assert second.behind
    assert not first.behind
    assert (second.story, second.work, second.play) == (first.story, first.work, first.play)


def test_errors_are_told_first() -> None:
    """Of what is wrong the errors come first, those that only all playthroughs show among them."""
    place = _text("a").place("scenes", "end")
    unmet = Diagnostic("ferry.toml", place, Code.UNMET, "it is not so", "Change it.")
    figures = FIGURES._replace(findings=(unmet,))
    state = worked(saved(DeskState(), _text("a")), "a", figures)
    warned = [one.code for one in _text("a").checked.diagnostics]
    assert warned
    assert [one.code for one in state.diagnostics] == [Code.UNMET, *warned]


def test_the_same_text_again_is_not_analysed_again() -> None:
    """Back at the text before, its figures are there at once."""
    first = worked(saved(DeskState(), _text("a")), "a", FIGURES)
    back = saved(saved(first, _broken("b")), _text("a"))
    assert back.figures is FIGURES
    assert not back.behind


def test_figures_of_an_older_text_are_left() -> None:
    """What the analysis says of a text that is no longer there changes nothing."""
    state = saved(saved(DeskState(), _text("a")), _text("b"))
    assert worked(state, "a", FIGURES) is state
    assert worked(state, "b", FIGURES).figures is FIGURES
    assert worked(DeskState(), "b", FIGURES) == DeskState()


def test_a_new_text_forgets_figures_but_not_shares() -> None:
    """The figures of a text go with it; the shares stay to say how far they moved."""
    state = worked(saved(DeskState(), _text("a")), "a", FIGURES)
    state = saved(state, _text("b"))
    assert state.figures is None
    assert state.work == Progress()
    assert state.former == {"end": 1.0}
    # A save before the analysis is done keeps the shares that are known.
    assert saved(state, _text("c")).former == {"end": 1.0}


def test_choices_are_replayed_after_a_save() -> None:
    """The play stands where the same choices lead in the new text, by its numbers."""
    state = chosen(saved(DeskState(), _text("a")), "ask")
    moved = saved(state, _text("b", ("trust = 10", "trust = 20")))
    assert _choices(moved) == ("ask",)
    assert moved.play is not None
    assert state.play is not None
    assert moved.play.run.state.trust > state.play.run.state.trust
    assert moved.play.decided


def test_what_is_lost_comes_back() -> None:
    """Choices that do not replay are kept in mind until the play goes on."""
    state = chosen(chosen(saved(DeskState(), _text("a")), "ask"), "leak")
    without = saved(state, _text("b", ('id = "leak"', 'id = "tell"')))
    assert _choices(without) == ("ask",)
    assert without.play is not None
    assert without.play.lost == ("leak",)
    assert "office does not offer leak, but thank, split, tell" in lost_words(without.play)
    assert _choices(saved(without, _text("a"))) == ("ask", "leak")
    assert _choices(saved(chosen(without, "split"), _text("a"))) == ("ask", "split")
    assert _choices(saved(undone(without), _text("a"))) == ()


def test_a_renamed_choice_is_not_lost() -> None:
    """A choice that says what it was called is played on, there and back."""
    state = chosen(chosen(saved(DeskState(), _text("a")), "ask"), "leak")
    renamed = saved(state, _text("b", ('id = "leak"', 'id = "tell"\nformerly = ["leak"]')))
    assert _choices(renamed) == ("ask", "tell")
    assert _choices(saved(renamed, _text("a"))) == ("ask", "leak")


def test_the_whole_way_may_be_lost() -> None:
    """Where the first choice is gone the play stands at the start."""
    text = _text("b", ('id = "ask"', 'id = "query"'))
    play = stand(_story(text), ("ask", "split"))
    assert play.run.choices == ()
    assert "decision 1 no longer replays: pier does not offer ask" in lost_words(play)


def test_going_back_and_starting_anew() -> None:
    """One decision back, and none at the start; from the start; along a list of choices."""
    state = placed(saved(DeskState(), _text("a")), ("log", "split"))
    assert _choices(state) == ("log", "split")
    assert _choices(undone(state)) == ("log",)
    assert _choices(undone(undone(undone(state)))) == ()
    assert _choices(placed(state, ())) == ()
    assert state.play is not None
    assert not state.play.decided


def test_without_a_story_nothing_is_played() -> None:
    """Until a text can be played, playing keys do nothing."""
    empty = saved(DeskState(), _broken("a"))
    for state in (chosen(empty, "ask"), undone(empty), placed(empty, ("ask",))):
        assert state is empty


def test_places_of_what_is_shown() -> None:
    """A scene and a choice are found in the file; in a text that can't be read, its first line."""
    lines = FERRY.read_text(encoding="utf-8").splitlines()
    text = _text("a")
    assert text.place("scenes", "office").line == 1 + lines.index("[scenes.office]")
    choice = text.place("scenes", "office", "choices", 1).line
    assert lines[choice] == 'id = "split"'
    assert Text("x", Checked("x", ())).place("scenes", "office").line == 1
