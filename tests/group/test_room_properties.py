"""Properties of the room over any order of messages, with repeats and losses."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import lobby, van

from game.engine.run import replay
from game.group import messages
from game.group.messages import (
    Accepted,
    Adjust,
    Back,
    Bet,
    BetTaken,
    Blank,
    Commit,
    End,
    Extend,
    GoOn,
    Hands,
    Join,
    Lock,
    Open,
    Other,
    Pick,
    Remove,
    Rename,
    Reveal,
    Skip,
    Talk,
    Vote,
)
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Phase
from game.group.wire import decode, encode
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from game.group.messages import Command
    from game.group.state import Room

SEATS = 6
STORY = van()
OPTIONS = ("ask", "take", "list", "wait", "horn")
small = st.integers(0, SEATS)
at = st.integers(0, 10**6)

from_phones = st.one_of(
    st.builds(Join, at, st.text(max_size=4), st.text(max_size=30), st.none()),
    st.builds(Vote, at, small, st.integers(0, 8), st.sampled_from(OPTIONS), st.integers(0, 4)),
    st.builds(Bet, at, small, st.integers(0, 8), st.sampled_from(("rise", "stay", "fall", "pass"))),
    st.builds(Pick, at, small, st.lists(st.sampled_from(QUALITIES), max_size=3).map(tuple)),
)
from_host = st.one_of(
    st.builds(Open, at, st.booleans()),
    st.builds(Lock, at, small, st.sampled_from(("host", "timer"))),
    st.builds(Reveal, at),
    st.builds(Talk, at),
    st.builds(
        Commit,
        at,
        st.sampled_from([(one,) for one in OPTIONS]),
        st.sampled_from([(), *((one,) for one in OPTIONS)]),
    ),
    st.builds(Other, at, st.integers(0, 2), st.sampled_from([(one,) for one in OPTIONS])),
    st.builds(Skip, at),
    st.builds(GoOn, at),
    st.builds(Back, at, st.integers(0, 3)),
    st.builds(End, at),
    st.builds(Extend, at, st.integers(0, 100)),
    st.builds(Hands, at, st.just(((1, 0, 2),))),
    st.builds(Remove, at, small, st.booleans()),
    st.builds(Rename, at, small, st.text(max_size=30)),
    st.builds(Blank, at, st.booleans()),
    st.builds(
        Adjust,
        at,
        st.builds(
            Settings,
            rule=st.sampled_from(("plurality", "majority", "facilitator")),
            quorum=st.integers(0, 100),
        ),
    ),
)
REVEAL = (
    Lock(1, 3),
    Reveal(1),
    Commit(1, ("ask",), ("take",)),
    Commit(1, ("wait",)),
    GoOn(1),
    GoOn(1),
)
steps = st.sampled_from((Open(1), *REVEAL))
"""The usual way on, so that random orders reach the end of the story, too."""
commands = st.lists(st.one_of(from_phones, from_phones, from_host, steps), max_size=60)


def play(room: Room, given_commands: list[Command]) -> Room:
    """Return the room after commands, whatever comes of each."""
    for command in given_commands:
        room, _ = apply(room, command)
    return room


@given(commands)
@settings(max_examples=300, deadline=None)
def test_counts_are_what_the_votes_say(sent: list[Command]) -> None:
    """After any commands every count of every ballot is the number of seats that stand by it."""
    room = play(lobby(SEATS, story=STORY), sent)
    ballots = [*room.ballots, *(one for record in room.records for one in record.ballots)]
    for ballot in ballots:
        found = Counter((vote.side, vote.option) for vote in ballot.votes if vote is not None)
        for side, counts in enumerate(ballot.counts):
            assert counts == tuple(found[side, option] for option in range(len(counts)))


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_acknowledged_vote_counts_exactly_once(data: st.DataObject) -> None:
    """In any order, repeated and lost: each seat's last acknowledged vote stands, and once."""
    room, _ = apply(lobby(SEATS, story=STORY), Open(1))
    sent = data.draw(
        st.lists(
            st.builds(
                Vote,
                at,
                st.integers(0, SEATS - 1),
                st.just(1),
                st.sampled_from(("ask", "take", "list")),
                st.integers(1, 5),
            ),
            max_size=40,
        )
    )
    repeated = data.draw(st.permutations(sent + sent[: len(sent) // 2]))
    arrived = data.draw(st.lists(st.sampled_from(repeated), max_size=60)) if repeated else []
    stands: dict[int, tuple[int, str]] = {}
    for vote in arrived:
        room, events = apply(room, vote)
        (event,) = [one for one in events if isinstance(one, Accepted)]
        if vote.id > stands.get(vote.seat, (0, ""))[0]:
            stands[vote.seat] = (vote.id, vote.option)
        assert (event.id, event.option) == stands[vote.seat]
    assert room.ballot is not None
    found = Counter(option for _, option in stands.values())
    assert room.ballot.tally == (tuple(found[one] for one in ("ask", "take", "list")),)


ORDER = tuple(Phase)
BACK = (Back, Other, Open)
"""What may lead to an earlier phase: another vote on the same decision, or another decision."""


@given(commands)
@settings(max_examples=300, deadline=None)
def test_the_phase_goes_back_by_a_command_of_the_host_alone(sent: list[Command]) -> None:
    """Only another vote, the next decision, going back, or playing another answer do that."""
    room = lobby(SEATS, story=STORY)
    for command in sent:
        changed, _ = apply(room, command)
        if ORDER.index(changed.phase) < ORDER.index(room.phase):
            next_one = isinstance(command, GoOn) and room.phase is Phase.LANDED
            assert isinstance(command, BACK) or next_one
        room = changed


@given(commands)
@settings(max_examples=300, deadline=None)
def test_what_is_due_can_be_played(sent: list[Command]) -> None:
    """Whenever an answer is due, its decision was made otherwise, and the room can play it now."""
    room = play(lobby(SEATS, story=STORY), [Open(1), *REVEAL[:3], *sent])
    assert not room.due or room.phase is not Phase.DEBRIEF
    for due in reversed(room.due):
        assert room.records[due.decision].choices != due.choices
        before = room.due[: room.due.index(due)]
        changed, events = apply(room, Other(1, *due))
        assert changed is not room, events
        assert changed.run.choices == (*room.run.choices[: due.decision], *due.choices)
        assert changed.branches[-1].choices == room.run.choices
        assert changed.due == tuple(one for one in before if one.decision < due.decision)
        assert changed.phase in {Phase.BETTING, Phase.DECIDED, Phase.LANDED}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_acknowledged_bet_counts_once(data: st.DataObject) -> None:
    """While bets are taken the last one of a seat that arrived stands; after that none changes."""
    room = play(lobby(SEATS, story=STORY), [Open(1), *REVEAL[:2], REVEAL[2], GoOn(1), GoOn(1)])
    room = play(room, [Lock(1, 3), Reveal(1), Commit(1, ("wait",))])
    assert room.phase is Phase.BETTING
    ways = st.sampled_from(("rise", "stay", "fall", "pass"))
    sent = data.draw(
        st.lists(st.builds(Bet, at, st.integers(0, SEATS - 1), st.integers(1, 3), ways))
    )
    closed = data.draw(st.integers(0, len(sent)))
    stands: dict[int, str] = {}
    for number, bet in enumerate(sent):
        if number == closed:
            room, _ = apply(room, GoOn(2))
        room, events = apply(room, bet)
        taken = [one for one in events if isinstance(one, BetTaken)]
        if taken and number < closed:
            stands[bet.seat] = bet.way
        assert all(stands[one.seat] == one.way == bet.way for one in taken)
        assert not taken or bet.round == 2
    bets = room.records[1].bets
    assert bets is not None
    found = Counter(stands.values())
    assert bets.counts == tuple(found[way] for way in ("rise", "stay", "fall"))


@given(commands)
@settings(max_examples=200, deadline=None)
def test_no_phone_moves_the_room(sent: list[Command]) -> None:
    """A phase, a round, a run and a setting change by a command of the host's alone."""
    room = lobby(SEATS, story=STORY)
    for command in sent:
        changed, _ = apply(room, command)
        if isinstance(command, get_args(messages.FromSeat)):
            assert changed.phase is room.phase
            assert changed.round == room.round
            assert changed.run is room.run
            assert changed.settings is room.settings
            assert changed.blank is room.blank
        room = changed


@given(commands)
@settings(max_examples=200, deadline=None)
def test_the_log_makes_the_same_room(sent: list[Command]) -> None:
    """The commands that changed the room, through JSON and back, make the very same one."""
    room = lobby(SEATS, story=STORY)
    kept: list[str] = []
    for command in sent:
        changed, _ = apply(room, command)
        if changed is not room:
            assert changed.rev == room.rev + 1
            kept.append(json.dumps(encode(command)))
        room = changed
    again = lobby(SEATS, story=STORY)
    for line in kept:
        again, _ = apply(again, decode(json.loads(line)))
    assert again == room


@given(commands)
@settings(max_examples=200, deadline=None)
def test_the_run_is_the_engines_replay(sent: list[Command]) -> None:
    """Whatever was sent, the story stands where the engine's replay of its choices stands."""
    room = play(lobby(SEATS, story=STORY), sent)
    assert room.run == replay(STORY, room.run.choices)
    assert len(room.records) == len(room.run.decisions)
    assert (room.phase is Phase.OPEN) <= bool(room.ballots)
