"""Decisions a second of the engine, on one core, in whole playthroughs with random choices.

    python bench/engine.py [--rounds 5] [--games 20000] [STORY]

Counts CPU seconds of this process. The floor is a loop that draws the same random numbers.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from machine import processor

from game.engine.parameters import TEACHING_MODEL
from game.engine.run import Position, begin, offers, take
from game.story.library import Broken, load
from game.story.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.story.compiled import Story

AIM = 200_000


def main() -> None:
    """Time the rounds and print their median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("story", nargs="?", default=str(shipped() / "two-departments.toml"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--games", type=int, default=20_000)
    options = parser.parse_args()
    story = load(Path(options.story))
    if isinstance(story, Broken):
        sys.exit(story.reason)
    print(f"machine: {processor()}, {platform.machine()}, Python {platform.python_version()}")
    rates, floors = [], []
    for number in range(options.rounds):
        decisions, seconds = _timed(partial(_play, story, options.games, random.Random(number)))
        _, floor = _timed(partial(_draw, decisions, random.Random(number)))
        rates.append(decisions / seconds)
        floors.append(decisions / floor)
        print(f"round {number + 1}: {decisions} decisions in {seconds:.2f} s, {rates[-1]:,.0f}/s")
    median = statistics.median(rates)
    verdict = "reached" if median >= AIM else "MISSED"
    print(f"floor, the random numbers alone: {statistics.median(floors):,.0f}/s")
    print(f"median: {median:,.0f} decisions/s ({min(rates):,.0f}-{max(rates):,.0f})")
    print(f"at least {AIM:,}/s: {verdict}")


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def _play(story: Story, games: int, dice: random.Random) -> int:
    """Play whole games and return how many decisions they took."""
    run = begin(story)
    start = Position(run.scene, run.state, 0)
    draw, parameters = dice.random, TEACHING_MODEL
    decisions = 0
    for _ in range(games):
        position = start
        while offered := offers(position.scene, position.state, parameters):
            choice = offered[int(draw() * len(offered))]
            position = take(story, position, choice, parameters)
            decisions += 1
    return decisions


def _draw(times: int, dice: random.Random) -> int:
    """Draw as many random numbers, and do nothing with them."""
    draw = dice.random
    for _ in range(times):
        draw()
    return times


if __name__ == "__main__":
    main()
