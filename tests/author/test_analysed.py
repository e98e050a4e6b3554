"""`analyse` prints what every playthrough does, for readers and for programs."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
from itertools import product
from typing import TYPE_CHECKING

import pexpect

from game.cli import main
from game.engine.run import replay
from game.story.library import Broken, load, shipped

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KEYS = {"exact", "playthroughs", "states", "decisions", "endings", "never_offered"} | {
    "never_reached",
    "stuck",
    "ends",
    "players",
}


def _layers(decisions: int, width: int = 1, options: int = 2) -> str:
    """Return a story of layers whose options change trust and tension by different amounts."""
    lines = ['format = 1\n[story]\ntitle = "Layers"\nsummary = "x"\nminutes = 1']
    for layer in range(decisions):
        for at in range(width):
            lines.append(f'[scenes.s{layer}_{at}]\ntext = "x"')
            for option in range(options):
                to = f"s{layer + 1}_{(at + option) % width}" if layer < decisions - 1 else "end"
                lines.append(
                    f'[[scenes.s{layer}_{at}.choices]]\nid = "c{option}"\ntext = "x"\n'
                    f'stance = "relational"\ntrust = {option * 3 - 2}\n'
                    f"tension = {(layer + option * 5) % 7 - 3}\n"
                    f'productivity = {(at + layer + option) % 9 - 4}\ngoto = "{to}"'
                )
    return "\n".join([*lines, '[scenes.end]\ntext = "x"\nending = "End"'])


def _long() -> str:
    """Return a story of 40 decisions whose effects differ everywhere: seconds of exploring."""
    dice = random.Random(1)
    lines = ['format = 1\n[story]\ntitle = "Long"\nsummary = "x"\nminutes = 1']
    for layer, at in product(range(40), range(10)):
        lines.append(f'[scenes.s{layer}_{at}]\ntext = "x"')
        for option in "abc":
            to = f"s{layer + 1}_{dice.randrange(10)}" if layer < 39 else "end"
            lines.append(
                f'[[scenes.s{layer}_{at}.choices]]\nid = "{option}"\ntext = "x"\n'
                f'stance = "relational"\ntrust = {dice.randint(-4, 8)}\n'
                f"tension = {dice.randint(-6, 6)}\n"
                f'productivity = {dice.randint(-6, 10)}\ngoto = "{to}"'
            )
    return "\n".join([*lines, '[scenes.end]\ntext = "x"\nending = "End"'])


def test_the_json_of_the_flagship(capsys: pytest.CaptureFixture[str]) -> None:
    """The keys are there, the shares add up, and every witness replays to its ending."""
    assert main(["analyse", "two-departments", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) >= KEYS
    assert told["exact"] is True
    story = load(shipped() / "two-departments.toml")
    assert not isinstance(story, Broken)
    assert sum(one["playthroughs"] for one in told["endings"].values()) == told["playthroughs"]
    assert abs(sum(one["share"] for one in told["endings"].values()) - 1) < 1e-9
    for scene, ending in told["endings"].items():
        assert replay(story, ending["witness"]).scene.id == scene
    assert set(told["players"]) == {"transactional", "relational", "forced", "best", "worst"}
    for player in told["players"].values():
        run = replay(story, player["choices"])
        assert player["ending"] == run.scene.id
        assert player["outcome"] == player["delivered"] + player["next_quarter"]
        assert 0 <= player["percentile"] <= 100
    assert set(told["ends"]["outcome"]) >= {"min", "max", "mean"}


def test_a_large_count_is_a_string(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beyond 2^53 a count is a string of digits, since not every reader keeps such a number."""
    path = tmp_path / "layers.toml"
    path.write_text(_layers(60).replace("trust = -2", "trust = 1"))
    assert main(["analyse", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["playthroughs"] == str(2**60)
    assert told["endings"]["end"]["playthroughs"] == str(2**60)


def test_what_never_happens_is_told_with_the_nearest_miss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A choice that is never offered stands in the JSON and in the lines, with its nearest miss."""
    path = tmp_path / "never.toml"
    text = _layers(2).replace('id = "c1"', 'id = "c1"\nwhen = "trust >= 90"', 1)
    path.write_text(text)
    assert main(["analyse", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    nearest = "highest trust on arrival is 40, the choice needs 90"
    assert told["never_offered"] == [{"scene": "s0_0", "choice": "c1", "nearest": nearest}]
    assert main(["analyse", str(path)]) == 0
    assert f"s0_0/c1 is never offered: {nearest}" in capsys.readouterr().out


def test_a_spent_budget_is_no_exact_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Past a budget of states or memory it says how far it got, and that it is a bound."""
    for option in ("--budget-states=1000", "--budget-memory=50K"):
        assert main(["analyse", "two-departments", "--json", option]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["exact"] is False
        assert told["bounds"] == ["everything"]
        assert told["left"]
        assert all(one["percentile"] is None for one in told["players"].values())
        assert main(["analyse", "two-departments", option]) == 0
        assert "Stopped at the budget" in capsys.readouterr().out


def test_a_machine_without_the_memory_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where memory ends before the budget does, there is a sentence and no traceback."""

    def explore(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("game.analysis.report.explore", explore)
    assert main(["analyse", "two-departments"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("common-ground: there is not enough memory")


def test_a_bar_is_shown_and_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    """Long work shows a bar on the terminal; Ctrl-C ends it without a traceback."""
    path = tmp_path / "long.toml"
    path.write_text(_long())
    child = pexpect.spawn(
        sys.executable,
        ["-m", "game", "analyse", str(path)],
        env=os.environ | {"COMMON_GROUND_CACHE": str(tmp_path), "TERM": "xterm-256color"},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=60,
    )
    child.expect("Exploring long")
    child.kill(signal.SIGINT)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130
    assert not re.search("Traceback|Error", child.before)
