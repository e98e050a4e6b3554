"""A kept run against a story that has changed since, or has not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from crossing import FIRST, SECOND, THROUGH, kept, minute, played, same_run, story

from game.engine.run import replay
from game.storage import session as sessions
from game.storage.resume import resume
from game.storage.save import Parent
from game.storage.savefile import to_toml

if TYPE_CHECKING:
    from game.storage.resume import Resumption

SINCE = "The story has changed since this run was left: "
ON = " in a new run, and the old one stays as it is."


def resumed(*changes: tuple[str, str], choices: tuple[str, ...] = THROUGH) -> Resumption:
    """Return a run resumed on the story with these changes."""
    return resume(kept(*choices), story(*changes))


@pytest.mark.parametrize("count", range(4))
def test_unchanged_story_is_silent(count: int) -> None:
    """Where nothing has changed the run stands where it stood, and nothing is said."""
    session = played(*THROUGH[:count])
    resumption = resume(session.save, story())
    assert same_run(resumption.run, session.run)
    assert (resumption.kept, resumption.lost, resumption.differs_from) == (count, None, None)
    assert resumption.told == ""


def test_words_alone() -> None:
    """Where only words have changed, that is said, and the run goes on as a new one."""
    resumption = resumed(("Moored", "Tied up"), ("holds the rope", "drops the rope"))
    assert (resumption.kept, resumption.lost, resumption.differs_from) == (3, None, None)
    assert resumption.told == (
        f"{SINCE}but not in what you decided and what came of it; you can go on where you stood{ON}"
    )


def test_choice_is_gone() -> None:
    """A choice that is gone is named: number, scene by its title, id."""
    resumption = resumed(('id = "ask"', 'id = "enquire"'))
    assert resumption.lost is not None
    assert (resumption.lost.decision, resumption.lost.scene, resumption.lost.choice) == (
        *(1, "pier", "ask"),
    )
    assert resumption.kept == 0
    assert resumption.told == (
        f"{SINCE}decision 1 (The pier, 6:40: ask) no longer exists, because the choice is gone;"
        f" you can go on from the beginning{ON}"
    )


def test_later_choice_is_gone() -> None:
    """What stands before the lost decision is replayed."""
    resumption = resumed(('id = "thank"', 'id = "greet"'))
    assert resumption.kept == 2
    assert same_run(resumption.run, replay(resumption.run.story, THROUGH[:2]))
    assert "decision 3 (The harbour: thank) no longer exists" in resumption.told
    assert f"because the choice is gone; you can go on from there{ON}" in resumption.told


def test_scene_is_gone() -> None:
    """A scene that is gone is named by its id."""
    resumption = resumed(("scenes.engine", "scenes.boiler"), ('goto = "engine"', 'goto = "boiler"'))
    assert "decision 2 (engine: a) no longer exists, because the scene is gone" in resumption.told
    assert resumption.kept == 1


def test_way_leads_past() -> None:
    """A run that now takes another route ends where the two ways part."""
    resumption = resumed(('goto = "engine"', 'goto = "harbour"'))
    assert resumption.lost is not None
    assert (resumption.kept, resumption.lost.decision) == (1, 2)
    assert "because the way now leads past it" in resumption.told


def test_same_choice_in_another_scene() -> None:
    """A choice of the same id in another scene is not the one that was made."""
    resumption = resumed(
        ("minutes = 5", 'minutes = 5\nstart = "harbour"'),
        ('id = "thank"', 'id = "ask"'),
        choices=("ask",),
    )
    assert resumption.kept == 0
    assert "because the way now leads past it" in resumption.told


def test_choice_is_no_longer_offered() -> None:
    """A choice whose condition no longer holds counts as lost."""
    resumption = resumed(('id = "thank"', 'id = "thank"\nwhen = "trust >= 90"'))
    assert "because it is no longer offered there" in resumption.told


def test_story_ends_earlier() -> None:
    """Choices behind an ending are lost."""
    resumption = resumed(('goto = "fog"', 'goto = "drift"'))
    assert resumption.run.ended
    assert resumption.lost is not None
    assert resumption.lost.decision == 2


def test_never_past_a_changed_scene_without_an_id() -> None:
    """A choice known only by its place is lost with any change of its scene, words included."""
    resumption = resumed(("Something knocks", "Something taps"))
    assert resumption.kept == 1
    assert resumption.lost is not None
    assert (resumption.lost.decision, resumption.lost.choice) == (2, "a")
    assert "has no id of its own to know it by" in resumption.told


@pytest.mark.parametrize(
    "change",
    [
        ('text = "Stop and look."', 'id = "a"\ntext = "Stop and look."'),
        ('text = "Write it into the log."', 'id = "a"\ntext = "Write it."'),
    ],
)
def test_an_id_that_looks_like_a_letter(change: tuple[str, str]) -> None:
    """An id given later does not make a kept letter certain."""
    swapped = (
        ('text = "Stop and look."', 'id = "z"\ntext = "Stop and look."')
        if change[0] != 'text = "Stop and look."'
        else ("Something knocks", "Something taps")
    )
    resumption = resumed(change, swapped)
    assert resumption.lost is not None
    assert resumption.lost.decision == 2


def test_letters_hold_where_the_scene_does() -> None:
    """A choice known by its place holds while its scene is untouched."""
    resumption = resumed(("The other crew is", "The other crew waits"))
    assert (resumption.kept, resumption.lost) == (3, None)


def test_scene_unknown_to_the_save() -> None:
    """Where the save does not say how the scene was, a letter is lost."""
    save = replace(kept(*THROUGH), scenes={})
    resumption = resume(save, story(("The Crossing", "The Crossings")))
    assert resumption.lost is not None
    assert resumption.lost.decision == 2


def test_numbers_differ() -> None:
    """Where effects changed the player is told from which decision the numbers differ."""
    resumption = resumed(("trust = 7", "trust = 9"))
    assert (resumption.kept, resumption.lost, resumption.differs_from) == (3, None, 3)
    assert resumption.told == (
        f"{SINCE}from decision 3 on the numbers differ from the ones you saw;"
        f" you can go on where you stood{ON}"
    )


def test_start_differs() -> None:
    """Numbers may differ though no scene has changed."""
    resumption = resumed(("[cast.ida]", "[start]\ntrust = 55\n\n[cast.ida]"))
    assert resumption.differs_from == 1
    assert "from decision 1 on the numbers differ" in resumption.told


def test_rules_of_a_visited_scene() -> None:
    """Where another option's effects changed, the numbers so far are said to be the same."""
    resumption = resumed(("trust = -3", "trust = -4"))
    assert (resumption.lost, resumption.differs_from) == (None, 1)
    assert "from decision 1 on effects or ways on have changed, though your" in resumption.told


