"""The end of a session: the debrief's page in the room, and plans in pairs."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import TYPE_CHECKING

import pytest
from rooms import after, decided, lobby, opened, shown, told
from test_teams import budgets

from game.group import phone_view, plan_view
from game.group.events import Advanced, Noted, Planned, Refused, SeatChanged, Turned
from game.group.host_view import console, projector
from game.group.messages import (
    Arrive,
    Back,
    End,
    GoOn,
    Join,
    Open,
    Pick,
    Remove,
    Rename,
    Turn,
    Write,
)
from game.group.phones import answer, command_of
from game.group.planning import EMPTY, NOT_YET, TOO_LONG, clean_plan
from game.group.results import tables
from game.group.room import apply
from game.group.state import Phase
from game.group.wire import WireError, decode, encode

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.state import Room

LAST = 5
SESSION = "8a1c0f6e-58b4-4c7e-9d0e-000000000001"


def debriefed(seats: int = 3) -> Room:
    """Return a room that has played the van to its ending, in the debrief."""
    room = decided(shown(opened(seats), "ask"), "ask")
    room = after(decided(shown(room, "wait"), "wait"), GoOn(9_000))
    return room if room.phase is Phase.DEBRIEF else after(room, GoOn(9_001))


def lobby_debriefed() -> Room:
    """Return a room in which nobody sits, in the debrief."""
    return after(lobby(), Open(1), End(2))


def turned(room: Room, page: int = LAST, *there: int) -> Room:
    """Turn to a page, all or some seats being connected."""
    seats = there or tuple(range(len(room.seats)))
    return after(room, Turn(10_000, page, LAST + 1, seats))


def planning(seats: int = 3) -> Room:
    """Return a room on the page of plans."""
    return turned(debriefed(seats))


def pairs(room: Room) -> list[tuple[int, ...] | None]:
    """Return each seat's partners."""
    assert room.partners is not None
    return list(room.partners)


def phone(room: Room, seat: int) -> dict[str, object]:
    """Return all that a phone is told."""
    one = room.seats.get(seat)
    assert one is not None
    return {**phone_view.shared(room, one.team), "you": phone_view.own(room, seat, one)}


def changed(events: tuple[Event, ...]) -> set[int]:
    """Return the seats that are told of a change."""
    return {event.seat for event in events if isinstance(event, SeatChanged)}


def test_the_page_belongs_to_the_room() -> None:
    """The host turns it; phones pick qualities on the first, and write plans on the last one."""
    room = debriefed()
    assert (phone(room, 0)["page"], room.page) == ("qualities", 0)
    turning = Turn(1, 1, LAST + 1, (0, 1, 2))
    assert told(room, turning) == (Advanced(),)
    room = after(room, turning)
    talking = phone(room, 0)
    assert (talking["page"], talking["status"]) == ("talk", plan_view.TALKING)
    assert "qualities" not in talking
    assert told(room, Turn(1, 2, LAST + 1, (0, 1, 2))) == (Turned(),)
    assert projector(room, 3, 1)["page"] == 1
    assert told(room, Turn(1, LAST, LAST + 1, (0, 1, 2))) == (Advanced(),)
    room = turned(room)
    assert phone(room, 0)["page"] == "plans"
    assert "qualities" not in phone(room, 0)
    room = after(room, Turn(1, 0, LAST + 1, ()))
    assert (room.planning, phone(room, 0)["page"]) == (False, "qualities")


def test_a_late_pick_still_counts() -> None:
    """What was sent as the page was turned is received, and is there when it is turned back."""
    room = after(debriefed(), Turn(1, 1, LAST + 1, (0, 1, 2)))
    assert SeatChanged(0) in told(room, Pick(2, 0, ("trust",)))
    room = after(room, Pick(2, 0, ("trust",)))
    assert phone(room, 0)["you"] == {"name": "P0", "picks": ["trust"]}
    assert projector(room, 3, 1)["picks"] == [["trust", 1]]


def test_a_page_turned_twice_changes_nothing() -> None:
    """A second press of the same key by accident leaves the room as it is."""
    room = turned(debriefed(), 2)
    assert told(room, Turn(2, 2, LAST + 1, ())) == ()


@pytest.mark.parametrize("page", [LAST + 1, 99])
def test_only_pages_of_the_debrief_are_turned(page: int) -> None:
    """Neither beyond the last one, nor before the debrief."""
    assert isinstance(told(debriefed(), Turn(1, page, LAST + 1, ()))[0], Refused)
    assert isinstance(told(opened(2), Turn(1, 0, 1, (0, 1)))[0], Refused)


