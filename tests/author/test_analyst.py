"""The analyst's process: the newest text counts, and it ends when it is told to."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from game.author.analyst import Analyst
from game.author.errands import Analyse, Failure, Figures, Progress
from game.engine.run import replay
from stories import compiled, story_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.author.errands import Work
    from game.story.compiled import Story

PATIENCE = 30.0
SCENES = 600


class Ear:
    """Hears what the analyst tells."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Work]] = []
        self._turn = threading.Condition()

    def __call__(self, fingerprint: str, work: Work) -> None:
        """Keep what is told."""
        with self._turn:
            self.heard.append((fingerprint, work))
            self._turn.notify_all()

    def until(self, kind: type[Work]) -> tuple[str, Work]:
        """Wait for news of a kind; return the latest."""
        with self._turn:
            assert self._turn.wait_for(
                lambda: bool(self.heard) and isinstance(self.heard[-1][1], kind), PATIENCE
            )
            return self.heard[-1]


@pytest.fixture
def desk() -> Iterator[tuple[Analyst, Ear]]:
    """Return an analyst at work, and what hears it."""
    ear = Ear()
    analyst = Analyst(ear)
    analyst.start()
    yield analyst, ear
    analyst.close()


def _small(fingerprint: str) -> Story:
    return compiled(story_text(random.Random(3)))._replace(fingerprint=fingerprint)


def _long(fingerprint: str) -> Story:
    """Return a story of many scenes, whose exploration takes longer than a test and tells of it."""
    lines = ['format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1']
    for at in range(SCENES):
        lines.append(f'[scenes.s{at}]\ntext = "x"')
        lines += [
            f'[[scenes.s{at}.choices]]\nid = "{name}"\ntext = "{name}"\nstance = "relational"\n'
            f"trust = {trust}\ntension = {tension}\nproductivity = {trust - tension}\n"
            f'goto = "{f"s{at + 1}" if at < SCENES - 1 else "end"}"'
            for name, trust, tension in (("a", 3, -5), ("b", -2, 4), ("c", 5, 3), ("d", -3, -9))
        ]
    lines.append('[scenes.end]\ntext = "x"\nending = "End"')
    return compiled("\n".join(lines))._replace(fingerprint=fingerprint)


def _errand(story: Story) -> Analyse:
    return Analyse(story, {}, "small.toml", "")


def _process(analyst: Analyst) -> int:
    assert analyst._child is not None
    return analyst._child._process.pid


def _gone(pid: int) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        threading.Event().wait(0.01)
    return False


def test_a_story_is_analysed_and_asked_about(desk: tuple[Analyst, Ear]) -> None:
    """Its figures come, and ways to its scenes with them."""
    analyst, ear = desk
    story = _small("one")
    analyst.analyse(_errand(story))
    fingerprint, figures = ear.until(Figures)
    assert fingerprint == "one"
    assert isinstance(figures, Figures)
    assert figures.exact
    ways = analyst.ways(story.start)
    assert not isinstance(ways, str)
    assert ways[0].choices == ()
    ending = next(iter(figures.shares))
    found = analyst.meeting(ending, "trust >= 0")
    assert not isinstance(found, str)
    assert replay(story, found.choices).scene.id == ending


def test_one_process_serves_text_after_text(desk: tuple[Analyst, Ear]) -> None:
    """Where the work is done a newer text is given to the same process."""
    analyst, ear = desk
    analyst.analyse(_errand(_small("one")))
    ear.until(Figures)
    process = _process(analyst)
    analyst.analyse(_errand(_small("two")))
    ear.heard.clear()
    assert ear.until(Figures)[0] == "two"
    assert _process(analyst) == process


def test_a_newer_text_ends_the_work_on_an_older(desk: tuple[Analyst, Ear]) -> None:
    """Long work is ended for a newer text, and nothing is told of the older any more."""
    analyst, ear = desk
    analyst.analyse(_errand(_long("old")))
    ear.until(Progress)
    process = _process(analyst)
    assert isinstance(analyst.ways("s0"), str)
    analyst.analyse(_errand(_small("new")))
    with ear._turn:
        ear.heard.clear()
    assert ear.until(Figures)[0] == "new"
    assert _gone(process)
    assert {fingerprint for fingerprint, _ in ear.heard} == {"new"}


def test_closing_ends_the_process() -> None:
    """Whatever is being computed, closing ends it, and nothing is told afterwards."""
    ear = Ear()
    analyst = Analyst(ear)
    analyst.start()
    analyst.analyse(_errand(_long("old")))
    ear.until(Progress)
    process = _process(analyst)
    analyst.close()
    assert _gone(process)
    told = len(ear.heard)
    assert isinstance(analyst.ways("s0"), str)
    assert len(ear.heard) == told


def test_a_process_that_breaks_off_is_told_of(desk: tuple[Analyst, Ear]) -> None:
    """Where the system ends the process, for its memory perhaps, the desk says so and goes on."""
    analyst, ear = desk
    analyst.analyse(_errand(_long("old")))
    ear.until(Progress)
    os.kill(_process(analyst), signal.SIGKILL)
    assert ear.until(Failure)[0] == "old"
    analyst.analyse(_errand(_small("new")))
    assert ear.until(Figures)[0] == "new"


def test_the_authors_folder_is_not_imported_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the author's named like a module of ours does not stand in for it."""
    (tmp_path / "numpy.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "queue.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ear = Ear()
    analyst = Analyst(ear)
    analyst.start()
    analyst.analyse(_errand(_small("one")))
    assert ear.until(Figures)[0] == "one"
    analyst.close()
