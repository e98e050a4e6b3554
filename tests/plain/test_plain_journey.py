"""The journey and the follow-up over lines, from home and as commands."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from lines_in import SMALL, environment, lines, small

from game.debrief.reflections import Plan, Reflections
from game.storage import session as sessions
from game.storage.follow_ups import keep
from game.storage.settings import Settings
from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from pathlib import Path

    from game.storage.save import FollowUp

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def play(saves: Path, *plans: str) -> None:
    """Keep a run for each plan; an empty one is none."""
    for number, words in enumerate(plans, 1):
        run = f"{number}0000000-0000-4000-8000-000000000000"
        session = sessions.start(small(), player="", settings=Settings(), now=NOW, new_id=run)
        session = sessions.choose(session, session.run.offered[0].id, bet=None, now=NOW)
        if words:
            plan = Plan(words, "ask", date(2026, 3, 8 + number))
            session = sessions.reflect(session, Reflections(plan=plan))
        assert keep(saves, session.save) is None


def told(saves: Path) -> dict[str, tuple[FollowUp, ...]]:
    """Return what became of each plan."""
    kept = [one.save for one in read_all(saves) if isinstance(one, Kept)]
    return {save.reflections.plan.situation: save.follow_ups for save in kept}


def game(saves: Path, tmp_path: Path, *arguments: str, typed: tuple[str, ...] = ()) -> str:
    """Run the game with these arguments in a process of its own; it must end well."""
    done = subprocess.run(
        [sys.executable, "-m", "game", "--saves", str(saves), *arguments],
        input=lines(typed).encode(),
        capture_output=True,
        env=environment(),
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def command(saves: Path, tmp_path: Path, name: str, *typed: str) -> str:
    """Run `journey` or `follow-up`."""
    return game(saves, tmp_path, name, typed=typed)


def test_journey_prints(saves: Path, tmp_path: Path) -> None:
    """`journey` lists every run with its id; a run whose story is elsewhere by what was kept."""
    play(saves, "", "it rains")
    text = command(saves, tmp_path, "journey")
    assert "small (its story is not here)" in text
    assert "Run 10000000: Begun" in text
    assert "By 2026-03-10: If it rains, then I will ask; not asked about yet." in text


def test_a_save_that_can_not_be_read(saves: Path, tmp_path: Path) -> None:
    """A damaged save is told, and the other runs are listed."""
    play(saves, "")
    (saves / "small-00000000.toml").write_bytes(b"format = 1\nrun = [")
    text = command(saves, tmp_path, "journey")
    assert "A save can't be read: small-00000000.toml can't be used" in text
    assert "Run 10000000" in text


def test_follow_up(saves: Path, tmp_path: Path) -> None:
    """Each plan is asked about once: done, not done with what was in the way, another time."""
    play(saves, "one", "two", "three")
    text = command(saves, tmp_path, "follow-up", "1", "2", "no \x1b time", "3")
    assert "By 2026-03-09: If one, then I will ask" in text
    assert text.count("Kept with the run.") == 2
    kept = told(saves)
    assert kept["one"][0].done
    assert (kept["two"][0].done, kept["two"][0].hindrance) == (False, "no time")
    assert kept["three"] == ()
    again = command(saves, tmp_path, "follow-up")
    assert "If three" in again
    assert "If one" not in again
    command(saves, tmp_path, "follow-up", "1")
    assert "No plan is waiting" in command(saves, tmp_path, "follow-up")


def test_follow_up_can_be_left(saves: Path, tmp_path: Path) -> None:
    """`b` asks no more, and an end of input keeps what was answered before it."""
    play(saves, "one", "two")
    command(saves, tmp_path, "follow-up", "b")
    assert told(saves) == {"one": (), "two": ()}
    command(saves, tmp_path, "follow-up", "2", "")
    assert told(saves)["one"][0].hindrance == ""
    assert told(saves)["two"] == ()


def test_from_home(saves: Path, tmp_path: Path) -> None:
    """Home speaks of a plan whose date has passed; j shows the journey, f asks."""
    play(saves, "one")
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "small.toml").write_bytes(SMALL.read_bytes())
    text = game(saves, tmp_path, "--plain", typed=("j", "f", "1", "q"))
    assert "The date of a plan has passed (2026-03-09): If one, then I will ask (j)" in text
    assert "Your journey" in text
    assert text.count("has passed") < 4
    assert told(saves)["one"][0].done
    assert "has passed" not in game(saves, tmp_path, "--plain", typed=("q",))