def test_the_page_begins_anew_with_a_debrief() -> None:
    """Who goes back to a decision and ends again reads the first page first, plans kept."""
    room = after(planning(), Write(1, 0, "Ask first.", 1), Back(2, 1), End(3))
    assert (room.page, room.planning) == (0, False)
    room = turned(room)
    assert pairs(room)[0] == pairs(planning())[0]
    assert phone(room, 0)["you"]["plan"] == {"text": "Ask first.", "id": 1}  # type: ignore[index]


def test_picks_may_change_after_they_were_shown() -> None:
    """A phone on the page of qualities picks anew while the room talks, and on the last page."""
    room = after(turned(debriefed(), 1), Pick(1, 0, ("empathy",)), Pick(2, 0, ("openness",)))
    room = after(turned(room), Pick(3, 0, ("empathy",)))
    assert room.picks.get(0) == ("empathy",)


def test_those_who_are_there_are_paired() -> None:
    """Neighbours plan together; somebody away is left out, and an odd one makes a three."""
    assert pairs(planning(4)) == [(1,), (0,), (3,), (2,)]
    assert pairs(planning(3)) == [(1, 2), (0, 2), (0, 1)]
    assert pairs(planning(1)) == [()]
    assert pairs(turned(debriefed(4), LAST, 0, 3)) == [(3,), None, None, (0,)]


def test_pairs_go_across_the_teams() -> None:
    """In a story for two teams each pair has one of both, as far as there are enough."""
    room = after(lobby(4, story=budgets()), Open(1), End(2))
    teams = [seat.team for seat in room.seats]
    assert teams == ["red", "blue", "red", "blue"]
    room = turned(room, LAST, 0, 2, 1, 3)
    assert pairs(room) == [(1,), (0,), (3,), (2,)]
    alike = turned(after(lobby(4, story=budgets()), Open(1), End(2)), LAST, 0, 2)
    assert pairs(alike) == [(2,), None, (0,)]
    third = after(alike, Arrive(1, 1))
    assert [pairs(third)[one] for one in (0, 1, 2)] == [(1, 2), (0, 2), (0, 1)]
    fourth = after(third, Arrive(1, 3))
    crossing = pairs(fourth)
    assert crossing == [(1,), (0,), (3,), (2,)]


def test_who_comes_late_is_paired() -> None:
    """Somebody who joins or wakes up makes a three, the next one parts it into pairs."""
    room = planning(2)
    assert changed(told(room, Join(1, "late", "Late"))) == {0, 1, 2}
    room = after(room, Join(1, "late", "Late"))
    assert pairs(room) == [(1, 2), (0, 2), (0, 1)]
    room = after(room, Join(2, "later", "Later"))
    assert pairs(room) == [(1,), (0,), (3,), (2,)]
    slept = turned(debriefed(3), LAST, 0, 1)
    assert changed(told(slept, Arrive(1, 2))) == {0, 1, 2}
    assert told(after(slept, Arrive(1, 2)), Arrive(1, 2)) == ()


def test_who_has_written_stays_with_the_partner() -> None:
    """When a three is parted, those move who have not written yet."""
    room = after(planning(3), Write(1, 2, "Mine.", 1), Write(1, 1, "Mine.", 1))
    assert pairs(after(room, Join(2, "late", "Late"))) == [(3,), (2,), (1,), (0,)]


def test_nobody_is_left_alone_by_a_sending_away() -> None:
    """A three becomes a pair; who is left of a pair goes to another; the last one is alone."""
    room = after(planning(5), Remove(1, 0, ban=False))
    assert pairs(room) == [None, (4,), (3,), (2,), (1,)]
    room = after(room, Remove(2, 1, ban=True))
    assert pairs(room) == [None, None, (3, 4), (2, 4), (2, 3)]
    assert changed(told(room, Remove(3, 4, ban=True))) == {2, 3, 4}
    room = after(room, Remove(3, 4, ban=True), Remove(4, 3, ban=True))
    assert pairs(room)[2] == ()
    assert told(room, Remove(5, 3, ban=True))[0] == Refused("There is nobody on that seat.")


def test_a_plan_is_received_and_replaced() -> None:
    """Its number is told back; a repeat is told the same; the highest number stands."""
    room = planning(2)
    first = Write(1, 0, "Ask Mo first.", 1)
    assert told(room, first) == (Planned(0, 1), SeatChanged(0), Noted())
    room = after(room, first, Write(2, 0, "Ask on Friday.", 3))
    for number in (2, 3):
        assert told(room, Write(3, 0, "Another.", number)) == (Planned(0, 3), SeatChanged(0))
    assert room.plans.get(0) == ("Ask on Friday.", 3)


