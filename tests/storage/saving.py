"""Processes for tests of what is kept: one that holds a run, one that saves until it is killed.

saving.py hold FOLDER          takes the run in FOLDER, says `True` or `False`, waits for stdin
saving.py kill FOLDER N SEED   N times: a child saves in a loop and is killed; a line of JSON each
saving.py race FOLDER N        four children take and give one lock N times each
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import filelock  # noqa: F401, imported late by the game: here before the first fork
import tomli_w  # noqa: F401
from crossing import FIRST, begun, minute, story

from game.storage import session as sessions
from game.storage.keeper import Keeper
from game.storage.lock import TakenError, give, take
from game.storage.resume import resume
from game.storage.session import Session
from game.storage.shelf import Kept, read_all

if TYPE_CHECKING:
    from game.storage.save import Save

STORY = story()
COUNT = 8
"""Bytes of one confirmed number."""
LONGEST = 0.02
"""Seconds after the first confirmed save until the kill, at most."""


def done(save: Save) -> int:
    """Return how many steps a run has made: a choice is one, its undo another."""
    return len(save.choices) + 2 * len(save.undone)


def step(session: Session) -> Session:
    """Make one step: a choice, or back at the last decision."""
    if len(session.run.decisions) == 2:
        return sessions.undo(session, now=minute(2), new_id=FIRST)
    choice = session.run.offered[0].id
    return sessions.choose(session, choice, bet=None, now=minute(1))


def only_save(folder: Path) -> Save | None:
    """Return the one save of a folder; anything else there is an error."""
    read = read_all(folder)
    if not read:
        return None
    (one,) = read
    assert isinstance(one, Kept), one
    return one.save


def save_until_killed(folder: Path, out: int) -> NoReturn:
    """Go on with the run, save every step, and confirm each once it is kept."""
    save = only_save(folder)
    session = begun(STORY) if save is None else Session(resume(save, STORY).run, save)
    keeper = Keeper(folder)
    assert keeper.open(session.save), "the lock outlived its process"
    while True:
        session = step(session)
        problem = keeper.keep(session.save)
        assert problem is None, problem
        os.write(out, done(session.save).to_bytes(COUNT))


def kill_one(folder: Path, delay: float) -> dict[str, int | bool]:
    """Fork a child that saves, kill it, and look at what is there."""
    given, out = os.pipe()
    child = os.fork()
    if not child:
        os.close(given)
        try:
            save_until_killed(folder, out)
        finally:
            os._exit(1)
    os.close(out)
    confirmed = os.read(given, COUNT)
    select.select([], [], [], delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while more := os.read(given, 1 << 16):
        confirmed += more
    os.close(given)
    save = only_save(folder)
    return {
        "killed": os.WIFSIGNALED(status),
        "confirmed": int.from_bytes(confirmed[-COUNT:]),
        "kept": -1 if save is None else done(save),
        "half": len(list(folder.glob(".*.tmp"))),
    }


def kill(folder: Path, times: int, seed: int) -> None:
    """Kill a saving child many times; print what each left."""
    chance = random.Random(seed)
    for _ in range(times):
        print(json.dumps(kill_one(folder, chance.uniform(0, LONGEST))), flush=True)  # noqa: T201


def race(folder: Path, times: int) -> None:
    """Take and give one lock in four processes; two that hold it at once end with an error."""
    folder.mkdir(exist_ok=True)
    children = []
    for _ in range(4):
        child = os.fork()
        if not child:
            status = 1
            try:
                hold_in_turn(folder, times)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    statuses = [os.waitpid(child, 0)[1] for child in children]
    print(json.dumps(statuses))  # noqa: T201


def hold_in_turn(folder: Path, times: int) -> None:
    """Take the lock `times` times, and be alone each time."""
    mark = folder / "held"
    held = 0
    until = time.monotonic() + 60
    while held < times and time.monotonic() < until:
        try:
            lock = take(folder / "one.toml")
        except TakenError:
            continue
        mark.touch(exist_ok=False)
        mark.unlink()
        give(lock)
        held += 1
    assert held == times


def hold(folder: Path) -> None:
    """Take the run of a folder, say whether that worked, and hold it until stdin ends."""
    save = only_save(folder)
    assert save is not None
    keeper = Keeper(folder)
    print(keeper.open(save), flush=True)  # noqa: T201
    sys.stdin.read()
    keeper.close()


if __name__ == "__main__":
    command, place, *numbers = sys.argv[1:]
    commands = {"hold": hold, "kill": kill, "race": race}
    commands[command](Path(place), *map(int, numbers))
