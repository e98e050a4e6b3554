"""Each known editor is opened at the line in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.author.editor import UNSET, Opening, opening

FILE = Path("/stories/a b.toml")


@pytest.mark.parametrize(
    ("editor", "command", "in_terminal"),
    [
        *(
            (name, (name, "+12", str(FILE)), True)
            for name in ("vi", "vim", "nvim", "nano", "emacs", "micro", "hx", "helix", "kak")
        ),
        ("gvim", ("gvim", "+12", str(FILE)), False),
        ("vim -p", ("vim", "-p", "+12", str(FILE)), True),
        ("/usr/bin/nvim", ("/usr/bin/nvim", "+12", str(FILE)), True),
        ("emacsclient -t", ("emacsclient", "-t", "+12", str(FILE)), True),
        ("code --wait", ("code", "--wait", "-g", f"{FILE}:12:5"), False),
        ("'/opt/My Code/codium'", ("/opt/My Code/codium", "-g", f"{FILE}:12:5"), False),
        ("subl -w", ("subl", "-w", f"{FILE}:12:5"), False),
        ("zed", ("zed", f"{FILE}:12:5"), False),
        ("my-own-editor", ("my-own-editor", str(FILE)), True),
    ],
)
def test_known_editors(editor: str, command: tuple[str, ...], in_terminal: bool) -> None:  # noqa: FBT001, a case
    """The line is said as the editor reads it; an unknown one is given the file alone."""
    found = opening({"EDITOR": editor}, FILE, 12, 5)
    assert found == Opening(command, in_terminal)


def test_visual_comes_first() -> None:
    """VISUAL wins over EDITOR, and an empty one is none."""
    assert opening({"VISUAL": "vim", "EDITOR": "ed"}, FILE, 1) == Opening(
        ("vim", "+1", str(FILE)), in_terminal=True
    )
    assert opening({"VISUAL": "", "EDITOR": "nano"}, FILE, 3) == Opening(
        ("nano", "+3", str(FILE)), in_terminal=True
    )


def test_a_name_with_a_dash_is_no_option() -> None:
    """A file is named by its whole path."""
    found = opening({"EDITOR": "vim"}, Path("-c quit.toml"), 1)
    assert isinstance(found, Opening)
    assert found.command[-1] == str(Path("-c quit.toml").absolute())


@pytest.mark.parametrize("editor", ["", "   "])
def test_no_editor(editor: str) -> None:
    """Without an editor it is said how to name one."""
    assert opening({"EDITOR": editor}, FILE, 1) == UNSET
    assert opening({}, FILE, 1) == UNSET


def test_a_command_that_can_not_be_read() -> None:
    """A quote that is not closed is told of."""
    found = opening({"EDITOR": 'vim "'}, FILE, 1)
    assert found == "The editor's command can't be read: vim \". Check VISUAL and EDITOR."
