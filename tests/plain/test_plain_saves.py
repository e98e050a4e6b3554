"""Kept runs over lines: continuing, changed stories, runs open elsewhere, disks that are full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lines_in import ROOT, SMALL, TO_THE_ENDING, choices, kept, lines, run_here, run_process

from game.storage.keeper import Keeper
from game.story.library import Broken, load
from game.story.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def changed(folder: Path, old: str, new: str) -> Path:
    """Return the small story in another file, with one text of it replaced everywhere."""
    path = folder / "small.toml"
    text = SMALL.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def play_changed(saves: Path, folder: Path, old: str, new: str, answers: list[str]) -> str:
    """Play a changed story over what was kept of the story before."""
    story = load(changed(folder, old, new))
    assert not isinstance(story, Broken), story
    return run_here(saves, answers, story)


def test_runs_of_a_story_are_offered(saves: Path) -> None:
    """A story that was played asks for a new run or one of those kept, the latest first."""
    run_here(saves, TO_THE_ENDING)
    run_here(saves, ["1", "1", "2"])
    told = run_here(saves, [])
    rows = told.splitlines()[:4]
    assert rows[:2] == ["The Key", "1. A new run"]
    assert rows[2].startswith("2. Continue: after decision 1, begun ")
    assert rows[3].startswith("3. Debrief: Two keys, begun ")


def test_continue_stands_where_it_stood(saves: Path) -> None:
    """A run that was left goes on in the same save, at the scene where it stood."""
    run_here(saves, ["1", "2"])
    told = run_here(saves, ["2", "2", "4"])
    assert "Decision 2: The desk, 14:00" in told
    assert "The door, 7:00" not in told
    (save,) = kept(saves)
    assert choices(save) == ["lock", "split"]
    assert [one.what for one in save.sittings] == ["start", "quit", "resume", "quit"]


def test_debrief_can_be_reopened(saves: Path) -> None:
    """A finished run opens at its debrief, with what was answered before."""
    run_here(saves, [*TO_THE_ENDING, "d", "relieved"])
    told = run_here(saves, ["2", "worn out"])
    assert "so far: relieved" in told
    (save,) = kept(saves)
    assert save.reflections.felt == "worn out"


def test_changed_numbers_are_told_and_asked(saves: Path, tmp_path: Path) -> None:
    """Where effects changed, one sentence says from which decision, and the player decides."""
    run_here(saves, ["1", "1"])
    before = [path.read_bytes() for path in saves.glob("small-*")]
    told = play_changed(saves, tmp_path, "trust = 10", "trust = 12", ["2"])
    assert "from decision 1 on the numbers differ" in told
    assert "1. Go on from there\n2. Back to the stories" in told
    assert [path.read_bytes() for path in saves.glob("small-*")] == before
    told = play_changed(saves, tmp_path, "trust = 10", "trust = 12", ["2", "1"])
    assert "Decision 2: The desk" in told
    after = [path.read_bytes() for path in saves.glob("small-*")]
    assert len(after) == 2
    assert before[0] in after


def test_lost_decision_is_named_and_the_old_run_kept(saves: Path, tmp_path: Path) -> None:
    """Where a choice is gone, it is named, and going on starts a new run beside the old one."""
    run_here(saves, ["1", "1"])
    before = {path: path.read_bytes() for path in saves.glob("small-*")}
    answers = ["2", "1", "1", "1"]
    told = play_changed(saves, tmp_path, 'id = "call"', 'id = "wake"', answers)
    assert "decision 1 (The door, 7:00: call) no longer exists" in told
    assert {path: path.read_bytes() for path in before} == before
    assert [choices(save) for save in kept(saves)] == [["call"], ["wake"]]


def test_going_back_from_the_offer_changes_nothing(saves: Path, tmp_path: Path) -> None:
    """Who does not go on with a changed story stands before the list, nothing written."""
    run_here(saves, ["1", "1"])
    before = {path: path.read_bytes() for path in saves.iterdir()}
    told = play_changed(saves, tmp_path, 'id = "call"', 'id = "wake"', ["2", "b"])
    assert "Stories about working together" in told
    assert {path: path.read_bytes() for path in before} == before


def test_run_open_elsewhere_is_read_only(saves: Path) -> None:
    """The second process says so, takes no choice, and goes on in a copy if asked to."""
    run_here(saves, ["1", "1"])
    (save,) = kept(saves)
    (path,) = saves.glob("small-*.toml")
    before = path.read_bytes()
    other = Keeper(saves)
    assert other.open(save)
    told = run_here(saves, ["2", "1", "u", "?", "q"])
    told += run_here(saves, ["2", "c", "2", "4"])
    other.close()
    assert "This run is open in another window: read only here." in told
    refusal = "This run is open in another window. Type c to go on in a copy of your own."
    assert told.count(refusal) == 2
    assert "Not saved" not in told
    assert "c or copy:" in told
    assert path.read_bytes() == before
    assert [choices(one) for one in kept(saves)] == [["call"], ["call", "split"]]


def test_run_is_read_again_when_it_is_taken_up(
    saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was played on elsewhere since the list was shown loses nothing."""
    from game.plain import opening

    run_here(saves, ["1", "1"])
    asked = opening.pick

    def played_on_meanwhile(*_: object, **__: object) -> int:
        monkeypatch.setattr(opening, "pick", asked)
        run_here(saves, ["2", "2", "4"])
        return 1

    monkeypatch.setattr(opening, "pick", played_on_meanwhile)
    assert "Debrief: How it ended" in run_here(saves, [])
    (save,) = kept(saves)
    assert choices(save) == ["call", "split"]


