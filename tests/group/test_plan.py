"""The minutes there are: what lies ahead, where the room stands, and what to cut."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rooms import after, decided, lobby, opened, shown, van

from game.analysis.report import analyse
from game.group.ahead import ahead
from game.group.messages import Back, Commit, End, GoOn, Open, Talk
from game.group.plan import Cut, cuts, outlook, plan, wants_second
from game.group.settings import Settings
from game.story.library import Broken, load, shipped
from stories import compiled

MINUTE = 60_000
CHOICE = """
[[scenes.{scene}.choices]]
id = "{id}"
text = "Go to {to}."
stance = "relational"
goto = "{to}"
"""


def forked() -> object:
    """Return a story that ends after one decision, two, or four: with a bet on the longest way."""
    head = 'format = 1\n[story]\ntitle = "Forks"\nsummary = "Roads."\nminutes = 20\n'
    parts = [head]
    ways = {
        "one": ("end", "two"),
        "two": ("end", "three"),
        "three": ("four", "four"),
        "four": ("end", "end"),
    }
    for scene, (left, right) in ways.items():
        parts.append(f'[scenes.{scene}]\ntitle = "{scene}"\ntext = "A fork."\n')
        parts += ["bet = true\n"] if scene == "three" else []
        parts += [CHOICE.format(scene=scene, id="left", to=left)]
        parts += [CHOICE.format(scene=scene, id="right", to=right)]
    parts.append('[scenes.end]\ntext = "Here."\nending = "Here"\n')
    return compiled("".join(parts), "forked")


def test_what_lies_ahead_is_a_mean_and_a_bound() -> None:
    """Every answer is as likely as the others; the longest way is the bound."""
    road = ahead(forked(), "one")  # type: ignore[arg-type]
    assert road == (Fraction(2), Fraction(1, 4), 4)
    assert ahead(forked(), "three") == (2, 1, 2)  # type: ignore[arg-type]
    assert ahead(forked(), "end") == (0, 0, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["two-departments", "two-tables"])
def test_of_a_shipped_story_the_analysis_says_the_same(name: str) -> None:
    """Least and most of all playthroughs enclose what is expected."""
    story = load(shipped() / f"{name}.toml")
    assert not isinstance(story, Broken)
    road = ahead(story, story.start)
    exact = analyse(story).decisions
    assert exact is not None
    assert exact.least <= road.decisions <= exact.most == road.most
    assert 0 < road.bets < road.decisions


def test_minutes_are_kept_for_the_debrief() -> None:
    """A quarter is the debrief's; the rest is shared by the decisions to expect."""
    assert outlook(van(), 40) == (40, 2, 2, 15, 10)
    told = outlook(forked(), 40).line  # type: ignore[arg-type]
    assert told == "40 minutes: about 2 decisions of 15, 10 for the debrief."


def test_a_room_on_time_is_told_where_it_stands() -> None:
    """Used, to come, for each, and kept; nothing is to be cut."""
    room = opened(2, Settings(minutes=40))
    assert plan(lobby(2, Settings(minutes=40)), 10 * MINUTE).late == 0
    now = plan(room, 1_500 + 10 * MINUTE)
    assert (now.used, now.decisions, now.most, now.late, now.advice) == (10, 2, 2, 0, "")
    assert now.line == (
        "10 of 40 minutes used: about 2 decisions to come, 10 for each, 10 for the debrief."
    )


def test_a_decision_that_takes_long_makes_the_room_late() -> None:
    """Before it is made, already: what is over its share is missing later."""
    room = opened(2, Settings(minutes=40))
    assert plan(room, 1_500 + 15 * MINUTE).late == 0
    assert plan(room, 1_500 + 19 * MINUTE).late == 4


def test_the_pace_of_the_room_counts() -> None:
    """What took longer than planned is expected again, tempered by the plan."""
    room = shown(opened(2, Settings(minutes=40)), "ask", "ask")
    room = after(room, Commit(1_500 + 25 * MINUTE, ("ask",)))
    # 25 and 15 planned make 20 for the one to come; 30 are for play.
    assert plan(room, 1_500 + 25 * MINUTE).late == 15
    told = plan(room, 1_500 + 25 * MINUTE).advice
    assert told.startswith("15 minutes late. ")
    room = after(room, GoOn(1_500 + 26 * MINUTE), End(1_500 + 26 * MINUTE))
    assert plan(room, 1_500 + 50 * MINUTE)[:2] == (40, 26)
    assert plan(room, 1_500 + 50 * MINUTE).late == 0


def test_what_was_played_before_going_back_counts_as_pace() -> None:
    """Decisions of a way that was left have taken their time, too."""
    room = shown(opened(2, Settings(minutes=40)), "ask", "ask")
    room = after(room, Commit(1_500 + 5 * MINUTE, ("ask",)), Back(1_500 + 5 * MINUTE, 0))
    # 5 and 15 planned make 10 for each of the two to come.
    assert plan(room, 1_500 + 5 * MINUTE).late == -5


