"""Plays the game over lines: in a process of its own, or in this one with a console of strings."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.plain.console import Console
from game.plain.game import play_on
from game.storage.savefile import from_toml
from game.story.library import Broken, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.storage.save import Save
    from game.story.compiled import Story

SMALL = Path(__file__).with_name("small.toml")
ROOT = Path(__file__).parents[2]

TO_THE_ENDING = ("1", "1", "3", "2")
"""Begin, ring Bo, mention the slippers, bet that trust stays."""
ENDED = "Ending: Two keys"


def small() -> Story:
    """Return the small story that these tests play."""
    story = load(SMALL)
    assert not isinstance(story, Broken), story
    return story


def lines(answers: Iterable[str]) -> str:
    """Return answers as they are typed, one a line."""
    return "".join(f"{answer}\n" for answer in answers)


def command(saves: Path, *arguments: str) -> list[str]:
    """Return the command that plays the small story over lines."""
    given = arguments or ("play", str(SMALL))
    return [sys.executable, "-m", "game", *given, "--plain", "--saves", str(saves)]


def environment(**more: str) -> dict[str, str]:
    """Return this process' environment for one that it starts."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""}
    return os.environ | own | more


def run_process(
    saves: Path,
    typed: str | bytes,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Play in a process of its own, with `typed` piped in."""
    return subprocess.run(
        command(saves, *arguments),
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        env=environment(**(env or {})),
        cwd=cwd,
        timeout=60,
        check=False,
    )


def run_here(
    saves: Path, answers: Iterable[str], story: Story | None = None, *, echo: bool = True
) -> str:
    """Play in this process; return what was printed."""
    out = io.StringIO()
    console = Console(io.StringIO(lines(answers)), out, echo=echo)
    assert play_on(console, saves, "", small() if story is None else story) == 0
    return out.getvalue()


def kept(saves: Path) -> list[Save]:
    """Return every save of a folder, as parsed, in the order in which the runs were begun."""
    found = []
    for path in saves.glob("small-*.toml"):
        save = from_toml(path.read_bytes())
        assert not isinstance(save, str), save
        found.append(save)
    return sorted(found, key=lambda save: save.started)


def choices(save: Save) -> list[str]:
    """Return the ids of a save's choices."""
    return [choice.choice for choice in save.choices]
