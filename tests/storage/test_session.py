"""A run in play and its save: every step is pure and exact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from crossing import (
    FIRST,
    SECOND,
    THROUGH,
    begun,
    minute,
    played,
    same_run,
    story,
)
from hypothesis import given
from hypothesis import strategies as st

from game.debrief.reflections import Plan, Reflections
from game.engine.run import NotOfferedError, replay
from game.storage import session as sessions
from game.storage.save import KeptChoice, Parent, RunSettings, Sitting, Undone
from game.storage.savefile import from_toml, to_toml
from game.storage.settings import Settings

if TYPE_CHECKING:
    from game.storage.session import Session

STORY = story()


@st.composite
def sittings(draw: st.DrawFn) -> Session:
    """Return a run after some choices, with steps back among them."""
    session = begun(STORY)
    for number in range(draw(st.integers(0, 6))):
        if session.run.decisions and not session.run.ended and draw(st.booleans()):
            session = sessions.undo(session, now=minute(number), new_id=SECOND)
        elif session.run.offered:
            choice = draw(st.sampled_from([one.id for one in session.run.offered]))
            session = sessions.choose(session, choice, bet=None, now=minute(number))
    return session


def test_start() -> None:
    """A new run knows its story, its player and how it is played, and has nothing to keep."""
    save = begun(STORY).save
    assert (save.run, save.story, save.player, save.mode, save.language) == (
        *(FIRST, "crossing", "Mo", "solo", "en"),
    )
    assert save.fingerprint == STORY.fingerprint
    assert save.scenes == {scene.id: scene.fingerprint for scene in STORY.scenes.values()}
    assert save.sittings == (Sitting("start", minute(0)),)
    assert save.settings == RunSettings("numbers", coach=True)
    assert not save.begun


def test_foreign_names_are_cleaned() -> None:
    """A pseudonym and a story's file name are foreign text."""
    odd = story(name="cro\x1b[2Jss\udc80ing")
    session = sessions.start(
        odd, player=" M\x07o\n" + "x" * 300, settings=Settings(), now=minute(0), new_id=FIRST
    )
    assert session.save.story == "cro[2Jssing"
    assert session.save.player.startswith("Mo x")
    assert from_toml(to_toml(session.save)) == session.save


def test_choose_keeps_what_landed() -> None:
    """A choice is kept with its time, its bet, and the meters as landed."""
    session = played("ask", "a")
    first, second = (decision.landing for decision in session.run.decisions)
    assert session.save.choices == (
        KeptChoice(
            *("pier", "ask", minute(1), first.landed.trust, first.productivity),
            tension=first.landed.tension,
            to="engine",
        ),
        KeptChoice(
            *("engine", "a", minute(2), second.landed.trust, second.productivity),
            tension=second.landed.tension,
            bet="rise",
            own_id=False,
            to="harbour",
        ),
    )
    assert session.bets == {2: "rise"}
    assert session.save.begun


def test_choice_that_is_not_offered() -> None:
    """A choice that is not offered is the engine's error."""
    with pytest.raises(NotOfferedError):
        sessions.choose(begun(), "swim", bet=None, now=minute(1))


@given(sittings())
def test_save_and_run_agree(session: Session) -> None:
    """Whatever was chosen and taken back, the save holds exactly the run."""
    choices = [kept.choice for kept in session.save.choices]
    assert same_run(replay(STORY, choices), session.run)


@given(sittings(), st.data())
def test_undo_is_exact(session: Session, data: st.DataObject) -> None:
    """A choice and its undo leave the run as it was, and the choice is on record."""
    if session.run.ended:
        return
    choice = data.draw(st.sampled_from([one.id for one in session.run.offered]))
    chosen = sessions.choose(session, choice, bet="fall", now=minute(50))
    back = sessions.undo(chosen, now=minute(51), new_id=SECOND)
    assert same_run(back.run, session.run)
    assert back.save.choices == session.save.choices
    if chosen.run.ended:
        assert back.save.run == SECOND
    else:
        number, scene = len(session.run.decisions) + 1, session.run.scene.id
        taken = Undone(number, scene, choice, minute(51))
        assert back.save == replace(session.save, undone=(*session.save.undone, taken))


