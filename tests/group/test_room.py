"""The loop of a decision: what a ballot comes to, who decides, and what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rooms import after, decided, lobby, opened, shown, told, van, votes

from game.engine.run import replay
from game.group.ballots import Verdict
from game.group.events import Accepted, Late, Refused
from game.group.messages import (
    Adjust,
    Back,
    Blank,
    Commit,
    End,
    Extend,
    GoOn,
    Hands,
    Join,
    Lock,
    Open,
    Pick,
    Remove,
    Rename,
    Reveal,
    Talk,
    Vote,
)
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Phase, Source, level, standing


def verdict(room: object) -> Verdict:
    """Return what the whole room's votes come to."""
    return standing(room)[0][1].verdict  # type: ignore[arg-type]


def test_a_whole_story_is_played_by_votes() -> None:
    """What the room chose is the engine's replay, decision by decision, up to the debrief."""
    room = decided(shown(opened(3), "ask", "ask", "take"), "ask")
    assert (room.phase, room.round) == (Phase.OPEN, 2)
    room = decided(shown(room, "horn", "wait", "horn"), "horn")
    room = after(room, GoOn(4_003))
    assert room.phase is Phase.DEBRIEF
    assert room.run.choices == ("ask", "horn")
    assert room.run == replay(van(), ("ask", "horn"))
    assert [record.sources for record in room.records] == [(Source.VOTE,), (Source.VOTE,)]
    assert [record.ballots[0].tally for record in room.records] == [((2, 1, 0),), ((1, 2),)]


def test_the_last_vote_of_a_seat_counts() -> None:
    """A changed mind replaces the earlier vote; an older message coming late changes nothing."""
    room = votes(opened(2), "ask", "ask")
    room = after(room, Vote(2_500, 0, 1, "take", 2))
    assert room.ballot is not None
    assert room.ballot.tally == ((1, 1, 0),)
    same, events = apply(room, Vote(2_600, 0, 1, "ask", 1))
    assert same is room
    assert events == (Accepted(0, 1, "take", 2),)


def test_a_repeat_gets_the_same_answer_even_after_the_lock() -> None:
    """A phone that never saw its acknowledgement asks again, and is told that its vote counts."""
    room = after(votes(opened(2), "ask", "take"), Lock(3_000, 2))
    assert told(room, Vote(3_100, 0, 1, "ask", 1)) == (Accepted(0, 1, "ask", 1),)


def test_a_late_vote_is_told_so() -> None:
    """After the lock nothing is counted, neither a first vote nor a changed mind."""
    room = after(votes(opened(2), "ask"), Lock(3_000, 2))
    assert told(room, Vote(3_100, 1, 1, "ask", 1)) == (Late(1, 1, 1),)
    assert told(room, Vote(3_100, 0, 1, "take", 2)) == (Late(0, 1, 2),)
    assert told(room, Vote(3_100, 0, 7, "take", 2)) == (Late(0, 7, 2),)


@pytest.mark.parametrize("option", ["", "wait", "ASK", "ask+take"])
def test_only_an_option_of_the_open_ballot_counts(option: str) -> None:
    """A vote for what is not offered is refused."""
    assert isinstance(told(opened(1), Vote(2_000, 0, 1, option, 1))[0], Refused)


def test_a_tie_has_a_run_off_and_then_the_facilitator() -> None:
    """Level options are voted on once more for 20 s; level again, the facilitator decides."""
    room = shown(opened(2), "ask", "take")
    assert verdict(room) is Verdict.TIE
    room = after(room, Open(5_000, runoff=True))
    assert room.ballot is not None
    assert room.ballot.sides[0].options == ("ask", "take")
    assert room.ballot.deadline == 25_000
    assert isinstance(told(room, Vote(5_100, 0, room.round, "list", 1))[0], Refused)
    again = shown(room, "ask", "take")
    assert verdict(again) is Verdict.TIE
    assert level(again) == ()
    assert isinstance(told(again, Open(6_000, runoff=True))[0], Refused)
    assert after(again, Commit(6_000, ("take",))).records[0].sources == (Source.FACILITATOR,)
    cleared = shown(room, "ask", "ask")
    assert after(cleared, Commit(6_000, ("ask",))).records[0].sources == (Source.RUNOFF,)


