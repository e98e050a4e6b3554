"""What holds of a room after any order of commands of every kind, with one team and with two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest
from drawn import CHOICES, Session, kinds, played, sessions
from hypothesis import given, settings

from game.engine.run import replay
from game.group import host_state, host_view, messages, phone_view
from game.group.both_ways import debrief
from game.group.events import (
    Accepted,
    BetTaken,
    Late,
    LateBet,
    Planned,
    Refused,
    SeatChanged,
    Turned,
)
from game.group.messages import Bet, Open, Pick, Regroup, Remove, Vote, Write
from game.group.plan import wants_second
from game.group.planning import clean_plan
from game.group.room import apply
from game.group.seats import Standing
from game.group.state import Phase, every_ballot, every_record
from game.group.wire import decode, encode

if TYPE_CHECKING:
    from game.group.events import Event
    from game.group.messages import Command
    from game.group.state import Room


class Received:
    """What a room has acknowledged and must still have, by seat."""

    def __init__(self) -> None:
        self.votes: dict[tuple[int, int], str] = {}
        """By seat and round, as the bets are."""
        self.bets: dict[tuple[int, int], str] = {}
        self.plans: dict[int, tuple[str, int]] = {}

    def note(self, before: Room, command: Command, room: Room, events: tuple[Event, ...]) -> None:
        """Note what came of a command."""
        for event in events:
            match event:
                case Accepted():
                    self.votes[event.seat, event.round] = event.option
                case BetTaken():
                    self.bets[event.seat, event.round] = event.way
                case Planned() if room is not before and isinstance(command, Write):
                    self.plans[event.seat] = (clean_plan(command.text), event.id)
        if room is not before:
            self._drop(before, command)

    def _drop(self, before: Room, command: Command) -> None:
        """Forget a vote with its seat, its side, or a ballot held anew; a bet with its seat."""
        if before.phase is Phase.LOCKED and isinstance(command, Open):
            self.votes = {key: one for key, one in self.votes.items() if key[1] != before.round}
        if before.phase is Phase.OPEN and isinstance(command, Remove | Regroup):
            self.votes.pop((command.seat, before.round), None)
        if before.phase is Phase.BETTING and isinstance(command, Remove):
            self.bets.pop((command.seat, before.records[-1].ballots[-1].round), None)


@pytest.mark.parametrize("story", CHOICES)
def test_every_kind_of_command_is_drawn(story: str) -> None:
    """A command that is new to the room is new to these tests."""
    assert set(kinds(story)) == set(get_args(messages.Command))


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_nothing_that_was_acknowledged_is_lost(session: Session) -> None:
    """A vote, a bet or a plan that was taken is there, whatever the host does, and is told again.

    It goes with its seat while it is asked for, with its side, or with a ballot that is held anew.
    """
    received, room = Received(), session[0]
    for before, command, room, events in played(session):
        received.note(before, command, room, events)
    ballots = {one.round: one for one in every_ballot(room)}
    for (seat, round_), option in received.votes.items():
        cast = ballots[round_].vote_of(seat)
        assert cast is not None
        assert ballots[round_].sides[cast.side].options[cast.option] == option
        assert not isinstance(apply(room, Vote(1, seat, round_, option, cast.id))[1][0], Late)
    records = {one.ballots[-1].round: one for one in every_record(room) if one.bets is not None}
    for (seat, round_), way in received.bets.items():
        laid = records[round_].bets
        assert laid is not None
        assert laid.of(seat) == way
        told = apply(room, Bet(1, seat, round_, way))[1][0]
        assert not isinstance(told, LateBet)
    for seat, plan in received.plans.items():
        assert room.plans.get(seat) == plan


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_every_screen_can_be_told_of_every_room(session: Session) -> None:
    """Phones, the projector and the console have something to show, and the debrief its pages."""
    for _, _, room, _ in played(session):
        told = host_view.projector(room, 3, 2) | host_view.console(room, {0}, 2)
        told |= {"problem": "", "second": wants_second(room, 2)}
        state = host_state.read(json.loads(json.dumps(told)))
        if room.phase is Phase.DEBRIEF:
            assert debrief(replay(room.story, state.choices), state)[-1].id == "plans"
        for number, seat in enumerate(room.seats):
            shared, own = phone_view.shared(room, seat.team), phone_view.own(room, number, seat)
            assert shared["phase"] in set(Phase)
            # A plan, and those of two partners.
            assert len(json.dumps(own, ensure_ascii=False)) < 3_000
            if room.phase in {Phase.OPEN, Phase.LOCKED}:
                assert "splits" not in shared


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_nobody_finds_what_was_somebody_elses(session: Session) -> None:
    """An empty seat holds nothing, and one seat code has one person at most."""
    for _, _, room, _ in played(session):
        for seat in room.cleared:
            assert room.seats.get(seat).standing is Standing.CLEARED  # type: ignore[union-attr]
            assert not room.picks.get(seat)
            assert not any((room.plans.get(seat) or ("",))[0])
            assert all(one.vote_of(seat) is None for one in every_ballot(room))
            assert all(one.bets is None or not one.bets.of(seat) for one in every_record(room))
        held = [seat.code for seat in room.seats if seat.present and seat.code]
        assert len(held) == len(set(held))
        assert room.unused == room.seat_codes - {one.code for one in room.seats if one.code}


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_pairs_are_of_people_who_are_there(session: Session) -> None:
    """Partners know of each other, and nobody waits for the plan of who is gone."""
    for _, _, room, _ in played(session):
        for seat, others in enumerate(room.partners or ()):
            if others is None:
                continue
            assert room.seats.get(seat).present  # type: ignore[union-attr]
            assert all(seat in ((room.partners or ()).get(one) or ()) for one in others)  # type: ignore[union-attr]


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_what_a_phone_does_it_does_for_itself(session: Session) -> None:
    """No message of a phone's moves the room, and what it changes for others are pairs alone."""
    for before, command, room, events in played(session):
        if not isinstance(command, get_args(messages.FromSeat)):
            continue
        for part in (
            "phase",
            "round",
            "run",
            "settings",
            "blank",
            "page",
            "pages",
            "closed",
            "due",
        ):
            assert getattr(room, part) == getattr(before, part)
        if isinstance(command, Vote | Bet | Pick):
            assert {one.seat for one in events if isinstance(one, SeatChanged)} <= {command.seat}
        assert not any(isinstance(one, Turned) for one in events)


@given(sessions())
@settings(max_examples=100, deadline=None)
def test_a_command_is_done_or_refused_and_the_log_makes_the_same_room(session: Session) -> None:
    """What was refused changed nothing; what changed something makes the same room again."""
    again = session[0]
    room = again
    for before, command, room, events in played(session):
        if any(isinstance(one, Refused) for one in events):
            assert room is before
        if room is not before:
            assert room.rev == before.rev + 1
            assert room.round >= before.round
            again, _ = apply(again, decode(json.loads(json.dumps(encode(command)))))
    assert again == room
    assert room.run == replay(room.story, room.run.choices)
    assert len(room.records) == len(room.run.decisions)
