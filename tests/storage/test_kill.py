"""Saving while the process is killed, again and again; and locks that many want at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor kill")
SAVING = Path(__file__).with_name("saving.py")


def run(*arguments: str | Path | int) -> list[str]:
    """Return the lines of one command of `saving.py`."""
    command = [sys.executable, "-W", "error", str(SAVING), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_killed_200_times(saves: Path) -> None:
    """After kill −9 the save is whole and holds every confirmed choice, 200 times of 200.

    The next process takes the same run up: the lock has died with the one before, and what that
    left half written is swept away.
    """
    rounds = [json.loads(line) for line in run("kill", saves, 200, 20260302)]
    assert len(rounds) == 200
    for one in rounds:
        assert one["killed"]
        assert one["confirmed"] <= one["kept"] <= one["confirmed"] + 1
        assert one["half"] <= 1
    assert sum(one["half"] for one in rounds) >= 5, "no kill came while a file was written"
    assert len({one["confirmed"] for one in rounds}) == 200


def test_lock_is_never_held_twice(saves: Path) -> None:
    """Four processes that take and give one lock hold it one at a time, and leave no file."""
    (statuses,) = run("race", saves, 150)
    assert json.loads(statuses) == [0, 0, 0, 0]
    assert list(saves.iterdir()) == []
