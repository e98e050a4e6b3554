"""How long `check --quick` takes on a generated story, against reading its TOML alone.

    python bench/check.py [--rounds 11] [--scenes 400]

The floor is a bare interpreter that runs `tomllib.loads` on the same text, unbroken. Each
round runs both one after the other; printed are medians of the paired ratios.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import game

LIMIT: Final = 3.0
_WORDS: Final = (
    *("the", "and", "room", "says", "with", "calendar", "freeze", "date", "budget", "looks"),
    *("at", "you", "paper", "before", "lunch", "corridor", "nobody", "wrote", "down", "what"),
    *("moved", "this", "week", "pen", "table", "office", "list", "desk", "door", "plan"),
)
_FLOOR: Final = "import sys, tomllib; tomllib.loads(open(sys.argv[1], encoding='utf-8').read())"
CASES: Final = {
    "as long as the writing rules ask for": (100, ""),
    "the same, a warning in each scene": (100, 'id = "c1"\n'),
    "the same, one broken statement": (100, 'ending = "'),
    "a sixth of the words": (16, ""),
}
"""Words of a scene, and what is left out of the text to get findings."""


def main() -> None:
    """Time each case and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--scenes", type=int, default=400)
    options = parser.parse_args()
    compileall.compile_dir(str(Path(str(game.__file__)).parent), quiet=2)
    python = platform.python_version()
    print(f"machine: {_processor()}, {os.cpu_count()} cores, Python {python}")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "generated.toml"
        for what, (words, without) in CASES.items():
            text = _story(options.scenes, words, random.Random(1))
            whole = path.with_name("whole.toml")
            whole.write_text(text, encoding="utf-8")
            path.write_text(text.replace(without, ""), encoding="utf-8")
            _line(f"{what}, {len(text) // 1024} KiB", whole, path, options.rounds)


def _line(what: str, whole: Path, path: Path, rounds: int) -> None:
    floor = [sys.executable, "-c", _FLOOR, str(whole)]
    check = [sys.executable, "-m", "game", "check", "--quick", str(path)]
    floors, checks = [], []
    for _ in range(rounds):
        floors.append(_seconds(floor))
        checks.append(_seconds(check))
    ratios = [check / floor for floor, check in zip(floors, checks, strict=True)]
    median = statistics.median(ratios)
    verdict = "reached" if median <= LIMIT else "MISSED"
    print(
        f"{what:<50} {1000 * statistics.median(floors):4.0f} -> "
        f"{1000 * statistics.median(checks):4.0f} ms: {median:.2f}x "
        f"({min(ratios):.2f}-{max(ratios):.2f})  at most {LIMIT}x: {verdict}"
    )


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def _processor() -> str:
    """Return the processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _story(scenes: int, words: int, dice: random.Random) -> str:
    """Return a story without a finding: three options a scene, a condition in each third."""
    head = 'format = 1\n\n[story]\ntitle = "Generated"\nsummary = "A chain."\nminutes = 60\n\n'
    parts = [f'{head}[cast.ines]\nname = "Ines"\n']
    for scene in range(scenes):
        text = f"{_prose(words, dice)}\n{{ines}} waits."
        parts.append(f'[scenes.s{scene}]\ntitle = "Scene {scene}"\ntext = """\n{text}\n"""')
        if scene == scenes - 1:
            parts.append('ending = "The end"\n')
            break
        parts += [_choice(scene, number, scenes, words, dice) for number in range(3)]
    return "\n".join(parts)


def _choice(scene: int, number: int, scenes: int, words: int, dice: random.Random) -> str:
    trust, productivity, tension = (dice.randint(-8, 8) for _ in range(3))
    lines = [
        f"[[scenes.s{scene}.choices]]",
        f'id = "c{number}"',
        f'text = "{f"Ask number {number} {_prose(12, dice)}"[:60]}."',
        f'stance = "{("relational", "transactional")[number % 2]}"',
        f"trust = {trust}\nproductivity = {productivity}\ntension = {tension}",
        'lens = ["empathy"]',
        f'reply = """\n{_prose(words * 2 // 5, dice)}"""',
        f'why = "{_prose(words // 6, dice)}"',
        f'why_tempting = "{_prose(words // 6, dice)}"',
        f'goto = "s{min(scene + 1 + number % 2, scenes - 1)}"',
    ]
    if number == 2 and scene % 3 == 0:
        lines.append('when = "trust >= 20"')
    return "\n".join([*lines, ""])


def _prose(words: int, dice: random.Random) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words))


if __name__ == "__main__":
    main()
