"""Decision by decision: what could be known, what landed and why, what it kept and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Heading, Items, Page, Prose
from game.debrief.known_words import meters
from game.debrief.landing_words import account
from game.debrief.review_words import aside, headline, judged
from game.debrief.wording import inline, led, numbered, opening, plain
from game.story.prose import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.reviewed import Reviewed
    from game.debrief.turns import Turn
    from game.story.compiled import Story
    from game.story.prose import Paragraph

_MOST: Final = 3
"""Decisions on one page: two screens of 80×24."""


def decision_pages(debrief: Debrief) -> Iterator[Page]:
    """Yield the decisions in their order, on pages of nearly equal length."""
    for turns in _parted(debrief.turns):
        first, last = turns[0].number, turns[-1].number
        title = f"Decision {first}" if first == last else f"Decisions {first} to {last}"
        blocks = tuple(block for turn in turns for block in _turn(turn, debrief))
        yield Page(f"decisions-{first}", title, blocks)


def _parted(turns: tuple[Turn, ...]) -> Iterator[tuple[Turn, ...]]:
    pages = -(-len(turns) // _MOST)
    start = 0
    for page in range(pages):
        size = (len(turns) - start) // (pages - page)
        size += bool((len(turns) - start) % (pages - page))
        yield turns[start : start + size]
        start += size


def _turn(turn: Turn, debrief: Debrief) -> Iterator[Block]:
    story, parameters = debrief.run.story, debrief.run.parameters
    yield Heading(numbered(turn, story))
    choice = turn.chosen.choice
    reviewed = None if debrief.review is None else debrief.review.of(turn.number)
    yield Prose(
        (
            led("Known then:", Span(f"{meters(turn, debrief)}.")),
            led(f"{choice.stance.capitalize()}:", *inline(choice.text, story)),
            plain(account(turn.chosen, parameters)),
            *paragraphs(choice.why, story.cast),
            *(() if reviewed is None else (_judged(reviewed, debrief),)),
        )
    )
    if turn.others:
        yield Items(tuple(_left(turn, story, reviewed)))


def _judged(decision: Reviewed, debrief: Debrief) -> Paragraph:
    """Return the verdict with its numbers, which a turning point has had on a page of its own."""
    turning = () if debrief.review is None else debrief.review.turning
    if any(point.decision is decision for point in turning):
        return led(f"{headline(decision.chosen)},", Span("as told in “Where it turned”."))
    told = judged(decision)
    return led(f"{headline(decision.chosen)}.", *((Span(told),) if told else ()))


def _left(turn: Turn, story: Story, reviewed: Reviewed | None) -> Iterator[Paragraph]:
    """Yield the most contrary of the options that were left, with its case.

    Eight minutes are for all of the debrief, which leaves room for one case a decision. The page
    of numbers has every option; where there is no review, the others are named here.
    """
    stance = turn.chosen.choice.stance
    contrary = min(turn.others, key=lambda option: option.choice.stance == stance)
    told = {} if reviewed is None else {one.choice.id: one for one in reviewed.others}
    choice = contrary.choice
    verdict = f" ({aside(told[choice.id])})" if choice.id in told else ""
    yield led(
        f"Not taken, {choice.stance}{verdict}:",
        Span(f"“{opening(choice.text, story)}”{' ' if choice.why_tempting else ''}"),
        *inline(choice.why_tempting, story),
    )
    others = (option.choice.text for option in turn.others if option is not contrary)
    named = [f"“{opening(text, story)}”" for text in others]
    if named and reviewed is None:
        yield led("Also open:", Span("; ".join(named)))