def test_too_few_votes_are_said_and_decide_nothing() -> None:
    """Under the quorum the facilitator decides; who only looks on counts as present."""
    room = votes(opened(4, Settings(quorum=50)), "ask")
    short = after(room, Lock(3_000, 4), Reveal(3_001))
    assert verdict(short) is Verdict.NO_QUORUM
    assert after(short, Commit(4_000, ("ask",))).records[0].sources == (Source.FACILITATOR,)
    assert verdict(after(room, Lock(3_000, 2), Reveal(3_001))) is Verdict.DECIDED


def test_nobody_voted_is_no_vote() -> None:
    """No vote is invented where nobody voted."""
    room = after(opened(3), Lock(3_000, 3), Reveal(3_001))
    assert standing(room)[0][1] == (Verdict.NO_VOTES, ())
    assert after(room, Commit(4_000, ("list",))).records[0].sources == (Source.FACILITATOR,)


def test_a_majority_is_more_than_half() -> None:
    """Under the rule of the majority two of four are not enough."""
    settings = Settings(rule="majority")
    assert verdict(shown(opened(4, settings), "ask", "ask", "take", "list")) is Verdict.NO_MAJORITY
    assert verdict(shown(opened(3, settings), "ask", "ask", "take")) is Verdict.DECIDED


def test_an_override_is_marked() -> None:
    """A clear vote that the facilitator does not follow is kept as overridden."""
    room = shown(opened(3), "ask", "ask", "take")
    assert after(room, Commit(4_000, ("take",))).records[0].sources == (Source.OVERRIDE,)
    advised = shown(opened(3, Settings(rule="facilitator")), "ask", "ask", "take")
    assert after(advised, Commit(4_000, ("take",))).records[0].sources == (Source.FACILITATOR,)


def test_talk_and_a_second_ballot() -> None:
    """A second ballot starts empty, the first one stays beside it, and the second one decides."""
    room = after(shown(opened(3), "ask", "ask", "take"), Talk(4_000), Extend(4_500, 30))
    assert room.talk_until == 4_000 + 75_000 + 30_000
    room = shown(after(room, Open(5_000)), "take", "take", "take")
    room = after(room, Commit(6_000, ("take",)))
    assert [ballot.tally[0] for ballot in room.records[0].ballots] == [(2, 1, 0), (0, 3, 0)]
    assert [ballot.number for ballot in room.records[0].ballots] == [1, 2]
    assert room.records[0].sources == (Source.VOTE,)


def test_a_locked_ballot_can_be_held_again() -> None:
    """After a misunderstanding the same ballot is opened anew, before anybody has seen a count."""
    room = after(votes(opened(2), "ask", "ask"), Lock(3_000, 2), Open(3_500))
    assert room.phase is Phase.OPEN
    assert room.ballot is not None
    assert (room.round, room.ballot.number, room.ballot.tally) == (2, 1, ((0, 0, 0),))


def test_the_host_goes_back_and_keeps_what_was_played() -> None:
    """Both branches of a decision can be played one after the other."""
    room = decided(shown(opened(3), "ask", "ask", "take"), "ask")
    room = votes(room, "wait")
    room = after(room, Back(9_000, 0))
    assert (room.phase, room.run.choices, room.records) == (Phase.OPEN, (), ())
    branch = room.branches[0]
    assert (branch.choices, branch.kept, len(branch.ballots)) == (("ask",), 0, 1)
    assert decided(shown(room, "take", "take"), "take").run.choices == ("take",)


