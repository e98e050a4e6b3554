"""What is read while playing, as lines: the scene, the answers, what a choice did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.lines import Line, heading, labelled, numbered
from game.story.prose import Span, paragraphs
from game.telling.arrival import arrival
from game.telling.coach import causes
from game.telling.meters import account, landed, standing, time_passes
from game.telling.questions import (
    BEFORE_YOU_BEGIN,
    CHOICE_QUESTION,
    CONTENT_NOTE,
    STUCK,
    place,
)
from game.telling.questions import heading as heading_of
from game.telling.role import role
from game.telling.sides import other_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.engine.run import Decision, Run
    from game.plain.lines import Text
    from game.storage.settings import Settings
    from game.story.compiled import CastMember, Story
    from game.story.prose import Paragraph
    from game.telling.arrival import Passage
    from game.telling.meters import Meter, Mode


def note(story: Story) -> Iterator[Text]:
    """Yield what is said before the first scene."""
    yield heading(f"{BEFORE_YOU_BEGIN}: {story.title}")
    yield from role(story)
    yield heading(CONTENT_NOTE)
    yield from paragraphs(story.content_note, story.cast)


def arrived(run: Run, settings: Settings) -> Iterator[Text]:
    """Yield the time that passed, the scenes on the way, and the scene itself."""
    if not run.decisions and not run.story.content_note:
        # With a content note the role stands there.
        yield from role(run.story)
    if run.decisions:
        yield time_passes(standing(run), settings.meters)
    *before, last = arrival(run)
    for passage in before:
        if passage.title:
            yield heading(passage.title)
        yield from _passage(passage)
    yield heading(f"{place(run)}: {heading_of(run)}")
    yield from _passage(last)
    if run.ended:
        yield heading(f"Ending: {run.scene.ending}")
    elif not run.options:
        yield STUCK


def question(run: Run) -> tuple[Line, ...]:
    """Return the answers that a scene offers, below the question."""
    if not run.options:
        return ()
    answers = (_joined(paragraphs(choice.text, run.story.cast)) for choice in run.options)
    return listed(CHOICE_QUESTION, answers)


def listed(asked: str, answers: Iterable[Text]) -> tuple[Line, ...]:
    """Return a question, if there is one, and numbered answers."""
    first = (heading(asked),) if asked else ()
    return (*first, *(numbered(number, one) for number, one in enumerate(answers, 1)))


def chosen(text: str, cast: Mapping[str, CastMember]) -> Line:
    """Return what the player has said they do."""
    return labelled("You:", _joined(paragraphs(text, cast)))


def decided(decision: Decision, run: Run, settings: Settings) -> Iterator[tuple[Text, ...]]:
    """Yield what people do, then what the choice did to the meters, as lines that stand apart."""
    other = other_side(decision, run.story)
    if other is not None:
        yield (labelled(f"{other.team}:", _joined(paragraphs(other.text, run.story.cast))),)
    for paragraph in paragraphs(decision.choice.reply, run.story.cast):
        yield (paragraph,)
    lines = account(landed(decision, run.parameters), settings.meters)
    if settings.coach:
        lines += causes(decision)
    if lines:
        yield lines


def levels(run: Run, mode: Mode) -> tuple[str, ...]:
    """Return where the meters stand now."""
    if mode == "hidden":
        return ("The meters are hidden; the settings can show them.",)
    meters = standing(run)
    return tuple(_level(meter, mode) for meter in (meters.trust, meters.productivity))


def _level(meter: Meter, mode: Mode) -> str:
    level = f" {meter.now}" if mode == "numbers" else ""
    return f"{meter.name}{level}: {meter.word}."


def _passage(passage: Passage) -> Iterator[Text]:
    if passage.present:
        yield labelled("With you:", "; ".join(_person(one) for one in passage.present))
    yield from passage.paragraphs


def _person(member: CastMember) -> str:
    return f"{member.name}, {member.role}" if member.role else member.name


def _joined(said: Iterable[Paragraph]) -> Paragraph:
    """Return paragraphs as one."""
    spans: list[Span] = []
    for paragraph in said:
        spans += [Span(" ")] if spans else []
        spans += paragraph
    return tuple(spans)
