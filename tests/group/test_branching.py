"""Both answers of a decision, one after the other: due, taken up, skipped, and kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rooms import after, decided, lobby, opened, shown, told, van
from test_results import rows
from test_teams import budgets

from game.engine.run import replay
from game.group.branching import voted_on, ways
from game.group.events import Refused
from game.group.messages import Back, Bet, Commit, End, GoOn, Join, Open, Other, Skip, Turn
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Due, Phase, Source
from game.group.wire import decode, encode

if TYPE_CHECKING:
    from game.group.messages import Command
    from game.group.state import Room


def promised() -> Room:
    """Return a room that was level, and plays `ask` now and `take` later."""
    room = shown(opened(2, Settings(small_cells=True)), "ask", "take")
    return after(room, Commit(4_000, ("ask",), ("take",)))


def ended(room: Room) -> Room:
    """Play on to the ending, from a reply: the rest of the story has one decision."""
    while room.phase is not Phase.OPEN:
        room = after(room, GoOn(4_100))
    return decided(shown(room, "wait"), "wait")


def test_the_host_plays_one_answer_now_and_the_other_later() -> None:
    """After the first way has ended the other one begins at its decision, without a new vote."""
    room = promised()
    assert room.due == (Due(0, ("take",)),)
    room = ended(room)
    assert room.phase is Phase.ENDED
    room = after(room, Other(9_000, *room.due[-1]))
    assert room.run.choices == ("take",)
    assert (room.phase, room.due, room.ended) == (Phase.DECIDED, (), None)
    assert room.records[0].sources == (Source.FACILITATOR,)
    assert room.records[0].later
    assert room.branches[0].choices == ("ask", "wait")
    room = after(ended(room), GoOn(9_900))
    assert room.phase is Phase.DEBRIEF
    assert room.run == replay(van(), ["take", "wait"])
    assert ways(room) == (("ask", "wait"), ("take", "wait"))


def test_the_other_answer_has_its_bet_too() -> None:
    """At a scene with a bet the room bets on the second answer as it did on the first."""
    room = decided(shown(opened(2), "ask", "ask"), "ask")
    room = decided(shown(room, "wait", "horn"), "wait")
    room = after(room, Other(9_000, 1, ("horn",)))
    assert room.phase is Phase.BETTING
    room = after(room, Bet(9_001, 0, room.round, "fall"))
    assert room.records[1].bets is not None
    assert room.records[1].bets.counts == (0, 0, 1)
    assert told(room, Bet(9_002, 0, room.round - 1, "fall"))[0] != told(
        room, Bet(9_002, 0, room.round, "fall")
    )


def test_it_is_played_earlier_or_skipped() -> None:
    """The host need not wait for the ending; what was skipped is not due any more."""
    early = after(promised(), Other(4_500, 0, ("take",)))
    assert early.run.choices == ("take",)
    assert early.due == ()
    skipped = after(promised(), Skip(4_500))
    assert skipped.due == ()
    assert isinstance(told(skipped, Skip(4_600))[0], Refused)


def test_the_deeper_of_two_is_played_first() -> None:
    """Both ways of the second decision end before the first decision's other way begins."""
    room = promised()
    while room.phase is not Phase.OPEN:
        room = after(room, GoOn(4_100))
    room = after(shown(room, "wait", "horn"), Commit(5_000, ("wait",), ("horn",)))
    assert room.due == (Due(0, ("take",)), Due(1, ("horn",)))
    room = after(room, Other(6_000, *room.due[-1]))
    assert (room.run.choices, room.due) == (("ask", "horn"), (Due(0, ("take",)),))
    room = after(room, Other(7_000, *room.due[-1]))
    assert (room.run.choices, room.due) == (("take",), ())


def test_who_goes_back_before_it_drops_it() -> None:
    """Where its decision is voted on anew there is nothing due; further on it stays due."""
    room = ended(promised())
    assert after(room, Back(9_000, 1)).due == room.due
    assert after(room, Back(9_000, 0)).due == ()
    assert after(room, End(9_000)).due == ()


@pytest.mark.parametrize("also", [("ask",), ("wait",), ("take", "list"), ("",)])
def test_what_is_played_later_is_another_answer(also: tuple[str, ...]) -> None:
    """Neither the same nor one that was not offered; then nothing is committed at all."""
    room = shown(opened(2), "ask", "take")
    same, events = apply(room, Commit(4_000, ("ask",), also))
    assert same is room
    assert isinstance(events[0], Refused)


