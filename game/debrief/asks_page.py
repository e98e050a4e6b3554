"""What only the player can say: what to keep, what to change, the plan for this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.document import Ask, Heading, Page, Prose
from game.debrief.reflections import answered
from game.debrief.wording import one_line, plain

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.reflections import Reflections


def asks_page(debrief: Debrief) -> Page:
    """Return every question; each may stay empty."""
    said = debrief.reflections
    return Page(
        "yours",
        "Yours to say",
        (
            Heading("Keep two, change one"),
            _ask(said, "keep.0", "I would do this again", "an act, not an intention"),
            _ask(said, "keep.1", "And this", ""),
            _ask(said, "change", "I would do this differently", "one thing, next time"),
            *_questions(debrief),
            Heading("A plan for this week"),
            Prose(
                (
                    plain(
                        "Plans that name a situation are carried out more often than intentions "
                        "(Gollwitzer and Sheeran 2006)."
                    ),
                )
            ),
            _ask(said, "plan.situation", "If this happens", "a situation that will come"),
            _ask(said, "plan.action", "then I will", "something another person could see"),
            _ask(said, "plan.due", "by", "a date, as in 2026-03-31"),
        ),
    )


def _questions(debrief: Debrief) -> tuple[Block, ...]:
    story = debrief.run.story
    asks = tuple(
        _ask(debrief.reflections, f"answers.{number}", one_line(question, story), "")
        for number, question in enumerate(story.questions)
    )
    return (Heading("The story's questions"), *asks) if asks else ()


def _ask(said: Reflections, field: str, label: str, placeholder: str) -> Ask:
    return Ask(field, label, answered(said, field), placeholder)
