"""The debrief of a room: its own picks first, then where it was divided or moved, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rooms import after, opened, shown, van
from test_results import session
from test_teams import budgets

from game.debrief import markdown
from game.debrief.document import Table
from game.debrief.review import review
from game.engine.run import replay
from game.group.debriefing import MOST_PAGES, RunOff, Tally, Voted, pages
from game.group.host_state import read
from game.group.host_view import projector
from game.group.messages import Commit, End, Open
from game.group.room import apply
from game.plain.blocks import rendered

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
        "What happened",
        "Before you go",
    ]


def test_what_else_was_possible_is_exact() -> None:
    """With the review each other answer says what it would have left open, from all ways on."""
    run = replay(van(), ["ask", "wait"])
    told = pages(run, [voted((9, 1, 0)), voted((5, 5))], (), review(run, frozenset({"end"})))
    text = markdown.document("x", told)
    assert "It leaves one ending open: On the road." in text
    assert "best still open" not in text


def test_a_decision_without_votes_is_left_out() -> None:
    """Where nobody voted there is no split to talk about."""
    assert len(titles([voted((0, 0, 0)), voted((5, 5))])) == 5
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
    assert "1. The yard, 7:00:** your choice was about it." in text
    assert "### Empathy: 1 person" in text
    assert "2. The gate, 7:30:** another answer would have been about it." in text
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


def text_of(votes: list[Voted], choices: tuple[str, ...] = ("ask", "wait")) -> str:
    """Return the debrief of a room in lines."""
    return markdown.document("x", pages(replay(van(), choices), votes, ()))


def test_what_moved_is_there_before_the_last_page() -> None:
    """The room sees the curves, tension among them, once all decisions were talked about."""
    run = replay(van(), ["take", "horn"])
    without = pages(run, [voted((9, 1, 0)), voted((5, 5))], ())
    told = pages(run, [voted((9, 1, 0)), voted((5, 5))], (), review(run, frozenset({"end"})))
    assert [one.id for one in told[-2:]] == ["happened", "plans"]
    assert [one.id for one in told] == [one.id for one in without]
    text, before = (markdown.document("x", (one[-2],)) for one in (told, without))
    assert "| 2. The gate, 7:30 |" in text
    assert "Tension" in text
    assert "Where it turned" not in before
    kept = "your answer closed what another would have kept open."
    assert f"**1. The yard, 7:00:** {kept}" in text
    spoken = [line for block in told[-2].blocks for line in rendered(block)]
    assert any("Tension" in str(line) for line in spoken)


def test_without_a_decision_there_are_no_curves() -> None:
    """A story that was ended before the first decision has nothing to draw."""
    assert [one.id for one in pages(replay(van(), []), [], ())] == ["plans"]


def test_a_storys_questions_are_asked_once_it_has_ended() -> None:
    """Of a story that was ended early they ask about scenes that the room never saw."""
    assert "Who was not asked?" in text_of([voted((9, 1, 0)), voted((5, 5))])
    assert "Who was not asked?" not in text_of([voted((9, 1, 0))], ("ask",))


def test_where_all_agreed_nobody_is_asked_first() -> None:
    """A smaller side is asked where there was one, in any ballot; else what it would have said."""
    alike = "All of you chose this. What would somebody have said who did not?"
    assert alike in text_of([voted((9, 0, 0))], ("ask",))
    assert "smaller side" not in text_of([voted((9, 0, 0))], ("ask",))
    for some in (voted((8, 1, 0)), voted((8, 1, 0), (9, 0, 0), 1), voted((9, 0, 0), (8, 1, 0), 1)):
        assert alike not in text_of([some], ("ask",))
        assert "Ask the smaller side first" in text_of([some], ("ask",))
    text = text_of([voted((0, 9, 0))], ("ask",))
    assert "Nobody was of two minds, and another answer was played." in text


def test_two_sides_that_agreed_each_for_itself() -> None:
    """Each team is of one mind; with one that is not, its smaller part is asked first."""
    run = replay(budgets(), ["share+open"])
    red, blue = Tally("red", ("share", "keep"), (3, 0)), Tally("blue", ("hold", "open"), (0, 2))
    divided = Tally("blue", ("hold", "open"), (1, 2))
    for other, words in ((blue, "Each side was of one mind."), (divided, "smaller side first")):
        votes = [Voted(((red, other),), ("share", "open"), 0)]
        assert words in markdown.document("x", pages(run, votes, ()))


def test_how_many_changed_their_answer() -> None:
    """In words that can be said aloud, and not at all where there was one ballot."""
    said = {0: "Nobody changed their answer.", 1: "One person changed", 8: "8 people changed their"}
    for count, words in said.items():
        assert words in text_of([voted((5, 4, 0), (4, 5, 0), count)], ("ask",))
    assert "changed their answer" not in text_of([voted((5, 4, 0))], ("ask",))


def test_a_run_off_has_its_column() -> None:
    """It stands where it was held; an answer that was not in it has a dash."""
    runoff = RunOff(1, (Tally(None, ("ask", "take"), (3, 1)),))
    once = voted((2, 2, 0))._replace(runoffs=(runoff,))
    assert "| Answer | First vote | Run-off |" in text_of([once], ("ask",))
    assert "| Take the van. | 2 (50 %) | 1 (25 %) |" in text_of([once], ("ask",))
    assert "| Hang a list on the door. | 0 (0 %) | – |" in text_of([once], ("ask",))
    again = voted((2, 2, 0), (3, 1, 0))._replace(runoffs=(runoff,))
    assert "| First vote | Run-off | Second vote |" in text_of([again], ("ask",))
    last = again._replace(runoffs=(runoff._replace(after=2),))
    assert "| First vote | Second vote | Run-off |" in text_of([last], ("ask",))


def test_a_run_off_of_one_side_is_not_the_others() -> None:
    """The team that was not level has no column for it."""
    run = replay(budgets(), ["share+open"])
    red, blue = Tally("red", ("share", "keep"), (1, 1)), Tally("blue", ("hold", "open"), (0, 2))
    runoff = RunOff(1, (red._replace(votes=(2, 0)),))
    (split, *_) = (
        one
        for one in pages(run, [Voted(((red, blue),), ("share", "open"), 0, (runoff,))], ())
        if one.id == "split-1"
    )
    heads = [one.headers for one in split.blocks if isinstance(one, Table)]
    assert heads == [("Answer", "First vote", "Run-off"), ("Answer", "First vote")]


def test_the_host_is_told_of_a_run_off() -> None:
    """The room's record of it reaches the host's pages."""
    room = after(shown(opened(2), "ask", "take"), Open(4_000, runoff=True))
    room = after(shown(room, "ask", "ask"), Commit(5_000, ("ask",)), End(9_000))
    state = read(projector(room, 2, 9_001) | {"second": False, "problem": ""})
    (told,) = state.votes
    assert told.runoffs == (RunOff(1, (Tally(None, ("ask", "take"), (2, 0)),)),)
    assert told.changed == 0


def test_what_the_host_is_told_is_enough() -> None:
    """The host's screen makes the pages from the state it is sent."""
    room: Room = apply(session(), End(90_000))[0]
    table = projector(room, 7, 90_001) | {"second": False, "problem": ""}
    state = read(table)
    told = pages(replay(room.story, state.choices), state.votes, state.picks)
    text = markdown.document("x", told)
    assert "5 (71 %) | 6 (86 %)" in text
    assert "One person changed their answer." in text
