"""The review in full: for every option of every decision what it left open, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Heading, Page, Prose, Table
from game.debrief.known_words import meters
from game.debrief.review_words import chance
from game.debrief.wording import numbered, one_line, opening, percent, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.outlook import Outlook
    from game.debrief.review import Review
    from game.debrief.reviewed import Prospect, Reviewed
    from game.story.compiled import Story

_LONGEST: Final = 20
"""Characters of an option in the table: six columns fit 76."""


def numbers_page(debrief: Debrief, review: Review) -> Page:
    """Return two tables a decision; nothing here is needed to read the other pages."""
    return Page(
        "numbers",
        "The review in numbers",
        (
            Prose((plain(_MEANING),)),
            *(block for one in review.decisions for block in _decision(one, debrief)),
        ),
    )


_MEANING: Final = (
    "For looking things up. Outcome and trust are the highest that could still be reached after "
    "each option. Kept: nothing closed. Narrowed: up to 5 % of the best before it. Costly: up to "
    "15 %. Turning point: more, or the best ending lost. Recovered: kept after a turning point, "
    "where another option would have closed over 5 %."
)


def _decision(decision: Reviewed, debrief: Debrief) -> Iterator[Block]:
    turn = debrief.turns[decision.number - 1]
    story = debrief.run.story
    yield Heading(numbered(turn, story))
    options = _in_order(decision, tuple(one.id for one in turn.scene.choices))
    yield _outlooks(decision, options, story, f"Known then: {meters(turn, debrief)}.")
    yield _chances(decision, options, story)


def _in_order(decision: Reviewed, ids: tuple[str, ...]) -> tuple[Prospect, ...]:
    """Return the options in the order in which they were offered."""
    return tuple(
        sorted((decision.chosen, *decision.others), key=lambda one: ids.index(one.choice.id))
    )


def _outlooks(
    decision: Reviewed, options: tuple[Prospect, ...], story: Story, caption: str
) -> Table:
    before = decision.before
    rows = [("before", _number(before.outcome), "", _number(before.trust), "", str(before.endings))]
    for number, one in enumerate(options, 1):
        name = f"{number} {'you: ' if one is decision.chosen else ''}"
        rows.append(
            (
                _cut(f"{name}{opening(one.choice.text, story)}"),
                _number(one.after.outcome),
                one.verdict,
                _number(one.after.trust),
                one.trust_verdict,
                str(one.after.endings),
            )
        )
    headers = ("Option", "Outcome", "verdict", "Trust", "by trust", "Endings")
    return Table(headers, tuple(rows), caption)


def _chances(decision: Reviewed, options: tuple[Prospect, ...], story: Story) -> Table:
    looks = (decision.before, *(one.after for one in options))
    rows = [
        (
            one_line(story.scenes[found.ending].ending or "", story),
            *(percent(chance(look, found.ending)) for look in looks),
        )
        for found in decision.before.chances
    ]
    if decision.before.hidden:
        rows.append((f"not found yet ({decision.before.hidden})", *map(_hidden, looks)))
    numbers = (
        f"{number} (you)" if one is decision.chosen else str(number)
        for number, one in enumerate(options, 1)
    )
    return Table(
        ("Chance of", "before", *numbers), tuple(rows), "If all that follows is left to chance."
    )


def _hidden(outlook: Outlook) -> str:
    return percent(outlook.hidden_chance)


def _number(number: int | None) -> str:
    return "none" if number is None else str(number)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
