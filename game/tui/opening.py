"""From a story of the list into play: start anew, go on, or read a debrief again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from textual.content import Content

from game.storage import session as sessions
from game.story.library import Broken
from game.story.text import clean

if TYPE_CHECKING:
    from game.storage.resume import Resumption
    from game.storage.save import Save
    from game.story.compiled import Story
    from game.telling.shelf import Book
    from game.tui.app import CommonGround

_MOST_RUNS = 30
_MOST_ERRORS = 20


async def open_book(app: CommonGround, book: Book) -> None:
    """Open a story: at once if it was never played, else ask which run."""
    if not book.saves and not isinstance(book.story, Broken):
        app.play(app.begin(book.story))
        return
    # Imported here: a story opened for the first time needs no dialog.
    from game.tui.widgets.dialog import Dialog

    if isinstance(book.story, Broken):
        said = Content("\n\n").join(
            [Content(clean(str(one))) for one in book.story.diagnostics[:20]]
        )
        await app.push_screen_wait(
            Dialog[bool](f"{book.title} can't be played", said, [("Back to the stories", True)])
        )
        return
    options: list[tuple[Content | str, Save | bool]] = [("A new run", True)]
    options += [(_label(save, book.story), save) for save in book.saves[:_MOST_RUNS]]
    picked = await app.push_screen_wait(Dialog(book.title, "", options))
    if picked is True:
        app.play(app.begin(book.story))
    elif picked:
        await go_on(app, book, picked)


async def go_on(app: CommonGround, book: Book, save: Save) -> None:
    """Take a run up again; ask first where the story has changed since."""
    from game.storage.resume import resume

    if isinstance(book.story, Broken):
        return
    resumption = resume(save, book.story)
    if resumption.told and not await _agreed(app, book.story, resumption):
        return
    app.play(sessions.go_on(save, resumption, now=datetime.now(UTC), new_id=str(uuid4())))


async def _agreed(app: CommonGround, story: Story, resumption: Resumption) -> bool:
    from game.telling.questions import AFTER_CHANGE
    from game.tui.widgets.dialog import Dialog

    options: list[tuple[Content | str, bool]] = [
        (AFTER_CHANGE[0], True),
        (AFTER_CHANGE[1], False),
    ]
    return bool(await app.push_screen_wait(Dialog(story.title, resumption.told, options)))


def _label(save: Save, story: Story) -> Content:
    from game.telling.runs import label

    said = label(save, story)
    # On a line of its own below the number: with the run branched off it is too long for one.
    return Content.assemble(
        (said.what, "bold"), f"   {said.where}\n   ", (said.begun, "$foreground-muted")
    )
