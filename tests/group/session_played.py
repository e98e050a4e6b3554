"""A session played by commands, and kept on disk as a room's server keeps it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from rooms import STORY_TEXT

from game.group.journal import Header, create, open_journal
from game.group.messages import Back, Commit, GoOn, Join, Lock, Open, Reveal, Talk, Vote
from game.group.room import apply
from game.group.settings import Settings
from game.group.state import Phase, Room, empty
from game.story.compiler import compile_story
from game.story.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from game.group.messages import Command
    from game.story.compiled import Story

SESSION: Final = "8a1c0f6e-58b4-4c7e-9d0e-000000000007"
CODE: Final = "K7XQ2M"
BEGAN: Final = 1_772_452_800_000
"""Noon of 2026-03-02, in ms."""
SECOND: Final = 1_000


class Played:
    """A room with the commands that made it; time goes on by a second with each."""

    def __init__(self, story: Story, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.room: Room = empty(story, CODE, self.settings, BEGAN)
        self.commands: list[Command] = []
        self.now = BEGAN

    def do(self, kind: type[Command], **fields: object) -> Played:
        """Do one thing, which must change the room."""
        self.now += SECOND
        command = kind(at=self.now, **fields)  # type: ignore[arg-type]
        room, events = apply(self.room, command)
        assert room is not self.room, (command, events)
        self.room = room
        self.commands.append(command)
        return self

    def seated(self, count: int, teams: Sequence[str | None] = (None,)) -> Played:
        """Let people join, dealt to the teams in turn, and open the first vote."""
        for seat in range(count):
            team = teams[seat % len(teams)]
            self.do(Join, token=f"secret-{seat}", name=f"Person {seat}", team=team)
        return self.do(Open)

    def voted(self, *options: str) -> Played:
        """Let the first seats vote, one option each, and show the split."""
        for seat, option in enumerate(options):
            if option:
                self.do(Vote, seat=seat, round=self.room.round, option=option, id=1)
        return self.do(Lock, present=len(self.room.seats)).do(Reveal)

    def again(self, *options: str) -> Played:
        """Talk, and vote a second time."""
        return self.do(Talk).do(Open).voted(*options)

    def decided(self, *choices: str) -> Played:
        """Commit, and go on to the next vote or to the ending."""
        self.do(Commit, choices=choices)
        while self.room.phase not in {Phase.OPEN, Phase.ENDED}:
            self.do(GoOn)
        return self

    def back(self, decisions: int) -> Played:
        """Go back."""
        return self.do(Back, decisions=decisions)

    def kept(self, saves: Path, name: str = "2026-03-02-1200-van") -> Path:
        """Write the log into a folder of saves; return the session's folder."""
        folder = saves / "sessions" / name
        folder.mkdir(parents=True)
        story = self.room.story
        header = Header(
            SESSION, story.id, story.file, story.fingerprint, CODE, BEGAN, self.settings
        )
        journal = open_journal(create(folder, header))
        journal.append(self.commands)
        journal.close()
        return folder


def van_on_disk(folder: Path, text: str = STORY_TEXT) -> Story:
    """Write the small story into a folder that is none of stories; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "van.toml"
    path.write_text(text, encoding="utf-8")
    raw = path.read_bytes()
    reading = read(str(path), raw)
    assert reading.file is not None, reading.diagnostics
    return compile_story(reading.file, "van", str(path), hashlib.sha256(raw).hexdigest())


def whole(story: Story, settings: Settings | None = None) -> Played:
    """Return a session of nine with both ways played: voted twice, gone back, ended."""
    played = Played(story, settings).seated(9)
    played.voted(*["ask"] * 5, *["take"] * 3, "list").again(*["ask"] * 7, "take", "take")
    played.decided("ask").voted(*["horn"] * 9).decided("horn")
    return played.back(1).voted(*["wait"] * 8).decided("wait")
