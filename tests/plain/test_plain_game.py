"""A game over lines: what is told, in which order, and what every command does."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lines_in import ENDED, SMALL, TO_THE_ENDING, choices, kept, lines, run_here, run_process, small

from game.storage.settings import Settings, load, store

GOLDEN = Path(__file__).with_name("golden.txt")


def test_whole_game_in_a_process(saves: Path) -> None:
    """A game is played over pipes from the content note to the debrief's last page."""
    debrief = ["1", "relieved", *[""] * 60]
    done = run_process(saves, lines([*TO_THE_ENDING, *debrief]))
    told = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert ENDED in told
    assert told.index("Page 1.\n") < told.index("Working through every playthrough")
    pages = re.findall(r"^Page (\d+) of (\d+)\.$", told, re.MULTILINE)
    last = int(pages[0][1])
    assert [int(number) for number, _ in pages[: last - 1]] == list(range(2, last + 1))
    (save,) = kept(saves)
    assert choices(save) == ["call", "remind"]
    assert [choice.bet for choice in save.choices] == [None, "stay"]
    assert save.reflections.felt == "relieved"
    assert [sitting.what for sitting in save.sittings] == ["start", "quit"]


def test_golden_transcript(saves: Path) -> None:
    """A game over lines reads as it was read and approved; `UPDATE_GOLDEN=1` writes it anew."""
    told = run_here(
        saves, [*TO_THE_ENDING[:3], "u", "2", "4", "t", "", "m", "s", "2", "", "u", "1", "1"]
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def test_reply_stands_before_meters_and_time(saves: Path) -> None:
    """After a choice come what people do, what it did to the meters, then the time that passes."""
    told = run_here(saves, ["1", "1"])
    said = [
        "You: Ring Bo",
        "slippers.\n",
        "Trust 42 to 48",
        "Time passes.",
        "The yard",
        "Decision 2",
    ]
    places = [told.index(one) for one in said]
    assert places == sorted(places)


def test_bet_is_asked_after_the_choice_and_before_the_reply(saves: Path) -> None:
    """A bet scene asks between the choice and the reply, and the choice counts only then."""
    asked = run_here(saves, ["1", "1", "3"])
    assert "Before they answer: what will this do to trust?" in asked
    assert "Bo folds the list" not in asked
    assert [choices(save) for save in kept(saves)] == [["call"]]


def test_undo_at_the_bet_takes_the_choice_back_before_it_counts(saves: Path) -> None:
    """Undo at a bet asks for the choice again; nothing was made, so nothing was undone."""
    told = run_here(saves, ["1", "1", "3", "u", "2", "4"])
    assert "Ending: A hook by the door" in told
    (save,) = kept(saves)
    assert choices(save) == ["call", "split"]
    assert save.undone == ()


@pytest.mark.parametrize("word", ["u", "U", "undo", "UNDO"])
def test_undo_takes_the_last_choice_back(saves: Path, word: str) -> None:
    """Undo goes back one decision in the same run and notes what was taken back."""
    told = run_here(saves, ["1", "1", word, "2"])
    assert "Taken back." in told
    (save,) = kept(saves)
    assert choices(save) == ["lock"]
    assert [(one.decision, one.choice) for one in save.undone] == [(1, "call")]


def test_undo_of_an_ending_starts_a_new_run(saves: Path) -> None:
    """A finished run is never changed: undo at its ending branches off and keeps both."""
    told = run_here(saves, [*TO_THE_ENDING, "u", "2", "4"])
    assert "A new run from here. The one before is kept." in told
    first, second = kept(saves)
    assert choices(first) == ["call", "remind"]
    assert choices(second) == ["call", "split"]
    assert second.parent is not None
    assert (second.parent.run, second.parent.decision) == (first.run, 1)


def test_timeline_rewinds_to_any_decision(saves: Path) -> None:
    """The timeline lists the decisions; a number starts a new run there, both runs kept."""
    told = run_here(saves, [*TO_THE_ENDING, "t", "1", "2"])
    assert "1. The door, 7:00: Ring Bo and wait with Ada." in told
    assert "2. The desk, 14:00: Mention the slippers." in told
    assert [choices(save) for save in kept(saves)] == [["call", "remind"], ["lock"]]


def test_timeline_can_be_left(saves: Path) -> None:
    """An empty line leaves the timeline, and nothing has changed."""
    told = run_here(saves, ["1", "1", "timeline", "", "2", "4"])
    assert "A new run from here." not in told
    assert [choices(save) for save in kept(saves)] == [["call", "split"]]


def test_meters_again(saves: Path) -> None:
    """The command m says where the meters stand, without a change that nobody made."""
    assert run_here(saves, ["1", "m"]).count("Trust 42: working.") == 2


def test_scene_again(saves: Path) -> None:
    """The command a reads the scene again, answers included."""
    told = run_here(saves, ["1", "a"])
    assert told.count("Nobody says good morning.") == 2
    assert told.count("2. Have the lock changed by nine.") == 2


def test_help_names_what_can_be_typed(saves: Path) -> None:
    """? names every command that does something at this moment, and no other."""
    first = run_here(saves, ["1", "?"])
    assert "m or meters:" in first
    assert "u or undo:" not in first
    assert "u or undo:" in run_here(saves, ["1", "1", "help"])


def test_how_to_play(saves: Path) -> None:
    """The command h says how the game is played at every prompt."""
    assert "There is no score and no right path." in run_here(saves, ["h"])
    assert "There is no score and no right path." in run_here(saves, ["1", "how"])


@pytest.mark.parametrize(
    "answer",
    ["", "0", "3", "99999", "-1", "1.5", "²", "9" * 5000, "x", "undo it", "[", "u", "copy"],
)
def test_unknown_answer_is_asked_again(saves: Path, answer: str) -> None:
    """What is no answer gives one sentence with what can be typed, and the question stays."""
    told = run_here(saves, ["1", answer, "1"])
    assert told.count("That is no answer here. Here you can type 1 to 2, a (again)") == 1
    assert [choices(save) for save in kept(saves)] == [["call"]]


def test_number_with_a_dot_is_a_number(saves: Path) -> None:
    """Space around an answer and a dot behind a number do no harm."""
    run_here(saves, [" 1. ", "\t2 "])
    assert [choices(save) for save in kept(saves)] == [["lock"]]


def test_quit_ends_the_game(saves: Path) -> None:
    """The command q leaves the game from any prompt; what follows is not read."""
    told = run_here(saves, ["1", "1", "q", "1", "1"])
    assert told.endswith("for help: q\n\n")
    (save,) = kept(saves)
    assert choices(save) == ["call"]
    assert save.sittings[-1].what == "quit"


def test_back_leads_to_the_stories(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command b leaves a run and shows the list, where it can be continued."""
    monkeypatch.setenv("COMMON_GROUND_STORIES", str(SMALL.parent))
    told = run_here(saves, ["1", "1", "b", "c", "2", "4"])
    assert "Continue (c): The Key, after decision 1" in told
    assert "Ending: A hook by the door" in told
    (save,) = kept(saves)
    assert [one.what for one in save.sittings] == ["start", "quit", "resume", "quit"]


def test_content_note_can_be_declined(saves: Path) -> None:
    """The content note stands before the first scene, and the way round it is the list."""
    told = run_here(saves, ["2"])
    assert "Somebody shouts, once." in told
    assert "The door, 7:00" not in told
    assert "Stories about working together" in told
    assert not saves.exists()


def test_without_content_note_play_begins_at_once(saves: Path) -> None:
    """A story without a content note opens at its first scene."""
    told = run_here(saves, [], small()._replace(content_note=""))
    meters = "Trust 42: working.\nProductivity 36: slow.\n\n"
    assert told.startswith(f"{meters}You look after the store room.\n\nDecision 1: The door")


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        ("numbers", "Trust 42 to 48, up clearly: working.", "Trust: "),
        ("words", "Trust: up clearly, working.", "48"),
        ("hidden", "Time passes.", "Trust"),
    ],
)
def test_meters_follow_the_settings(saves: Path, mode: str, said: str, unsaid: str) -> None:
    """Meters are told as numbers, as words or not at all."""
    store(saves, Settings(meters=mode))  # type: ignore[arg-type]  # one of the three
    told = run_here(saves, ["1", "1"])
    assert said in told
    assert unsaid not in told


def test_coach_names_causes_if_it_is_on(saves: Path) -> None:
    """The coach names causes in words after the meters, and only if it is on."""
    cause = "It landed softer: the room is tense."
    assert cause not in run_here(saves, ["1", "1"])
    store(saves, Settings(coach=True))
    told = run_here(saves, ["1", "1", "1"])
    assert told.index("Trust 42 to 48") < told.index(cause) < told.index("Time passes.")


def test_settings_are_changed_by_number_and_kept(saves: Path) -> None:
    """A number gives a setting its next value, at once and for the next time."""
    told = run_here(saves, ["1", "s", "1", "2", "", "1"])
    assert "1. Meters: numbers (as numbers, as words, or hidden)" in told
    assert "\nMeters: words (as numbers, as words, or hidden)" in told
    assert "Trust: up clearly, working." in told
    assert load(saves) == Settings(meters="words", coach=True)
