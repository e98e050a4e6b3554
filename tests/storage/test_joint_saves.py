"""Runs of a story of two teams, kept and taken up again."""

from __future__ import annotations

from crossing import SECOND, minute, played, same_run
from two_sides import two_sides

from game.storage import session as sessions
from game.storage.resume import resume
from game.storage.savefile import from_toml, to_toml

THROUGH = ("take", "drive", "pack")
RENAMED = (
    ('id = "share"\ntext = "Offer', 'id = "load"\ntext = "Offer'),
    ('formerly = ["join"]', 'formerly = ["join", "share"]'),
    ('bread = "take"\ncheese = "share"', 'bread = "grab"\ncheese = "load"'),
    ('bread = "share"\ncheese = "share"', 'bread = "share"\ncheese = "load"'),
    ('bread = "take"\ncheese = "tell"', 'bread = "grab"\ncheese = "tell"'),
    ('id = "take"', 'id = "grab"\nformerly = ["take"]'),
)


def test_both_sides_are_kept() -> None:
    """A save holds what both sides did, and stands where it stood when it is read again."""
    session = played(*THROUGH, of=two_sides())
    kept = from_toml(to_toml(session.save))
    assert not isinstance(kept, str), kept
    assert [one.choice for one in kept.choices] == ["take+share", "drive", "pack+leave"]
    resumption = resume(kept, two_sides())
    assert same_run(resumption.run, session.run)
    assert resumption.told == ""


def test_another_answer_of_the_other_side_changes_no_run() -> None:
    """What the other side would play today is no matter to a run that was played."""
    session = played("share", of=two_sides())
    fresh = two_sides(('plays_when = "trust >= 60"', 'plays_when = "trust >= 40"'))
    resumption = resume(session.save, fresh._replace(fingerprint="1" * 64))
    assert resumption.run.choices == ("share+share",)
    assert resumption.lost is None


def test_renamed_sides() -> None:
    """A run goes on by the new ids of either side's choices."""
    save = played(*THROUGH, of=two_sides()).save
    fresh = two_sides(*RENAMED)._replace(fingerprint="1" * 64)
    resumption = resume(save, fresh)
    assert (resumption.lost, resumption.differs_from) == (None, None)
    assert resumption.run.choices == ("grab+load", "drive", "pack+leave")


def test_rewind_to_a_joint_scene() -> None:
    """Going back to a joint scene and choosing otherwise keeps the full id again."""
    session = played(*THROUGH, of=two_sides())
    branch = sessions.rewind(session, 0, now=minute(8), new_id=SECOND)
    branch = sessions.choose(branch, "share", bet=None, now=minute(9))
    assert [one.choice for one in branch.save.choices] == ["share+share"]
    assert branch.save.choices[0].own_id