@pytest.mark.parametrize(
    ("decision", "choices"),
    [(0, ("ask",)), (0, ("wait",)), (0, ()), (2, ("horn",)), (1, ("take",))],
)
def test_only_another_answer_of_a_decision_made_is_played(
    decision: int, choices: tuple[str, ...]
) -> None:
    """What was chosen already, or is no answer there, is refused."""
    assert isinstance(told(ended(promised()), Other(9_000, decision, choices))[0], Refused)
    assert isinstance(told(lobby(2), Other(9_000, 0, ("take",)))[0], Refused)


def test_it_is_played_on_from_the_debrief() -> None:
    """The debrief begins anew at the end of the other way, with what the room had picked."""
    room = after(ended(promised()), Skip(8_000), GoOn(9_000))
    room = after(room, Other(9_100, 0, ("list",)))
    assert room.phase is Phase.LANDED
    room = after(ended(room), GoOn(9_900))
    assert (room.phase, room.run.choices) == (Phase.DEBRIEF, ("list", "wait"))


@pytest.mark.parametrize("command", [Other(9_100, 0, ("list",)), Back(9_100, 0)])
def test_no_plans_are_asked_for_until_the_last_page_is_turned_to_again(command: Command) -> None:
    """The debrief of another way may have more pages: what was the last one then is not now."""
    room = after(ended(promised()), GoOn(9_000), Turn(9_001, 5, 6, (0, 1)))
    assert room.planning
    room = after(room, command)
    room = ended(room if room.phase is not Phase.OPEN else decided(shown(room, "ask"), "ask"))
    assert not after(room, GoOn(9_900)).planning


def test_the_debrief_has_the_votes_that_were_given() -> None:
    """On an answer that was played later nobody voted: the votes before it are talked about."""
    room = after(ended(promised()), Other(9_000, 0, ("take",)))
    assert room.records[0].ballots[0].tally == ((0, 0, 0),)
    (first,) = voted_on(room)
    assert first.ballots[0].tally == ((1, 1, 0),)
    assert first.choices == ("take",)


def test_what_the_host_took_back_is_no_way() -> None:
    """A decision that was made by mistake is kept in the files, and not set beside the others."""
    room = after(decided(shown(opened(2), "ask", "ask"), "ask"), Back(5_000, 0))
    room = ended(after(shown(room, "take", "take"), Commit(6_000, ("take",))))
    assert ways(room) == (("take", "wait"),)
    again = decided(shown(after(room, Back(9_000, 1)), "horn"), "horn")
    assert ways(again) == (("take", "wait"), ("take", "horn"))


def test_both_ways_are_runs_in_the_files() -> None:
    """The second way is a run with the first as its parent, decided by the facilitator."""
    room = after(ended(promised()), Other(9_000, 0, ("take",)))
    room = after(ended(room), GoOn(9_900))
    first, second = rows(room, "runs.csv")
    assert (first["decisions"], second["decisions"], first["ending"]) == ("2", "2", "end")
    assert (first["rewinds"], second["ending"]) == ("1", "end")
    made = [row for row in rows(room, "decisions.csv") if row["mode"] == "group"]
    assert [(row["run_id"] == second["run_id"], row["choice"]) for row in made] == [
        (False, "ask"),
        (False, "wait"),
        (True, "take"),
        (True, "wait"),
    ]
    assert made[2]["parent_run_id"] == first["run_id"]
    ballots = rows(room, "ballots.csv")
    unvoted = [row for row in ballots if row["run_id"] == second["run_id"]][:3]
    assert {(row["outcome"], row["chosen_by"]) for row in unvoted} == {("no_votes", "facilitator")}
    seen = {row["choice"]: row["seen"] for row in rows(room, "cohort.csv")}
    assert (seen["ask"], seen["wait"]) == ("2", "2")


def test_a_side_that_nobody_holds_keeps_what_it_played() -> None:
    """In a joint scene the other answer is the held side's; the engine's stays the engine's."""
    room = after(lobby(0, story=budgets()), Join(1, "a", "A"), Open(2))
    assert room.ballot is not None
    playing = next(side for side in room.ballot.sides if side.plays)
    held = next(side for side in room.ballot.sides if not side.plays)
    pairs = [
        tuple(playing.options[0] if side.plays else option for side in room.ballot.sides)
        for option in held.options
    ]
    room = after(shown(room), Commit(3, pairs[0], pairs[1]))
    room = after(room, Other(4, *room.due[-1]))
    assert room.records[0].choices == pairs[1]
    assert sorted(room.records[0].sources) == [Source.ENGINE, Source.FACILITATOR]


def test_the_log_has_it() -> None:
    """A promise and the other answer are commands like any other, and an old log knows neither."""
    for command in (Commit(1, ("ask",), ("take",)), Other(2, 0, ("take",)), Skip(3)):
        assert decode(json.loads(json.dumps(encode(command)))) == command
    old = decode({"do": "commit", "at": 1, "choices": ["ask"]})
    assert old == Commit(1, ("ask",), bet=False)
