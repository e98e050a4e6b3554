"""The settings: numbered rows, each answer gives its row the next value, kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.lines import heading, numbered
from game.plain.prompts import pick
from game.telling.preferences import changed, rows

if TYPE_CHECKING:
    from game.plain.app import PlainGame
    from game.telling.preferences import Row


def change(game: PlainGame) -> None:
    """Change settings until the player goes back."""
    listed = rows(game.settings)
    game.console.say(
        heading("Settings"), *(numbered(number, _row(row)) for number, row in enumerate(listed, 1))
    )
    while True:
        answer = pick(
            game.console, len(listed), {"back": "back"}, opening="Enter to go back", enter="back"
        )
        if not isinstance(answer, int):
            return
        game.change_settings(changed(game.settings, answer))
        game.console.say(_row(rows(game.settings)[answer]))


def _row(row: Row) -> str:
    return f"{row.name}: {row.value} ({row.meaning})"