def test_failing_save_is_told_once(tmp_path: Path) -> None:
    """A folder that can't be written does not stop the game, and is told of once."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    told = run_here(blocked / "saves", TO_THE_ENDING)
    assert told.count("Not saved. The run can't be saved in") == 1
    assert told.index("Not saved.") < told.index("Bo comes down in slippers.")
    assert "Ending: Two keys" in told


def test_unkept_settings_are_told(tmp_path: Path) -> None:
    """Settings that can't be kept hold for now, and the player is told."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    told = run_here(blocked / "saves", ["1", "s", "1", "", "1"])
    assert "Not saved. The settings hold for now" in told
    assert "Trust: up clearly, working." in told


def test_damaged_save_is_named_and_left_alone(saves: Path) -> None:
    """Home names a save that can't be read and what can be done; the file stays as it is."""
    saves.mkdir()
    damaged = saves / "small-00000000.toml"
    damaged.write_bytes(b"format = 1\nrun = [")
    told = run_here(saves, ["2"])
    assert "A save can't be read: small-00000000.toml can't be used: it is cut off" in told
    assert damaged.read_bytes() == b"format = 1\nrun = ["


def test_debrief_is_written_to_a_new_file(saves: Path, tmp_path: Path) -> None:
    """The command w writes the whole debrief, in the format picked, to a new file each time."""
    answers = [*TO_THE_ENDING, "d", "w", "1", "w", "b", "relieved", "w", "1", "w", "2", "w", "3"]
    done = run_process(saves, lines(answers), cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0
    assert "2. HTML: for a browser" in done.stdout.decode()
    (page,), (data,) = tmp_path.glob("small-debrief-*.html"), tmp_path.glob("small-debrief-*.json")
    assert "<dd>relieved</dd>" in page.read_text(encoding="utf-8")
    assert '"felt": "relieved"' in data.read_text(encoding="utf-8")
    first, second = sorted(tmp_path.glob("small-debrief-*.md"), key=lambda path: len(path.name))
    assert done.stdout.decode().count("Written to ") == 4
    assert "relieved" not in first.read_text(encoding="utf-8")
    assert "relieved" in second.read_text(encoding="utf-8")


def test_home_lists_broken_stories(tmp_path: Path) -> None:
    """A broken story stands last in the list with its error, and opening it shows all of them."""
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "bad\x1b[2J.toml").write_text("format = 2\nx = 1\n")
    (stories / "key.toml").write_bytes(SMALL.read_bytes())
    last = 2 + len(list(shipped().glob("*.toml")))
    done = run_process(tmp_path / "saves", f"{last}\nz\n", "--player", "Ro", cwd=tmp_path)
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1. The Key, 3 min\n   One store room, one key, two teams." in told
    assert f"{last}. bad[2J, can't be played\n   stories/bad[2J.toml:" in told
    assert told.count("error CG") > 2
    assert "\x1b" not in told


def test_home_shows_progress_and_continues(tmp_path: Path) -> None:
    """Home tells how far each story was played and continues the run that was left last."""
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "small.toml").write_bytes(SMALL.read_bytes())
    saves = tmp_path / "saves"
    number = "1"
    run_process(saves, lines([number, *TO_THE_ENDING]), "--plain", cwd=tmp_path)
    run_process(saves, lines([number, "1", "1", "2"]), "--plain", cwd=tmp_path)
    done = run_process(saves, lines(["c", "2", "4", "b"]), "--player", "Ro", cwd=tmp_path)
    told = done.stdout.decode()
    assert "Continue (c): The Key, after decision 1" in told
    assert "Played twice · furthest: decision 2 · endings 1 of 2: Two keys" in told
    assert "endings 2 of 2: A hook by the door, Two keys" in told
    assert [choices(save) for save in kept(saves)] == [["call", "remind"], ["lock", "split"]]


def test_undo_of_the_first_choice_is_kept(saves: Path) -> None:
    """Whoever takes the first choice back and leaves has taken it back."""
    run_here(saves, ["1", "1", "u"])
    (save,) = kept(saves)
    assert choices(save) == []
    assert [one.decision for one in save.undone] == [1]


def test_settings_of_the_run_follow(saves: Path) -> None:
    """A run notes the settings under which it is played, also where they change on the way."""
    run_here(saves, ["1", "1", "s", "1", "2", ""])
    (save,) = kept(saves)
    assert (save.settings.meters, save.settings.coach) == ("words", True)


def test_debrief_of_a_run_open_elsewhere_asks_nothing(saves: Path) -> None:
    """What can't be kept is not asked: in a read-only run the debrief is only read."""
    run_here(saves, TO_THE_ENDING)
    (save,) = kept(saves)
    keeper = Keeper(saves)
    assert keeper.open(save)
    told = run_here(saves, ["2", "b"])
    keeper.close()
    assert "read only here" in told
    assert "It ended as: Two keys" in told
    assert "One word for how it felt" not in told
