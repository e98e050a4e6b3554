"""The folder of saves: what is in it, what is not a save, and which file is a run's own."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crossing import FIRST, SECOND, THIRD, THROUGH, begun, kept, minute, story

from game.storage import session as sessions
from game.storage.folder import has_runs, saves_folder
from game.storage.journey import progress
from game.storage.savefile import LARGEST, to_toml
from game.storage.shelf import Kept, Unreadable, path_of, read_all, read_one
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from game.storage.save import Save


def put(folder: Path, name: str, save: Save) -> Path:
    """Write a save under a name."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(to_toml(save))
    return path


def reasons(folder: Path) -> list[str]:
    """Return why files of a folder can't be read."""
    return [one.reason for one in read_all(folder) if isinstance(one, Unreadable)]


def test_no_folder(saves: Path) -> None:
    """Where there is no folder there are no saves, and none is made."""
    assert read_all(saves) == ()
    assert not saves.exists()


def test_newest_first(saves: Path) -> None:
    """The run that was played last comes first, what can't be read last."""
    old = put(saves, "c.toml", kept("ask"))
    new = put(saves, "b.toml", kept("ask", "a", run=SECOND))
    broken = saves / "a.toml"
    broken.write_bytes(b"")
    assert [one.path for one in read_all(saves)] == [new, old, broken]


def test_what_is_not_a_save_is_not_listed(saves: Path) -> None:
    """Locks, half-written files, settings and notes are no saves."""
    saves.mkdir()
    for name in (".a.toml.lock", ".a.toml.x.tmp", ".b.toml", "settings.toml", "README.md"):
        (saves / name).write_bytes(b"")
    (saves / "settings.broken-1.toml").write_bytes(b"")
    assert read_all(saves) == ()


