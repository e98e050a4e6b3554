"""Stories that can't be used: file, line and cure on standard error, status 2, no traceback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from command import LADDER, common_ground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LADDER_TEXT = LADDER.read_text(encoding="utf-8")


def _replaced(old: str, new: str) -> bytes:
    assert old in LADDER_TEXT
    return LADDER_TEXT.replace(old, new, 1).encode()


BROKEN = {
    "empty": (b"", 1),
    "not TOML": (b"format = 1\nthis is prose\n", 2),
    "not UTF-8": (b"format = 1\n# \xff\n", 2),
    "NUL": (b"format = 1\n\x00\n", 2),
    "unknown key": (_replaced("minutes = 2", "minutes = 2\nscore = 3"), 7),
    "wrong type": (_replaced("minutes = 2", 'minutes = "2"'), 6),
    "dead link": (_replaced('goto = "gutter"', 'goto = "guter"'), 24),
    "circle": (_replaced('goto = "down"', 'goto = "roof"'), 12),
    "control character": (_replaced("One ladder", "One \\u001b[2Jladder"), 5),
    "bidi": (_replaced("One ladder", "One \\u202eladder"), 5),
    "condition": (_replaced('when = "asked"', 'when = "asked()"'), 43),
    "nested": (b"format = 1\nx = " + b"[" * 10_000 + b"]" * 10_000, 2),
    "nested tables": (b"format = 1\nx = " + b"{a=" * 10_000 + b"1" + b"}" * 10_000, 2),
}


@pytest.mark.parametrize("command", [("replay",), ("play", "--plain")])
@pytest.mark.parametrize("name", BROKEN)
def test_broken_story(tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    """A broken story is told with file, line and column, and the way to mend it."""
    raw, line = BROKEN[name]
    story = tmp_path / "story.toml"
    story.write_bytes(raw)
    done = (
        common_ground(*command, str(story), "--saves", str(tmp_path))
        if (command[0] == "play")
        else common_ground(*command, str(story))
    )
    assert (done.returncode, done.stdout) == (2, "")
    places = re.findall(
        rf"^{re.escape(str(story))}:(\d+):\d+: error CG\d+: ", done.stderr, re.MULTILINE
    )
    assert str(line) in places
    assert "Traceback" not in done.stderr
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", done.stderr)


def _missing(_: Path) -> None:
    """Leave nothing there."""


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (_missing, "no such file"),
        (_folder, "not a file"),
        (_loop, "can't be"),
        (_huge, "larger than 4 MiB"),
    ],
)
def test_hostile_path(tmp_path: Path, made: Callable[[Path], None], said: str) -> None:
    """What is no file of a sane size is told in one line, without reading it all."""
    story = tmp_path / "story.toml"
    made(story)
    done = common_ground("replay", str(story))
    assert (done.returncode, done.stdout) == (2, "")
    code = "CG106" if made is _huge else "CG100"
    assert done.stderr.startswith(f"{story}:1:1: error {code}: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["a\x1b[2J.toml", "a\u202eb.toml", "a\nb.toml"])
def test_hostile_name(tmp_path: Path, name: str) -> None:
    """The name of a file can't move the cursor either."""
    done = common_ground("replay", str(tmp_path / name))
    assert done.returncode == 2
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", done.stderr)
