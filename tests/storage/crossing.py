"""A short story for tests of what is kept, changed at will, and runs of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from game.storage import session as sessions
from game.storage.settings import Settings
from game.story.compiler import compile_story
from game.story.reading import read

if TYPE_CHECKING:
    from game.engine.run import Run
    from game.storage.save import Save
    from game.storage.session import Session
    from game.story.compiled import Story

CROSSING = """
format = 1

[story]
title = "The Crossing"
summary = "One ferry, two crews."
minutes = 5
questions = ["Who waited longest?"]

[cast.ida]
name = "Ida"

[scenes.pier]
title = "The pier, 6:40"
text = "{ida} holds the rope."

[[scenes.pier.choices]]
id = "ask"
text = "Ask who is late."
stance = "relational"
trust = 6
tension = -4
goto = "fog"

[[scenes.pier.choices]]
id = "leave"
text = "Cast off at once."
stance = "transactional"
trust = -3
productivity = 10
goto = "fog"

[[scenes.pier.choices]]
id = "wave"
text = "Wave from the bridge."
stance = "relational"
trust = 1
goto = "fog"

[scenes.fog]
text = "The fog comes in."
goto = "engine"

[scenes.engine]
title = "The engine room"
text = "Something knocks."
bet = true

[[scenes.engine.choices]]
text = "Stop and look."
stance = "relational"
trust = 4
productivity = -5
goto = "harbour"

[[scenes.engine.choices]]
text = "Write it into the log."
stance = "transactional"
trust = -5
productivity = 6
goto = "harbour"

[scenes.harbour]
title = "The harbour"
text = "The other crew is on the quay."

[[scenes.harbour.choices]]
id = "thank"
text = "Thank them by name."
stance = "relational"
trust = 7
goto = [{ when = "trust >= 45", to = "berth" }, { to = "drift" }]

[[scenes.harbour.choices]]
id = "sign"
text = "Have the papers signed."
stance = "transactional"
productivity = 8
goto = "drift"

[scenes.berth]
title = "Moored"
text = "Two crews, one table."
ending = "Moored"

[scenes.drift]
title = "Adrift"
text = "Each crew eats alone."
ending = "Adrift"
"""

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = (f"{number}0000000-0000-4000-8000-000000000000" for number in "123")
THROUGH = ("ask", "a", "thank")
"""Choices that lead to an ending."""


def story(*changes: tuple[str, str], name: str = "crossing") -> Story:
    """Return the story with texts of its file replaced; each must be there."""
    text = CROSSING
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    raw = text.encode("utf-8")
    file = read("crossing.toml", raw).file
    assert file is not None
    return compile_story(file, name, "crossing.toml", hashlib.sha256(raw).hexdigest())


def minute(number: int) -> datetime:
    """Return a time that many minutes after noon."""
    return NOON + timedelta(minutes=number)


def begun(of: Story | None = None, *, run: str = FIRST) -> Session:
    """Return a new run."""
    return sessions.start(
        of or story(), player="Mo", settings=Settings(coach=True), now=NOON, new_id=run
    )


def played(*choices: str, of: Story | None = None, run: str = FIRST) -> Session:
    """Return a run after these choices, one a minute; where a bet is asked for it is a rise."""
    session = begun(of, run=run)
    for number, choice in enumerate(choices, 1):
        bet = "rise" if session.run.scene.bet else None
        session = sessions.choose(session, choice, bet=bet, now=minute(number))
    return session


def kept(*choices: str, of: Story | None = None, run: str = FIRST) -> Save:
    """Return the save of a run after these choices."""
    return played(*choices, of=of, run=run).save


def same_run(one: Run, other: Run) -> bool:
    """Whether two runs stand at the same place in the same state, by the same way."""
    return (
        one.choices == other.choices
        and one.state == other.state
        and one.delivered == other.delivered
        and one.passage == other.passage
    )
