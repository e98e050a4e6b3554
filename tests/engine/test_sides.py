"""Joint scenes in play: two sides decide, and a solo player is the first of them."""

from __future__ import annotations

import pytest
from two_sides import two_sides

from game.engine.rules import decide
from game.engine.run import NotOfferedError, back, begin, beside, choose, replay, texts
from game.engine.sides import answer


def test_all_pairs_are_offered() -> None:
    """The run offers every meeting that holds, in the file's order."""
    run = begin(two_sides())
    assert [choice.id for choice in run.offered] == [
        *("take+share", "share+share", "share+tell", "take+tell"),
    ]


def test_a_solo_player_is_offered_one_side() -> None:
    """Solo the options are the first team's, in the order of its choices, with its words."""
    run = begin(two_sides())
    assert [(choice.id, choice.text) for choice in run.options] == [
        ("share+share", "Ask for the early run, and say why."),
        ("take+share", "Take the key off the hook at once."),
    ]
    road = choose(run, "share")
    assert [choice.id for choice in road.options] == ["drive", "sleep"]
    assert road.options == road.offered
    assert replay(two_sides(), ["share", "drive", "pack"]).options == ()


def test_the_other_side_plays_its_first_choice_that_holds() -> None:
    """It takes the first whose `when` and `plays_when` hold on arrival, else its last."""
    calm, close = two_sides(), two_sides(("trust = 50", "trust = 60"))
    for story, expected in ((calm, "share"), (close, "tell")):
        run = begin(story)
        assert answer(run.scene, run.state, run.parameters).id == expected
        assert choose(run, "take").choices == (f"take+{expected}",)
    low = two_sides(("trust = 50", "trust = 41"), ('goto = "road"', 'goto = "rain"'))
    assert replay(low, ["take", "pack"]).choices == ("take+share", "pack+leave")
    assert replay(calm, ["share", "drive", "pack"]).choices[-1] == "pack+wait"


def test_an_exact_pair_is_taken_as_it_is_said() -> None:
    """`share+tell` says what both sides do, also where the other would not play it by itself."""
    run = choose(begin(two_sides()), "share+tell")
    assert run.choices == ("share+tell",)
    assert run.decisions[0].landing == decide(
        begin(two_sides()).state, run.decisions[0].choice, run.parameters
    )
    assert "told" in run.state.facts


def test_lone_and_full_ids_make_the_same_run() -> None:
    """A run made with lone ids replays from the full ones that it keeps."""
    story = two_sides()
    lone = replay(story, ["share", "drive", "tarp"])
    assert lone.choices == ("share+share", "drive", "tarp+wait")
    assert replay(story, lone.choices) == lone
    assert back(lone, 2).choices == lone.choices[:2]


@pytest.mark.parametrize("wrong", ["tell", "share+take", "share+", "+share", "share+tell+tell"])
def test_what_is_not_offered_is_refused(wrong: str) -> None:
    """The other side's choice is not the player's, and half a pair is none."""
    with pytest.raises(NotOfferedError) as refused:
        choose(begin(two_sides()), wrong)
    assert refused.value.offered == (
        *("share", "take", "take+share", "share+share", "share+tell", "take+tell"),
    )


def test_a_pair_that_does_not_hold_is_refused() -> None:
    """A meeting is offered only where both choices are."""
    run = replay(two_sides(), ["share", "drive"])
    assert run.state.trust >= 50
    with pytest.raises(NotOfferedError):
        choose(run, "pack+leave")


def test_what_was_left_is_against_the_same_answer() -> None:
    """Beside a decision stand the first side's choices against what the other did."""
    story = two_sides()
    for made, left in (("share+tell", "take+tell"), ("take", "share+share")):
        run = choose(begin(story), made)
        options = beside(run.decisions[0], run.parameters)
        assert {choice.id for choice in options} == {run.choices[0], left}
    road = replay(story, ["share", "drive"])
    assert [one.id for one in beside(road.decisions[1], road.parameters)] == ["drive", "sleep"]


def test_each_side_reads_its_own_paragraphs() -> None:
    """A paragraph of a team is seen by that team alone; the room sees those of nobody."""
    run = begin(two_sides())
    asked = [
        texts(run.scene, run.state, run.parameters, team) for team in (None, "bread", "cheese")
    ]
    room, bread, cheese = ([text.split()[0] for text in shown[1:]] for shown in asked)
    assert (room, bread, cheese) == (["The"], ["Your", "The"], ["The", "The"])
    assert "cold room" in asked[2][1]
    assert run.story.own_team == "bread"
