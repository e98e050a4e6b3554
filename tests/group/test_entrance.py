"""The door as a pure machine: team codes, seat codes, a closed door, seats that are cleared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import after, lobby, opened, told
from test_teams import budgets

from game.group.codes import ALPHABET
from game.group.entrance import (
    CLOSED,
    FULL,
    NO_SEAT_CODE,
    REST,
    USED,
    Way,
    apply,
    by_code,
    way,
    ways,
)
from game.group.events import Cleared, Refused, Seated
from game.group.messages import (
    Back,
    Clear,
    Door,
    End,
    Issue,
    Join,
    Lock,
    Open,
    Remove,
    Turn,
    Vote,
    Write,
)
from game.group.room import apply as apply_any
from game.group.seats import Standing
from game.group.settings import Settings
from game.group.wire import decode, encode

if TYPE_CHECKING:
    from game.group.state import Room

BY_CODE = Settings(teams="code")


def refused(room: Room, command: Join) -> str:
    """Return why somebody is not let in."""
    (event,) = told(room, command)
    assert isinstance(event, Refused)
    return event.why


def test_each_team_has_the_rooms_code_and_a_letter() -> None:
    """Where teams come by code there are two codes, of letters that a room's code may have."""
    room = lobby(settings=BY_CODE, story=budgets())
    assert ways(room) == (Way("red", "K7XQ2MA"), Way("blue", "K7XQ2MW"))
    assert set("AW") <= set(ALPHABET)
    assert not by_code(lobby(settings=BY_CODE))
    assert ways(lobby(settings=BY_CODE)) == (Way(None, "K7XQ2M"),)
    assert ways(lobby(story=budgets())) == (Way(None, "K7XQ2M"),)


