"""What an author's commands say goes to standard output, or why it can't."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import LADDER, common_ground, environment


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "command",
    [
        ["analyse", str(LADDER)],
        ["map", str(LADDER)],
        ["diff", str(LADDER), str(LADDER)],
        ["check", str(LADDER)],
        ["schema"],
        ["new", "story"],
        ["guide", str(LADDER)],
    ],
)
def test_full_output_is_told(command: list[str], tmp_path: Path) -> None:
    """A disk that is full ends a command with a sentence, not a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "game", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"common-ground: it can't be printed: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody may write to")
def test_a_guide_that_can_not_be_written_is_no_success() -> None:
    """Where neither this folder nor that of the saves takes a file, it says so with status 2."""
    nowhere = Path("/proc/self")
    done = common_ground("guide", str(LADDER), cwd=nowhere, COMMON_GROUND_SAVES=f"{nowhere}/saves")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Not written: " in done.stderr
