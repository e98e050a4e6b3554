"""Opens the author's editor from the desk, which steps aside where the terminal is needed."""

from __future__ import annotations

import os
import subprocess
import threading
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from game.author.editor import opening

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

    from game.story.diagnostic import Place


def edit(app: App[None], file: Path, place: Place) -> str:
    """Open a file at a place; return a sentence on why that failed, else nothing."""
    found = opening(os.environ, file, place.line, place.column)
    if isinstance(found, str):
        return found
    try:
        if found.in_terminal:
            return _aside(app, found.command)
        _beside(found.command)
    except OSError as error:
        return _failed(found.command, error)
    return ""


def _aside(app: App[None], command: tuple[str, ...]) -> str:
    """Give the editor the terminal until it ends."""
    said = ""
    try:
        with app.suspend():
            # Nothing may leave this block but by its end, which takes the terminal back.
            try:
                subprocess.run(command, check=False)  # noqa: S603, the author's own command
            except OSError as error:
                said = _failed(command, error)
    except SuspendNotSupported:
        return "This terminal can't be handed to an editor. Open the file in a second window."
    return said


def _beside(command: tuple[str, ...]) -> None:
    process = subprocess.Popen(  # noqa: S603, the author's own command
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # Waited for, so that it does not stay in the system's list; the desk may close before it.
    threading.Thread(target=process.wait, daemon=True).start()


def _failed(command: tuple[str, ...], error: OSError) -> str:
    why = (error.strerror or str(error)).lower()
    return f"{command[0]} can't be started: {why}. Check VISUAL and EDITOR."
