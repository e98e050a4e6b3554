"""What the play screen shows, as one frozen value, and its projection into words."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from game.story.prose import paragraphs
from game.telling.arrival import arrival
from game.telling.coach import causes
from game.telling.meters import account, landed, standing, time_passes, waiting
from game.telling.questions import (
    AFTER_ENDING,
    AFTER_NOTE,
    BEFORE_YOU_BEGIN,
    BET_ANSWERS,
    BET_QUESTION,
    CHOICE_QUESTION,
    CONTENT_NOTE,
    STUCK,
    heading,
    place,
)
from game.telling.role import role
from game.telling.sides import other_side
from game.tui import safe
from game.tui.widgets.choices import NOWHERE

if TYPE_CHECKING:
    from game.engine.run import Decision
    from game.storage.session import Session
    from game.storage.settings import Settings
    from game.telling.arrival import Passage
    from game.telling.meters import Meters


class Stage(Enum):
    """The steps from one scene to the next."""

    NOTE = auto()
    """The content note, before the first scene."""
    CHOOSING = auto()
    """The scene is read, or the ending."""
    BETTING = auto()
    """A choice is picked, and its bet is asked for; nothing has happened yet."""
    REPLY = auto()
    """What people do; the meters have not moved."""
    LANDED = auto()
    """What the choice did to the meters."""


class Snapshot(NamedTuple):
    """One moment of play. `picked` is the id of the choice that waits for its bet."""

    session: Session
    settings: Settings
    stage: Stage = Stage.CHOOSING
    picked: str | None = None


class Shown(NamedTuple):
    """What each part of the screen says."""

    heading: str
    place: str
    meters: Meters
    page: Content
    question: str
    answers: tuple[Content, ...]
    highlighted: int = 0
    """The answer that Enter takes at once; none where a decision is asked for."""


_GO_ON: Final = (Content("Go on"),)


def project(snapshot: Snapshot) -> Shown:
    """Return what the screen shows of a snapshot."""
    if snapshot.stage is Stage.NOTE:
        return _noted(snapshot)
    if snapshot.stage in {Stage.REPLY, Stage.LANDED}:
        return _decided(snapshot, snapshot.session.run.decisions[-1])
    return _arrived(snapshot)


def _noted(snapshot: Snapshot) -> Shown:
    run = snapshot.session.run
    story = run.story
    told = role(story)
    parts = [safe.prose(told, story)] if told else []
    parts.append(Content.assemble((CONTENT_NOTE, "bold")))
    parts.append(safe.prose(paragraphs(story.content_note, story.cast), story))
    return Shown(
        story.title, BEFORE_YOU_BEGIN, standing(run), safe.BLANK.join(parts), "", _said(AFTER_NOTE)
    )


def _arrived(snapshot: Snapshot) -> Shown:
    run = snapshot.session.run
    betting = snapshot.stage is Stage.BETTING
    meters = standing(run)
    if betting:
        question = BET_QUESTION
        answers = _said(BET_ANSWERS)
    elif run.ended:
        question, answers = "", _said(AFTER_ENDING)
    else:
        question = CHOICE_QUESTION if run.options else STUCK
        order = tuple(run.story.cast)
        answers = tuple(
            Content(" ").join(
                safe.paragraph(one, order) for one in paragraphs(choice.text, run.story.cast)
            )
            for choice in run.options
        )
    return Shown(
        heading=heading(run),
        place=place(run),
        meters=meters,
        page=_picked(snapshot) if betting else _page(snapshot, meters),
        question=question,
        answers=answers,
        highlighted=0 if run.ended else NOWHERE,
    )


def _page(snapshot: Snapshot, meters: Meters) -> Content:
    """Return the time that passed, the scenes on the way, and the scene itself."""
    run = snapshot.session.run
    parts: list[Content] = []
    if not run.decisions and not run.story.content_note and (told := role(run.story)):
        parts.append(safe.prose(told, run.story))
    if run.decisions:
        line = time_passes(meters, snapshot.settings.meters)
        parts.append(Content.assemble((line, "italic $foreground-muted")))
    passages = arrival(run)
    for passage in passages:
        parts += _passage(snapshot, passage, titled=len(passages) > 1)
    if run.ended:
        parts.append(Content.assemble(("Ending: ", "bold"), (run.scene.ending or "", "bold")))
    return safe.BLANK.join(parts)


def _passage(snapshot: Snapshot, passage: Passage, *, titled: bool) -> list[Content]:
    story = snapshot.session.run.story
    parts: list[Content] = []
    if titled and passage.title:
        parts.append(Content.assemble((passage.title, "bold underline")))
    if passage.present:
        people = safe.people(passage.present, tuple(story.cast))
        parts.append(Content.assemble(("With you: ", "$foreground-muted"), people))
    parts.append(safe.prose(passage.paragraphs, story))
    return parts


def _picked(snapshot: Snapshot) -> Content:
    run = snapshot.session.run
    choice = next(choice for choice in run.options if choice.id == snapshot.picked)
    return _quote(snapshot, choice.text)


def _decided(snapshot: Snapshot, decision: Decision) -> Shown:
    run = snapshot.session.run
    story, parameters = run.story, run.parameters
    parts = [_quote(snapshot, decision.choice.text)]
    other = other_side(decision, story)
    if other is not None:
        parts.append(_quote(snapshot, other.text, other.team))
    if decision.choice.reply:
        parts.append(safe.prose(paragraphs(decision.choice.reply, story.cast), story))
    meters = waiting(decision, parameters)
    if snapshot.stage is Stage.LANDED:
        meters = landed(decision, parameters)
        lines = account(meters, snapshot.settings.meters)
        if snapshot.settings.coach:
            lines += causes(decision)
        if lines:
            parts.append(Content("\n").join([Content(line) for line in lines]))
    return Shown(
        heading=decision.scene.title or story.title,
        place=f"Decision {len(run.decisions)}",
        meters=meters,
        page=safe.BLANK.join(parts),
        question="",
        answers=_GO_ON,
    )


def _quote(snapshot: Snapshot, text: str, who: str = "You") -> Content:
    story = snapshot.session.run.story
    said = safe.prose(paragraphs(text, story.cast), story)
    return Content.assemble((f"{who}: ", "bold $accent"), said.stylize("italic"))


def _said(answers: tuple[str, ...]) -> tuple[Content, ...]:
    return tuple(Content(answer) for answer in answers)