def test_unreadable_files_are_named(saves: Path) -> None:
    """Each file that can't be read is named in one sentence, and stays as it is."""
    raw = to_toml(kept("ask"))
    files = {
        "cut.toml": raw[: len(raw) // 2],
        "empty.toml": b"",
        "future.toml": raw.replace(b"format = 1", b"format = 2"),
        "huge.toml": b"#" * (LARGEST + 1),
        "story.toml": b'format = 1\n[story]\ntitle = "x"\n',
    }
    saves.mkdir()
    for name, content in files.items():
        (saves / name).write_bytes(content)
    told = reasons(saves)
    assert [said.split(" can't be used: ")[0] for said in told] == sorted(files)
    assert "cut off" in told[0]
    assert "another version" in told[2]
    assert "larger than any save" in told[3]
    assert "not a save of this game" in told[4]
    assert {name: (saves / name).read_bytes() for name in files} == files


def test_strange_files(saves: Path) -> None:
    """A folder, a loop of links, a pipe and an odd name do no harm."""
    saves.mkdir()
    (saves / "folder.toml").mkdir()
    (saves / "loop.toml").symlink_to("loop.toml")
    os.mkfifo(saves / "pipe.toml")
    (saves / "odd\x1b[2J\u202e.toml").write_bytes(b"")
    told = reasons(saves)
    assert len(told) == 4
    assert not any(UNWANTED.search(said) for said in told)


def test_file_without_permission(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, or a folder, that may not be read says so."""
    path = put(saves, "a.toml", kept("ask"))

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        (said,) = reasons(saves)
    assert said == "a.toml can't be read: permission denied; check its permissions."
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert reasons(saves) == ["saves can't be read: permission denied; check its permissions."]
    assert path.exists()


def test_name_of_a_save(saves: Path) -> None:
    """A save is named by its story and the first eight digits of its run."""
    assert path_of(saves, kept("ask")) == saves / "crossing-10000000.toml"


def test_names_that_meet(saves: Path) -> None:
    """Runs whose names meet, and damaged files, are never given to another run."""
    twin = kept("ask", run=FIRST[:-1] + "9")
    first = put(saves, "crossing-10000000.toml", kept("ask"))
    assert path_of(saves, kept("ask")) == first
    second = path_of(saves, twin)
    assert second == saves / f"crossing-{twin.run}.toml"
    second.write_bytes(b"damaged")
    third = path_of(saves, twin)
    assert third == saves / f"crossing-{twin.run}-2.toml"
    put(saves, third.name, twin)
    assert path_of(saves, twin) == third


def test_a_link_is_not_followed_into_a_name(saves: Path) -> None:
    """A dangling link where a save would go is left alone."""
    saves.mkdir()
    (saves / "crossing-10000000.toml").symlink_to("nowhere")
    assert path_of(saves, kept("ask")).name == f"crossing-{FIRST}.toml"


def test_renamed_save(saves: Path) -> None:
    """A save that its owner renamed is still the run's file."""
    put(saves, "another.toml", kept("leave", run=SECOND))
    mine = put(saves, "My best run.toml", kept("ask"))
    assert path_of(saves, kept("ask", "a")) == mine
    mine.write_bytes(mine.read_bytes()[:-5])
    assert path_of(saves, kept("ask")) == saves / "crossing-10000000.toml"


@pytest.mark.parametrize(
    "story_id", ["../../etc/cron", "a/b", "nul\x00", "con", "x" * 300, "ü", "settings.x", "*"]
)
def test_names_are_safe(saves: Path, story_id: str) -> None:
    """Whatever a story is called, its saves stay in the folder, are listed and found again."""
    save = replace(kept("ask"), story=story_id)
    path = path_of(saves, save)
    assert path.parent == saves
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}-10000000\.toml", path.name)
    put(saves, path.name, kept("ask"))
    assert len(read_all(saves)) == 1
    assert has_runs(saves, story_id)


def test_has_runs(saves: Path) -> None:
    """Whether a story was played is seen from the names alone."""
    assert not has_runs(saves, "crossing")
    put(saves, "crossing-10000000.toml", kept("ask"))
    assert has_runs(saves, "crossing")
    assert not has_runs(saves, "landing")


def test_saves_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder: what is given, the environment, `saves/` if it is there, the user's own."""
    monkeypatch.chdir(tmp_path)
    own = saves_folder(None)
    assert own.parts[-2:] == ("common-ground", "saves")
    (tmp_path / "saves").mkdir()
    assert saves_folder(None) == Path("saves")
    monkeypatch.setenv("COMMON_GROUND_SAVES", str(tmp_path / "named"))
    assert saves_folder(None) == tmp_path / "named"
    assert saves_folder("given") == Path("given")
    assert not own.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["saves"]


def test_progress_of_nothing() -> None:
    """A story that was never played has no progress."""
    made = progress([], story())
    assert (made.runs, made.open, made.decisions, made.endings) == (0, None, 0, frozenset())


def test_progress() -> None:
    """Runs are counted once each; the furthest decision and every ending found count for ever."""
    done = kept(*THROUGH)
    other = kept("leave", "b", "sign", run=SECOND)
    unfinished = kept("ask", "a", run=THIRD)
    made = progress([done, done, other, unfinished], story())
    assert made.runs == 3
    assert made.open == unfinished
    assert made.decisions == 3
    assert made.endings == {"berth", "drift"}


def test_progress_counts_what_was_taken_back() -> None:
    """How far a run came does not shrink with an undo."""
    session = sessions.choose(begun(), "ask", bet=None, now=minute(1))
    session = sessions.choose(session, "a", bet=None, now=minute(2))
    for number in (3, 4):
        session = sessions.undo(session, now=minute(number), new_id=SECOND)
    assert progress([session.save], story()).decisions == 2


LOST = ('id = "thank"', 'id = "greet"')
ELSEWHERE = ("trust >= 45", "trust >= 95")


@pytest.mark.parametrize("change", [LOST, ELSEWHERE])
def test_found_ending_stays_found(change: tuple[str, str]) -> None:
    """An ending that was found stays found, though its run could not be played any more."""
    made = progress([kept(*THROUGH)], story(change))
    assert made.endings == {"berth"}
    assert made.open is None


def test_ending_under_another_name() -> None:
    """Where the ending that was found is gone, the one that its run comes to now is found."""
    made = progress([kept(*THROUGH)], story(("berth", "jetty")))
    assert made.endings == {"jetty"}
    assert made.open is None


def test_ending_that_goes_on() -> None:
    """A run whose ending has become a scene with choices is open again."""
    longer = 'goto = "drift"\n\n[scenes.drift]'
    made = progress([kept(*THROUGH)], story(('ending = "Moored"\n\n[scenes.drift]', longer)))
    assert made.endings == {"drift"}
    onward = (
        'ending = "Moored"\n',
        '[[scenes.berth.choices]]\ntext = "Eat."\nstance = "relational"\ngoto = "drift"\n',
    )
    made = progress([kept(*THROUGH)], story(onward))
    assert made.endings == frozenset()
    assert made.open == kept(*THROUGH)


def test_run_that_does_not_say_where_it_led() -> None:
    """Where a save does not say where it stands, the run as it is replayed counts."""
    save = kept(*THROUGH)
    silent = replace(save, choices=tuple(replace(one, to="") for one in save.choices))
    assert progress([silent], story()).endings == {"berth"}
    assert progress([silent], story(ELSEWHERE)).endings == {"drift"}
    lost = progress([silent], story(LOST))
    assert lost.endings == frozenset()
    assert lost.open == silent


def test_read_one(saves: Path) -> None:
    """One file is read as all of them are."""
    path = put(saves, "a.toml", kept("ask"))
    assert read_one(path) == Kept(path, kept("ask"))


def test_folder_no_system_can_have() -> None:
    """A folder whose name is too long, or whose home nobody knows, does no harm."""
    folder = saves_folder("x" * 5_000)
    assert not has_runs(folder, "crossing")
    (one,) = read_all(folder)
    assert isinstance(one, Unreadable)
    assert saves_folder("~nobody-of-this-name/saves") == Path("~nobody-of-this-name/saves")
