"""The command `replay`: the run that a list of choices makes, for programs and for readers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import LADDER, ROOT, common_ground, environment


def test_json_of_a_run() -> None:
    """A run as JSON has the published keys, the meters as landed, and what time made of them."""
    done = common_ground("replay", str(LADDER), "--choices", "ask", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "story": "ladder",
        "decisions": [
            {
                "scene": "roof",
                "choice": "ask",
                "stance": "relational",
                "rules": ["tension_discount"],
                "trust": 44,
                "tension": 26,
                "productivity": 36,
                "delivered": 36,
                "wound": 0,
                "after": {"trust": 44, "tension": 26, "productivity": 39},
            }
        ],
        "ending": None,
        "delivered": 36,
        "next_quarter": None,
    }


def test_json_of_an_ended_run() -> None:
    """An ended run names its ending by the scene's id and tells the next quarter."""
    done = common_ground("replay", str(LADDER), "--choices", "take,leave", "--json")
    told = json.loads(done.stdout)
    assert [one["rules"] for one in told["decisions"]] == [["loss_doubled"], []]
    assert (told["decisions"][0]["trust"], told["decisions"][0]["tension"]) == (38, 37)
    assert told["decisions"][0]["productivity"] == 49
    assert told["ending"] == "down"
    assert told["delivered"] == told["decisions"][-1]["delivered"] > 49
    assert isinstance(told["next_quarter"], int)


def test_json_keys_stand_in_the_published_order() -> None:
    """The keys of the JSON stand in the order in which they are documented."""
    told = json.loads(common_ground("replay", str(LADDER), "--choices", "ask", "--json").stdout)
    assert list(told) == ["story", "decisions", "ending", "delivered", "next_quarter"]
    assert list(told["decisions"][0]) == [
        *("scene", "choice", "stance", "rules", "trust", "tension", "productivity"),
        *("delivered", "wound", "after"),
    ]


def test_lines_of_a_run() -> None:
    """Without `--json` a reader gets the same."""
    done = common_ground("replay", str(LADDER), "--choices", "ask")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "The Ladder\n"
        "\n"
        "1. The roof, 8:00 [roof]\n"
        "   ask (relational): Ask who needs it first.\n"
        "   landed: trust 44, tension 26, productivity 36 (tension_discount)\n"
        "   delivered so far: 36, wound: 0\n"
        "   then: trust 44, tension 26, productivity 39\n"
        "\n"
        "Stands in: gutter [gutter]\n"
        "Offered: hold, leave\n"
    )


def test_lines_of_an_ended_run() -> None:
    """A reader is told the ending, what was delivered and the next quarter."""
    done = common_ground("replay", str(LADDER), "--choices", "ask,hold")
    close = done.stdout.split("\n\n")[-1].splitlines()
    assert close[0] == "Ending: Dry [down]"
    assert [line.split(":")[0] for line in close[1:]] == ["Delivered", "Next quarter"]


@pytest.mark.parametrize("choices", [(), ("--choices", ""), ("--choices", " , ")])
def test_no_choices_is_the_start(choices: tuple[str, ...]) -> None:
    """Without a choice the run stands at the story's start."""
    done = common_ground("replay", str(LADDER), "--json", *choices)
    assert json.loads(done.stdout)["decisions"] == []


def test_space_around_choices_does_no_harm() -> None:
    """Choices may have space around them."""
    done = common_ground("replay", str(LADDER), "--choices", " ask , hold ", "--json")
    assert [one["choice"] for one in json.loads(done.stdout)["decisions"]] == ["ask", "hold"]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("jump", "decision 1: 'jump' is not offered in scene 'roof'; offered there: ask, take"),
        ("take,hold", "decision 2: 'hold' is not offered in scene 'gutter'; offered there: leave"),
        ("ask,hold,ask", "decision 3: 'ask' is not offered in scene 'down'; nothing is offered"),
    ],
)
def test_choice_that_is_not_offered(choices: str, said: str) -> None:
    """A choice that is not offered is an error that names what was offered."""
    done = common_ground("replay", str(LADDER), "--choices", choices, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"common-ground: {said}")
    assert "Traceback" not in done.stderr


def test_story_by_id() -> None:
    """A story is named by its id as well as by its file."""
    by_id = common_ground("replay", "ladder", COMMON_GROUND_STORIES=str(LADDER.parent))
    assert by_id.returncode == 0
    assert by_id.stdout == common_ground("replay", str(LADDER)).stdout
    relative = str(LADDER.relative_to(ROOT))
    assert common_ground("replay", relative, cwd=ROOT).stdout == by_id.stdout


def test_any_encoding_of_the_output(tmp_path: Path) -> None:
    """An encoding that can't print a text prints it as nearly as it can; JSON loses nothing."""
    story = tmp_path / "été.toml"
    story.write_bytes(LADDER.read_bytes().replace(b"The Ladder", "“L’échelle” 😀".encode()))
    done = common_ground("replay", str(story), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('"L\'echelle" ?\n')
    done = common_ground("replay", str(story), "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["story"] == "été"


@pytest.mark.parametrize("arguments", [("replay", str(LADDER)), ("--help",), ("--version",)])
def test_closed_output_ends_quietly(arguments: tuple[str, ...]) -> None:
    """A reader that has gone away is no error and nothing to complain of."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "game", *arguments],
            stdout=gone,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_output_is_told() -> None:
    """Where the run can't be written, that is said in a sentence, with status 2."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "game", "replay", str(LADDER)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"common-ground: the run can't be printed: ")
    assert done.stderr.count(b"\n") == 1
