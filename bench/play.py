"""Start, keys, idling and memory of the game in a real terminal, against a bare Textual app.

    python bench/play.py [--rounds 11] [--idle 60]

Prints medians of paired ratios: each round runs the floor and the game one after the other.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import Terminal

from game.engine.run import begin, choose
from game.story.library import Broken, load
from game.story.shipped import shipped
from game.telling.meters import account, landed, standing, time_passes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.engine.run import Run
    from game.story.compiled import Story

STORY = "two-departments"
BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
GAME = [sys.executable, "-m", "game"]
_PLAYS = 24
"""Whole games whose keys are timed: at least 200 decisions."""


def main() -> None:
    """Run every measurement and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--idle", type=float, default=60.0)
    options = parser.parse_args()
    _compile()
    story = load(shipped() / f"{STORY}.toml")
    if isinstance(story, Broken):
        sys.exit(story.reason)
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        _help(options.rounds)
        _starts(options.rounds, place, story)
        _keys(place, story)
        _memory(options.rounds, place, story)
        _idle(options.idle, place)


def _compile() -> None:
    import textual

    import game

    for module in (game, textual):
        compileall.compile_dir(str(Path(str(module.__file__)).parent), quiet=2)


def _line(what: str, ratios: list[float], limit: float, unit: str = "x") -> None:
    median = statistics.median(ratios)
    low, high = min(ratios), max(ratios)
    verdict = "reached" if median <= limit else "MISSED"
    print(
        f"{what:<46} {median:7.2f}{unit} ({low:.2f}-{high:.2f})  at most {limit}{unit}: {verdict}"
    )


def _help(rounds: int) -> None:
    def seconds(command: list[str]) -> float:
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    floor, ours = [sys.executable, "-c", "pass"], [*GAME, "--help"]
    _line("--help against an empty interpreter", _paired(rounds, floor, ours, seconds), 3)


def _paired(
    rounds: int, floor: list[str], ours: list[str], measure: Callable[[list[str]], float]
) -> list[float]:
    measure(floor)
    measure(ours)
    return [_ratio(measure(floor), measure(ours)) for _ in range(rounds)]


def _ratio(floor: float, ours: float) -> float:
    return ours / floor


def _starts(rounds: int, place: Path, story: Story) -> None:
    """Time from the command to the words on the screen.

    The first scene is that of a copy without its content note, which would ask for a key first.
    """
    scene = story.scenes[story.start].title.split(",")[0]
    copy = place / f"{STORY}.toml"
    text = Path(story.file).read_text(encoding="utf-8")
    copy.write_text(re.sub(r'content_note = """.*?"""', "", text, flags=re.DOTALL), "utf-8")
    cached = {"COMMON_GROUND_CACHE": str(place / "cache")}
    saves = ["--saves", str(place / "starts")]

    def until(words: str, environment: Mapping[str, str]) -> Callable[[list[str]], float]:
        def seconds(command: list[str]) -> float:
            with Terminal(command, environment) as terminal:
                return terminal.wait("ready-0" if command == BARE else words) - terminal.started

        return seconds

    home, play = [*GAME, *saves], [*GAME, "play", str(copy), *saves]
    _line("home with its list", _paired(rounds, BARE, home, until(story.title, cached)), 1.35)
    _line("first scene, compiled cache", _paired(rounds, BARE, play, until(scene, cached)), 1.4)
    toml = until(scene, {"COMMON_GROUND_CACHE": "/dev/null/none"})
    _line("first scene, from TOML", _paired(rounds, BARE, play, toml), 1.75)


def _keys(place: Path, story: Story) -> None:
    """Time each key of whole games, and the sum of the keys from a choice to the next scene."""
    with Terminal(BARE, {}) as terminal:
        terminal.wait("ready-0")
        letters = "abcdefghijklmnopqrstuvwxyz" * 2
        echoes = [_press(terminal, key, f"echo-{key}") for key in letters]
    floor = statistics.median(echoes)
    dice = random.Random(1)
    single, whole = [], []
    for number in range(_PLAYS):
        for times in _play(place / f"keys-{number}", story, dice):
            single += times
            whole.append(sum(times))
    _line("one key of play", [one / floor for one in single], 7)
    _line("choice to next scene, all its keys together", [one / floor for one in whole], 7)
    worst = max(single) * 1000
    print(f"{len(whole)} decisions, worst key {worst:.0f} ms, at most 100 ms")


def _play(saves: Path, story: Story, dice: random.Random) -> list[list[float]]:
    """Play a whole game at random; return the seconds of each key, by decision."""
    taken: list[list[float]] = []
    with Terminal([*GAME, "play", STORY, "--saves", str(saves)], {}) as terminal:
        run = _begin(terminal, story)
        while not run.ended:
            at = dice.randrange(len(run.offered))
            choice = run.offered[at]
            keys = [str(at + 1)]
            expected = ["will this do to trust" if run.scene.bet else "Go on"]
            if run.scene.bet:
                keys.append("4")
                expected.append("Go on")
            run = choose(run, choice.id)
            moved = landed(run.decisions[-1], run.parameters)
            expected += [account(moved, "numbers")[0], time_passes(standing(run), "numbers")]
            taken.append(
                [
                    _press(terminal, key, word)
                    for key, word in zip([*keys, "\r", "\r"], expected, strict=True)
                ]
            )
    return taken


def _begin(terminal: Terminal, story: Story) -> Run:
    terminal.wait("Begin")
    _press(terminal, "\r", story.scenes[story.start].title.split(",")[0])
    return begin(story)


def _press(terminal: Terminal, key: str, word: str) -> float:
    begun = time.perf_counter()
    terminal.key(key)
    return terminal.wait(word) - begun


def _memory(rounds: int, place: Path, story: Story) -> None:
    ratios = []
    for number in range(max(3, rounds // 3)):
        with Terminal(BARE, {}) as terminal:
            terminal.wait("ready-0")
            terminal.drain()
            floor = terminal.memory()
        saves = place / f"memory-{number}"
        with Terminal([*GAME, "play", STORY, "--saves", str(saves)], {}) as terminal:
            run = _begin(terminal, story)
            while not run.ended:
                for key in ["1", *(["4"] if run.scene.bet else []), "\r", "\r"]:
                    terminal.key(key)
                    terminal.drain(0.1)
                run = choose(run, run.offered[0].id)
            terminal.wait("Read the debrief")
            ratios.append(terminal.memory() / floor)
    _line("resident memory at the ending", ratios, 1.6)


def _idle(seconds: float, place: Path) -> None:
    with Terminal([*GAME, "play", STORY, "--saves", str(place / "idle")], {}) as terminal:
        terminal.wait("Begin")
        terminal.key("\r")
        terminal.drain(3)
        end = time.perf_counter() + seconds
        written = 0
        while (left := end - time.perf_counter()) > 0:
            written += terminal.read(left)
    print(
        f"{f'idle for {seconds:.0f} s':<46} {written:7d} bytes  at most 0: "
        f"{'reached' if not written else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
