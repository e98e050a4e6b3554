"""Properties of plans in pairs, over any order of coming, going, turning and writing."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import lobby
from test_teams import budgets

from game.group import phone_view
from game.group.events import Planned
from game.group.messages import (
    Arrive,
    Back,
    End,
    Join,
    Open,
    Pick,
    Regroup,
    Remove,
    Rename,
    Turn,
    Write,
)
from game.group.pairing import paired
from game.group.planning import LONGEST_PLAN, clean_plan
from game.group.room import apply
from game.group.wire import decode, encode

if TYPE_CHECKING:
    from game.group.messages import Command
    from game.group.state import Room

SEATS = 7
at = st.integers(0, 10**6)
seats = st.integers(0, SEATS + 3)
crowd = st.lists(seats, max_size=SEATS, unique=True).map(tuple)
commands = st.lists(
    st.one_of(
        st.builds(Write, at, seats, st.text(max_size=600), st.integers(0, 5)),
        st.builds(Write, at, seats, st.just("Ask."), st.integers(1, 5)),
        st.builds(Arrive, at, seats),
        st.builds(Join, at, st.text(max_size=4), st.text(max_size=30), st.none()),
        st.builds(Turn, at, st.integers(0, 4), st.integers(1, 4), crowd),
        st.builds(Turn, at, st.just(3), st.just(4), crowd),
        st.builds(Remove, at, seats, st.booleans()),
        st.builds(Rename, at, seats, st.text(max_size=30)),
        st.builds(Regroup, at, seats, st.sampled_from(("red", "blue"))),
        st.builds(Pick, at, seats, st.just(("empathy",))),
        st.just(Back(1, 0)),
        st.just(End(1)),
    ),
    min_size=15,
    max_size=50,
)


def debriefed() -> Room:
    """Return a room of two teams in the debrief."""
    room, _ = apply(lobby(SEATS, story=budgets()), Open(1))
    return apply(room, End(2))[0]


def groups(room: Room) -> list[frozenset[int]]:
    """Return the pairs and threes of a room, each once."""
    found = {
        frozenset((one, *others))
        for one, others in enumerate(room.partners or ())
        if others is not None
    }
    return sorted(found, key=min)


@given(commands)
@settings(max_examples=300, deadline=None)
def test_nobody_is_in_two_pairs_and_nobody_alone(sent: list[Command]) -> None:
    """Pairs, and at most one three; alone is only who is the only one; nobody who has left."""
    room = debriefed()
    for command in sent:
        room, _ = apply(room, command)
        sizes = Counter(len(group) for group in groups(room))
        people = Counter(one for group in groups(room) for one in group)
        assert set(people.values()) <= {1}
        assert set(sizes) <= {1, 2, 3}
        assert sizes[3] <= 1
        assert not sizes[1] or (sizes[1], len(people)) == (1, 1)
        assert all((seat := room.seats.get(one)) and seat.present for one in people)


@given(commands, crowd)
@settings(max_examples=200, deadline=None)
def test_all_who_are_there_are_paired_once(sent: list[Command], there: tuple[int, ...]) -> None:
    """Whatever was before: the page of plans has everybody who is there in exactly one pair."""
    room = debriefed()
    for command in (*sent, End(1), Turn(1, 3, 4, there)):
        room, _ = apply(room, command)
    assert room.planning
    present = [one for one in there if (seat := room.seats.get(one)) and seat.present]
    for one in present:
        assert sum(one in group for group in groups(room)) == 1


@given(st.lists(st.sampled_from(("red", "blue")), max_size=12))
def test_as_many_pairs_as_can_be_go_across(teams: list[str]) -> None:
    """The smaller team is used up first; only what is left of the larger one pairs in itself."""
    partners = paired(range(len(teams)), teams.__getitem__)
    across = sum(
        any(teams[other] != teams[one] for other in others or ())
        for one, others in enumerate(partners)
    )
    smaller = min(teams.count("red"), teams.count("blue"))
    odd = len(teams) % 2 and smaller
    assert across == 2 * smaller + bool(odd)


@given(commands)
@settings(max_examples=200, deadline=None)
def test_an_acknowledged_plan_is_in_the_replayed_room(sent: list[Command]) -> None:
    """Through the log and back: each seat's last acknowledged plan is there, clean and whole."""
    room = debriefed()
    lines: list[str] = []
    stands: dict[int, tuple[str, int]] = {}
    for command in sent:
        changed, events = apply(room, command)
        for event in events:
            if isinstance(event, Planned) and isinstance(command, Write):
                if command.id > stands.get(event.seat, ("", 0))[1]:
                    stands[event.seat] = (clean_plan(command.text), command.id)
                assert event.id == stands[event.seat][1]
        if changed is not room:
            assert changed.rev == room.rev + 1
            lines.append(json.dumps(encode(command)))
        room = changed
    again = debriefed()
    for line in lines:
        again, _ = apply(again, decode(json.loads(line)))
    assert again == room
    assert {one: plan for one, plan in enumerate(again.plans) if plan.id} == stands
    assert all(0 < len(text) <= LONGEST_PLAN for text, _ in stands.values())


@given(commands)
@settings(max_examples=200, deadline=None)
def test_no_phone_is_told_more_than_its_partners_plans(sent: list[Command]) -> None:
    """A phone is told its own plan, and its partners' once its own is there, and no other."""
    room = debriefed()
    for command in sent:
        room, _ = apply(room, command)
    written = {one for one, plan in enumerate(room.plans) if plan.id}
    for number, seat in enumerate(room.seats):
        theirs = phone_view.own(room, number, seat).get("theirs", [])
        assert isinstance(theirs, list)
        others = (room.partners.get(number) if room.partners else None) or ()
        known = [one for one in others if one in written] if number in written else []
        assert len(theirs) == (len(known) if room.planning else 0)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 100, 999])
def test_a_room_of_any_size_is_paired(size: int) -> None:
    """Everybody once, in pairs, an odd one in a three."""
    partners = paired(range(size), lambda _: None)
    sizes = Counter(len(others or ()) for others in partners)
    assert len(partners) == size
    assert sizes[2] == (3 if size % 2 and size > 1 else 0)
    assert sizes[0] == (size == 1)
