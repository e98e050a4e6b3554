"""What a room bet, and the answers that it played later, in what its session leaves behind."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from rooms import van
from session_played import SESSION, Played
from xapi_rules import check_statement, check_teaching

from game.debrief.judging import judged
from game.debrief.records_xapi import line, statements
from game.group.messages import Bet, Commit, End, GoOn, Other
from game.group.played import played, pseudonyms
from game.group.results import tables
from game.group.run_saves import saves
from game.group.session_records import Session, session_records
from game.group.state import Phase, Room
from game.telling.records import identify

if TYPE_CHECKING:
    from game.storage.save import Save


def bet(room: Played, *ways: str) -> Played:
    """Commit at the gate, and let the first seats bet before the reply is read."""
    room.do(Commit, choices=("wait",))
    for seat, way in enumerate(ways):
        room.do(Bet, seat=seat, round=room.room.round, way=way)
    while room.room.phase is not Phase.ENDED:
        room.do(GoOn)
    return room


def at_gate(people: int = 6) -> Played:
    """Return a room that has voted at the scene with a bet."""
    return Played(van()).seated(people).voted("ask").decided("ask").voted(*["wait"] * people)


def rows(room: Room, name: str, *, small_cells: bool = False) -> list[dict[str, str]]:
    """Return a table of a session."""
    return list(csv.DictReader(io.StringIO(tables(room, SESSION, small_cells=small_cells)[name])))


def saved(room: Room) -> tuple[Save, ...]:
    """Return the runs of a room as saves."""
    return saves(room, SESSION, played(room, SESSION))


def told(room: Room, *, small_cells: bool = False) -> list[dict[str, Any]]:
    """Return the bets as statements."""
    found = session_records(Session(SESSION, room), judged, small_cells=small_cells)
    said = [json.loads(line(one)) for record in found for one in statements(record, identify)]
    return [one for one in said if one["verb"]["id"].endswith("/expected")]


def test_a_rooms_bet_is_what_most_bet() -> None:
    """The run, runs.csv and the group's statement have it; level bets are none."""
    room = bet(at_gate(), "rise", "rise", "fall").room
    assert [one.bet for one in saved(room)[0].choices] == [None, "rise"]
    (run,) = rows(room, "runs.csv")
    assert (run["bet"], run["bet_hit"]) == ("rise", "yes")
    (statement,) = told(room)
    assert statement["actor"]["objectType"] == "Group"
    assert statement["result"] == {"response": "rise"}
    level = bet(at_gate(), "rise", "fall").room
    assert [one.bet for one in saved(level)[0].choices] == [None, None]
    assert (rows(level, "runs.csv")[0]["bet"], told(level)) == ("rise/fall", [])


def test_a_persons_bet_is_told_on_request() -> None:
    """It goes under the pseudonym of the votes, not in the order in which people joined."""
    room = bet(at_gate(), "rise", "rise", "fall").room
    group, *people = sorted(
        told(room, small_cells=True), key=lambda one: one["actor"]["objectType"] != "Group"
    )
    assert group == told(room)[0]
    names = pseudonyms(room)
    by_name = {one["actor"]["account"]["name"]: one["result"]["response"] for one in people}
    assert by_name == {names[0]: "rise", names[1]: "rise", names[2]: "fall"}
    assert [one["actor"]["account"]["name"] for one in people] == sorted(by_name)
    for one in (group, *people):
        check_statement(one)
        check_teaching(one)
        assert one["object"] == group["object"]
    assert len({one["id"] for one in (group, *people)}) == 4


def test_an_answer_that_was_played_later_is_a_run_and_no_vote() -> None:
    """It is kept as a way of its own; nobody was asked anew, so the cohort does not count it."""
    room = bet(at_gate(), "rise")
    before = rows(room.room, "cohort.csv")
    room.do(Other, decision=1, choices=("horn",))
    while room.room.phase is not Phase.ENDED:
        room.do(GoOn)
    first, second = saved(room.room)
    assert [one.choice for one in second.choices] == ["ask", "horn"]
    assert second.parent is not None
    assert (second.parent.run, second.parent.decision) == (first.run, 1)
    assert rows(room.room, "cohort.csv") == before
    for small_cells in (False, True):
        later = rows(room.room, "decisions.csv", small_cells=small_cells)[-1]
        assert (later["mode"], later["choice"], later["ballot1"]) == ("group", "horn", "")


def test_which_runs_were_debriefed() -> None:
    """The way whose debrief was begun says so, also where another was played after it."""
    room = bet(at_gate(), "rise").do(End)
    assert [row["debrief_done"] for row in rows(room.room, "runs.csv")] == ["yes"]
    room.do(Other, decision=1, choices=("horn",))
    assert [row["debrief_done"] for row in rows(room.room, "runs.csv")] == ["yes", "no"]
    room.back(0).voted("take").decided("take").do(End)
    assert [row["debrief_done"] for row in rows(room.room, "runs.csv")] == ["yes", "no", "yes"]
