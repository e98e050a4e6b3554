"""The game as lines: opens a story or the list, and ends cleanly whatever happens."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Final

from game.plain.app import PlainGame
from game.plain.console import InputEndedError, OutputGoneError, standard
from game.plain.home import list_stories
from game.plain.opening import open_book
from game.plain.prompts import QuitError
from game.telling.shelf import book_of

if TYPE_CHECKING:
    from pathlib import Path

    from game.plain.console import Console
    from game.story.compiled import Story

INTERRUPTED: Final = 130
"""Exit status after Ctrl-C."""


def play(folder: Path, player: str, story: Story | None) -> int:
    """Open the game on standard input and output; return its exit status."""
    gc.enable()
    return play_on(standard(os.environ), folder, player, story)


def play_on(console: Console, folder: Path, player: str, story: Story | None) -> int:
    """Open `story`, then the list of stories, until the player leaves or a stream ends."""
    game = PlainGame(folder, player, console)
    try:
        try:
            return _until_left(game, story)
        finally:
            game.part()
            console.flush()
    except OutputGoneError:
        return 0


def _until_left(game: PlainGame, story: Story | None) -> int:
    try:
        if story is not None:
            open_book(game, book_of(story, game.folder))
        list_stories(game)
    except (InputEndedError, QuitError):
        return 0
    except KeyboardInterrupt:
        game.console.say("")
    return INTERRUPTED
