"""Exact analysis in time and memory, and random play against engines of the registries.

    python bench/analysis.py [--rounds 5] [--peers FOLDER] [--without-peers]

Each measurement is a process of its own. The peers (inkjs from npm; bink and bardic from PyPI) are
installed into a temporary folder, or found again in FOLDER; they are no part of the game.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from generated import story as generated
from machine import processor
from peers.install import Peers, install
from peers.translation import bard, ink

from game.story.library import Broken, load, shipped

HERE = Path(__file__).parent
_SMALL, _LARGE = "S=40 D=12", "S=400 D=40"
SIZES = {_SMALL: (40, 12), _LARGE: (400, 40)}
_GAMES = {"ours": 20_000, "inkjs": 1_500, "bink": 2_000, "bardic": 500}
"""Whole games of 12 decisions a round: a second or two of work each."""


class Aim(NamedTuple):
    """The most an analysis may take: CPU seconds of work, and GiB at the peak."""

    seconds: float
    memory: float


AIMS = {"flagship": Aim(0.3, 4.0), _SMALL: Aim(1.0, 4.0), _LARGE: Aim(20.0, 4.0)}
TIMES = 10.0
"""At least so many choice steps a second for each of inkjs' and bardic's."""


def main() -> None:
    """Run every measurement and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=Path, help="where peers are installed, or shall be")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--analyse", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.analyse is not None:
        _child(options.analyse)
        return
    system = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"machine: {processor()}, {platform.machine()}, {system}")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        os.environ["COMMON_GROUND_CACHE"] = str(place / "cache")
        stories = {"flagship": shipped() / "two-departments.toml"}
        for name, (scenes, decisions) in SIZES.items():
            stories[name] = place / f"s{scenes}.toml"
            stories[name].write_text(generated(scenes, decisions), encoding="utf-8")
        for name, path in stories.items():
            _analyses(name, path, options.rounds)
        if not options.without_peers:
            folder = options.peers or place / "peers"
            peers = install(folder)
            for name in SIZES:
                _plays(name, stories[name], peers, options.rounds)


def _child(path: Path) -> None:
    """Analyse one story in this process, and print what it took."""
    from game.analysis.report import analyse

    story = load(path)
    if isinstance(story, Broken):
        sys.exit(story.reason)
    begun, work = time.perf_counter(), time.process_time()
    told = analyse(story)
    seconds, work = time.perf_counter() - begun, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {
                "seconds": seconds,
                "work": work,
                "memory": memory,
                "states": told.space.states,
                "playthroughs": str(told.playthroughs),
                "bounds": list(told.bounds),
            }
        )
    )


def _analyses(name: str, path: Path, rounds: int) -> None:
    command = [sys.executable, __file__, "--analyse", str(path)]
    times = rounds if name != _LARGE else min(rounds, 3)
    runs = [_told(command) for _ in range(times)]
    work = [float(str(one["work"])) for one in runs]
    passed = statistics.median(float(str(one["seconds"])) for one in runs)
    # ru_maxrss is in KiB on Linux and in bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    memory = max(int(str(one["memory"])) for one in runs) * unit / 2**30
    median, aim = statistics.median(work), AIMS[name]
    reached = "reached" if median <= aim.seconds and memory <= aim.memory else "MISSED"
    last = runs[-1]
    exact = f"bounds: {last['bounds']}" if last["bounds"] else "exact"
    size = f"{int(str(last['states'])):,} states, {_long(str(last['playthroughs']))} playthroughs"
    print(f"analysis of {name}: {size}, {exact}")
    spread = f"({min(work):.2f}-{max(work):.2f})"
    most = f"at most {aim.seconds} s and {aim.memory} GiB: {reached}"
    print(f"    {median:.2f} s of work {spread}, {passed:.2f} s by the clock,", end=" ")
    print(f"peak {memory:.2f} GiB; {most}")


def _long(digits: str) -> str:
    return f"{int(digits):,}" if len(digits) <= 15 else f"{float(digits):.2e}"


def _plays(name: str, path: Path, peers: Peers, rounds: int) -> None:
    """Play one story in every engine, one after the other, several times."""
    story = load(path)
    if isinstance(story, Broken):
        sys.exit(story.reason)
    files = path.with_suffix(".ink"), path.with_suffix(".bard")
    for file, text in zip(files, (ink(story), bard(story)), strict=True):
        file.write_text(text, encoding="utf-8")
    commands = {"ours": [sys.executable, str(HERE / "peers" / "our_play.py"), str(path)]}
    commands |= peers.commands(*files)
    shorter = SIZES[_SMALL][1] / SIZES[name][1]
    rates: dict[str, list[float]] = {engine: [] for engine in commands}
    for seed in range(1, rounds + 1):
        for engine, command in commands.items():
            games = str(max(1, int(_GAMES[engine] * shorter)))
            told = _told([*command, games, str(seed)])
            rates[engine].append(float(str(told["steps"])) / float(str(told["seconds"])))
    print(f"random play of {name}, choice steps a CPU second")
    for engine, found in rates.items():
        spread = f"({min(found):,.0f}-{max(found):,.0f})"
        line = f"    {engine:<8} {statistics.median(found):>12,.0f} {spread}"
        if engine != "ours":
            ratios = [own / other for own, other in zip(rates["ours"], found, strict=True)]
            ratio = statistics.median(ratios)
            verdict = "reached" if ratio >= TIMES else "MISSED"
            aim = f", at least {TIMES:.0f}: {verdict}" if engine != "bink" else ""
            line += f"   ours / {engine}: {ratio:.1f} ({min(ratios):.1f}-{max(ratios):.1f}){aim}"
        print(line)
    for reason in peers.missing:
        print(f"    {reason}")


def _told(command: list[str]) -> dict[str, object]:
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    told: dict[str, object] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main()
