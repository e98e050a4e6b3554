"""The desk and the author's editor in one real pseudo-terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desk_driving import FERRY_TEXT
from test_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

EDITOR = """\
import pathlib, sys
print("EDITOR", *sys.argv[1:], flush=True)
file = pathlib.Path(sys.argv[-1])
print("GIVEN", sys.stdin.readline(), flush=True)
file.write_text(file.read_text().replace('"offic"', '"office"'))
"""


def test_the_terminal_is_lent_to_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk steps aside for the editor, comes back, and tells of what was saved in it."""
    script = tmp_path / "editor.py"
    script.write_text(EDITOR, encoding="utf-8")
    editor = tmp_path / "vim"
    editor.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    file = tmp_path / "x.toml"
    text = FERRY_TEXT.replace('goto = "office"', 'goto = "offic"')
    file.write_text(text, encoding="utf-8")
    line = 1 + text.splitlines().index('goto = "offic"')
    terminal = Terminal("desk", str(file), "--saves", str(tmp_path))
    try:
        terminal.until("there is no scene 'offic'.")
        terminal.press("\r", f"EDITOR +{line}")
        terminal.child.send("typed\n")
        terminal.until("no errors")
        terminal.until("analysed, exact")
        terminal.press("4", "Ask Mo what happened to the fuel.")
        terminal.press("\r", "pier / ask")
        terminal.child.send("q")
        assert terminal.end() == 0
    finally:
        terminal.child.close(force=True)


def test_an_editor_that_fails_leaves_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that is not there, or ends with an error, gives the terminal back."""
    file = tmp_path / "x.toml"
    file.write_text(FERRY_TEXT, encoding="utf-8")
    for command in ("/nowhere/vim", "false"):
        monkeypatch.setenv("VISUAL", command)
        terminal = Terminal("desk", str(file), "--saves", str(tmp_path))
        try:
            terminal.until("analysed, exact")
            terminal.child.send("e")
            if command != "false":
                terminal.until("can't be started")
            terminal.press("4", "Ask Mo what happened to the fuel.")
            terminal.child.send("\x03")
            assert terminal.end() == 0
        finally:
            terminal.child.close(force=True)
