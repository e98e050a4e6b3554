"""A run in play: every answer leads to the next session, which is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from game.debrief.document import WhatIf
from game.engine.bets import BETS
from game.plain import scene, settings
from game.plain.lines import heading, numbered
from game.plain.prompts import pick
from game.storage import session as sessions
from game.story.prose import plain_text
from game.telling.questions import (
    AFTER_ENDING,
    AFTER_NOTE,
    BET_ANSWERS,
    BET_QUESTION,
    BRANCHED,
    TIMELINE_MEANS,
    TIMELINE_QUESTION,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.engine.bets import Bet
    from game.engine.run import Run
    from game.plain.app import PlainGame
    from game.plain.prompts import Commands, Word
    from game.storage.session import Session

_READ_ONLY: Final = "This run is open in another window. Type c to go on in a copy of your own."
_BACK: Final[Commands] = {"back": "back to the stories"}


def play(game: PlainGame, session: Session) -> None:
    """Play a session until the player goes back to the stories; an ended one: its debrief."""
    current = _opened(game, game.take_up(session))
    while current is not None:
        current = _step(game, current)
    game.part()


def _opened(game: PlainGame, session: Session) -> Session | None:
    if session.run.ended and session.run.decisions:
        return _debrief(game, session)
    if session.run.decisions or _begun(game, session):
        return _arrive(game, session)
    return None


def _begun(game: PlainGame, session: Session) -> bool:
    """Show the content note, if there is one; whether the player wants to begin."""
    story = session.run.story
    if not story.content_note:
        return True
    game.console.say_each(scene.note(story))
    game.console.say(*scene.listed("", AFTER_NOTE))
    return pick(game.console, len(AFTER_NOTE), _BACK) == 0


def _arrive(game: PlainGame, session: Session) -> Session:
    run = session.run
    if not run.decisions:
        game.console.say(*scene.levels(run, game.settings.meters))
    game.console.say_each(scene.arrived(run, game.settings))
    _ask(game, run)
    return session


def _ask(game: PlainGame, run: Run) -> None:
    lines = scene.listed("", AFTER_ENDING) if run.ended else scene.question(run)
    if lines:
        game.console.say(*lines)


def _step(game: PlainGame, session: Session) -> Session | None:
    """Take one answer; return where the run stands then, None if it was left."""
    run = session.run
    answers = len(AFTER_ENDING) if run.ended else len(run.options)
    answer = pick(game.console, answers, _commands(session))
    if not isinstance(answer, int):
        return _HANDLERS[answer](game, session) if answer in _HANDLERS else None
    if not run.ended:
        return _choose(game, session, run.options[answer].id)
    return _debrief(game, session) if answer == 0 else None


def _commands(session: Session) -> Commands:
    """Return the commands that do something at this moment."""
    commands: dict[Word, str] = {
        "again": "read the scene again",
        "meters": "where the meters stand",
    }
    if session.run.decisions:
        commands["undo"] = "take back the last choice"
        commands["timeline"] = "go back to any decision"
    if session.run.ended:
        commands["debrief"] = "read the debrief"
    if session.read_only:
        commands["copy"] = "go on in a copy of this run"
    return {**commands, "settings": "meters, coach and more", **_BACK}


def _what_if(game: PlainGame, session: Session, other: WhatIf) -> Session:
    """Play on from a decision with the other choice, in a new run."""
    game.console.say(BRANCHED)
    now, new_id = game.now(), str(uuid4())
    session = sessions.rewind(session, other.decision - 1, now=now, new_id=new_id)
    return _choose(game, game.take_up(session), other.choice)


def _choose(game: PlainGame, session: Session, choice_id: str) -> Session:
    if session.read_only:
        game.console.say(_READ_ONLY)
        return session
    run = session.run
    choice = next(one for one in run.options if one.id == choice_id)
    game.console.say(scene.chosen(choice.text, run.story.cast))
    bet: Bet | None = None
    if run.scene.bet:
        game.console.say(*scene.listed(BET_QUESTION, BET_ANSWERS))
        answer = pick(game.console, len(BETS), {"undo": "choose again"})
        if not isinstance(answer, int):
            _ask(game, run)
            return session
        bet = BETS[answer]
    session = sessions.choose(session, choice_id, bet=bet, now=game.now())
    game.keep(session)
    for lines in scene.decided(session.run.decisions[-1], session.run, game.settings):
        game.console.say(*lines)
    return _arrive(game, session)


def _undo(game: PlainGame, session: Session) -> Session:
    if session.read_only:
        game.console.say(_READ_ONLY)
        return session
    game.console.say(BRANCHED if session.run.ended else "Taken back.")
    return _go(game, sessions.undo(session, now=game.now(), new_id=str(uuid4())))


def _timeline(game: PlainGame, session: Session) -> Session:
    run = session.run
    game.console.say(
        heading(TIMELINE_QUESTION),
        TIMELINE_MEANS,
        *(
            numbered(
                number,
                f"{decision.scene.title or run.story.title}:",
                plain_text(decision.choice.text, run.story.cast),
            )
            for number, decision in enumerate(run.decisions, 1)
        ),
    )
    answer = pick(
        game.console,
        len(run.decisions),
        {"back": "stay where you are"},
        opening="Enter to stay",
        enter="back",
    )
    if isinstance(answer, int):
        return _rewind(game, session, answer)
    _ask(game, run)
    return session


def _rewind(game: PlainGame, session: Session, decisions: int) -> Session:
    game.console.say(BRANCHED)
    return _go(game, sessions.rewind(session, decisions, now=game.now(), new_id=str(uuid4())))


def _go(game: PlainGame, session: Session) -> Session:
    """Stand where another session stands."""
    return _arrive(game, game.take_up(session))


def _debrief(game: PlainGame, session: Session) -> Session:
    """Read the debrief; what is written there belongs to the session."""
    from game.plain.debrief import read

    session, word = read(game, session)
    if isinstance(word, WhatIf):
        return _what_if(game, session, word)
    if word == "timeline":
        return _timeline(game, session)
    _ask(game, session.run)
    return session


def _copy(game: PlainGame, session: Session) -> Session:
    """Leave the run that is open elsewhere as it is, and go on in one of our own."""
    return _rewind(game, session, len(session.run.decisions))


def _meters(game: PlainGame, session: Session) -> Session:
    game.console.say(*scene.levels(session.run, game.settings.meters))
    return session


def _settings(game: PlainGame, session: Session) -> Session:
    settings.change(game)
    changed = sessions.set_up(session, game.settings)
    if changed != session and changed.save.begun:
        game.keep(changed)
    return changed


_HANDLERS: Final[Mapping[Word, Callable[[PlainGame, Session], Session]]] = {
    "again": _arrive,
    "copy": _copy,
    "debrief": _debrief,
    "meters": _meters,
    "settings": _settings,
    "timeline": _timeline,
    "undo": _undo,
}
"""What each command does; one that is not here leaves the run."""
