"""What else a room could have answered: of both sides, each by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rooms import after
from serving import browser, host_of, seated, served
from test_debriefing import voted
from test_host_screen import hosted
from test_teams import budgets, table

from game.debrief import markdown
from game.debrief.debrief import build
from game.debrief.reflections import Reflections
from game.debrief.review import review
from game.debrief.turns import option
from game.debrief.wording import signed
from game.engine.run import Run, replay
from game.group.debriefing import Tally, Voted, pages
from game.group.host_state import read
from game.group.host_view import projector
from game.group.messages import Commit, End, Lock, Reveal, Vote
from game.group.otherwise import Otherwise, otherwise

if TYPE_CHECKING:
    from pathlib import Path

RED = Tally("red", ("share", "keep"), (2, 1))
BLUE = Tally("blue", ("hold", "open"), (0, 2))
JOINT = Voted(((RED, BLUE),), ("share", "open"), 0)


def page(run: Run, one: Voted, *, reviewed: bool = False) -> str:
    """Return the page of the first decision's other answers, as lines."""
    known = review(run, frozenset({"end"})) if reviewed else None
    told = [told for told in pages(run, [one], (), known) if told.id == "else-1"]
    return markdown.document("x", told)


def test_exactly_one_side_answers_otherwise() -> None:
    """First the other answers of the first team, then the second's; never both at once."""
    assert list(otherwise(JOINT)) == [
        Otherwise(0, ("keep", "open")),
        Otherwise(1, ("share", "hold")),
    ]
    assert [one.choices for one in otherwise(voted((1, 1, 1)))] == [("take",), ("list",)]


def test_both_sides_answers_have_their_effects() -> None:
    """Each under its team's name, with what meeting the other side's answer would have done."""
    run = replay(budgets(), ["share+open"])
    (turn,) = build(run, {}, Reflections()).turns
    text = page(run, JOINT)
    for words, meeting in (
        ("The Reds: Keep it.", "keep+open"),
        ("The Blues: Hold BLUE-TENTH back.", "share+hold"),
    ):
        choice = next(one for one in turn.scene.choices if one.id == meeting)
        moved = signed(option(turn.before, choice, run.parameters).trust_moved)
        assert f"**{words}** Trust {moved}, tension" in text
    assert "Share RED-FORECAST" not in text


@pytest.mark.parametrize("reviewed", [False, True])
def test_what_is_left_open_is_said_where_it_is_known(*, reviewed: bool) -> None:
    """The review knows of the first team's answers; without it no endings are named."""
    text = page(replay(budgets(), ["share+open"]), JOINT, reviewed=reviewed)
    (first,) = (line for line in text.splitlines() if "Keep it." in line)
    assert ("It leaves one ending open: Lunch." in first) is reviewed
    assert "% of the best" not in text


def test_a_side_that_played_by_itself_has_no_other_answer() -> None:
    """Nobody in the room could have given it."""
    alone = Voted(((RED, Tally("blue", ("open",), (0,))),), ("share", "open"), 0)
    text = page(replay(budgets(), ["share+open"]), alone)
    assert "The Reds: Keep it." in text
    assert "The Blues" not in text


def test_a_played_room_is_told_of_both_sides() -> None:
    """What the server keeps of a joint decision is enough for the page and the key."""
    room = after(table(2), Vote(2_000, 0, 1, "share", 1), Vote(2_000, 1, 1, "open", 1))
    room = after(room, Lock(3_000, 2), Reveal(3_001), Commit(4_000, ("share", "open")), End(9_000))
    state = read(projector(room, 2, 9_001) | {"second": False, "problem": ""})
    (told,) = state.votes
    assert {one.side for one in otherwise(told)} == {0, 1}
    text = page(room.run, told)
    assert "The Reds: Keep it." in text
    assert "The Blues: Hold BLUE-TENTH back." in text


async def test_the_key_offers_what_the_page_lists(tmp_path: Path) -> None:
    """Both teams' other answers, each to be played on."""
    async with served(tmp_path, story=budgets()) as room, browser() as session:
        phones = await seated(session, room, 2)
        host = await host_of(session, room)
        await host.do("open")
        for phone, option_ in zip(phones, ("share", "open"), strict=True):
            await phone.round(1)
            await phone.vote(option_)
        for kind in ("lock", "reveal"):
            await host.do(kind)
        await host.do("commit", choices=["share", "open"])
        await host.do("end")
        async with hosted(room, tmp_path, size=(80, 24)) as screen:
            await screen.press("enter", "Each side was of one mind.")
            text = await screen.press("enter", "and otherwise?")
            assert "The Reds: Keep it." in text
            assert "The Blues: Hold BLUE-TENTH back." in text
            text = " ".join((await screen.press("o", "Play which answer on?")).split())
            assert "The Reds: Keep it. / The Blues: Open the book." in text
            assert "The Reds: Share RED-FORECAST. / The Blues: Hold BLUE-TENTH back." in text
            await screen.pilot.press("2")
            await screen.wait(lambda _: room.server.hub.room.run.choices == ("share+hold",))
        await host.close()