def test_rules_of_a_scene_that_was_not_visited() -> None:
    """What changed beside the way that was taken does not count."""
    beside = '[scenes.islet]\ntext = "Gulls."\ngoto = "fog"\n\n[scenes.fog]\n'
    resumption = resumed(('id = "wave"\n', 'id = "wave"\n'), ("[scenes.fog]\n", beside))
    assert (resumption.lost, resumption.differs_from) == (None, None)


def test_way_to_the_ending_changed() -> None:
    """A run that now comes to another ending is told from which decision on."""
    other = ('{ when = "trust >= 45", to = "berth" }', '{ when = "trust >= 95", to = "berth" }')
    resumption = resumed(other)
    assert resumption.run.scene.id == "drift" != played(*THROUGH).run.scene.id
    assert resumption.differs_from == 3


def test_way_on_leads_elsewhere() -> None:
    """Where the last choice now leads to another scene that is said, with the scene's title."""
    other = ("trust >= 45", "trust >= 95")
    assert resumed(other).told == (
        f"{SINCE}from decision 3 on effects or ways on have changed, though your numbers so far are"
        f" the same, and decision 3 now leads elsewhere, to Adrift; you can go on from there{ON}"
    )
    onward = ('goto = "harbour"', 'goto = "drift"')
    resumption = resumed(onward, ("Something knocks.", "Something taps."), choices=("ask",))
    assert "leads elsewhere" not in resumption.told
    resumption = resumed(('goto = "engine"', 'goto = "harbour"'), choices=("ask",))
    assert "and decision 1 now leads elsewhere, to The harbour; you" in resumption.told


def test_unknown_way_on() -> None:
    """A save that does not say where a choice led is no ground to say that it leads elsewhere."""
    save = kept(*THROUGH)
    silent = replace(save, choices=tuple(replace(one, to="") for one in save.choices))
    assert resume(silent, story()).told == ""
    changed = resume(silent, story(("trust >= 45", "trust >= 95")))
    assert changed.run.scene.id == "drift"
    assert "leads elsewhere" not in changed.told


