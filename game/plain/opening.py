"""From a story of the list into play: start anew, go on, or read a debrief again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from game.plain.lines import heading, numbered
from game.plain.playing import play
from game.plain.prompts import pick
from game.storage import session as sessions
from game.storage.resume import resume
from game.storage.shelf import Kept, path_of, read_one
from game.story.library import Broken
from game.telling.questions import AFTER_CHANGE
from game.telling.runs import label

if TYPE_CHECKING:
    from game.plain.app import PlainGame
    from game.storage.save import Save
    from game.story.compiled import Story
    from game.telling.shelf import Book

_MOST_RUNS = 30
_MOST_ERRORS = 20


def open_book(game: PlainGame, book: Book) -> None:
    """Open a story: at once if it was never played, else ask which run."""
    if isinstance(book.story, Broken):
        game.console.say(
            heading(f"{book.title} can't be played"),
            *(str(one) for one in book.story.diagnostics[:_MOST_ERRORS]),
        )
    elif not book.saves:
        _begin(game, book.story)
    else:
        _ask_which(game, book, book.story)


def go_on(game: PlainGame, book: Book, save: Save) -> None:
    """Take a run up again; ask first where the story has changed since."""
    if isinstance(book.story, Broken):
        return
    save = _as_kept(game, save)
    resumption = resume(save, book.story)
    if resumption.told and not _agreed(game, resumption.told):
        return
    play(game, sessions.go_on(save, resumption, now=game.now(), new_id=str(uuid4())))


def _as_kept(game: PlainGame, save: Save) -> Save:
    """Read a run again: another window may have played on since the list was shown."""
    there = read_one(path_of(game.folder, save))
    return there.save if isinstance(there, Kept) and there.save.run == save.run else save


def _ask_which(game: PlainGame, book: Book, story: Story) -> None:
    saves = book.saves[:_MOST_RUNS]
    labels = [label(save, story) for save in saves]
    game.console.say(
        heading(book.title),
        numbered(1, "A new run"),
        *(
            numbered(number, f"{one.what}: {one.where}, {one.begun}")
            for number, one in enumerate(labels, 2)
        ),
    )
    answer = pick(game.console, 1 + len(saves), {"back": "back to the stories"})
    if answer == 0:
        _begin(game, story)
    elif isinstance(answer, int):
        go_on(game, book, saves[answer - 1])


def _agreed(game: PlainGame, told: str) -> bool:
    game.console.say(told)
    game.console.say(*(numbered(number, one) for number, one in enumerate(AFTER_CHANGE, 1)))
    return pick(game.console, len(AFTER_CHANGE), {"back": "back to the stories"}) == 0


def _begin(game: PlainGame, story: Story) -> None:
    play(
        game,
        sessions.start(
            story,
            player=game.player,
            settings=game.settings,
            now=game.now(),
            new_id=str(uuid4()),
        ),
    )
