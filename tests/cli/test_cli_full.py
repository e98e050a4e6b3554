"""What an author's commands say goes to standard output, or why it can't."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import LADDER, ROOT, environment


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "command", [["analyse", str(LADDER)], ["map", str(LADDER)], ["diff", str(LADDER), str(LADDER)]]
)
def test_full_output_is_told(command: list[str]) -> None:
    """A disk that is full ends a command with a sentence, not a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "game", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"common-ground: it can't be printed: ")
    assert b"Traceback" not in done.stderr
