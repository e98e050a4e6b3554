"""The list of stories: what each is, how far it was played, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from game.story.library import Broken, Entry, find, load
from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from game.storage.journey import Progress
    from game.storage.save import Save
    from game.storage.shelf import Unreadable
    from game.story.compiled import Story

_TIMES = ("", "once", "twice")


@dataclass(frozen=True, slots=True)
class Book:
    """A story of the list: loaded, or broken with its reason; and its runs, newest first."""

    entry: Entry
    story: Story | Broken
    saves: tuple[Save, ...] = ()

    @property
    def title(self) -> str:
        """The story's title, or its id if it is broken; the folder where an id is there twice."""
        # An id comes from a file's name, which may hold anything.
        title = self.entry.id if isinstance(self.story, Broken) else self.story.title
        return clean_line(f"{title} ({self.entry.folder})" if self.entry.twice else title)

    @property
    def detail(self) -> str:
        """The summary, or what is wrong."""
        detail = self.story.reason if isinstance(self.story, Broken) else self.story.summary
        return clean_line(detail)

    @property
    def minutes(self) -> str:
        """How long a way through takes."""
        return "" if isinstance(self.story, Broken) else f"{self.story.minutes} min"

    @property
    def progress(self) -> str:
        """How far it was played and which endings were found, in a line; empty before that."""
        if isinstance(self.story, Broken) or not self.saves:
            return ""
        from game.storage.journey import progress

        return _progress(self.story, progress(self.saves, self.story))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every story that was found, and the saves that can't be read."""

    books: tuple[Book, ...]
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def latest(self) -> tuple[Book, Save] | None:
        """The unfinished run that was played last, with its story."""
        if not any(book.saves for book in self.books):
            return None
        # Imported here and below: the list is shown before the runs are read.
        from game.storage.journey import progress, touched

        left = (
            (book, progress(book.saves, book.story).open)
            for book in self.books
            if not isinstance(book.story, Broken)
        )
        unfinished = ((book, save) for book, save in left if save is not None)
        return max(unfinished, key=lambda pair: touched(pair[1]), default=None)

    def plans_due(self, today: date) -> tuple[Save, ...]:
        """Return the runs whose plan had a date that has passed, and is to be asked about."""
        if not any(book.saves for book in self.books):
            return ()
        from game.storage.follow_ups import waiting

        return waiting((save for book in self.books for save in book.saves), today)


def stories() -> tuple[Book, ...]:
    """Find and load every story, the broken ones last; takes no look at the saves."""
    books = (Book(entry, load(entry.path)) for entry in find())
    return tuple(sorted(books, key=lambda book: isinstance(book.story, Broken)))


def with_saves(books: Sequence[Book], folder: Path) -> Shelf:
    """Put the runs kept in `folder` to their stories."""
    from game.storage.shelf import Kept, read_all

    kept = read_all(folder)
    saves = [one.save for one in kept if isinstance(one, Kept)]
    first: dict[str, Entry] = {}
    for book in books:
        first.setdefault(book.entry.id, book.entry)
    return Shelf(
        tuple(
            Book(book.entry, book.story, _of(book, saves, first[book.entry.id])) for book in books
        ),
        tuple(one for one in kept if not isinstance(one, Kept)),
    )


def book_of(story: Story, folder: Path) -> Book:
    """Return one story with its runs, whether or not it stands in a folder of stories."""
    entry = Entry(story.id, Path(story.file), "")
    return with_saves([Book(entry, story)], folder).books[0]


def _of(book: Book, saves: Sequence[Save], first: Entry) -> tuple[Save, ...]:
    """Return a story's runs; of an id that is there twice the file's hash decides."""
    own = None if isinstance(book.story, Broken) else book.story.fingerprint
    return tuple(
        save
        for save in saves
        if save.story == book.entry.id and (save.fingerprint == own or book.entry == first)
    )


def _progress(story: Story, made: Progress) -> str:
    times = _TIMES[made.runs] if made.runs < len(_TIMES) else f"{made.runs} times"
    parts = [f"Played {times}", f"furthest: decision {made.decisions}"]
    names = [scene.ending or "" for scene in story.endings if scene.id in made.endings]
    if names:
        parts.append(f"endings {len(names)} of {len(story.endings)}: {', '.join(names)}")
    return " · ".join(parts)
