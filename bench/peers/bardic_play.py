"""Plays a Bardic story at random: python bardic_play.py STORY.bard GAMES SEED.

Runs in the peers' own environment. Prints steps and CPU seconds.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from bardic.compiler.compiler import BardCompiler
from bardic.runtime.engine import BardEngine


def play(story: dict[str, object], games: int, dice: random.Random) -> tuple[int, int]:
    """Return the choices made in whole games, and the letters read.

    Each game has an engine of its own: an old one keeps counts of all passages it has visited,
    and copies them with every choice.
    """
    steps = letters = 0
    for _ in range(games):
        engine = BardEngine(story)
        output = engine.current()
        letters += len(output.content)
        while output.choices:
            letters += sum(len(choice["text"]) for choice in output.choices)
            output = engine.choose(int(dice.random() * len(output.choices)))
            letters += len(output.content)
            steps += 1
    return steps, letters


def main() -> None:
    """Play, and print what it took."""
    file, games, seed = sys.argv[1:]
    story = BardCompiler().compile_string(Path(file).read_text(encoding="utf-8"))
    play(story, int(games) // 10 + 1, random.Random(int(seed)))
    begun = time.process_time()
    steps, letters = play(story, int(games), random.Random(int(seed)))
    seconds = time.process_time() - begun
    print(json.dumps({"steps": steps, "letters": letters, "seconds": seconds}))


if __name__ == "__main__":
    main()
