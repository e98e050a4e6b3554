"""Runs of a small story, as records."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from game.debrief.reflections import Plan, Reflections
from game.storage import session as sessions
from game.storage.settings import Settings
from game.story.compiler import compile_story
from game.story.reading import read
from game.telling.kept_runs import KeptRun
from game.telling.records import records

if TYPE_CHECKING:
    from game.debrief.records import Record
    from game.storage.save import Save
    from game.storage.session import Session
    from game.story.compiled import Story

KIOSK = """
format = 1
[story]
title = "The Kiosk"
summary = "One till, two shifts."
minutes = 3
version = "2.1"
questions = ["Who counted the till?"]
[cast.bo]
name = "Bo"
[scenes.till]
title = "The till, 6:00"
text = "{bo} is short by ten."
bet = true
[[scenes.till.choices]]
id = "ask"
text = "Ask {bo} to count *together*."
stance = "relational"
trust = 6
lens = ["openness", "shared_understanding"]
goto = "shift"
[[scenes.till.choices]]
id = "dock"
text = "Dock the ten."
stance = "transactional"
trust = -5
productivity = 6
goto = "shift"
[scenes.shift]
title = "The shift"
text = "The queue grows."
[[scenes.shift.choices]]
id = "open"
text = "Open the second window."
stance = "relational"
trust = 3
goto = "good"
[[scenes.shift.choices]]
id = "wait"
text = "Let them wait."
stance = "transactional"
goto = "poor"
[scenes.good]
text = "Two windows."
ending = "Open"
[scenes.poor]
text = "One window."
ending = "Closed"
"""
NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
FIRST, SECOND, THIRD = (f"{number}0000000-0000-4000-8000-000000000000" for number in "123")
SAID = Reflections(
    "tired", ("ask first",), "", ("Bo did",), Plan("the till is short", "ask", date(2026, 4, 1))
)


def kiosk(text: str = KIOSK) -> Story:
    """Return the small story."""
    raw = text.encode()
    reading = read("kiosk.toml", raw)
    assert reading.file is not None, reading.diagnostics
    return compile_story(reading.file, "kiosk", "kiosk.toml", hashlib.sha256(raw).hexdigest())


def minute(number: float) -> datetime:
    """Return a time that many minutes after noon."""
    return NOON + timedelta(minutes=number)


def begun(player: str = "Mo", run: str = FIRST) -> Session:
    """Return a new run."""
    return sessions.start(kiosk(), player=player, settings=Settings(), now=NOON, new_id=run)


def chosen(session: Session, choice: str, at: float) -> Session:
    """Make a choice; where a bet is asked for it is a rise."""
    bet = "rise" if session.run.scene.bet else None
    return sessions.choose(session, choice, bet=bet, now=minute(at))


def whole() -> Session:
    """Return a run with everything in it: left and taken up, ended, reflected on, left again."""
    session = sessions.quit_(chosen(begun(), "ask", 1), minute(2))
    session = chosen(sessions.resumed(session, minute(60)), "open", 60.5)
    return sessions.quit_(sessions.reflect(session, SAID), minute(70))


def rewound() -> Session:
    """Return a what-if of the whole run, from its second decision on."""
    session = sessions.rewind(whole(), 1, now=minute(80), new_id=SECOND)
    return chosen(session, "wait", 81)


def on_record(*saves: Save, story: Story | None = None) -> tuple[Record, ...]:
    """Return saves as records; without a story it is the small one as it was played."""
    kept = [KeptRun(save, story or kiosk()) for save in saves]
    return records(kept, kept)


def without_story(save: Save) -> Record:
    """Return a record whose story is gone."""
    kept = [KeptRun(save, None)]
    return records(kept, kept)[0]


def named(player: str) -> Save:
    """Return the whole run, played under another name."""
    return replace(whole().save, player=player)
