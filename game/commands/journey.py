"""`common-ground journey` and `common-ground follow-up`: what runs come to, and plans."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from game.commands.output import DONE
from game.plain import journey as lines
from game.plain.console import InputEndedError, OutputGoneError, standard
from game.plain.prompts import QuitError
from game.storage.folder import saves_folder

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from game.plain.console import Console


def journey(options: Namespace) -> int:
    """Print what all kept runs come to; return the exit status."""
    return _with_console(lines.show, saves_folder(options.saves))


def follow_up(options: Namespace) -> int:
    """Ask about the plans whose date has passed; return the exit status."""
    return _with_console(lines.follow_up, saves_folder(options.saves))


def _with_console(does: Callable[[Console, Path], None], folder: Path) -> int:
    console = standard(os.environ)
    try:
        try:
            does(console, folder)
        finally:
            console.flush()
    except (InputEndedError, QuitError, OutputGoneError):
        pass
    return DONE