def test_a_plan_is_read_by_the_partner_alone() -> None:
    """And by them only once their own is there; nobody else is ever told a word of it."""
    room = after(planning(4), Write(1, 0, "SECRET-OF-0", 1))
    for seat in (1, 2, 3):
        assert "SECRET-OF-0" not in json.dumps(phone(room, seat))
    room = after(room, Write(2, 1, "SECRET-OF-1", 1), Write(2, 2, "SECRET-OF-2", 1))
    assert phone(room, 1)["you"]["theirs"] == [["P0", "SECRET-OF-0"]]  # type: ignore[index]
    assert changed(told(room, Write(3, 0, "SECRET-AGAIN", 2))) == {0, 1}
    for seat in (2, 3):
        assert "SECRET-OF-0" not in json.dumps(phone(room, seat))
    everything = json.dumps([projector(room, 4, 1), console(room, {0, 1}, 1)])
    everything += json.dumps(tables(room, SESSION))
    assert "SECRET" not in everything
    assert projector(room, 4, 1)["plans"] == [3, 4]


def test_the_runs_file_says_whether_plans_were_written() -> None:
    """Yes or no where there were pairs on phones, in the last run; else it is not known."""

    def cells(room: Room) -> list[str]:
        rows = csv.DictReader(io.StringIO(tables(room, SESSION)["runs.csv"]))
        return [row["plan_written"] for row in rows]

    assert cells(debriefed()) == [""]
    assert cells(turned(lobby_debriefed())) == [""]
    assert cells(planning()) == ["no"]
    assert cells(after(planning(), Write(1, 0, "Ask.", 1))) == ["yes"]
    again = after(planning(), Write(1, 0, "Ask.", 1), Back(2, 1), End(3))
    assert cells(again) == ["", "yes"]


def test_a_new_name_is_read_by_the_partner() -> None:
    """The host gives somebody another name while plans are written."""
    assert changed(told(planning(4), Rename(1, 2, "Bo"))) == {2, 3}


@pytest.mark.parametrize(
    ("text", "why"),
    [("", EMPTY), (" \n\u202e\x1b ", EMPTY), ("x" * 501, TOO_LONG)],
)
def test_what_is_no_plan_is_refused(text: str, why: str) -> None:
    """Nothing, and more than 500 characters: nothing of a text is cut off in silence."""
    assert told(planning(), Write(1, 0, text, 1)) == (Refused(why),)
    assert told(planning(), Write(1, 0, "x" * 500, 1))[0] == Planned(0, 1)


@pytest.mark.parametrize("number", [0, 10**9])
def test_an_impossible_number_is_refused(number: int) -> None:
    """Nothing is acknowledged that is not there."""
    assert isinstance(told(planning(), Write(1, 0, "Ask.", number))[0], Refused)


def test_plans_are_written_at_their_time() -> None:
    """Not before the last page was shown, and not by who was sent away; turned back, still."""
    write = Write(1, 0, "Ask.", 1)
    assert told(debriefed(), write) == (Refused(NOT_YET),)
    assert told(after(planning(), Remove(1, 0, ban=False)), write) == (Refused(NOT_YET),)
    assert told(turned(planning(), 1), write)[0] == Planned(0, 1)


def test_a_plan_that_is_anything_is_one_the_log_can_hold() -> None:
    """20,000 odd plans: each is refused in a sentence, or is written and read again the same."""
    dice = random.Random(9)
    odd = ("\ud800", "\x1b[2J", "\u202e", "<b>", "\U0001f69a", "\r\n", "x" * 400, '"', "\\")
    room = planning()
    for number in range(20_000):
        text = "".join(dice.choice(odd) for _ in range(dice.randrange(6)))
        plan = {"text": text, "id": dice.choice((number, 1, -1, "1", 10**30))}
        try:
            command = command_of(dice.randrange(4), {"plan": plan})
        except WireError:
            continue
        line = json.dumps(encode(command), ensure_ascii=False).encode()
        assert decode(json.loads(line)) == command
        room, events = apply(room, command)
        json.dumps(answer(events), ensure_ascii=False).encode()
    assert len(room.plans) <= 3
    assert all(plan.text == clean_plan(plan.text) for plan in room.plans)
    assert sum(plan.id > 0 for plan in room.plans) == 3


def test_lines_are_kept_and_odd_characters_are_not() -> None:
    """A plan has lines, with at most one blank between them, and nothing that moves a cursor."""
    assert clean_plan(" One \r\n \n\n\n  two\x1b[2J\tthree\u202e\n") == "One\n\ntwo[2J three"
