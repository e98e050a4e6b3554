"""What a session leaves for a spreadsheet: who is a pseudonym, small numbers are blank."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from rooms import after, decided, opened, shown
from serving import browser, host_of, seated, served

from game.debrief.judging import judged
from game.debrief.records import Judgement
from game.debrief.review import review
from game.engine.run import replay
from game.group.keeping import Keeping
from game.group.messages import Back, Commit, Join, Lock, Open, Reveal, Talk
from game.group.played import pseudonyms
from game.group.results import tables
from game.group.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from game.group.state import Room

SESSION = "8a1c0f6e-58b4-4c7e-9d0e-000000000001"


def rows(room: Room, name: str) -> list[dict[str, str]]:
    """Return a file of a session as rows."""
    text = tables(room, SESSION)[name]
    assert text.count("\r\n") == len(text.splitlines())
    return list(csv.DictReader(io.StringIO(text)))


def session(settings: Settings | None = None) -> Room:
    """Return a room of seven with two decisions: one voted on twice, one overridden."""
    room = shown(opened(7, settings), "ask", "ask", "ask", "ask", "ask", "take", "take")
    room = after(room, Talk(4_000), Open(5_000))
    room = decided(shown(room, "ask", "ask", "ask", "ask", "ask", "ask", "take"), "ask")
    return decided(shown(room, *["horn"] * 6, "wait"), "wait")


def test_decisions_have_the_rooms_choice_and_a_row_a_person_on_request() -> None:
    """The committed choice with its numbers, then each seat's first and second vote."""
    room = session(Settings(small_cells=True))
    found = rows(room, "decisions.csv")
    assert [row["mode"] for row in found] == ["group", *["vote"] * 7] * 2
    first = found[0]
    assert (first["choice"], first["ballot1"], first["ballot2"]) == ("ask", "ask", "ask")
    assert (first["trust_before"], first["stance"], first["lens"]) == (
        "40",
        "relational",
        "openness",
    )
    names = pseudonyms(room)
    people = {row["player"]: row for row in found[1:8]}
    assert set(people) == set(names.values())
    assert [row["player"] for row in found[1:8]] == sorted(people), "not in the order of joining"
    sixth, seventh = people[names[5]], people[names[6]]
    assert (sixth["choice"], sixth["ballot1"], sixth["ballot2"]) == ("ask", "take", "ask")
    assert (sixth["changed_after_talk"], seventh["changed_after_talk"]) == ("yes", "no")
    assert "P0" not in tables(room, SESSION)["decisions.csv"]


def test_a_row_a_person_is_written_on_request_only() -> None:
    """A row of one person tells of fewer than five, so by default there is none."""
    assert {row["mode"] for row in rows(session(), "decisions.csv")} == {"group"}
    asked = tables(session(), SESSION, small_cells=True)["decisions.csv"]
    assert asked == tables(session(Settings(small_cells=True)), SESSION)["decisions.csv"]


def test_small_numbers_are_blank_unless_the_host_says_otherwise() -> None:
    """Fewer than five people are not told: not as a count, a share or a change of mind."""
    hidden = {row["choice"]: row for row in rows(session(), "cohort.csv")}
    # With 6 of 7 beside it the one who chose otherwise would be told all the same.
    assert (hidden["ask"]["chosen"], hidden["ask"]["seen"]) == ("", "7")
    assert [hidden["take"][key] for key in ("chosen", "chosen_pct", "changed_after_talk")] == [
        ""
    ] * 3
    many = decided(shown(opened(17), *["ask"] * 9, *["take"] * 5, *["list"] * 3), "ask")
    told = {row["choice"]: row["chosen"] for row in rows(many, "cohort.csv")}
    assert told == {"ask": "9", "take": "", "list": ""}
    told = {row["choice"]: row for row in rows(session(Settings(small_cells=True)), "cohort.csv")}
    assert [told["take"][key] for key in ("chosen", "chosen_pct", "changed_after_talk")] == [
        "1",
        "14",
        "1",
    ]


def test_ballots_say_who_decided_and_why() -> None:
    """Ties, too few, no votes and overrides stand in the file with outcome and reason."""
    tie = shown(opened(2, Settings(small_cells=True)), "ask", "take")
    tie = shown(after(tie, Open(4_000, runoff=True)), "ask", "take")
    found = rows(after(tie, Commit(5_000, ("take",))), "ballots.csv")
    assert [row["outcome"] for row in found] == ["tie"] * 5
    assert [row["runoff"] for row in found] == ["no"] * 3 + ["yes"] * 2
    assert {row["chosen_by"] for row in found} == {"facilitator"}
    overridden = rows(session(), "ballots.csv")[-1]
    assert (overridden["outcome"], overridden["chosen_by"]) == ("decided", "override")
    nobody = after(opened(2), Lock(2_000, 2), Reveal(2_001), Commit(3_000, ("ask",)))
    assert rows(nobody, "ballots.csv")[0]["outcome"] == "no_votes"
    short = shown(opened(4, Settings(quorum=50)), "ask")
    short = after(short, Commit(3_100, ("ask",)))
    assert rows(short, "ballots.csv")[0]["outcome"] == "no_quorum"