def test_cuts_come_in_their_order_with_what_they_save() -> None:
    """Second votes outside bets, the talk's length, the other answer, then the end of the story."""
    road = ahead(forked(), "one")  # type: ignore[arg-type]
    found = cuts(Settings(talk=315), (road._replace(bets=Fraction(1)), road), 60 * MINUTE)
    assert [one.what.split(" with ")[0] for one in found] == [
        "talk and vote again at bets only",
        "end talks after 30 s",
        "skip the other answer",
        "end the story after one more decision",
    ]
    # 2.75 decisions without a bet, half of them at 6 minutes; 1.25 talks cut by 285 s; then halves
    # of the rest.
    assert [one.saves for one in found] == [8, 5, 23, 12]


def test_what_saves_no_minute_is_not_named() -> None:
    """One decision at its end has nothing to cut; without second votes only the end is left."""
    road = ahead(forked(), "four")  # type: ignore[arg-type]
    assert cuts(Settings(), (road,), 5 * MINUTE) == (Cut("talk and vote again at bets only", 1),)
    assert cuts(Settings(second="never"), (road,), 5 * MINUTE) == ()
    two = ahead(forked(), "three")  # type: ignore[arg-type]
    assert cuts(Settings(second="never"), (two,), 9 * MINUTE) == (
        Cut("end the story after one more decision with e", 4),
    )


def test_only_as_much_is_named_as_makes_up_for_it() -> None:
    """Two minutes late need less than ten."""
    room = opened(2, Settings(minutes=40, talk=135))
    assert plan(room, 1_500 + 17 * MINUTE).advice == (
        "2 minutes late. Cut in this order: talk and vote again at bets only, as Enter does now"
        " (saves about 1); end talks after 30 s (1)."
    )
    assert plan(room, 1_500 + 25 * MINUTE).advice == (
        "10 minutes late. Cut in this order: talk and vote again at bets only, as Enter does now"
        " (saves about 1); end talks after 30 s (1); end the story after one more decision with e"
        " (6)."
    )


def test_a_late_room_talks_at_bets_only() -> None:
    """Where the host has said the minutes; without them the split alone decides."""
    for minutes, late in ((40, False), (0, True)):
        room = shown(opened(2, Settings(minutes=minutes)), "ask", "take")
        assert wants_second(room, 1_500 + MINUTE)
        assert wants_second(room, 1_500 + 500 * MINUTE) is late
    room = decided(shown(opened(2, Settings(minutes=40)), "ask", "ask"), "ask")
    room = shown(room, "wait", "wait")
    assert wants_second(room, 1_500 + 500 * MINUTE)


def test_the_other_answer_takes_its_time() -> None:
    """What is due later is in the plan from the moment it was promised, and can be cut."""
    room = shown(opened(2, Settings(minutes=40)), "ask", "take")
    alone = plan(after(room, Commit(5 * MINUTE, ("ask",))), 5 * MINUTE)
    both = plan(after(room, Commit(5 * MINUTE, ("ask",), ("take",))), 5 * MINUTE)
    assert (alone.decisions, both.decisions) == (1, 2)
    assert both.late > alone.late


def test_no_story_no_plan() -> None:
    """Before it begins nothing is late, however long the lobby stood open."""
    room = lobby(2, Settings(minutes=10))
    assert plan(room, 500 * MINUTE).used == 0
    assert plan(after(room, Open(500 * MINUTE)), 500 * MINUTE).late == 0


def test_every_answer_weighs_the_same() -> None:
    """Two answers that lead to different scenes, equally far from the end, are two of three."""
    parts = ['format = 1\n[story]\ntitle = "Three"\nsummary = "Roads."\nminutes = 20\n']
    parts.append('[scenes.one]\ntitle = "One"\ntext = "A fork."\n')
    parts += [CHOICE.format(scene="one", id=to, to=to) for to in ("left", "right", "end")]
    for scene in ("left", "right"):
        parts.append(f'[scenes.{scene}]\ntitle = "{scene}"\ntext = "On."\n')
        parts += [CHOICE.format(scene=scene, id=one, to="end") for one in ("go", "run")]
    parts.append('[scenes.end]\ntext = "Here."\nending = "Here"\n')
    assert ahead(compiled("".join(parts), "three"), "one").decisions == Fraction(5, 3)


def test_what_the_room_has_done_says_how_often_it_votes_twice() -> None:
    """Half is expected at first, then a third or two thirds, of 1.75 and of 1.5 without a bet."""
    story = forked()
    room = after(lobby(1, Settings(minutes=24, talk=315), story), Open(1_500))  # type: ignore[arg-type]
    before = plan(room, 1_500 + 23 * MINUTE).advice
    room = after(shown(room, "right"), Commit(1_500 + 10 * MINUTE, ("right",)), GoOn(1_600))
    once = plan(room, 1_500 + 24 * MINUTE).advice
    again = after(shown(after(room, Back(2_000, 0)), "right"), Talk(2_100), Open(2_200))
    again = after(shown(again, "right"), Commit(1_500 + 10 * MINUTE, ("right",)), GoOn(1_600))
    twice = plan(again, 1_500 + 24 * MINUTE).advice
    assert [
        int(one.partition("saves about ")[2].split(")")[0]) for one in (before, once, twice)
    ] == [5, 3, 6]
