"""Where parts of a room meet: ways that were left, sides that change, ballots one too many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rooms import after, decided, lobby, opened, shown, told, votes
from serving import Client, browser, host_of, served
from sitting import sitting
from test_host_branches import _turn
from test_host_screen import hosted
from test_seat_lines import OPEN, said
from test_teams import budgets

from game.group.events import Accepted, BetTaken, Refused
from game.group.messages import (
    Back,
    Bet,
    Clear,
    Commit,
    End,
    GoOn,
    Hands,
    Lock,
    Open,
    Other,
    Reveal,
    Turn,
    Vote,
)
from game.group.seat_sent import of_bet, of_vote
from game.group.state import Phase, Room, standing

if TYPE_CHECKING:
    from pathlib import Path

    from game.group.messages import Command


def betting() -> Room:
    """Return a room of three in which one has bet on the second decision."""
    room = decided(shown(opened(), "ask", "ask", "take"), "ask")
    room = after(shown(room, "wait", "wait", "horn"), Commit(5_000, ("wait",)))
    return after(room, Bet(5_100, 0, 2, "rise"))


@pytest.mark.parametrize("leave", [Back(9_000, 0), Other(9_000, 0, ("take",)), Back(9_000, 1)])
def test_what_was_acknowledged_is_not_too_late_on_a_way_that_was_left(leave: Command) -> None:
    """A phone that missed its acknowledgement gets it, though the host has gone back since."""
    room = after(betting(), leave)
    assert told(room, Vote(9_100, 2, 2, "horn", 1)) == (Accepted(2, 2, "horn", 1),)
    assert told(room, Vote(9_100, 2, 1, "take", 1)) == (Accepted(2, 1, "take", 1),)
    assert told(room, Bet(9_100, 0, 2, "rise")) == (BetTaken(0, 2, "rise"),)


def test_a_vote_of_a_decision_that_was_begun_anew_was_received() -> None:
    """Its ballot was not decided on, and the vote is kept with it."""
    room = after(votes(opened(), "ask"), Back(3_000, 0))
    assert told(room, Vote(3_100, 0, 1, "ask", 1)) == (Accepted(0, 1, "ask", 1),)


def test_a_seat_that_has_bet_is_nobody_elses() -> None:
    """Who bets was there: the seat is not cleared, and no newcomer finds a bet on it."""
    room = after(lobby(1), Open(1), Lock(2, 0), Reveal(3), Commit(4, ("ask",)), GoOn(5), GoOn(6))
    room = after(room, Lock(7, 0), Reveal(8), Commit(9, ("wait",)), Bet(10, 0, 2, "fall"))
    for one in (room, after(room, Back(11, 0))):
        assert told(one, Clear(12, (0,))) == (Refused("Every seat has been used."),)


def test_hands_are_counted_until_the_split_is_shown() -> None:
    """What is typed after the lock is part of what the votes come to."""
    room = after(votes(opened(), "take"), Lock(3_000, 3), Hands(3_100, ((2, 0, 0),)))
    assert room.phase is Phase.LOCKED
    assert [outcome.leaders for _, outcome, _ in standing(room)] == [("ask",)]
    assert told(room, Hands(3_200, ((2, 0, 0),))) == ()
    assert isinstance(told(after(room, Reveal(3_300)), Hands(3_400, ((0, 2, 0),)))[0], Refused)


def test_an_answer_that_comes_late_settles_what_was_sent() -> None:
    """The room has gone on while the line was away: nothing is sent for ever."""
    gone_on = replace(OPEN, round=7)
    vote, bet = of_vote(1, 2), of_bet(1, "fall")
    for told_ in ({"ack": {"round": 1, "option": "ask", "id": 1}}, {"ack": {"round": 7, "id": 2}}):
        assert vote(told_, gone_on) is None
        assert bet(told_, gone_on) is None
    assert vote({"ack": {"round": 1, "option": "ask", "id": 2}}, gone_on) == ("Received.", True)
    assert bet({"ack": {"round": 1, "way": "rise"}}, gone_on) is None
    assert bet({"ack": {"round": 1, "way": "fall"}}, gone_on) == ("Received.", True)


def test_lines_read_the_other_sides_text_to_who_changes_sides() -> None:
    """The scene as the new side knows it is told, with its answers."""
    other = replace(OPEN, team="The Blues", text=(), question="Blue?", options=(("b", "Blue."),))
    lines = said(OPEN, other)
    assert "1. Blue." in lines
    assert "Blue?" in lines
    assert any(OPEN.title in line for line in lines)


async def test_a_screen_shows_the_new_sides_answers(tmp_path: Path) -> None:
    """Who is put to the other side in mid-vote votes with it."""
    async with (
        served(tmp_path / "room", story=budgets()) as room,
        browser() as session,
        sitting(room, tmp_path) as ana,
    ):
        host = await host_of(session, room)
        await ana.until("You are in.")
        bo = Client(session, room.base)
        await bo.join("Bo")
        await host.do("open")
        await ana.press("1", "Received: Share RED-FORECAST.")
        await host.do("regroup", seat=0, team="blue")
        text = await ana.until("BLUE-SECRET")
        assert "RED" not in text
        assert "Received" not in text
        await ana.press("2", "Received: Open the book.")


async def test_four_votes_stand_beside_each_other(tmp_path: Path) -> None:
    """However often a room votes, each vote has its name, on the wall and in the debrief."""
    async with served(tmp_path) as room, hosted(room, tmp_path, size=(80, 40)) as screen:
        await screen.press("enter", "One van stands")
        for number, name in enumerate(("First", "Second", "Third", "4th"), 1):
            await screen.until(f"{name} vote.")
            hands = (number, 1, 0)
            host_hands = Hands(1, (hands,))
            await room.server.hub.writer.submitted(host_hands)
            await screen.press("enter", "The vote is closed.")
            text = await screen.press("enter", "leads." if number > 1 else "are level")
            if number < 4:
                await screen.pilot.press("v")
        for name in ("First", "Second", "Third", "4th"):
            assert f"{name} " in text
        await screen.press("c", "Commit to which?")
        await screen.press("1", "Mo points")
        await screen.press("e", "End the story here?")
        await screen.press("2", "What do you want to talk about?")
        text = " ".join((await _turn(screen, "Chosen:")).lower().split())
        assert "third vote" in text
        assert "4th vote" in text


async def test_qualities_are_picked_without_a_socket(tmp_path: Path) -> None:
    """A phone behind a proxy that breaks sockets picks by a request."""
    async with served(tmp_path) as room, browser() as session:
        phone = Client(session, room.base)
        await phone.join()
        host = await host_of(session, room)
        await host.do("open")
        await host.do("end")
        assert await phone.post("/vote", {"pick": ["empathy"]}) == (200, '{"ok": true}')
        assert room.server.hub.room.picks.get(0) == ("empathy",)


async def test_a_plan_that_is_being_typed_stays_when_pages_are_turned(tmp_path: Path) -> None:
    """The host turns back and comes again: what was not sent yet is there."""
    async with (
        served(tmp_path / "room") as room,
        browser() as session,
        sitting(room, tmp_path, size=(80, 24)) as ana,
    ):
        host = await host_of(session, room)
        await ana.until("You are in.")
        await host.do("open")
        await host.do("end")
        await host.do("turn", page=0)
        await ana.until("Your plan")
        await ana.pilot.press(*"Half")
        await ana.until("Half")
        hub = room.server.hub
        await hub.writer.submitted(Turn(1, 0, 2, (0,)))
        await ana.wait(lambda text: "Half" not in text)
        await hub.writer.submitted(Turn(1, 1, 2, (0,)))
        await ana.until("Half")
        await ana.press("enter", "Received.")


def test_a_way_played_later_is_voted_on_as_before() -> None:
    """A bet on the other answer is its own, and the first way's stays as it was."""
    room = after(lobby(3), Open(1))
    room = decided(shown(room, "ask", "ask", "take"), "ask")
    room = after(shown(room, "wait", "wait", "horn"), Commit(5_000, ("wait",)))
    room = after(room, Bet(5_100, 0, 2, "rise"), Other(6_000, 1, ("horn",)))
    assert room.phase is Phase.BETTING
    assert told(room, Bet(6_100, 1, 2, "fall"))[0].__class__.__name__ == "LateBet"
    room = after(room, Bet(6_200, 1, room.round, "fall"), End(7_000))
    found = [one.records[1].bets for one in room.branches] + [room.records[1].bets]
    assert [one.counts for one in found if one is not None] == [(1, 0, 0), (0, 0, 1)]
