"""The bet of a room: asked after the choice and before the reply, and secret until it lands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rooms import STORY_TEXT, after, decided, lobby, opened, shown, told
from test_results import rows

from game.group import bets, phone_view
from game.group.bets import hit
from game.group.events import BetTaken, LateBet, Refused
from game.group.messages import Adjust, Back, Bet, Commit, End, GoOn, Hands, Open, Remove
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Phase
from game.group.wire import decode
from stories import compiled

if TYPE_CHECKING:
    from game.group.state import Room


def betting(seats: int = 3, settings: Settings | None = None) -> Room:
    """Return a room that has decided at the scene with a bet."""
    room = decided(shown(opened(seats, settings), *["ask"] * seats), "ask")
    return after(shown(room, *["wait"] * seats), Commit(5_000, ("wait",)))


def told_to(room: Room, seat: int = 0) -> str:
    """Return all that a phone is told, as text."""
    held = room.seats.get(seat)
    assert held is not None
    told_ = phone_view.shared(room, None) | {"you": phone_view.own(room, seat, held)}
    return json.dumps(told_, ensure_ascii=False)


def test_a_scene_with_a_bet_asks_before_the_reply() -> None:
    """The choice is made, and nothing of its reply or its meters is told before the next step."""
    room = betting()
    assert room.phase is Phase.BETTING
    assert room.run.choices == ("ask", "wait")
    words = told_to(room)
    assert "Before they answer: what will this do to trust?" in words
    assert "Wait." in words
    assert "It opens." not in words
    assert "meters" not in json.loads(words)
    room = after(room, GoOn(5_100))
    assert room.phase is Phase.DECIDED
    assert "It opens." in told_to(room)


def test_elsewhere_nobody_is_asked() -> None:
    """A scene without a bet goes from the choice to the reply, and keeps no bets."""
    room = after(shown(opened(2), "ask", "ask"), Commit(4_000, ("ask",)))
    assert room.phase is Phase.DECIDED
    assert room.records[0].bets is None
    assert told(room, Bet(4_100, 0, 1, "rise")) == (LateBet(0, 1),)


def test_a_log_that_is_older_than_the_bet_makes_the_same_room() -> None:
    """Its commits say nothing of a bet, so none is asked for, and its steps lead where they did."""
    room = decided(shown(opened(1), "ask"), "ask")
    old = {"do": "commit", "at": 5_000, "choices": ["wait"]}
    room = after(shown(room, "wait"), decode(old), GoOn(5_100), GoOn(5_200))
    assert room.phase is Phase.ENDED
    assert room.records[-1].bets is None


def test_without_a_reply_the_meters_come_after_the_bet() -> None:
    """Where nothing is answered the landing follows at once."""
    story = compiled(STORY_TEXT.replace('reply = "It opens."\n', ""), "mute")
    room = after(lobby(1, story=story), Open(1_500))
    room = decided(shown(room, "ask"), "ask")
    room = after(shown(room, "wait"), Commit(5_000, ("wait",)), Bet(5_050, 0, 2, "rise"))
    room = after(room, GoOn(5_100))
    assert room.phase is Phase.LANDED
    assert "The room's bet on trust: rise 100 %" in told_to(room)


def test_the_last_bet_of_a_seat_stands() -> None:
    """A changed mind replaces the earlier bet; a repeat is answered the same again."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), Bet(5_002, 1, 2, "stay"))
    room = after(room, Bet(5_003, 0, 2, "fall"))
    assert room.records[-1].bets is not None
    assert room.records[-1].bets.counts == (0, 1, 1)
    same, events = apply(room, Bet(5_004, 0, 2, "fall"))
    assert same is room
    assert events == (BetTaken(0, 2, "fall"),)
    assert json.loads(told_to(room))["you"]["bet"] == "fall"


