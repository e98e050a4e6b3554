"""A session's runs as saves: every way that was played, found by the commands like other runs."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

from rooms import van
from session_played import CODE, SESSION, Played, van_on_disk, whole
from two_sides import two_sides

from game.cli import main
from game.debrief import judging
from game.group.journal import open_journal
from game.group.keeping import Keeping
from game.group.messages import End
from game.group.played import played
from game.group.results import tables
from game.group.run_saves import file_name, saves
from game.group.server import RoomServer
from game.group.sessions import named
from game.storage import session as sessions
from game.storage.resume import resume
from game.storage.savefile import from_toml, to_toml
from game.storage.shelf import Kept, read_all
from game.telling.kept_runs import kept_run, kept_runs, led_runs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from game.debrief.records import Judgements
    from game.engine.run import Run
    from game.group.state import Room
    from game.storage.save import Save

FILES = {"decisions.csv", "runs.csv", "ballots.csv", "cohort.csv"}


def saved(room: Room) -> tuple[Save, ...]:
    """Return the runs of a room as saves."""
    return saves(room, SESSION, played(room, SESSION))


def kept_session(tmp_path: Path) -> tuple[Path, Path, Played]:
    """Return a folder of saves, the session in it with its files, and what was played."""
    room = whole(van_on_disk(tmp_path / "mine"))
    folder = room.kept(tmp_path / "saves")
    Keeping(folder, SESSION).write(room.room)
    return tmp_path / "saves", folder, room


def test_each_way_is_a_run_of_a_group() -> None:
    """Both ways are runs, the second branched off the first; the story plays them as they were."""
    room = whole(van()).room
    first, second = saved(room)
    assert {one.mode for one in (first, second)} == {"group"}
    assert {one.session for one in (first, second)} == {SESSION}
    assert second.parent is not None
    assert (second.parent.run, second.parent.decision) == (first.run, 1)
    for save, choices in ((first, ["ask", "horn"]), (second, ["ask", "wait"])):
        assert [one.choice for one in save.choices] == choices
        resumption = resume(save, room.story)
        assert (resumption.told, list(resumption.run.choices)) == ("", choices)
        assert from_toml(to_toml(save)) == save
    assert saved(room) == (first, second), "the same ids whenever they are asked for"


def test_nobody_is_in_a_save() -> None:
    """Neither names nor votes stand in it."""
    told = b"".join(to_toml(one) for one in saved(whole(van()).room))
    assert b"Person" not in told
    assert b"seat" not in told
    assert b"secret" not in told


def test_what_was_left_before_its_end_says_when() -> None:
    """A way that the host left to go back was left then; one that ended was not left."""
    room = Played(van()).seated(5).voted("ask").decided("ask").back(0).voted("take").decided("take")
    room.voted("wait").decided("wait")
    first, second = saved(room.room)
    assert [one.what for one in first.sittings] == ["start", "quit"]
    assert first.sittings[1].at == second.started
    assert [one.what for one in second.sittings] == ["start"]


def test_going_back_twice_makes_no_empty_run() -> None:
    """A way on which nothing was decided before the host went further back is none."""
    room = Played(van()).seated(5).voted("ask").decided("ask").voted("wait").decided("wait")
    room.back(1).back(0)
    assert len(saved(room.room)) == 1
    room.voted("take").decided("take")
    _, second = saved(room.room)
    assert second.parent is not None
    assert second.parent.decision == 0
    assert [one.choice for one in second.choices] == ["take"]


def test_what_was_looked_back_on_is_a_run_though_nothing_was_decided_in_it() -> None:
    """The host went back and began the debrief there: that debrief has a run, and keeps its id."""
    room = Played(van()).seated(5).voted("ask").decided("ask").voted("wait").decided("wait")
    room.do(End).back(1).do(End)
    first, second = played(room.room, SESSION)
    assert (first.debriefed, second.debriefed) == (True, True)
    assert second.run.choices == ("ask",)
    room.back(0).voted("take").decided("take")
    assert [one.id for one in played(room.room, SESSION)][:2] == [first.id, second.id]
    assert [one.debriefed for one in played(room.room, SESSION)] == [True, True, False]


def test_a_joint_decision_is_kept_as_its_meeting() -> None:
    """What both teams chose is one choice of the save; an id that was renamed is found again."""
    room = Played(two_sides()).seated(4, ("bread", "cheese"))
    room.voted("take", "share", "take", "share")
    (save,) = saved(room.decided("take", "share").room)
    assert [one.choice for one in save.choices] == ["take+share"]
    older = replace(save, choices=(replace(save.choices[0], choice="take+join"),))
    assert resume(older, room.room.story).run.choices == ("take+share",)


def test_one_who_plays_a_rooms_run_on_plays_a_run_of_their_own() -> None:
    """A group's run is never changed: who goes on from it has a new run with the mode solo."""
    room = Played(van()).seated(5).voted("ask").decided("ask").room
    (save,) = saved(room)
    session = sessions.go_on(save, resume(save, room.story), now=save.started, new_id=SESSION)
    assert (session.save.mode, session.save.session) == ("solo", "")
    assert session.save.parent is not None
    assert session.save.parent.run == save.run


def test_the_folder_of_a_session_has_runs_and_tables(tmp_path: Path) -> None:
    """The runs stand beside the tables, and are read like any other save."""
    _, folder, room = kept_session(tmp_path)
    expected = {file_name(one) for one in saved(room.room)}
    assert {one.name for one in folder.iterdir()} >= FILES | expected
    read = {one.save.run: one.save for one in read_all(folder) if isinstance(one, Kept)}
    assert read == {one.run: one for one in saved(room.room)}


