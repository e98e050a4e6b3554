"""Runs the command line in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LADDER = Path(__file__).with_name("ladder.toml")


def environment(**more: str) -> dict[str, str]:
    """Return this process' environment for one that it starts."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""}
    return os.environ | own | more


def common_ground(
    *arguments: str, cwd: Path | None = None, typed: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """Return the process that ran `python -m game` with these arguments."""
    return subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=environment(**env),
        cwd=cwd,
        timeout=60,
        check=False,
    )