def test_both_branches_are_runs() -> None:
    """Going back begins a run with the one before as its parent; nothing stands twice."""
    room = after(session(), Back(9_000, 1))
    room = after(shown(room, *["horn"] * 7), Commit(9_500, ("horn",)))
    runs = rows(room, "runs.csv")
    assert [row["decisions"] for row in runs] == ["2", "2"]
    assert [row["rewinds"] for row in runs] == ["1", "0"]
    decisions = [row for row in rows(room, "decisions.csv") if row["mode"] == "group"]
    assert [(row["decision_no"], row["choice"]) for row in decisions] == [
        ("1", "ask"),
        ("2", "wait"),
        ("2", "horn"),
    ]
    assert decisions[2]["parent_run_id"] == runs[0]["run_id"]


def test_a_vote_begun_anew_is_no_run() -> None:
    """Where nothing was decided in between there is nothing to list."""
    room = after(shown(opened(5), "ask"), Back(3_500, 0))
    assert len(rows(room, "runs.csv")) == 1


def test_no_cell_is_a_formula() -> None:
    """A cell that begins like a formula gets a mark before it, whoever wrote it."""
    room = session()
    story = room.story._replace(version="=1+1")
    assert rows(replace(room, story=story), "decisions.csv")[0]["version"] == "'=1+1"


def test_what_the_room_decided_is_reviewed_like_a_run_of_one() -> None:
    """The room's row has what the review says of the decision; a person's vote is no decision."""
    room = after(session(), Back(9_000, 1))
    room = after(shown(room, *["horn"] * 7), Commit(9_500, ("horn",)))
    files = tables(room, SESSION, judged, small_cells=True)
    reviewed = list(csv.DictReader(io.StringIO(files["decisions.csv"])))
    told = [
        one.chosen
        for choices in (["ask", "wait"], ["ask", "horn"])
        for one in review(replay(room.story, choices), frozenset()).decisions
    ]
    # The second run shares its first decision, which is listed with the first one.
    assert {row["verdict"] for row in reviewed if row["mode"] == "vote"} == {""}
    expected = [
        (one.verdict, str(one.closing.best), str(one.closing.left), str(one.closing.closed))
        for one in (told[0], told[1], told[3])
    ]
    keys = ("verdict", "best_before", "best_after", "closed")
    group = [tuple(row[key] for key in keys) for row in reviewed if row["mode"] == "group"]
    assert group == expected
    assert len({row[0] for row in group}) > 1
    assert {row["endings_after"] for row in reviewed if row["mode"] == "group"} == {"1"}


def test_turning_points_of_a_room() -> None:
    """runs.csv has their numbers; a story that is too large to review leaves the cells blank."""
    turned = {2: Judgement("turning point", 10, 5, 2, 1), 1: Judgement("kept", 10, 10, 2, 2)}
    for found, cell in (([turned], "2"), (None, "")):
        files = tables(session(), SESSION, lambda _runs, found=found: found)
        (run,) = csv.DictReader(io.StringIO(files["runs.csv"]))
        assert run["turning_point"] == cell


def test_a_reviewed_run_says_what_it_kept_and_closed(tmp_path: Path) -> None:
    """Once the room is closed the group's rows have the analysis' numbers, the people's do not."""
    room = session(Settings(small_cells=True))
    Keeping(tmp_path, SESSION).write(room, review=True)
    with (tmp_path / "decisions.csv").open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    told = review(room.run, frozenset({"end"})).of(1)
    assert told is not None
    assert found[0]["best_before"] == str(told.before.outcome)
    assert found[0]["verdict"] == told.chosen.verdict
    assert found[1]["verdict"] == ""


async def test_the_files_are_there_when_the_room_is_closed(tmp_path: Path) -> None:
    """They are written after each decision and at the end, beside the log."""
    async with served(tmp_path) as room, browser() as session_:
        await seated(session_, room, 1)
        host = await host_of(session_, room)
        for kind, fields in (
            ("open", {}),
            ("lock", {}),
            ("reveal", {}),
            ("commit", {"choices": ["ask"]}),
        ):
            assert await host.do(kind, **fields) == ""  # type: ignore[arg-type]
    names = {path.name for path in tmp_path.iterdir()}
    assert {"decisions.csv", "runs.csv", "ballots.csv", "cohort.csv", "journal.jsonl"} <= names
    (row,) = csv.DictReader(io.StringIO((tmp_path / "decisions.csv").read_text()))
    assert row["choice"] == "ask"


def test_late_joiners_count_where_they_voted() -> None:
    """Who came for the second decision has no row in the first."""
    room = decided(shown(opened(6, Settings(small_cells=True)), *["ask"] * 6), "ask")
    room = after(room, Join(8_000, "late", "Late"))
    room = after(shown(room, *["wait"] * 7), Commit(9_000, ("wait",)))
    people = [row["player"] for row in rows(room, "decisions.csv") if row["mode"] == "vote"]
    assert people.count(pseudonyms(room)[6]) == 1
