"""Plays a compiled ink story at random: python bink_play.py STORY.ink.json GAMES SEED.

Runs in the peers' own environment. Prints steps and CPU seconds.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from bink.story import Story


def play(story: Story, games: int, dice: random.Random) -> tuple[int, int]:
    """Return the choices made in whole games, and the letters read."""
    steps = letters = 0
    for _ in range(games):
        story.reset_state()
        while True:
            while story.can_continue():
                letters += len(story.cont())
            texts = list(story.get_current_choices())
            if not texts:
                break
            letters += sum(map(len, texts))
            story.choose_choice_index(int(dice.random() * len(texts)))
            steps += 1
    return steps, letters


def main() -> None:
    """Play, and print what it took."""
    file, games, seed = sys.argv[1:]
    story = Story(Path(file).read_text(encoding="utf-8"))
    play(story, int(games) // 10 + 1, random.Random(int(seed)))
    begun = time.process_time()
    steps, letters = play(story, int(games), random.Random(int(seed)))
    seconds = time.process_time() - begun
    print(json.dumps({"steps": steps, "letters": letters, "seconds": seconds}))


if __name__ == "__main__":
    main()