def test_going_back_needs_a_decision_that_was_made() -> None:
    """Nobody goes back to what was not played, nor on from an ending."""
    assert isinstance(told(lobby(1), Back(1, 0))[0], Refused)
    assert isinstance(told(opened(1), Back(1, 1))[0], Refused)
    ended = decided(shown(decided(shown(opened(1), "ask"), "ask"), "wait"), "wait")
    assert isinstance(told(ended, Back(1, 2))[0], Refused)
    assert after(ended, Back(1, 1)).run.choices == ("ask",)


def test_the_story_can_end_early() -> None:
    """The debrief begins where the room stands; the vote on the way is kept."""
    room = after(votes(opened(2), "ask"), End(7_000))
    assert (room.phase, room.ended, len(room.ballots)) == (Phase.DEBRIEF, 7_000, 1)


def test_a_timer_locks_only_when_it_is_up() -> None:
    """With a timer the ballot has a deadline, which the host can move."""
    room = after(opened(1, Settings(timer=30)), Extend(10_000, 15))
    assert room.ballot is not None
    assert room.ballot.deadline == 1_500 + 45_000
    assert isinstance(told(room, Lock(40_000, 1, "timer"))[0], Refused)
    assert after(room, Lock(46_500, 1, "timer")).phase is Phase.LOCKED


def test_hands_are_counted_with_the_phones() -> None:
    """A show of hands is typed in, replaces the one before, and is added to what phones said."""
    room = after(votes(opened(1), "ask"), Hands(2_000, ((4, 2, 0),)), Hands(2_100, ((3, 2, 0),)))
    assert room.ballot is not None
    assert room.ballot.tally == ((4, 2, 0),)
    for wrong in (((1, 2),), ((1, 2, -1),), ((1, 2, 10_000),), ()):
        assert isinstance(told(room, Hands(2_200, wrong))[0], Refused)
    locked = after(room, Lock(3_000, 1))
    assert locked.ballot is not None
    assert locked.ballot.present == 6


def test_who_is_sent_away_has_no_vote() -> None:
    """With the seat goes its vote in the open ballot, not one that was shown already."""
    room = after(votes(opened(3), "ask", "take"), Remove(2_500, 0, ban=False))
    assert room.ballot is not None
    assert room.ballot.tally == ((0, 1, 0),)
    assert isinstance(told(room, Vote(2_600, 0, 1, "ask", 9))[0], Refused)
    later = after(shown(opened(3), "ask"), Remove(3_500, 0, ban=True))
    assert later.ballot is not None
    assert later.ballot.tally == ((1, 0, 0),)
    assert isinstance(told(later, Remove(3_600, 0, ban=False))[0], Refused)


def test_somebody_late_votes_with_the_others() -> None:
    """A seat can be taken at any time, an open ballot included."""
    room = after(opened(1), Join(2_000, "late", "Late"))
    assert votes(room, "ask", "take").ballot is not None


@pytest.mark.parametrize(
    ("typed", "shown_name"),
    [
        ("  Ana \t Lú ", "Ana Lú"),
        ("\x1b]52;c;YQ==\x07Bo", "]52;c;YQ==Bo"),
        ("\u202eevil", "evil"),
        ("[bold]<b>x</b>", "[bold]<b>x</b>"),
        ("a\u0301\u0301\u0301\u0301\u0301", "á\u0301\u0301"),
        ("\u200b\u200d\u2066", "Seat 1"),
        ("x" * 100, "x" * 24),
    ],
)
def test_a_name_is_cleaned_and_bounded(typed: str, shown_name: str) -> None:
    """Controls, directions and what can't be seen are taken out; letters of markup stay letters."""
    seat = after(lobby(), Join(1, "t", typed)).seats.get(0)
    assert seat is not None
    assert seat.name == shown_name