@pytest.mark.parametrize("typed", ["k7xq2mw", " K7XQ2MW ", "k7x-q2m-w", "K7XQ 2MW"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    """Small letters, spaces and dashes make no difference."""
    assert way(lobby(settings=BY_CODE, story=budgets()), typed) == Way("blue", "K7XQ2MW")


def test_the_rooms_own_code_is_right_and_says_no_team() -> None:
    """With codes for teams the room's code is no wrong code, but leads to no side."""
    room = lobby(settings=BY_CODE, story=budgets())
    assert way(room, "K7XQ2M") == Way(None, "K7XQ2M")
    assert way(room, "K7XQ2MH") is None
    assert way(lobby(), "K7XQ2MA") is None


def test_who_comes_by_a_teams_code_sits_in_that_team() -> None:
    """However uneven the sides become."""
    room = lobby(settings=BY_CODE, story=budgets())
    room = after(room, *(Join(1, f"t{one}", "x", "blue") for one in range(3)))
    assert [seat.team for seat in room.seats] == ["blue"] * 3


def test_a_closed_door_lets_nobody_new_in() -> None:
    """Until it is opened again; who sits in the room goes on voting."""
    room = after(opened(2), Door(5, open=False))
    assert refused(room, Join(6, "new", "x")) == CLOSED
    room = after(room, Vote(7, 1, 1, "ask", 1), Door(8, open=True), Join(9, "new", "x"))
    assert len(room.seats) == 3
    assert apply(room, Door(10, open=True)) == (room, ())


def test_a_seat_code_lets_one_phone_in_once() -> None:
    """A wrong one is refused, and a used one is refused in words of its own."""
    room = after(lobby(), Issue(1, ("one", "two")))
    assert refused(room, Join(2, "a", "x")) == NO_SEAT_CODE
    assert refused(room, Join(2, "a", "x", seat_code="three")) == NO_SEAT_CODE
    room = after(room, Join(2, "a", "x", seat_code="one"))
    assert refused(room, Join(3, "b", "x", seat_code="one")) == USED
    room = after(room, Join(4, "b", "x", seat_code="two"))
    assert (len(room.seats), room.unused) == (2, frozenset())


def test_a_kicked_phones_seat_code_works_again_and_a_banned_ones_does_not() -> None:
    """Kicking is not banning, with a code as without."""
    room = after(lobby(), Issue(1, ("one", "two")))
    room = after(room, *(Join(2, one, "x", seat_code=one) for one in ("one", "two")))
    room = after(room, Remove(3, 0, ban=False), Remove(3, 1, ban=True))
    assert room.unused == {"one"}
    assert refused(room, Join(4, "b", "x", seat_code="two")) == USED
    assert after(room, Join(4, "b", "x", seat_code="one")).unused == frozenset()


def test_more_seat_codes_can_be_given_out_and_none_twice() -> None:
    """A used code that is given out again stays used."""
    room = after(lobby(), Issue(1, ("one",)), Join(2, "a", "x", seat_code="one"))
    assert isinstance(told(room, Issue(3, ("one",)))[0], Refused)
    assert after(room, Issue(3, ("one", "two"))).unused == {"two"}


def test_seats_that_nobody_used_are_cleared_and_others_stay() -> None:
    """Who has voted, in a ballot at hand or in one that was left, keeps the seat."""
    room = after(opened(4), Vote(2_000, 0, 1, "ask", 1), Lock(2_500, 4), Back(2_600, 0))
    room = after(room, Vote(2_700, 2, room.round, "take", 1))
    room, events = apply(room, Clear(3_000, (0, 1, 2, 3, 9)))
    assert events == (Cleared((1, 3)),)
    assert [seat.standing is Standing.CLEARED for seat in room.seats] == [False, True] * 2
    assert isinstance(told(room, Clear(3_100, (0, 1, 2, 3)))[0], Refused)
    assert isinstance(told(room, Remove(3_100, 1, ban=True))[0], Refused)
    assert isinstance(told(room, Vote(3_100, 1, room.round, "ask", 1))[0], Refused)


def test_a_cleared_seat_is_taken_again_before_a_room_is_full() -> None:
    """After five seconds, in which whoever still had a line to it is gone."""
    room = after(lobby(3, Settings(most=3)), Clear(3_000, (1,)))
    assert refused(room, Join(3_000 + REST - 1, "new", "New")) == FULL
    room, events = apply_any(room, Join(3_000 + REST, "new", "New"))
    assert events[0] == Seated(1)
    assert [seat.name for seat in room.seats] == ["P0", "New", "P2"]
    assert room.cleared == ()
    assert refused(room, Join(99_000, "late", "x")) == FULL
    room = after(room, Open(100_000), Vote(100_001, 1, 1, "ask", 1))
    assert room.ballots[0].tally == ((1, 0, 0),)


def test_clearing_gives_a_seat_code_back() -> None:
    """Nobody came to use the seat, so the code is still somebody's."""
    room = after(lobby(), Issue(1, ("one",)), Join(2, "a", "x", seat_code="one"), Clear(3, (0,)))
    assert room.unused == {"one"}


@given(
    st.lists(
        st.one_of(
            st.builds(
                Join,
                st.integers(0, 30_000),
                st.text(max_size=2),
                st.just("x"),
                st.none(),
                st.sampled_from(("one", "two", "three", None)),
            ),
            st.builds(Remove, st.just(1), st.integers(0, 4), st.booleans()),
            st.builds(Clear, st.integers(0, 30_000), st.lists(st.integers(0, 4)).map(tuple)),
            st.builds(Door, st.just(1), st.booleans()),
        ),
        max_size=40,
    )
)
@settings(max_examples=500, deadline=None)
def test_no_seat_code_ever_has_two_people(sent: list[Join | Remove | Clear | Door]) -> None:
    """In any order of joins, kicks and clearings; the unused ones are those that nobody holds.

    The commands that changed the room, through JSON and back, make the very same one.
    """
    began = lobby(settings=Settings(most=4))
    issued = Issue(1, ("one", "two", "three"))
    room, kept = after(began, issued), [json.dumps(encode(issued))]
    for command in sent:
        before = room
        room, _ = apply_any(room, command)
        kept += [json.dumps(encode(command))] if room is not before else []
        assert not before.closed or len(room.seats) == len(before.seats)
        held = [seat.code for seat in room.seats if seat.standing in {Standing.IN, Standing.BANNED}]
        assert len(set(held)) == len(held)
        assert room.unused == room.seat_codes - set(held)
    assert after(began, *(decode(json.loads(line)) for line in kept)) == room


def test_a_cleared_seat_leaves_nobody_alone_with_a_plan() -> None:
    """Who was paired with a seat that nobody used has other partners; one with a plan stays."""
    room = after(opened(4), End(2_000), Turn(2_001, 2, 3, (0, 1, 2, 3)))
    assert room.partners is not None
    (lonely,) = room.partners.get(0) or ()
    writer = next(one for one in (1, 2, 3) if one != lonely)
    room = after(room, Write(2_002, writer, "Ask first.", 1), Clear(9_000, (0, writer)))
    assert [seat.present for seat in room.seats] == [False, True, True, True]
    assert room.partners is not None
    assert room.partners.get(0) is None
    assert room.partners.get(lonely)
    assert all(0 not in (room.partners.get(one) or ()) for one in range(4))
    room = after(room, Join(99_000, "new", "New"))
    assert room.seats.get(0).name == "New"  # type: ignore[union-attr]
    assert room.partners is not None
    assert room.partners.get(0)
