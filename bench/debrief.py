"""The complete debrief of a flagship run, cold, and its first page in a real terminal.

    python bench/debrief.py [--rounds 15]

Cold means a process of its own with compiled bytecode and the story's cache: it loads the story,
plays a run, works through every playthrough, and writes the whole debrief as Markdown. The floor is
a bare interpreter.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from play import BARE, STORY, _begin, _compile, _press
from terminal import Terminal

from game.engine.run import begin, choose
from game.story.library import Broken, load, shipped

if TYPE_CHECKING:
    from game.story.compiled import Story

LIMIT = 0.5
KEY_LIMIT = 0.1
_COLD = """
import sys
from game.debrief.debrief import build, complete
from game.debrief.markdown import markdown
from game.debrief.reflections import Reflections
from game.debrief.review import review
from game.engine.run import replay
from game.story.library import load, shipped
run = replay(load(shipped() / "two-departments.toml"), sys.argv[1].split(","))
told = markdown(complete(build(run, {}, Reflections()), review(run, frozenset()), None))
sys.stdout.write(told[-1])
"""


def main() -> None:
    """Run both measurements and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    _compile()
    story = load(shipped() / f"{STORY}.toml")
    if isinstance(story, Broken):
        sys.exit(story.reason)
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    _cold(options.rounds, story)
    _first_page(max(3, options.rounds // 3), story)


def _cold(rounds: int, story: Story) -> None:
    dice = random.Random(1)
    floors, times = [], []
    for _ in range(rounds):
        floors.append(_seconds("pass"))
        times.append(_seconds(_COLD, ",".join(_choices(story, dice))))
    for at, what in enumerate(("by the clock", "by the processor")):
        floor = statistics.median(one[at] for one in floors)
        seconds = [one[at] for one in times]
        median = statistics.median(seconds)
        print(
            f"complete debrief, cold, {what}: {median:.3f} s ({min(seconds):.3f}-"
            f"{max(seconds):.3f}), at most {LIMIT} s: {_verdict(median, LIMIT)}; "
            f"a bare interpreter {floor:.3f} s"
        )


def _choices(story: Story, dice: random.Random) -> tuple[str, ...]:
    run = begin(story)
    while not run.ended:
        run = choose(run, dice.choice(run.offered).id)
    return run.choices


def _seconds(code: str, *arguments: str) -> tuple[float, float]:
    """Return the seconds of a new interpreter by the clock and by the processor."""
    begun, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system
    return time.perf_counter() - begun, used - before.children_user - before.children_system


def _first_page(rounds: int, story: Story) -> None:
    """Time from the key at the ending to the first page, and to the review's pages behind it."""
    with Terminal(BARE, {}) as terminal:
        terminal.wait("ready-0")
        floor = statistics.median(_press(terminal, key, f"echo-{key}") for key in "abcdefghijkl")
    print(f"one key of a bare Textual app: {floor * 1000:.0f} ms")
    pages, reviews, keys = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(rounds):
            saves = str(Path(scratch) / str(number))
            command = [sys.executable, "-m", "game", "play", STORY, "--saves", saves]
            with Terminal(command, {}) as terminal:
                _play_through(terminal, story)
                begun = time.perf_counter()
                pages.append(_press(terminal, "\r", "One word for how it felt"))
                # A key is answered while the review is computed.
                keys.append(_press(terminal, "2", "Tension, shown for the first time"))
                terminal.wait("of 13")
                reviews.append(time.perf_counter() - begun)
    for what, seconds in (
        ("first page after its key", pages),
        ("a key while the review is computed", keys),
    ):
        median = statistics.median(seconds)
        told = f"{median * 1000:.0f} ms, at most {KEY_LIMIT * 1000:.0f}"
        print(f"{what}: {told}: {_verdict(median, KEY_LIMIT)}")
    print(f"review on the screen: {statistics.median(reviews):.2f} s after the key")


def _play_through(terminal: Terminal, story: Story) -> None:
    run = _begin(terminal, story)
    while not run.ended:
        for key in ["1", *(["4"] if run.scene.bet else []), "\r", "\r"]:
            terminal.key(key)
            terminal.drain(0.1)
        run = choose(run, run.offered[0].id)
    terminal.wait("Read the debrief")


def _verdict(seconds: float, limit: float) -> str:
    return "reached" if seconds <= limit else "MISSED"


if __name__ == "__main__":
    main()