def test_no_two_in_a_room_have_one_name() -> None:
    """A second Ana has a number, within the length of names; whoever was sent away keeps none."""
    long = "x" * 24
    names = ("Ana", "ana", "Ana 2", "Ana", long, long)
    room = after(lobby(), *(Join(at, f"t{at}", name) for at, name in enumerate(names, 1)))
    cut = f"{long[:22]} 2"
    assert [one.name for one in room.seats] == ["Ana", "ana 2", "Ana 2 2", "Ana 3", long, cut]
    room = after(room, Rename(20, 0, "Bo"), Rename(21, 4, "Ana"), Rename(22, 5, "Bo"))
    assert [one.name for one in room.seats] == ["Bo", "ana 2", "Ana 2 2", "Ana 3", "Ana", "Bo 2"]
    assert after(room, Rename(23, 5, "Bo")).seats == room.seats
    room = after(room, Remove(24, 0, ban=False), Join(25, "t25", "Bo"))
    assert [one.name for one in room.seats if one.present].count("Bo") == 1


def test_a_log_from_when_names_could_be_alike_is_still_played() -> None:
    """Renaming the second Ana was a change then, and is one now: no line of a log does nothing."""
    room = after(lobby(), Join(1, "t1", "Ana"), Join(2, "t2", "Ana"), Rename(3, 1, "Ana 2"))
    assert ([one.name for one in room.seats], room.rev) == (["Ana", "Ana 2"], 3)


def test_names_can_be_left_out() -> None:
    """In an anonymous room nobody's name is kept, and the host may rename."""
    room = after(lobby(0, Settings(names="anonymous")), Join(1, "t", "Ana"))
    seat = room.seats.get(0)
    assert seat is not None
    assert seat.name == "Seat 1"
    renamed = after(room, Rename(2, 0, "Blue pen")).seats.get(0)
    assert renamed is not None
    assert renamed.name == "Blue pen"
    assert isinstance(told(room, Rename(2, 0, "\u200b"))[0], Refused)


def test_a_full_room_says_so() -> None:
    """There are as many seats as the host allows."""
    room = lobby(2, Settings(most=2))
    assert isinstance(told(room, Join(1, "t", "x"))[0], Refused)


def test_qualities_are_picked_in_the_debrief_only() -> None:
    """At most two of the seven, and the last message stands."""
    room = opened(1)
    assert isinstance(told(room, Pick(1, 0, ("trust",)))[0], Refused)
    room = after(room, End(2))
    room = after(room, Pick(3, 0, ("trust",)), Pick(4, 0, ("empathy", "openness")))
    assert room.picks.get(0) == ("empathy", "openness")
    for wrong in (("love",), ("trust", "trust"), ("trust", "empathy", "openness")):
        assert isinstance(told(room, Pick(5, 0, wrong))[0], Refused)


def test_settings_and_the_dark_projector() -> None:
    """The host hides the meters and turns the projector dark and on again; a repeat is nothing."""
    room = after(opened(1), Adjust(1, Settings(meters="hidden")), Blank(2, on=True))
    assert (room.settings.meters, room.blank) == ("hidden", True)
    assert apply(room, Blank(3, on=True)) == (room, ())
    assert apply(room, Adjust(3, room.settings)) == (room, ())


def test_a_command_out_of_turn_changes_nothing() -> None:
    """Every step has its phases, and says so in a sentence where it does not fit."""
    commands = (
        Lock(1, 1),
        Reveal(1),
        Talk(1),
        Commit(1, ("ask",)),
        GoOn(1),
        Extend(1, 5),
        Hands(1, ((1, 0, 0),)),
        End(1),
        Open(1, runoff=True),
    )
    room = lobby(1)
    for command in commands:
        same, events = apply(room, command)
        assert same is room
        assert isinstance(events[0], Refused), command
    assert isinstance(told(shown(opened(1), "ask"), Commit(1, ("nothing",)))[0], Refused)
    assert isinstance(told(shown(opened(1), "ask"), Commit(1, ()))[0], Refused)
    assert replace(room, rev=0) == replace(lobby(1), rev=0)