def test_a_rooms_run_is_named_like_another_and_listed_apart(tmp_path: Path) -> None:
    """By id or file it is found; among the runs of one's own it is not."""
    folder, session, room = kept_session(tmp_path)
    first, second = saved(room.room)
    assert kept_runs(folder) == ()
    assert [one.save for one in led_runs(folder)] == [first, second]
    for name in (first.run, first.run[:6], str(session / file_name(first))):
        found = kept_run(folder, name)
        assert not isinstance(found, str)
        assert found.save == first


def test_the_commands_take_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Debrief, replay, export and journey know a room's run, though its story is in no folder."""
    folder, session, room = kept_session(tmp_path)
    _, second = saved(room.room)
    by_id, by_path = second.run[:8], str(session / file_name(second))

    def said(*arguments: str) -> str:
        assert main([*arguments, "--saves", str(folder)]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    debrief = said("debrief", by_id)
    assert debrief == said("debrief", by_path)
    # The way that was left is laid beside it, and its ending counts as found.
    assert "Sound the horn" in debrief
    replayed = json.loads(said("replay", by_id, "--json"))
    assert [one["choice"] for one in replayed["decisions"]] == ["ask", "wait"]
    assert said("replay", by_path, "--json") == json.dumps(replayed, indent=2) + "\n"
    statements = [json.loads(line) for line in said("export", "--xapi", by_id).splitlines()]
    assert {one["actor"]["objectType"] for one in statements} == {"Group"}
    journey = said("journey")
    assert "Nothing was played" not in journey
    assert "Rooms you led" in journey
    assert "Endings found" not in journey
    assert by_id in journey


def test_a_damaged_run_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A save that was cut off has a sentence, not a story's diagnostics."""
    _, session, room = kept_session(tmp_path)
    path = session / file_name(saved(room.room)[0])
    path.write_bytes(path.read_bytes()[:400])
    assert main(["replay", str(path)]) == 2
    assert "can't be used: it is cut off" in capsys.readouterr().err


def test_a_run_is_reviewed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The review at the end of a story is not made again when the server goes."""
    reviewed: list[tuple[str, ...]] = []

    def judged(runs: Sequence[Run]) -> Sequence[Judgements] | None:
        reviewed.extend(run.choices for run in runs)
        return real(runs)

    real = judging.judged
    monkeypatch.setattr(judging, "judged", judged)
    room = Played(van()).seated(5).voted("ask").decided("ask").voted("wait").decided("wait")
    keeping = Keeping(tmp_path, SESSION)
    keeping.write(room.room, review=True)
    table = (tmp_path / "decisions.csv").read_bytes()
    assert b"kept" in table
    keeping.write(room.room)
    assert (tmp_path / "decisions.csv").read_bytes() == table, "the review stands"
    keeping.write(room.back(1).voted("horn").decided("horn").room, review=True)
    keeping.write(room.room, review=True)
    assert reviewed == [("ask", "wait"), ("ask", "horn")]
    assert (tmp_path / "decisions.csv").read_text() == tables(room.room, SESSION, real)[
        "decisions.csv"
    ].replace("\r\n", "\n")


def test_a_story_too_large_to_review_is_tried_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no review the cells stay blank, and it is not tried at the end again."""
    tried: list[int] = []
    monkeypatch.setattr(judging, "judged", lambda runs: tried.append(len(runs)))
    room = Played(van()).seated(5).voted("ask").decided("ask").room
    keeping = Keeping(tmp_path, SESSION)
    keeping.write(room, review=True)
    keeping.write(room, review=True)
    assert tried == [1]


def test_what_stays_the_same_is_not_written_again(tmp_path: Path) -> None:
    """A file that would be the same is left alone, unless it is gone."""
    room = Played(van()).seated(5).voted("ask").decided("ask").room
    keeping = Keeping(tmp_path, SESSION)
    keeping.write(room)
    before = {one.name: one.stat().st_ino for one in tmp_path.iterdir()}
    (tmp_path / "cohort.csv").unlink()
    keeping.write(room)
    after = {one.name: one.stat().st_ino for one in tmp_path.iterdir()}
    assert after.keys() == before.keys()
    assert all(after[name] == before[name] for name in before if name != "cohort.csv")


async def test_a_server_that_was_killed_is_made_up_for(tmp_path: Path) -> None:
    """A room that is taken up again writes what its log has and its files lack, whole and swept."""
    room = whole(van_on_disk(tmp_path / "mine"))
    folder = room.kept(tmp_path / "saves")
    # As a kill in the middle of a write leaves it.
    (folder / "decisions.csv").write_text("session_id\r\nhalf")
    (folder / ".decisions.csv.abc123.tmp").write_text("session_id\r\nha")
    server = RoomServer(folder / "journal.jsonl", room.room.story, "token")
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in "ab"]
    await server.start(listening[0], listening[1])
    await server.stop()
    names = {one.name for one in folder.iterdir()}
    assert names >= FILES | {file_name(one) for one in saved(room.room)}
    assert not [name for name in names if name.endswith(".tmp")]
    text = (folder / "decisions.csv").read_bytes().decode()
    assert text == tables(room.room, SESSION, judging.judged)["decisions.csv"]
    open_journal(folder / "journal.jsonl").close()


def test_a_session_is_named_by_folder_code_id_or_story(tmp_path: Path) -> None:
    """The newest one that fits is meant; what fits nothing is none."""
    story = van_on_disk(tmp_path / "mine")
    older = Played(story).seated(2).kept(tmp_path, "older")
    for name in ("older", str(older), CODE, CODE.lower(), SESSION[:8], "van"):
        assert named(tmp_path, name) == older
    assert named(tmp_path, "vans") is None
    assert named(tmp_path, SESSION[:3]) is None
