"""Commands drawn by chance, of every kind, for two small stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from hypothesis import strategies as st
from rooms import lobby, van
from test_teams import tables

from game.group import messages as m
from game.group.bets import WAYS
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import STANDING, Phase
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from game.group.events import Event
    from game.group.messages import Command
    from game.group.state import Room

SEATS: Final = 6
small = st.integers(0, SEATS)
at = st.integers(0, 10**6)
flag = st.booleans()
rounds = st.integers(0, 8)
ids = st.integers(0, 4)
name = st.text(max_size=30)
team = st.sampled_from((None, "red", "blue"))
code = st.sampled_from((None, "slip-1", "slip-2"))
crowd = st.lists(small, max_size=SEATS, unique=True).map(tuple)
OPTIONS: Final = {
    "van": ("ask", "take", "list", "wait", "horn"),
    "budgets": ("share", "keep", "hold", "open"),
}
CHOICES: Final[dict[str, list[tuple[str, ...]]]] = {
    "van": [(one,) for one in OPTIONS["van"]],
    "budgets": [(red, blue) for red in ("share", "keep") for blue in ("hold", "open")],
}
HANDS: Final = {"van": ((1, 0, 2),), "budgets": ((1, 1), (2, 0))}


def kinds(story: str) -> Mapping[type[Command], SearchStrategy[Command]]:
    """Return how each kind of command is drawn."""
    choices: SearchStrategy[tuple[str, ...]] = st.sampled_from(CHOICES[story])
    option = st.sampled_from(OPTIONS[story])
    settings = st.builds(
        Settings,
        rule=st.sampled_from(("plurality", "majority", "facilitator")),
        quorum=st.integers(0, 100),
        timer=st.sampled_from((0, 60)),
        teams=st.sampled_from(("dealt", "chosen", "code")),
        meters=st.sampled_from(("numbers", "words", "hidden")),
    )
    ways = st.sampled_from(("rise", "stay", "fall", "pass"))
    picks = st.lists(st.sampled_from(QUALITIES), max_size=3).map(tuple)
    hands = st.sampled_from((HANDS[story], ((1, 0, 4),)))
    return {
        m.Join: st.builds(m.Join, at, st.text(max_size=4), name, team, code),
        m.Vote: st.builds(m.Vote, at, small, rounds, option, ids),
        m.Bet: st.builds(m.Bet, at, small, rounds, ways),
        m.Pick: st.builds(m.Pick, at, small, picks),
        m.Write: st.builds(m.Write, at, small, st.text(max_size=600), ids),
        m.Arrive: st.builds(m.Arrive, at, small),
        m.Rename: st.builds(m.Rename, at, small, name),
        m.Remove: st.builds(m.Remove, at, small, flag),
        m.Regroup: st.builds(m.Regroup, at, small, st.sampled_from(("red", "blue"))),
        m.Adjust: st.builds(m.Adjust, at, settings),
        m.Blank: st.builds(m.Blank, at, flag),
        m.Door: st.builds(m.Door, at, flag),
        m.Issue: st.builds(m.Issue, at, st.sampled_from((("slip-1",), ("slip-1", "slip-2")))),
        m.Clear: st.builds(m.Clear, at, crowd),
        m.Open: st.builds(m.Open, at, flag),
        m.Extend: st.builds(m.Extend, at, st.integers(0, 100)),
        m.Hands: st.builds(m.Hands, at, hands),
        m.Lock: st.builds(m.Lock, at, small, st.sampled_from(("host", "timer"))),
        m.Reveal: st.builds(m.Reveal, at),
        m.Talk: st.builds(m.Talk, at),
        m.Commit: st.builds(m.Commit, at, choices, st.one_of(st.just(()), choices), flag),
        m.GoOn: st.builds(m.GoOn, at),
        m.Back: st.builds(m.Back, at, st.integers(0, 3)),
        m.Other: st.builds(m.Other, at, st.integers(0, 2), choices),
        m.Skip: st.builds(m.Skip, at),
        m.End: st.builds(m.End, at),
        m.Turn: st.builds(m.Turn, at, st.integers(0, 3), st.integers(1, 4), crowd),
    }


class Now(NamedTuple):
    """What fits the room as it is then: the next step, or a message of a seat's."""

    what: Literal["step", "vote", "bet"]
    seat: int
    number: int


Order: TypeAlias = "Command | Now"
Session: TypeAlias = "tuple[Room, list[Order]]"
"""A room before its story, and what is sent to it."""


def made(room: Room, order: Order) -> Command:
    """Return the command that an order is in a room."""
    if not isinstance(order, Now):
        return order
    if order.what == "bet":
        return m.Bet(1, order.seat, room.round, WAYS[order.number % len(WAYS)])
    if order.what == "vote":
        side = room.ballot.side_of(room.team_of(order.seat)) if room.ballot else None
        options = room.ballot.sides[side or 0].options if room.ballot else ("none",)
        option = options[order.number % len(options)]
        return m.Vote(1, order.seat, room.round, option, order.number)
    return _step(room, order.number)


def _step(room: Room, number: int) -> Command:
    """Return what Enter might do."""
    steps: dict[str, Command] = {
        Phase.LOBBY: m.Open(1),
        Phase.OPEN: m.Lock(1, SEATS),
        Phase.LOCKED: m.Reveal(1),
        Phase.DEBRIEF: m.Turn(1, 3, 4, tuple(range(SEATS))),
    }
    if room.phase in STANDING:
        sides = room.ballots[0].sides
        chosen = tuple(side.options[number % len(side.options)] for side in sides)
        also = tuple(side.options[0] for side in sides)
        return m.Commit(1, chosen, also if number % 2 and also != chosen else ())
    if room.phase is Phase.ENDED and room.due:
        return m.Other(1, *room.due[-1])
    return steps.get(room.phase, m.GoOn(1))


def orders(story: str) -> SearchStrategy[list[Order]]:
    """Return how a whole session is drawn: half of it leads on, the rest is anything."""
    step = st.builds(Now, st.just("step"), small, ids)
    given = st.builds(Now, st.sampled_from(("vote", "bet")), small, ids)
    drawn = kinds(story)
    anything = st.one_of(*drawn.values())
    often = st.sampled_from((step, step, given, given, drawn[m.Write], anything))
    # Without a least size most lists that are drawn are of five.
    return st.lists(often.flatmap(lambda one: one), min_size=30, max_size=90)


def sessions() -> SearchStrategy[Session]:
    """Return how a room before its story is drawn, with what is sent to it."""
    rooms = {"van": lobby(SEATS, story=van()), "budgets": lobby(SEATS, story=tables())}
    drawn = (st.tuples(st.just(room), orders(story)) for story, room in rooms.items())
    return st.one_of(*drawn)


def played(session: Session) -> Iterator[tuple[Room, Command, Room, tuple[Event, ...]]]:
    """Yield the room before and after each command, with what came of it."""
    room, sent = session
    for order in sent:
        command = made(room, order)
        changed, events = apply(room, command)
        yield room, command, changed, events
        room = changed


def end(session: Session) -> Room:
    """Return the room after all that was sent to it."""
    room = session[0]
    for _, _, room, _ in played(session):  # noqa: B007, the last one counts
        pass
    return room
