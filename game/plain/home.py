"""The list of stories, and the way into each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain import settings
from game.plain.lines import Line, heading, numbered
from game.plain.opening import go_on, open_book
from game.plain.prompts import pick
from game.story.library import Broken
from game.story.prose import Span
from game.telling.plans import reminder
from game.telling.shelf import stories, with_saves
from game.telling.title import NAME, TAGLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.plain.app import PlainGame
    from game.plain.prompts import Word
    from game.telling.shelf import Book, Shelf

_MOST_TROUBLES = 3


def list_stories(game: PlainGame) -> None:
    """Show the list and open what is picked, again and again; `QuitError` ends it."""
    game.console.say(heading(NAME), TAGLINE)
    while True:
        shelf = with_saves(stories(), game.folder)
        _show(game, shelf)
        _open(game, shelf)


def _open(game: PlainGame, shelf: Shelf) -> None:
    """Open what the player picks; returns where the list is to be read anew."""
    commands: dict[Word, str] = {} if shelf.latest is None else {"continue": "go on where you left"}
    commands |= {
        "journey": "what all your runs come to, and your plans",
        "settings": "meters, coach and more",
        "again": "read the list again",
    }
    while True:
        answer = pick(game.console, len(shelf.books), commands)
        if answer == "settings":
            settings.change(game)
        elif answer == "journey":
            return _journey(game)
        elif answer == "continue" and shelf.latest is not None:
            return go_on(game, *shelf.latest)
        elif isinstance(answer, int) and _broken(game, shelf.books[answer]):
            continue
        elif isinstance(answer, int):
            return open_book(game, shelf.books[answer])
        else:
            return None


def _journey(game: PlainGame) -> None:
    # Imported here: reading every run takes time that the list does not wait for.
    from game.plain.journey import follow_up, show, waiting

    show(game.console, game.folder)
    if waiting(game.folder):
        commands: dict[Word, str] = {"follow": "say what became of a plan", "back": "back"}
        opening = "f to say what became of a plan, Enter to go back"
        if pick(game.console, 0, commands, opening=opening, enter="back") == "follow":
            follow_up(game.console, game.folder)


def _broken(game: PlainGame, book: Book) -> bool:
    """Say what is wrong with a story that can't be played."""
    if isinstance(book.story, Broken):
        open_book(game, book)
    return isinstance(book.story, Broken)


def _show(game: PlainGame, shelf: Shelf) -> None:
    if shelf.latest is not None:
        book, save = shelf.latest
        game.console.say(f"Continue (c): {book.title}, after decision {len(save.choices)}")
    game.console.say_each(
        f"A save can't be read: {one.reason}" for one in shelf.unreadable[:_MOST_TROUBLES]
    )
    passed = reminder(shelf.plans_due(game.now().astimezone().date()))
    if passed:
        game.console.say(f"{passed} (j)")
    for number, book in enumerate(shelf.books, 1):
        game.console.say(*_lines(number, book))
    if not shelf.books:
        game.console.say("No story was found.")
    game.console.say("j: journey; h: how to play; s: settings; q: quit")


def _lines(number: int, book: Book) -> Iterator[Line]:
    state = book.minutes or "can't be played"
    first = numbered(number, Line((Span(book.title, strong=True), Span(f", {state}"))))
    yield first
    for said in (book.detail, book.progress):
        if said:
            yield Line((Span(" " * first.hang + said),), hang=first.hang)
