"""Both answers on the host's screen: promised, taken up with Enter, set beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from serving import browser, seated, served
from test_host_screen import Screen, _vote, hosted

from game.group.addresses import ALONE

if TYPE_CHECKING:
    from pathlib import Path

    from serving import Client, Served


async def tied(screen: Screen, room: Served, phones: list[Client]) -> None:
    """Vote until the first decision is level, and decide for both answers."""
    await screen.press("enter", "0 of 2")
    await _vote(room, phones, "ask", "take")
    await screen.press("enter", "The vote is closed.")
    await screen.press("enter", "are level")
    await screen.press("c", "4  Both, one after the other")
    await screen.press("4", "Which one first?")
    assert "Ask Mo who needs it first." not in await screen.press("1", "And which one later?")
    await screen.press("1", "Mo points at the other gate.")


async def on(screen: Screen, room: Served, phones: list[Client], first: str) -> None:
    """Play the rest of the story: the meters, the second decision with its bet, the ending."""
    await screen.press("enter", first)
    await screen.press("enter", "The gate is shut.")
    await _vote(room, phones, "wait", "wait")
    for words in ("The vote is closed.", "Answer 1 leads.", "Talk: ", "Second vote."):
        await screen.press("enter", words)
    await _vote(room, phones, "wait", "wait")
    for words in ("The vote is closed.", "Answer 1 leads."):
        await screen.press("enter", words)
    for words in ("have bet", "It opens.", "▲", "Ending: On the road"):
        await screen.press("enter", words)


async def test_both_answers_with_enter_alone(tmp_path: Path) -> None:
    """After the first ending Enter plays the other answer, and after that the debrief begins."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path) as screen:
            await tied(screen, room, phones)
            await on(screen, room, phones, "Trust 40 to")
            text = await screen.until("Enter play the other answer")
            assert "Now the other answer. Decision 1: Take the van." in text
            text = await screen.press("enter", "The engine starts at once.")
            assert "Decision 1, the other answer" in text
            await on(screen, room, phones, "Trust 40 to")
            assert "Enter go to the debrief" in await screen.until("Enter go to")
            await screen.press("enter", "What do you want to talk about?")
            text = await _turn(screen, "Both ways")
            for words in ("1. Ask Mo", "1. Take the van.", "On the road", "elivered"):
                assert words in text
            await _turn(screen, "Before you go")
            assert room.server.hub.room.planning
        assert room.server.hub.room.run.choices == ("take", "wait")
        assert [one.choices for one in room.server.hub.room.branches] == [("ask", "wait")]


async def test_the_other_answer_is_played_at_once_or_skipped(tmp_path: Path) -> None:
    """The key o asks; what was skipped is not due any more."""
    async with served(tmp_path) as room, browser() as session:
        phones = await seated(session, room, 2)
        async with hosted(room, tmp_path, size=(80, 24)) as screen:
            await tied(screen, room, phones)
            await screen.until("o other answer")
            assert "Decision 1: Take the van." in await screen.press("o", "1  Play it now")
            await screen.press("1", "The engine starts at once.")
            assert room.server.hub.room.due == ()
            await screen.wait(lambda text: "other answer" not in text.splitlines()[-1])
            await screen.press("b", "Go back to a decision")
            await screen.press("1", "0 of 2")
            for words in ("The vote is closed.", "Nobody has voted."):
                await screen.press("enter", words)
            await screen.press("enter", "Both, one after the other")
            await screen.press("4", "Which one first?")
            await screen.press("1", "And which one later?")
            await screen.press("1", "Mo points")
            await screen.press("o", "2  Skip it")
            await screen.press("2", "Mo points")
            await screen.wait(lambda text: "o other answer" not in text)
            assert room.server.hub.room.due == ()


async def test_the_debrief_plays_another_answer_on(tmp_path: Path) -> None:
    """On a page "and otherwise?" o asks which answer, plays it, and the debrief comes again."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address=ALONE) as screen:
        await screen.press("enter", "One van stands")
        await screen.press("enter", "Count the hands")
        await screen.pilot.press(*"7", "space", *"4", "space", *"1")
        await screen.press("enter", "Answer 1 leads.")
        await screen.press("c", "Commit to which?")
        await screen.press("1", "Mo points")
        await screen.press("e", "End the story here?")
        await screen.press("2", "What do you want to talk about?")
        await _turn(screen, "and otherwise?")
        await screen.until("o other answer")
        assert "Take the van." in await screen.press("o", "Play which answer on?")
        await screen.press("2", "Hang a list on the door.")
        assert room.server.hub.room.run.choices == ("list",)
        await screen.press("e", "End the story here?")
        await screen.press("2", "page ")
        text = await _turn(screen, "Both ways")
        assert "not played to its end" in " ".join(text.split())


async def test_hands_are_typed_for_a_bet(tmp_path: Path) -> None:
    """Without a network the question is on the screen, h types counts, and Enter goes on."""
    async with served(tmp_path) as room, hosted(room, tmp_path, address=ALONE) as screen:
        await screen.press("enter", "One van stands")
        for counts in ("200", "020"):
            await screen.press("enter", "Count the hands")
            typed = [*counts[0], "space", *counts[1]]
            await screen.pilot.press(*typed, *(("space", "0") if counts == "200" else ()))
            await screen.press("enter", "leads.")
            if counts == "200":
                for words in ("Mo points", "Trust 40", "The gate is shut."):
                    await screen.press("enter", words)
        await screen.press("c", "Commit to which?")
        text = await screen.press("2", "h types the counts")
        assert "3  It will fall" in text
        assert "read the reply" in text
        await screen.press("h", "Count the hands")
        await screen.pilot.press(*"1", "space", *"0", "space", *"3")
        await screen.press("enter", "4 counted.")
        await screen.press("enter", "A window opens instead.")
        await screen.press("enter", "rise 25 %, stay 0 %, fall 75 %")


async def _turn(screen: Screen, words: str) -> str:
    """Turn pages of the debrief until one says this."""
    text = await screen.until(" of ")
    number = int(text.partition("page ")[2].split()[0])
    while words not in text:
        number += 1
        text = await screen.press("right", f"page {number} of")
    return text