UNFIT = "This run does not fit its story: its file was changed, or the game has: "


def test_numbers_differ_in_an_unchanged_story() -> None:
    """Where the same story gives other numbers the game has changed, or the save: that is told."""
    save = kept("ask")
    resumption = resume(replace(save, choices=(replace(save.choices[0], trust=99),)), story())
    assert resumption.differs_from == 1
    assert resumption.told == (
        f"{UNFIT}from decision 1 on the numbers differ from the ones you saw;"
        f" you can go on where you stood{ON}"
    )
    led = resume(replace(save, choices=(replace(save.choices[0], to="berth"),)), story())
    assert "decision 1 now leads elsewhere, to The engine room" in led.told


def test_hashes_reckoned_otherwise() -> None:
    """Hashes of scenes, which a later version may reckon anew, are mute in an unchanged story."""
    assert resume(replace(kept(*THROUGH), scenes={}), story()).told == ""


def test_scene_on_the_way_changed() -> None:
    """A scene without choices on the way to where the run stands counts too."""
    way = ('goto = "engine"', 'goto = [{ when = "trust >= 99", to = "drift" }, { to = "engine" }]')
    for choices in (("ask",), THROUGH):
        resumption = resumed(way, choices=choices)
        assert resumption.lost is None
        assert resumption.differs_from == (1 if len(choices) == 1 else 2)


def test_lost_and_differing() -> None:
    """Both are said in one sentence."""
    resumption = resumed(("trust = 6", "trust = 12"), ('id = "thank"', 'id = "greet"'))
    assert (resumption.differs_from, resumption.kept) == (1, 2)
    assert "no longer exists, because the choice is gone, and from decision 1 on" in resumption.told
    assert resumption.told.count(".") == 1


def test_damaged_choice_in_an_unchanged_story() -> None:
    """A save that does not fit its own story is never passed over in silence."""
    save = kept("ask")
    broken = replace(save, choices=(replace(save.choices[0], choice="swim"),))
    resumption = resume(broken, story())
    assert resumption.lost is not None
    assert resumption.told.startswith(UNFIT)


def test_go_on_unchanged() -> None:
    """In an unchanged story a run goes on in its own file."""
    save = kept("ask")
    session = sessions.go_on(save, resume(save, story()), now=minute(9), new_id=SECOND)
    assert session.save.run == FIRST
    assert session.save.sittings[-1].what == "resume"


def test_go_on_after_a_loss() -> None:
    """Going on after a loss is a new run with its parent; the old save is as it was."""
    save = kept(*THROUGH)
    before = to_toml(save)
    changed = story(('id = "thank"', 'id = "greet"'), ("trust = 6", "trust = 12"))
    session = sessions.go_on(save, resume(save, changed), now=minute(9), new_id=SECOND)
    assert to_toml(save) == before
    assert session.save.run == SECOND
    assert session.save.parent == Parent(FIRST, 2)
    assert session.save.fingerprint == changed.fingerprint
    assert session.save.scenes["harbour"] == changed.scenes["harbour"].fingerprint
    assert [one.at for one in session.save.choices] == [minute(1), minute(2)]
    assert [one.to for one in session.save.choices] == ["engine", "harbour"]
    assert session.bets == {2: "rise"}
    landed = session.run.decisions[0].landing.landed.trust
    assert session.save.choices[0].trust == landed != save.choices[0].trust
    assert resume(session.save, changed).told == ""
    later = sessions.choose(session, "greet", bet=None, now=minute(10))
    assert later.run.ended


def test_go_on_with_a_finished_run() -> None:
    """A finished run of a changed story takes along what was said of it."""
    told = sessions.reflect(played(*THROUGH), replace(kept().reflections, felt="tired")).save
    changed = story(("Moored", "Tied up"))
    session = sessions.go_on(told, resume(told, changed), now=minute(9), new_id=SECOND)
    assert session.run.ended
    assert session.save.run == SECOND
    assert session.save.reflections.felt == "tired"


def test_go_on_from_the_beginning() -> None:
    """Where nothing holds, the new run stands at the start and still knows its parent."""
    save = kept("ask")
    changed = story(('id = "ask"', 'id = "enquire"'))
    session = sessions.go_on(save, resume(save, changed), now=minute(9), new_id=SECOND)
    assert session.save.parent == Parent(FIRST, 0)
    assert session.save.begun
    assert session.run.decisions == ()
