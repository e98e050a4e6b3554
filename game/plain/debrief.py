"""The debrief, page by page, with answers typed in. It renders `pages` and computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.debrief import build
from game.debrief.document import Ask
from game.debrief.pages import pages
from game.debrief.reflections import answer
from game.plain.blocks import prompt, rendered
from game.plain.lines import heading, numbered
from game.plain.prompts import Written, pick, write
from game.storage import session as sessions

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.document import Page
    from game.plain.app import PlainGame
    from game.plain.prompts import Commands, Word
    from game.storage.session import Session

_COMMANDS: Final[Commands] = {
    "next": "next page",
    "previous": "page before",
    "write": "write the debrief to a file: Markdown, HTML or JSON",
    "timeline": "go back to any decision of the run",
    "back": "close the debrief",
}


def read(game: PlainGame, session: Session) -> tuple[Session, Word]:
    """Read from the first page on; return the session as answered and the word that closed it."""
    number = 0
    while True:
        told = pages(_built(session))
        place = f"Page {number + 1} of {len(told)}"
        session, word = _page(game, session, told[number], place)
        to = word or _turn(game, session, place, len(told))
        if isinstance(to, int):
            number = to
        elif to == "previous":
            number = max(0, number - 1)
        elif to == "next" and number + 1 < len(told):
            number += 1
        else:
            return session, to


def _page(game: PlainGame, session: Session, page: Page, place: str) -> tuple[Session, Word | None]:
    """Print a page and ask what it asks; a command leaves the rest of it."""
    game.console.say(heading(f"Debrief: {page.title}"), f"{place}.")
    for block in page.blocks:
        if isinstance(block, Ask):
            if session.read_only:
                # Another window has the run: what were typed here could not be kept.
                continue
            session, word = _asked(game, session, block)
            if word is not None:
                return session, word
        else:
            for lines in rendered(block):
                game.console.say(*lines)
    return session, None


def _asked(game: PlainGame, session: Session, ask: Ask) -> tuple[Session, Word | None]:
    """Ask for one answer and keep it at once; an empty line leaves it as it is."""
    while True:
        typed = write(game.console, prompt(ask), _COMMANDS)
        if typed == "write":
            _write(game, session)
            continue
        if not isinstance(typed, Written):
            return session, typed
        try:
            told = answer(session.save.reflections, ask.field, typed.text)
        except ValueError as error:
            game.console.say(str(error))
            continue
        session = sessions.reflect(session, told)
        game.keep(session)
        return session, None


def _turn(game: PlainGame, session: Session, place: str, count: int) -> int | Word:
    """Ask which page to turn to; a page's index, or the command that says it."""
    while True:
        to = pick(game.console, count, _COMMANDS, opening=f"{place}, Enter to go on", enter="next")
        if to != "write":
            return to
        _write(game, session)


def _write(game: PlainGame, session: Session) -> None:
    """Ask for a format, and write the whole debrief to a new file."""
    from game.storage.export import write_new
    from game.telling.debrief_file import KINDS, QUESTION, text_of

    labels = (numbered(number, kind.label) for number, kind in enumerate(KINDS, 1))
    game.console.say(heading(QUESTION), *labels)
    picked = pick(game.console, len(KINDS), {"back": "write none"})
    if not isinstance(picked, int):
        return
    kind = KINDS[picked]
    name = f"{session.run.story.id}-debrief-{game.now():%Y-%m-%d}"
    told = text_of(_built(session), kind.format)
    game.console.say(write_new(game.folder, name, kind.suffix, told))


def _built(session: Session) -> Debrief:
    return build(session.run, session.bets, session.save.reflections)
