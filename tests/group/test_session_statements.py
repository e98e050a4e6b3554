"""A session as xAPI statements and as tables, from its log."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import tincan
from rooms import van
from session_played import CODE, SESSION, Played, van_on_disk, whole
from two_sides import two_sides
from xapi_rules import check_statement, check_teaching

from game.cli import main
from game.debrief import judging
from game.debrief.records_vocabulary import HOME, PAGE
from game.debrief.records_xapi import line, statements
from game.group.messages import End, Turn, Write
from game.group.played import pseudonyms
from game.group.results import tables
from game.group.session_records import Session, session_records
from game.group.settings import Settings
from game.telling.records import identify

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from game.group.state import Room

EXT = f"{PAGE}#"
MEETING = "http://adlnet.gov/expapi/activities/meeting"


def told(room: Room, *, small_cells: bool = False) -> list[dict[str, Any]]:
    """Return the statements of a room as a store reads them."""
    found = session_records(Session(SESSION, room), judging.judged, small_cells=small_cells)
    return [json.loads(line(one)) for record in found for one in statements(record, identify)]


def by_person(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the statements that are about one person."""
    return [one for one in said if one["actor"]["objectType"] == "Agent"]


def test_the_rules_of_xapi() -> None:
    """Each statement keeps the rules of version 1.0.3; tincan reads and writes every one."""
    said = told(whole(van()).room, small_cells=True)
    for one in said:
        check_statement(one)
        check_teaching(one)
        assert tincan.Statement.from_json(json.dumps(one)).to_json()
    ids = [one["id"] for one in said]
    assert len(set(ids)) == len(ids)
    assert {UUID(one).version for one in ids} == {5}


def test_what_the_room_decided_is_told_by_a_group() -> None:
    """Start, decisions, ending and review are of an identified group without members."""
    said = told(whole(van()).room)
    verbs = [one["verb"]["id"].rpartition("/")[2] for one in said]
    assert verbs == [
        *("initialized", "answered", "answered", "completed", "reviewed", "reviewed"),
        *("resumed", "answered", "completed", "reviewed"),
    ]
    group = {"homePage": HOME, "name": f"session-{SESSION}"}
    assert all(one["actor"] == {"objectType": "Group", "account": group} for one in said)
    assert [one["result"]["response"] for one in said if "response" in one.get("result", {})] == [
        *("ask", "horn"),
        "wait",
    ]
    assert said[0]["context"]["extensions"][f"{EXT}mode"] == "group"


def test_everything_is_a_part_of_the_session() -> None:
    """The parent of every statement is the session; the story is around what is not the story."""
    for one in told(whole(van()).room, small_cells=True):
        activities = one["context"]["contextActivities"]
        (parent,) = activities["parent"]
        assert parent["id"] == f"{HOME}/sessions/{SESSION}"
        assert parent["definition"]["type"] == MEETING
        story = f"{HOME}/stories/van"
        around = [other["id"] for other in activities.get("grouping", [])]
        assert around == ([] if one["object"]["id"] == story else [story])


def test_votes_are_told_on_request_alone() -> None:
    """A statement of a person is of fewer than five, so there is none without small cells."""
    room = whole(van()).room
    assert by_person(told(room)) == []
    votes = by_person(told(room, small_cells=True))
    assert votes == by_person(told(whole(van(), Settings(small_cells=True)).room))
    first = [one for one in votes if one["context"]["extensions"][f"{EXT}decision"] == 1]
    assert [one["context"]["extensions"][f"{EXT}ballot"] for one in first] == [1] * 9 + [2] * 9
    answered = sorted(one["result"]["response"] for one in first[:9])
    assert answered == sorted([*["ask"] * 5, *["take"] * 3, "list"])
    decision = next(one for one in told(room) if one.get("result", {}).get("response") == "ask")
    assert all(one["object"] == decision["object"] for one in first), "the same object"
    assert {one["context"]["extensions"][f"{EXT}mode"] for one in votes} == {"vote"}


def test_a_person_is_a_pseudonym_that_leads_to_nobody() -> None:
    """An account is the same in all votes, and tells neither a name nor who joined when."""
    room = whole(van()).room
    votes = by_person(told(room, small_cells=True))
    accounts = [one["actor"]["account"]["name"] for one in votes[:9]]
    assert accounts == sorted(accounts)
    assert set(accounts) == set(pseudonyms(room).values())
    assert len(set(accounts)) == 9
    text = json.dumps(votes)
    assert "Person" not in text
    assert "secret" not in text
    # All votes of a ballot carry the moment in which it was closed: nobody is known by their haste.
    assert len({one["timestamp"] for one in votes[:9]}) == 1
    # Of other phones the same names make other accounts.
    other = Played(van())
    other.now += 1
    other.seated(0)
    assert not set(pseudonyms(other.room).values()) & set(accounts)


