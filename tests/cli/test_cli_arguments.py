"""The command line: arguments, where they may stand, and what is said of wrong ones."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from command import LADDER, common_ground

from game import __version__

if TYPE_CHECKING:
    from pathlib import Path


def players(saves: Path) -> list[str]:
    """Return the player of each save of a folder."""
    found = saves.glob("ladder-*.toml")
    return [tomllib.loads(path.read_text(encoding="utf-8"))["player"] for path in found]


def test_version() -> None:
    """`--version` prints name and version."""
    done = common_ground("--version")
    assert (done.returncode, done.stdout) == (0, f"common-ground {__version__}\n")


@pytest.mark.parametrize("arguments", [("--help",), ("play", "--help"), ("replay", "--help")])
def test_help(arguments: tuple[str, ...]) -> None:
    """`--help` tells usage, of the game and of each command."""
    done = common_ground(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("usage: common-ground")
    assert done.stderr == ""


def test_help_names_every_command() -> None:
    """The help of the game names its commands."""
    told = common_ground("--help").stdout
    assert "play " in told
    assert "replay " in told


@pytest.mark.parametrize(
    "arguments",
    [("dance",), ("play",), ("replay",), ("play", str(LADDER), "--loud"), ("--saves",)],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Wrong usage is told with the usage, on standard error, with status 2."""
    done = common_ground(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: common-ground")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("before", [True, False])
def test_options_before_or_after_the_command(tmp_path: Path, *, before: bool) -> None:
    """`--plain`, `--saves` and `--player` may stand before or after `play`."""
    saves = tmp_path / "kept"
    options = ["--plain", "--saves", str(saves), "--player", "Ro"]
    command = ["play", str(LADDER)]
    done = common_ground(*(options + command if before else command + options), typed="1\n")
    assert done.returncode == 0
    assert players(saves) == ["Ro"]


def test_player_is_cleaned(saves: Path) -> None:
    """A pseudonym is one line of at most 100 characters without control characters."""
    name = "  Ro\x1b[2J\u202e\nB " + "x" * 200
    common_ground("play", str(LADDER), "--saves", str(saves), "--player", name, typed="1\n")
    (player,) = players(saves)
    assert player.startswith("Ro[2J B xxx")
    assert len(player) == 100


def test_saves_of_the_working_folder(tmp_path: Path) -> None:
    """Runs are kept in `saves/` of the working folder if it is there."""
    (tmp_path / "saves").mkdir()
    common_ground("play", str(LADDER), typed="1\n", cwd=tmp_path)
    assert len(list((tmp_path / "saves").glob("ladder-*.toml"))) == 1


def test_saves_of_the_environment(tmp_path: Path) -> None:
    """COMMON_GROUND_SAVES names the folder of runs, and `--saves` goes before it."""
    named, given = tmp_path / "named", tmp_path / "given"
    common_ground("play", str(LADDER), typed="1\n", COMMON_GROUND_SAVES=str(named))
    assert len(list(named.glob("ladder-*.toml"))) == 1
    common_ground(
        *("play", str(LADDER), "--saves", str(given)), typed="1\n", COMMON_GROUND_SAVES=str(named)
    )
    assert len(list(named.glob("ladder-*.toml"))) == 1
    assert len(list(given.glob("ladder-*.toml"))) == 1


def test_without_a_terminal_the_game_is_lines(saves: Path) -> None:
    """Where input or output is no terminal, the game falls back to lines by itself."""
    done = common_ground("play", str(LADDER), "--saves", str(saves), typed="1\n1\n")
    assert done.returncode == 0
    assert "Ending: Dry" in done.stdout
    assert "\x1b" not in done.stdout


def test_home_without_a_command(saves: Path) -> None:
    """Without a command the list of stories opens."""
    done = common_ground("--plain", "--saves", str(saves), COMMON_GROUND_STORIES=str(LADDER.parent))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Common Ground\n")
    assert "The Ladder, 2 min\n   One ladder, two roofs." in done.stdout
    assert not saves.exists()


def test_story_by_id_in_play(saves: Path) -> None:
    """`play` takes an id as well as a file."""
    done = common_ground(
        *("play", "ladder", "--plain", "--saves", str(saves)),
        COMMON_GROUND_STORIES=str(LADDER.parent),
    )
    assert "Decision 1: The roof, 8:00" in done.stdout


@pytest.mark.parametrize("command", ["play", "replay"])
def test_unknown_story(command: str) -> None:
    """An unknown id is an error that names the nearest one."""
    done = common_ground(command, "laddder", COMMON_GROUND_STORIES=str(LADDER.parent))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("common-ground: There is no story 'laddder'. Did you mean 'ladder'?\n")
