"""The debrief of a room: its own picks first, then where it was divided or moved, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rooms import van
from test_results import session
from test_teams import budgets

from game.debrief import markdown
from game.debrief.review import review
from game.engine.run import replay
from game.group.debriefing import MOST_PAGES, Tally, Voted, pages
from game.group.host_state import read
from game.group.host_view import projector
from game.group.messages import End
from game.group.room import apply

if TYPE_CHECKING:
    from game.group.state import Room

VAN = ("ask", "take", "list")


def voted(first: tuple[int, ...], second: tuple[int, ...] | None = None, changed: int = 0) -> Voted:
    """Return a decision of the whole room."""
    ballots = [first] if second is None else [first, second]
    options = VAN if len(first) == 3 else ("wait", "horn")
    told = tuple((Tally(None, options, votes),) for votes in ballots)
    return Voted(told, (options[0],), changed)


def titles(votes: list[Voted]) -> list[str]:
    """Return the titles of the pages of a whole story."""
    return [page.title for page in pages(replay(van(), ["ask", "wait"]), votes, ())]


def test_the_hottest_decision_comes_first() -> None:
    """Most divided, or most moved by the talk: the larger of the two counts."""
    assert titles([voted((9, 1, 0)), voted((5, 5))])[1] == "2. The gate, 7:30"
    assert titles([voted((5, 5, 0)), voted((9, 1))])[1] == "1. The yard, 7:00"
    assert titles([voted((6, 4, 0)), voted((10, 0), (3, 7), 7)])[1] == "2. The gate, 7:30"


def test_the_split_comes_before_what_else_was_possible() -> None:
    """The smaller side is asked first; only the page after says what other answers would do."""
    told = titles([voted((9, 1, 0)), voted((5, 5))])
    assert told == [
        "What do you want to talk about?",
        "2. The gate, 7:30",
        "2. The gate, 7:30: and otherwise?",
        "1. The yard, 7:00",
        "1. The yard, 7:00: and otherwise?",
        "Before you go",
    ]


def test_what_else_was_possible_is_exact() -> None:
    """With the review each other answer says what it would have left open, from all ways on."""
    run = replay(van(), ["ask", "wait"])
    told = pages(run, [voted((9, 1, 0)), voted((5, 5))], (), review(run, frozenset({"end"})))
    text = markdown.document("x", told)
    reviewed = review(run, frozenset({"end"})).of(2)
    assert reviewed is not None
    kept = f"{float(1 - reviewed.others[0].closing.share) * 100:.0f} %"
    assert f"Keeps {kept} of the best still open, and one ending, at best On the road." in text


def test_a_decision_without_votes_is_left_out() -> None:
    """Where nobody voted there is no split to talk about."""
    assert len(titles([voted((0, 0, 0)), voted((5, 5))])) == 4
    assert MOST_PAGES == 4


def test_the_rooms_two_qualities_have_their_moments() -> None:
    """The two picked most are listed with the decisions that touched them, taken or left."""
    told = pages(
        replay(van(), ["ask", "horn"]),
        [voted((9, 1, 0)), voted((4, 6))],
        (("openness", 4), ("empathy", 1), ("trust", 1)),
    )
    text = markdown.document("x", told[:1])
    assert "### Openness: 4 people" in text
    assert "1. The yard, 7:00:** the room's choice touched it." in text
    assert "### Empathy: 1 person" in text
    assert "2. The gate, 7:30:** another answer would have touched it." in text
    assert "Trust:" not in text


def test_both_sides_of_a_joint_decision_are_shown() -> None:
    """Each team's votes are a table of their own."""
    tallies = (Tally("red", ("share", "keep"), (2, 1)), Tally("blue", ("hold", "open"), (0, 2)))
    told = pages(replay(budgets(), ["share+open"]), [Voted((tallies,), ("share", "open"), 0)], ())
    text = markdown.document("x", told)
    assert "The Reds" in text
    assert "| Share RED-FORECAST. | 2 (67 %) |" in text
    assert "| Open the book. | 2 (100 %) |" in text


def test_each_side_reads_what_its_other_answers_lead_to() -> None:
    """The page after a joint decision's split has one side's other answers, then the other's."""
    tallies = (Tally("red", ("share", "keep"), (2, 1)), Tally("blue", ("hold", "open"), (0, 2)))
    told = pages(replay(budgets(), ["share+open"]), [Voted((tallies,), ("share", "open"), 0)], ())
    text = markdown.document("x", [one for one in told if one.id.startswith("else")])
    assert "The Reds: Keep it." in text
    assert "The Blues: Hold BLUE-TENTH back." in text
    assert text.index("The Reds") < text.index("The Blues")
    assert text.count("Trust ") == 2


def test_what_the_host_is_told_is_enough() -> None:
    """The host's screen makes the pages from the state it is sent."""
    room: Room = apply(session(), End(90_000))[0]
    table = projector(room, 7, 90_001) | {"second": False, "problem": ""}
    state = read(table)
    told = pages(replay(room.story, state.choices), state.votes, state.picks)
    text = markdown.document("x", told)
    assert "5 (71 %) | 6 (86 %)" in text
    assert "1 changed their mind." in text
