"""The debrief, page by page, with answers typed in. It renders `pages` and computes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from game.debrief.debrief import build, complete
from game.debrief.document import Ask, Heading, WhatIf
from game.debrief.pages import pages
from game.debrief.reflections import answer
from game.plain.blocks import prompt, rendered
from game.plain.lines import heading, numbered
from game.plain.prompts import Written, pick, write
from game.storage import session as sessions

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.document import Page
    from game.debrief.review import Review
    from game.engine.run import Run
    from game.plain.app import PlainGame
    from game.plain.prompts import Commands, Word
    from game.storage.session import Session

_COMMANDS: Final[Commands] = {
    "next": "next page",
    "previous": "page before",
    "if": "what if: play on from a turning point with the other choice",
    "argue": "change the model, and see this run under it",
    "write": "write the debrief to a file: Markdown, HTML or JSON",
    "timeline": "go back to any decision of the run",
    "back": "close the debrief",
}
_WORKING: Final = "Working through every playthrough of this story."
_NO_MEMORY: Final = "There is not enough memory for it: no review this time."
_NO_TURN: Final = "No turning point of this run is known to play on from."


@dataclass
class _Reading:
    """Where a reader stands. The review is computed once the first page is printed."""

    game: PlainGame
    session: Session
    number: int = 0
    sought: bool = False
    review: Review | None = None
    beside: Run | None = None
    picked: WhatIf | None = field(default=None)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages as they are known now."""
        return pages(self.debrief)

    @property
    def debrief(self) -> Debrief:
        """The debrief as it is known now."""
        session, save = self.session, self.session.save
        told = build(session.run, session.bets, save.reflections, save.settings.meters)
        return complete(told, self.review, self.beside)

    @property
    def place(self) -> str:
        """Which page it is; of how many is known with the review."""
        whole = f" of {len(self.pages)}" if self.sought or not self.session.run.decisions else ""
        return f"Page {self.number + 1}{whole}"

    def compute(self) -> None:
        """Work through every playthrough, once."""
        if self.sought or not self.session.run.decisions:
            return
        self.sought = True
        self.game.console.say(_WORKING)
        self.game.console.flush()
        # Imported here: numpy takes 100 ms that the first page does not wait for.
        from game.debrief.review import review
        from game.telling.history import history

        told = history(self.session, self.game.folder)
        self.beside = told.beside
        try:
            self.review = review(self.session.run, told.found)
        except MemoryError:
            self.game.console.say(_NO_MEMORY)


def read(game: PlainGame, session: Session) -> tuple[Session, Word | WhatIf]:
    """Read from the first page on; return the session as answered, and what closed it.

    That is a word, or the what-if to play on with.
    """
    reading = _Reading(game, session)
    while True:
        to = _page(reading) or _turn(reading)
        if isinstance(to, int):
            reading.number = to
        elif to == "previous":
            reading.number = max(0, reading.number - 1)
        elif to == "next" and reading.number + 1 < len(reading.pages):
            reading.number += 1
        else:
            return reading.session, reading.picked or to


def _page(reading: _Reading) -> Word | None:
    """Print a page and ask what it asks; a command leaves the rest of it."""
    page = reading.pages[reading.number]
    reading.game.console.say(heading(f"Debrief: {page.title}"), f"{reading.place}.")
    for block in page.blocks:
        if isinstance(block, Ask):
            if reading.session.read_only:
                # Another window has the run: what were typed here could not be kept.
                continue
            word = _asked(reading, block)
            if word is not None:
                return word
        else:
            for lines in rendered(block):
                reading.game.console.say(*lines)
    return None


def _asked(reading: _Reading, ask: Ask) -> Word | None:
    """Ask for one answer and keep it at once; an empty line leaves it as it is."""
    game = reading.game
    while True:
        typed = write(game.console, prompt(ask), _COMMANDS)
        if not isinstance(typed, Written):
            if typed is None or _leaves(reading, typed):
                return typed
            continue
        try:
            told = answer(reading.session.save.reflections, ask.field, typed.text)
        except ValueError as error:
            game.console.say(str(error))
            continue
        reading.session = sessions.reflect(reading.session, told)
        game.keep(reading.session)
        return None


def _turn(reading: _Reading) -> int | Word:
    """Ask which page to turn to; a page's index, or the command that says it."""
    reading.compute()
    last = reading.number + 1 == len(reading.pages)
    while True:
        to = pick(
            reading.game.console,
            len(reading.pages),
            _COMMANDS,
            opening=f"{reading.place}, Enter to {'close' if last else 'go on'}",
            enter="next",
        )
        if isinstance(to, int) or _leaves(reading, to):
            return to


def _leaves(reading: _Reading, word: Word) -> bool:
    """Do what a command does here; whether it leaves the page."""
    if word == "write":
        _write(reading)
    elif word == "argue":
        from game.plain.arguing import argue

        argue(reading.game.console, reading.session.run)
    elif word == "if":
        reading.picked = _what_if(reading)
        return reading.picked is not None
    else:
        return True
    return False


def _what_if(reading: _Reading) -> WhatIf | None:
    """Ask which turning point to play on from."""
    reading.compute()
    found: list[tuple[str, WhatIf]] = []
    for page in reading.pages:
        above = ""
        for block in page.blocks:
            if isinstance(block, Heading):
                above = block.text
            elif isinstance(block, WhatIf):
                found.append((above, block))
    console = reading.game.console
    if not found:
        console.say(_NO_TURN)
        return None
    console.say(
        *(
            numbered(number, f"At {above}:", block.text)
            for number, (above, block) in enumerate(found, 1)
        )
    )
    back: Commands = {"back": "stay in the debrief"}
    picked = pick(console, len(found), back, opening="Enter to stay", enter="back")
    return found[picked][1] if isinstance(picked, int) else None


def _write(reading: _Reading) -> None:
    """Ask for a format, and write the whole debrief to a new file."""
    from game.storage.export import write_new
    from game.telling.debrief_file import KINDS, QUESTION, text_of

    game = reading.game
    labels = (numbered(number, kind.label) for number, kind in enumerate(KINDS, 1))
    game.console.say(heading(QUESTION), *labels)
    picked = pick(game.console, len(KINDS), {"back": "write none"})
    if not isinstance(picked, int):
        return
    reading.compute()
    kind = KINDS[picked]
    name = f"{reading.session.run.story.id}-debrief-{game.now():%Y-%m-%d}"
    told = text_of(reading.debrief, kind.format)
    game.console.say(write_new(game.folder, name, kind.suffix, told))
