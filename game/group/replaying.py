"""A room made again from its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.group.journal import JournalError, commands, read_header
from game.group.room import apply
from game.group.state import empty

if TYPE_CHECKING:
    from pathlib import Path

    from game.group.state import Room
    from game.story.compiled import Story


def replayed(path: Path, story: Story) -> Room:
    """Return the room that a log makes of a story; raises `JournalError`."""
    header = read_header(path)
    if header.fingerprint != story.fingerprint:
        raise JournalError(
            f"The story {header.story!r} was changed since this room began. Put the file back as it"
            " was, or host it anew."
        )
    room = empty(story, header.code, header.settings, header.at)
    for command in commands(path):
        changed, _ = apply(room, command)
        if changed is room:
            raise JournalError(f"{path} holds a command that does nothing: it is damaged.")
        room = changed
    return room
