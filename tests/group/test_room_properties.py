"""Properties of the room over any order of messages, with repeats and losses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from drawn import SEATS, end, orders, played, sessions
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import lobby, van

from game.group.events import Accepted, BetTaken
from game.group.messages import Back, Bet, Commit, GoOn, Lock, Open, Other, Reveal, Vote
from game.group.room import apply
from game.group.state import Phase, every_ballot

if TYPE_CHECKING:
    from drawn import Order, Session

    from game.group.messages import Command
    from game.group.state import Room

STORY = van()
at = st.integers(0, 10**6)
REVEAL = (
    Lock(1, 3),
    Reveal(1),
    Commit(1, ("ask",), ("take",)),
    Commit(1, ("wait",)),
    GoOn(1),
    GoOn(1),
)


def play(room: Room, given_commands: list[Command]) -> Room:
    """Return the room after commands, whatever comes of each."""
    for command in given_commands:
        room, _ = apply(room, command)
    return room


@given(sessions())
@settings(max_examples=150, deadline=None)
def test_counts_are_what_the_votes_say(session: Session) -> None:
    """After any commands every count of every ballot is the number of seats that stand by it."""
    room = end(session)
    for ballot in every_ballot(room):
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


@given(sessions())
@settings(max_examples=150, deadline=None)
def test_the_phase_goes_back_by_a_command_of_the_host_alone(session: Session) -> None:
    """Only another vote, the next decision, going back, or playing another answer do that."""
    for room, command, changed, _ in played(session):
        if ORDER.index(changed.phase) < ORDER.index(room.phase):
            next_one = isinstance(command, GoOn) and room.phase is Phase.LANDED
            assert isinstance(command, BACK) or next_one


@given(orders("van"))
@settings(max_examples=150, deadline=None)
def test_what_is_due_can_be_played(sent: list[Order]) -> None:
    """Whenever an answer is due, its decision was made otherwise, and the room can play it now."""
    room = end((play(lobby(SEATS, story=STORY), [Open(1), *REVEAL[:3]]), sent[: len(sent) // 3]))
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