def test_who_wrote_a_plan_is_told_without_it() -> None:
    """With small cells somebody planned; what it says stays between the partners, asked or not."""
    room = whole(van()).do(End).do(Turn, page=1, of=2, there=tuple(range(9)))
    room.do(Write, seat=4, text="Ask Bo on Friday.", id=1)
    plans = [
        one for one in told(room.room, small_cells=True) if one["verb"]["id"].endswith("/planned")
    ]
    (plan,) = plans
    check_statement(plan)
    check_teaching(plan)
    name = pseudonyms(room.room)[4]
    assert plan["actor"]["account"]["name"] == name
    assert plan["object"]["id"].endswith(f"/plans/{name}")
    assert "Friday" not in json.dumps(told(room.room, small_cells=True))
    assert not any("/planned" in one["verb"]["id"] for one in told(room.room))


def test_a_side_votes_on_its_own_question() -> None:
    """In a joint scene a vote is on what its team was asked; the room's answer is the meeting."""
    room = Played(two_sides(), Settings(small_cells=True)).seated(4, ("bread", "cheese"))
    room.voted("take", "share", "share", "tell").decided("take", "share")
    said = told(room.room)
    votes = by_person(said)
    asked = {one["object"]["id"].rpartition("/")[2] for one in votes}
    assert asked == {"bread", "cheese"}
    for one in votes:
        check_statement(one)
        ids = [choice["id"] for choice in one["object"]["definition"]["choices"]]
        assert one["result"]["response"] in ids
    group = [one for one in said if one.get("result", {}).get("response") == "take+share"]
    assert len(group) == 1


def test_what_the_host_ended_early_is_suspended() -> None:
    """A way that was left to go back is told as left, with how far it was."""
    room = Played(van()).seated(5).voted("ask").decided("ask").back(0).voted("take").decided("take")
    (left,) = [one for one in told(room.room) if one["verb"]["id"].endswith("/suspended")]
    assert left["result"]["extensions"] == {f"{EXT}progress": 1}


def exported(saves: Path, *arguments: str) -> int:
    """Run the command on a folder of saves."""
    return main(["export", *arguments, "--saves", str(saves)])


def test_exporting_twice_gives_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command names a session by its folder or code, and says the same whenever it is asked."""
    saves = tmp_path / "saves"
    room = whole(van_on_disk(tmp_path / "mine"))
    folder = room.kept(saves)
    said = []
    for name in (str(folder), CODE, folder.name, SESSION[:8], "van"):
        assert exported(saves, "--xapi", name) == 0
        said.append(capsys.readouterr().out)
    assert len(set(said)) == 1
    assert [json.loads(one) for one in said[0].splitlines()] == told(room.room)
    assert exported(saves, "--xapi", CODE, "--small-cells") == 0
    assert capsys.readouterr().out.count('"Agent"') == 35
    assert exported(saves, "--xapi") == 0
    assert capsys.readouterr().out == "", "a session is told only by name"


def test_tables_of_a_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are what the folder has, whole and reviewed; with small cells a row a person as well."""
    saves = tmp_path / "saves"
    room = whole(van_on_disk(tmp_path / "mine"))
    room.kept(saves)
    assert exported(saves, "--csv", str(tmp_path / "out"), CODE) == 0
    assert "decisions.csv, runs.csv, ballots.csv and cohort.csv" in capsys.readouterr().err
    for name, text in tables(room.room, SESSION, judging.judged).items():
        assert (tmp_path / "out" / name).read_bytes().decode() == text
    assert exported(saves, "--csv", str(tmp_path / "all"), CODE, "--small-cells") == 0
    text = (tmp_path / "all" / "decisions.csv").read_text(encoding="utf-8")
    modes = [row["mode"] for row in csv.DictReader(io.StringIO(text))]
    assert modes.count("vote") == 26
    assert exported(saves, "--csv", str(tmp_path / "all"), CODE) == 2
    assert "is there already" in capsys.readouterr().err


def test_what_can_not_be_exported_has_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A session whose story was changed, a damaged log and two sessions in one table are told."""
    saves = tmp_path / "saves"
    story = van_on_disk(tmp_path / "mine")
    folder = whole(story).kept(saves)
    whole(story).kept(saves, "another")
    assert exported(saves, "--csv", str(tmp_path / "out"), "another", folder.name) == 2
    assert "name one session alone" in capsys.readouterr().err
    van_on_disk(tmp_path / "mine", (tmp_path / "mine" / "van.toml").read_text() + "\n")
    for form in (("--xapi",), ("--csv", str(tmp_path / "out"))):
        assert exported(saves, *form, folder.name) == 2
        assert "was changed since this room began" in capsys.readouterr().err
    assert exported(saves, "--xapi", "nobody") == 2
    assert "There is no run 'nobody'" in capsys.readouterr().err
