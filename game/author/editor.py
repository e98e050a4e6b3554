"""The author's own editor, opened at a line."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLUS: Final = frozenset(
    {
        *("vi", "vim", "nvim", "view", "gvim", "nano", "pico", "emacs", "emacsclient", "mg"),
        *("micro", "hx", "helix", "kak", "joe", "jed", "ne", "ed", "gedit"),
    }
)
"""These take `+LINE FILE`."""
_GOTO: Final = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
"""These take `-g FILE:LINE:COLUMN`."""
_COLON: Final = frozenset({"subl", "sublime_text", "zed", "zeditor", "lapce"})
"""These take `FILE:LINE:COLUMN`."""
_WINDOWS: Final = frozenset({*_GOTO, *_COLON, "gvim", "gedit", "kate", "notepad", "notepad++"})
"""These open a window of their own and leave the terminal alone."""

UNSET: Final = (
    "No editor is set. Put its command into the environment variable VISUAL or EDITOR, for example"
    " EDITOR=nano, and open the desk again."
)


class Opening(NamedTuple):
    """A command that opens an editor. `in_terminal` is True where it takes the terminal over."""

    command: tuple[str, ...]
    in_terminal: bool


def opening(
    environment: Mapping[str, str], file: Path, line: int, column: int = 1
) -> Opening | str:
    """Return how to open a file at a line, counted from 1; or a sentence on why it can't be.

    An editor that is not known is given the file alone.
    """
    given = next((environment[name] for name in ("VISUAL", "EDITOR") if environment.get(name)), "")
    try:
        words = shlex.split(given, posix=os.name != "nt")
    except ValueError:
        return f"The editor's command can't be read: {given}. Check VISUAL and EDITOR."
    if not words:
        return UNSET
    # Absolute, so that a name that begins with a dash is no option.
    path = str(file.absolute())
    name = Path(words[0].strip('"')).stem.lower()
    return Opening((*words, *_arguments(name, path, line, column)), name not in _WINDOWS)


def _arguments(name: str, path: str, line: int, column: int) -> tuple[str, ...]:
    if name in _PLUS:
        return (f"+{line}", path)
    if name in _GOTO:
        return ("-g", f"{path}:{line}:{column}")
    if name in _COLON:
        return (f"{path}:{line}:{column}",)
    return (path,)