def test_undo_of_nothing() -> None:
    """At the start there is nothing to take back."""
    session = begun()
    assert sessions.undo(session, now=minute(1), new_id=SECOND) is session


def test_undo_of_an_ending_is_a_new_run() -> None:
    """A finished run stays: going back from its ending starts a new one."""
    done = played(*THROUGH)
    back = sessions.undo(done, now=minute(9), new_id=SECOND)
    assert back.save.run == SECOND
    assert back.save.parent == Parent(FIRST, 2)
    assert [kept.choice for kept in back.save.choices] == ["ask", "a"]
    assert back.save.undone == ()
    assert not back.run.ended


@given(sittings(), st.data())
def test_rewind_leaves_the_parent(session: Session, data: st.DataObject) -> None:
    """A rewind is a new run with a parent and the first choices; the old one is as it was."""
    before = to_toml(session.save)
    decisions = data.draw(st.integers(0, len(session.run.decisions)))
    rewound = sessions.rewind(session, decisions, now=minute(60), new_id=SECOND)
    assert to_toml(session.save) == before
    assert rewound.save.run == SECOND
    assert rewound.save.parent == Parent(FIRST, decisions)
    assert rewound.save.choices == session.save.choices[:decisions]
    assert rewound.save.undone == ()
    assert rewound.save.sittings == (Sitting("start", minute(60)),)
    assert same_run(rewound.run, replay(STORY, session.run.choices[:decisions]))
    assert not rewound.read_only


@pytest.mark.parametrize("decisions", [-1, 3])
def test_rewind_beyond_the_run(decisions: int) -> None:
    """A run can't go back to a decision that it has not."""
    with pytest.raises(ValueError, match="the run has 2 decisions"):
        sessions.rewind(played("ask", "a"), decisions, now=minute(9), new_id=SECOND)


def test_rewind_from_read_only() -> None:
    """A copy of a run that may only be read is one's own."""
    session = replace(played("ask"), read_only=True)
    assert not sessions.rewind(session, 1, now=minute(9), new_id=SECOND).read_only


def test_reflections_are_kept_and_cleaned() -> None:
    """What the player says stays with the run, without what moves the cursor."""
    told = Reflections("t\x1bired", ("a\x00",), "c\u202e", ("\x9b",), Plan("\x7fs", "a", date.max))
    save = sessions.reflect(played(*THROUGH), told).save
    assert save.reflections == Reflections("tired", ("a",), "c", ("",), Plan("s", "a", date.max))
    assert from_toml(to_toml(save)) == save


def test_a_long_answer_can_be_read_again() -> None:
    """However long an answer, the save that holds it is not refused later."""
    told = Reflections("\\" * 9_000, ('"' * 9_000,), "\U0001f6a2" * 9_000, (), Plan("\n" * 9_000))
    save = sessions.reflect(played(*THROUGH), told).save
    assert from_toml(to_toml(save)) == save


def test_sittings_are_kept() -> None:
    """Quits and resumes are on record, in order."""
    session = sessions.resumed(sessions.quit_(played("ask"), minute(5)), minute(6))
    assert [(one.what, one.at) for one in session.save.sittings] == [
        ("start", minute(0)),
        ("quit", minute(5)),
        ("resume", minute(6)),
    ]


def test_records_do_not_grow_for_ever() -> None:
    """Of sittings and choices taken back the newest thousand are kept."""
    session = begun()
    for number in range(1_005):
        session = sessions.choose(session, "ask", bet=None, now=minute(number))
        session = sessions.undo(session, now=minute(number), new_id=SECOND)
        session = sessions.quit_(session, minute(number))
    assert (len(session.save.undone), len(session.save.sittings)) == (1_000, 1_000)
    assert session.save.undone[-1].at == session.save.sittings[-1].at == minute(1_004)


def test_settings_of_the_run_can_change() -> None:
    """Settings that are changed while playing are the run's from then on."""
    session = sessions.set_up(begun(), Settings(meters="hidden", coach=False))
    assert session.save.settings == RunSettings("hidden", coach=False)
