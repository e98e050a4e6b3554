"""Two teams: each votes on its own phones, sealed from the other, and both are resolved at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from rooms import after, lobby, told
from serving import Client, browser, host_of, served

from game.engine.run import replay
from game.group import host_view, phone_view
from game.group.ballots import Verdict
from game.group.events import Refused
from game.group.messages import Commit, Hands, Join, Lock, Open, Regroup, Reveal, Vote
from game.group.sides import arrival
from game.group.state import Phase, Source, standing
from stories import compiled

if TYPE_CHECKING:
    from pathlib import Path

    from game.group.state import Room
    from game.story.compiled import Story

_MEETINGS: Final = "".join(
    f"""
[[scenes.budget.meets]]
red = "{red}"
blue = "{blue}"
trust = {trust}
reply = "MEETING-{red}-{blue}"
goto = "end"
"""
    for red, blue, trust in (
        ("share", "hold", -2),
        ("share", "open", 6),
        ("keep", "hold", -4),
        ("keep", "open", 1),
    )
)
STORY_TEXT: Final = f"""
format = 1
[story]
title = "Two budgets"
summary = "Two sides of a table."
minutes = 10
[teams.red]
name = "The Reds"
[teams.blue]
name = "The Blues"
[scenes.budget]
title = "Before lunch"
text = "Both budgets go in before lunch."
[[scenes.budget.also]]
when = "trust >= 0"
team = "red"
text = "RED-SECRET"
[[scenes.budget.also]]
when = "trust >= 0"
team = "blue"
text = "BLUE-SECRET"
[[scenes.budget.choices]]
team = "red"
id = "share"
text = "Share RED-FORECAST."
stance = "relational"
[[scenes.budget.choices]]
team = "red"
id = "keep"
text = "Keep it."
stance = "transactional"
[[scenes.budget.choices]]
team = "blue"
id = "hold"
text = "Hold BLUE-TENTH back."
stance = "transactional"
plays_when = "trust < 55"
[[scenes.budget.choices]]
team = "blue"
id = "open"
text = "Open the book."
stance = "relational"
{_MEETINGS}
[scenes.end]
text = "Lunch."
ending = "Lunch"
"""


def budgets() -> Story:
    """Return a story with one joint decision."""
    return compiled(STORY_TEXT, "budgets")


def tables() -> Story:
    """Return that story with a bet."""
    return compiled(STORY_TEXT.replace("[scenes.budget]", "[scenes.budget]\nbet = true"), "budgets")


def table(seats: int) -> Room:
    """Return a room at the joint decision, its seats dealt to the teams in turn."""
    return after(lobby(seats, story=budgets()), Open(1_500))


def test_a_side_is_told_who_it_is_and_what_it_alone_reads() -> None:
    """In the lobby its name; in a scene a mark at its own paragraphs, and at no other."""
    assert [["You are The Reds.", 0]] in phone_view.shared(lobby(1, story=budgets()), "red")["text"]
    room = table(2)
    for team, secret in (("red", "RED-SECRET"), ("blue", "BLUE-SECRET")):
        read = ["".join(span.text for span in one) for one in arrival(room.run, team)]
        assert read[1:] == [f"Only your side reads this: {secret}"]
    assert len(arrival(room.run, None)) == 1


def test_a_vote_of_one_side_is_not_called_the_rooms() -> None:
    """Where each team votes for itself, phones and host read whose vote it was."""
    room = table(2)
    room = after(room, Vote(2_000, 0, 1, "share", 1), Vote(2_001, 1, 1, "open", 1))
    room = after(room, Lock(3_000, 2), Reveal(3_001), Commit(4_000, ("share", "open")))
    said = "By the vote of this side."
    assert phone_view.shared(room, "red")["chosen"] == [
        f"The Reds: Share RED-FORECAST. {said}",
        f"The Blues: Open the book. {said}",
    ]
    assert host_view.projector(room, 2, 5_000)["sources"] == [said, said]


def test_seats_are_dealt_evenly() -> None:
    """Who joins goes to the smaller team, the first one if both are level."""
    room = lobby(5, story=budgets())
    assert [seat.team for seat in room.seats] == ["red", "blue", "red", "blue", "red"]
    assert after(room, Join(9, "t", "x")).seats.get(5).team == "blue"  # type: ignore[union-attr]


def test_both_ballots_are_resolved_as_one_decision() -> None:
    """Each side's majority counts, 2 of 3 as much as 1 of 2, and the meeting is played once."""
    room = table(5)
    for seat, option in ((0, "share"), (2, "keep"), (4, "share"), (1, "open"), (3, "hold")):
        room = after(room, Vote(2_000, seat, 1, option, 1))
    room = after(room, Vote(2_100, 3, 1, "open", 2), Lock(3_000, 5), Reveal(3_001))
    assert room.ballots[0].tally == ((2, 1), (0, 2))
    room = after(room, Commit(4_000, ("share", "open")))
    assert room.run.choices == ("share+open",)
    assert room.run == replay(budgets(), ["share+open"])
    assert room.records[0].sources == (Source.VOTE, Source.VOTE)