def test_a_late_bet_is_told_so() -> None:
    """After the bets have closed nothing is changed; who bet the same is told that it counts."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), GoOn(5_100))
    assert told(room, Bet(5_101, 1, 2, "rise")) == (LateBet(1, 2),)
    assert told(room, Bet(5_101, 0, 2, "fall")) == (LateBet(0, 2),)
    assert told(room, Bet(5_101, 0, 2, "rise")) == (BetTaken(0, 2, "rise"),)


@pytest.mark.parametrize("way", ["", "pass", "RISE", "wait"])
def test_only_the_three_ways_are_bet_on(way: str) -> None:
    """Who does not want to bet sends nothing."""
    assert isinstance(told(betting(), Bet(5_001, 0, 2, way))[0], Refused)


def test_bets_are_secret_until_the_meters_land() -> None:
    """No phone is told another's bet or any count before; then all are told the room's shares."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), Bet(5_002, 1, 2, "rise"))
    before = told_to(room, 2)
    room = after(room, Bet(5_003, 0, 2, "fall"))
    assert json.loads(told_to(room, 2)) == json.loads(before) | {"rev": room.rev}
    room = after(room, GoOn(5_100))
    assert "bet on trust" not in told_to(room)
    landed, events = apply(room, GoOn(5_200))
    assert "The room's bet on trust: rise 50 %, stay 0 %, fall 50 %. It rose." in told_to(landed)
    assert any(type(event).__name__ == "Advanced" for event in events)


def test_hidden_meters_hide_what_trust_did() -> None:
    """The bets are told, and what trust did is left to the debrief."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), GoOn(5_100), GoOn(5_200))
    room = after(room, Adjust(5_300, Settings(meters="hidden")))
    assert 'rise 100 %, stay 0 %, fall 0 %."' in told_to(room)


def test_nobody_has_to_bet() -> None:
    """Where nobody bet nothing is said of it, and the room goes on."""
    room = after(betting(), GoOn(5_100), GoOn(5_200))
    assert "bet on trust" not in told_to(room)
    assert hit(room.records[-1].bets or bets.Bets(), room.run.decisions[-1]) is None


def test_hands_are_counted_on_a_bet_too() -> None:
    """Counts typed in stand beside the phones', and a second count replaces the first."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), Hands(5_002, ((3, 0, 1),)))
    room = after(room, Hands(5_003, ((2, 1, 0),)))
    assert room.records[-1].bets is not None
    assert room.records[-1].bets.counts == (3, 1, 0)
    for wrong in ((), ((1, 2),), ((1, 2, 3), (1, 2, 3)), ((1, 2, 10_000),)):
        assert isinstance(told(room, Hands(5_004, wrong))[0], Refused)


def test_a_seat_that_is_sent_away_takes_its_bet_along() -> None:
    """While bets are taken; later nothing is rewritten."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), Remove(5_002, 0, ban=False))
    assert room.records[-1].bets is not None
    assert room.records[-1].bets.counts == (0, 0, 0)
    assert isinstance(told(room, Bet(5_003, 0, 2, "rise"))[0], Refused)


def test_the_room_was_right_if_most_of_it_was() -> None:
    """A single way that leads is the room's bet; level ways are none."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"))
    decision = room.run.decisions[-1]

    def right(room: Room) -> bool | None:
        held = room.records[-1].bets
        assert held is not None
        return hit(held, decision)

    assert right(room) is True
    assert right(after(room, Bet(5_002, 1, 2, "fall"))) is None
    assert right(after(room, Bet(5_002, 0, 2, "fall"))) is False


def test_the_files_have_the_rooms_bet() -> None:
    """runs.csv says what most had bet at each bet, and whether they were right."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"), Bet(5_002, 1, 2, "rise"))
    assert [(row["bet"], row["bet_hit"]) for row in rows(room, "runs.csv")] == [("rise", "yes")]
    level = after(room, Bet(5_003, 1, 2, "fall"))
    assert [(row["bet"], row["bet_hit"]) for row in rows(level, "runs.csv")] == [("rise/fall", "")]


def test_the_host_goes_back_from_a_bet_or_ends_there() -> None:
    """The bets stay with the way that was left; the decision is voted on anew."""
    room = after(betting(), Bet(5_001, 0, 2, "rise"))
    again = after(room, Back(5_002, 1))
    assert (again.phase, again.run.choices) == (Phase.OPEN, ("ask",))
    assert again.branches[-1].records[-1].bets == room.records[-1].bets
    assert told(again, Bet(5_003, 1, 2, "rise")) == (LateBet(1, 2),)
    assert after(room, End(5_002)).phase is Phase.DEBRIEF
