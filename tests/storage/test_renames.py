"""A run that was kept before its author renamed scenes and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossing import SECOND, THROUGH, kept, minute, same_run, story

from game.engine.run import replay
from game.storage import session as sessions
from game.storage.journey import progress
from game.storage.resume import resume
from game.storage.savefile import from_toml, to_toml

if TYPE_CHECKING:
    from game.storage.resume import Resumption
    from game.story.compiled import Story

QUAY = (
    ("scenes.harbour", "scenes.quay"),
    ('goto = "harbour"', 'goto = "quay"'),
    ('title = "The harbour"', 'title = "The harbour"\nformerly = ["harbour"]'),
)
GREET = (('id = "thank"', 'id = "greet"\nformerly = ["thank"]'),)
MOORED = (
    ("scenes.berth", "scenes.moored"),
    ('to = "berth"', 'to = "moored"'),
    ('title = "Moored"', 'title = "Moored"\nformerly = ["berth"]'),
)
ONLY_RENAMED = (
    "The story has changed since this run was left: but not in what you decided and what came of"
    " it; you can go on where you stood in a new run, and the old one stays as it is."
)


def carried(resumption: Resumption, fresh: Story, *choices: str) -> bool:
    """Whether a run was carried over whole, by the new ids, with nothing lost or different."""
    return (
        same_run(resumption.run, replay(fresh, choices))
        and (resumption.lost, resumption.differs_from) == (None, None)
        and resumption.told == ONLY_RENAMED
    )


def test_renamed_scene() -> None:
    """A save made before a scene was renamed goes on where it stood, and nothing counts as lost."""
    fresh = story(*QUAY)
    assert carried(resume(kept(*THROUGH), fresh), fresh, *THROUGH)
    assert carried(resume(kept("ask", "a"), fresh), fresh, "ask", "a")


def test_renamed_choice() -> None:
    """A save made before a choice was renamed is replayed by the new id."""
    fresh = story(*GREET)
    assert carried(resume(kept(*THROUGH), fresh), fresh, "ask", "a", "greet")


def test_renamed_scene_and_choice() -> None:
    """Scene, choice and the ending that was reached may all have new ids."""
    fresh = story(*QUAY, *GREET, *MOORED)
    assert carried(resume(kept(*THROUGH), fresh), fresh, "ask", "a", "greet")


def test_renamed_twice() -> None:
    """A save of any earlier name is carried over, also one from between two renames."""
    between = story(*QUAY, *GREET)
    fresh = story(
        ("scenes.harbour", "scenes.landing"),
        ('goto = "harbour"', 'goto = "landing"'),
        ('title = "The harbour"', 'title = "The harbour"\nformerly = ["harbour", "quay"]'),
        ('id = "thank"', 'id = "nod"\nformerly = ["thank", "greet"]'),
    )
    assert carried(resume(kept(*THROUGH), fresh), fresh, "ask", "a", "nod")
    middle = kept("ask", "a", "greet", of=between)
    assert carried(resume(middle, fresh), fresh, "ask", "a", "nod")


def test_the_old_save_stays_readable() -> None:
    """The run goes on in a new save with the new ids; the old one keeps its own."""
    save = kept("ask", "a")
    before = to_toml(save)
    fresh = story(*QUAY, *GREET)
    session = sessions.go_on(save, resume(save, fresh), now=minute(9), new_id=SECOND)
    assert [one.to for one in session.save.choices] == ["engine", "quay"]
    later = sessions.choose(session, "greet", bet=None, now=minute(10))
    assert later.run.ended
    assert resume(later.save, fresh).told == ""
    assert to_toml(save) == before
    old = from_toml(before)
    assert not isinstance(old, str)
    assert [one.to for one in old.choices] == ["engine", "harbour"]


def test_former_id_in_another_scene() -> None:
    """An earlier id of a choice counts in its own scene only."""
    fresh = story(
        ('id = "thank"', 'id = "greet"'), ('id = "leave"', 'id = "go"\nformerly = ["thank"]')
    )
    resumption = resume(kept(*THROUGH), fresh)
    assert resumption.kept == 2
    assert resumption.lost is not None
    assert (resumption.lost.choice, resumption.lost.why) == ("thank", "the choice is gone")


def test_former_id_of_a_scene_that_is_passed_by() -> None:
    """An earlier id of a scene is not followed where the way leads elsewhere; its title is told."""
    fresh = story(
        ('ending = "Adrift"', 'ending = "Adrift"\nformerly = ["engine"]'),
        ("scenes.engine", "scenes.boiler"),
        ('goto = "engine"', 'goto = "boiler"'),
    )
    resumption = resume(kept("ask", "a"), fresh)
    assert resumption.kept == 1
    assert "decision 2 (Adrift: a) no longer exists, because the way now leads past it" in (
        resumption.told
    )


def test_id_of_today_was_another_scene() -> None:
    """Where a new id was another scene's when the save was made, that scene is gone."""
    old = story(("scenes.engine", "scenes.quay"), ('goto = "engine"', 'goto = "quay"'))
    resumption = resume(kept(*THROUGH, of=old), story(*QUAY))
    assert resumption.lost is not None
    assert (resumption.lost.decision, resumption.lost.why) == (2, "the scene is gone")


def test_letter_that_was_given_an_id() -> None:
    """A choice that had only its letter is carried over where its new id tells of the letter."""
    named = ('text = "Stop and look."', 'id = "look"\nformerly = ["a"]\ntext = "Stop and look."')
    resumption = resume(kept(*THROUGH), story(named))
    assert resumption.lost is None
    assert resumption.run.choices == ("ask", "look", "thank")


def test_letter_in_a_scene_around_which_names_changed() -> None:
    """A choice known by its letter holds where only the scene it leads to has a new name."""
    fresh = story(*QUAY)
    assert resume(kept("ask", "a"), fresh).kept == 2


def test_renamed_ending_stays_found() -> None:
    """An ending that was found stays found under its new id."""
    found = progress([kept(*THROUGH)], story(*MOORED, ('id = "ask"', 'id = "enquire"')))
    assert found.endings == {"moored"}


def test_changed_rules_are_told_beside_a_rename() -> None:
    """A rename hides no change of effects."""
    resumption = resume(kept(*THROUGH), story(*GREET, ("trust = 7", "trust = 9")))
    assert (resumption.lost, resumption.differs_from) == (None, 3)