def test_a_side_has_a_run_off_of_its_own() -> None:
    """Where one side is level it alone votes again, and the other side's vote stands."""
    room = table(4)
    for seat, option in ((0, "share"), (2, "keep"), (1, "open"), (3, "open")):
        room = after(room, Vote(2_000, seat, 1, option, 1))
    room = after(room, Lock(3_000, 4), Reveal(3_001), Open(3_500, runoff=True))
    assert isinstance(told(room, Vote(3_600, 1, 2, "open", 1))[0], Refused)
    room = after(room, Vote(3_600, 0, 2, "keep", 1), Lock(4_000, 4), Reveal(4_001))
    room = after(room, Commit(4_100, ("keep", "open")))
    assert room.records[0].sources == (Source.RUNOFF, Source.VOTE)


def test_a_side_that_nobody_holds_plays_by_itself() -> None:
    """The engine answers for the second side, or for the first, as it does in solo play."""
    for team, source, choices in (
        ("red", (Source.VOTE, Source.ENGINE), ("share", "hold")),
        ("blue", (Source.ENGINE, Source.VOTE), ("share", "hold")),
    ):
        room = lobby(2, story=budgets())
        for seat in (0, 1):
            if room.seats.get(seat).team != team:  # type: ignore[union-attr]
                room = after(room, Regroup(1_200, seat, team))
        room = after(room, Open(1_500))
        option = choices[0] if team == "red" else choices[1]
        room = after(room, Vote(2_000, 0, 1, option, 1), Lock(3_000, 2), Reveal(3_001))
        assert Verdict.ENGINE in {outcome.verdict for _, outcome, _ in standing(room)}
        assert after(room, Commit(4_000, choices)).records[0].sources == source


def test_both_sides_can_show_hands() -> None:
    """Without phones each side's hands are typed in."""
    room = after(lobby(story=budgets()), Open(1), Hands(2, ((3, 1), (0, 4))), Lock(3, 0), Reveal(4))
    assert [outcome.leaders for _, outcome, _ in standing(room)] == [("share",), ("open",)]


def test_a_vote_for_the_other_sides_option_is_refused() -> None:
    """Nobody votes on the other side of the table, nor keeps a vote when changing sides."""
    room = table(2)
    assert isinstance(told(room, Vote(2_000, 0, 1, "hold", 1))[0], Refused)
    room = after(room, Vote(2_000, 0, 1, "share", 1), Regroup(2_100, 0, "blue"))
    assert room.ballots[0].tally == ((0, 0), (0, 0))
    assert room.phase is Phase.OPEN


async def test_no_byte_of_the_other_side_reaches_a_phone(tmp_path: Path) -> None:
    """What the other team reads, may choose and has chosen is nowhere before both are shown."""
    async with served(tmp_path, story=budgets()) as room, browser() as session:
        phones = [Client(session, room.base) for _ in range(2)]
        for phone in phones:
            await phone.join()
            await phone.open()
        host = await host_of(session, room)
        await host.do("open")
        for phone, option in zip(phones, ("share", "hold"), strict=True):
            await phone.round(1)
            assert "ack" in await phone.vote(option)
        await host.do("lock")
        forms = [(await phone.get("/basic"))[1] for phone in phones]
        red, blue = (
            json.dumps(phone.received) + form for phone, form in zip(phones, forms, strict=True)
        )
        assert "RED-SECRET" in red
        assert "RED-FORECAST" in red
        assert "BLUE" not in red
        assert "BLUE-SECRET" in blue
        assert "RED" not in blue
        assert '"hold"' not in red
        assert "keep" not in blue
        assert not any("SECRET" in text or '"splits"' in text for text in host.texts)
        await host.do("reveal")
        for phone in phones:
            await phone.phase("shown")
            assert [one["team"] for one in phone.state["splits"]] == ["The Reds", "The Blues"]
            assert "SECRET" not in json.dumps(phone.state)
        assert await host.do("commit", choices=["share", "hold"]) == ""
        await phones[1].phase("decided")
        said = " ".join(phones[1].state["chosen"])
        assert "The Reds: Share RED-FORECAST." in said
        assert "The Blues: Hold BLUE-TENTH back." in said
        assert "MEETING-share-hold" in json.dumps(phones[1].state["text"])
