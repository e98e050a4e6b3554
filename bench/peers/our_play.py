"""Plays a story at random with our engine: python our_play.py STORY.toml GAMES SEED.

Prints steps and CPU seconds. What a player reads is gathered, as the peers do it.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from game.engine.parameters import TEACHING_MODEL
from game.engine.run import Position, begin, offers, take, texts
from game.story.library import Broken, load

if TYPE_CHECKING:
    from game.story.compiled import Story


def play(story: Story, games: int, dice: random.Random) -> tuple[int, int]:
    """Return the choices made in whole games, and the letters read."""
    run = begin(story)
    start, model = Position(run.scene, run.state, 0), TEACHING_MODEL
    steps = letters = 0
    for _ in range(games):
        position = start
        while True:
            letters += sum(map(len, texts(position.scene, position.state, model)))
            offered = offers(position.scene, position.state, model)
            if not offered:
                break
            letters += sum(len(choice.text) for choice in offered)
            choice = offered[int(dice.random() * len(offered))]
            letters += len(choice.reply)
            position = take(story, position, choice, model)
            steps += 1
    return steps, letters


def main() -> None:
    """Play, and print what it took."""
    file, games, seed = sys.argv[1:]
    story = load(Path(file))
    if isinstance(story, Broken):
        sys.exit(story.reason)
    play(story, int(games) // 10 + 1, random.Random(int(seed)))
    begun = time.process_time()
    steps, letters = play(story, int(games), random.Random(int(seed)))
    seconds = time.process_time() - begun
    print(json.dumps({"steps": steps, "letters": letters, "seconds": seconds}))


if __name__ == "__main__":
    main()
