"""What became of plans: asked about once, after the date, and kept with the run."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import tomli_w
from crossing import FIRST, NOON, SECOND, THIRD, THROUGH, kept, minute, played, story

from game.debrief.reflections import Plan, Reflections
from game.storage import session as sessions
from game.storage.follow_ups import answered, keep, latest, waiting
from game.storage.keeper import Keeper
from game.storage.resume import resume
from game.storage.save import FollowUp, Parent, Save
from game.storage.savefile import from_toml, to_toml
from game.storage.session import Session
from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from pathlib import Path

PLAN = Plan("the rope is loose", "I ask", date(2026, 4, 1))
AFTER = date(2026, 4, 2)


def planned(plan: Plan = PLAN, run: str = FIRST) -> Save:
    """Return a run with a plan."""
    return sessions.reflect(played(*THROUGH, run=run), Reflections(plan=plan)).save


def only(folder: Path) -> Save:
    """Return the one save of a folder."""
    (one,) = read_all(folder)
    assert isinstance(one, Kept)
    return one.save


def test_waiting_from_the_day_after() -> None:
    """A plan waits from the day after its date; one without a date, or without words, never."""
    assert waiting([planned()], PLAN.due or AFTER) == ()
    assert waiting([planned()], AFTER) == (planned(),)
    assert waiting([planned(Plan("x", "y"))], AFTER) == ()
    assert waiting([planned(Plan(due=PLAN.due))], AFTER) == ()
    assert waiting([kept(*THROUGH)], AFTER) == ()


def test_the_oldest_date_first() -> None:
    """Several plans are asked about in the order of their dates."""
    early, late = planned(replace(PLAN, due=date(2026, 3, 1)), SECOND), planned()
    assert waiting([late, early], AFTER) == (early, late)


@pytest.mark.parametrize("done", [True, False])
def test_asked_once(done: bool) -> None:  # noqa: FBT001, the case
    """An answer of either kind ends the asking; a new date begins it anew, and nothing is lost."""
    told = answered(planned(), done=done, hindrance=" no\x1b time\n", now=NOON)
    assert waiting([told], AFTER) == ()
    assert latest(told) == FollowUp(date(2026, 4, 1), done, NOON, "no time")
    again = replace(told, reflections=Reflections(plan=replace(PLAN, due=date(2026, 4, 9))))
    assert latest(again) is None
    assert waiting([again], date(2026, 4, 10)) == (again,)
    assert again.follow_ups == told.follow_ups


def test_a_plan_without_a_date() -> None:
    """What can't be asked about can't be answered."""
    with pytest.raises(ValueError, match="date"):
        answered(planned(Plan("x", "y")), done=True, hindrance="", now=NOON)


def test_a_run_taken_over_hands_its_plan_on() -> None:
    """Where a changed story made a run go on in a new one, the plan is asked about there alone."""
    old = planned()
    changed = story(("One ferry, two crews.", "Two crews, one ferry."))
    told = sessions.go_on(old, resume(old, changed), now=minute(90), new_id=SECOND).save
    assert told.reflections == old.reflections
    assert waiting([old, told], AFTER) == (told,)
    after = answered(told, done=True, hindrance="", now=NOON)
    assert waiting([old, after], AFTER) == ()


def test_a_what_if_begins_without() -> None:
    """A rewind starts with no plan and no answers of the run before."""
    told = answered(planned(), done=True, hindrance="", now=NOON)
    branch = sessions.rewind(
        Session(played(*THROUGH).run, told), 1, now=minute(99), new_id=THIRD
    ).save
    assert branch.follow_ups == ()
    assert waiting([told, branch], AFTER) == ()


def test_round_trip_and_older_saves(saves: Path) -> None:
    """An answer is read again as it was kept; a save of before, without any, is read as ever."""
    told = answered(planned(), done=False, hindrance='a "quote"', now=NOON)
    assert from_toml(to_toml(told)) == told
    assert b"follow_ups" not in to_toml(planned())
    assert from_toml(to_toml(planned())) == planned()
    assert keep(saves, told) is None
    assert only(saves) == told


@pytest.mark.parametrize("key", ["due", "done", "at"])
def test_damaged(key: str) -> None:
    """An answer with a part missing is no save that may be written over."""
    table = tomllib.loads(to_toml(answered(planned(), done=True, hindrance="", now=NOON)).decode())
    del table["follow_ups"][0][key]
    read = from_toml(tomli_w.dumps(table).encode())
    assert isinstance(read, str)
    assert key in read


def test_kept_where_the_run_is(saves: Path) -> None:
    """An answer is written into the run's own file, beside all that was there."""
    assert keep(saves, planned()) is None
    assert keep(saves, answered(only(saves), done=True, hindrance="", now=NOON)) is None
    assert only(saves).follow_ups == (FollowUp(date(2026, 4, 1), done=True, at=NOON),)
    assert replace(only(saves), follow_ups=()) == planned()
    assert len(list(saves.iterdir())) == 1


def test_open_in_another_window(saves: Path) -> None:
    """A run that another window has, or that went on there, is not written, and that is said."""
    assert keep(saves, planned()) is None
    other = Keeper(saves)
    assert other.open(only(saves))
    told = answered(only(saves), done=True, hindrance="", now=NOON)
    assert "answer again" in (keep(saves, told) or "")
    other.close()
    assert only(saves) == planned()
    later = sessions.resumed(Session(played(*THROUGH).run, planned()), minute(200)).save
    assert keep(saves, later) is None
    assert "answer again" in (keep(saves, told) or "")
    assert only(saves) == later


def test_no_older_copy_overwrites_an_answer(saves: Path) -> None:
    """A window that read the run before the answer can't write its own copy over it."""
    assert keep(saves, planned()) is None
    stale = only(saves)
    assert keep(saves, answered(stale, done=True, hindrance="", now=NOON)) is None
    keeper = Keeper(saves)
    assert not keeper.open(stale)
    assert keeper.keep(stale) is not None
    keeper.close()
    assert only(saves).follow_ups


def test_a_forged_parent_is_no_harm() -> None:
    """A run that names itself as its parent with the same plan is simply not asked about."""
    odd = replace(planned(), parent=Parent(FIRST, 1))
    assert waiting([odd], AFTER) == ()
