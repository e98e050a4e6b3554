"""Where it turned: the decisions on which most hung, each with the other choice to play on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Heading, Page, Prose, Table, WhatIf
from game.debrief.known_words import meters
from game.debrief.review_words import best_ending, chance, closed, headline
from game.debrief.wording import led, numbered, one_line, opening, percent, plain
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.outlook import Outlook
    from game.debrief.review import Review
    from game.debrief.turning import TurningPoint
    from game.story.prose import Paragraph

_LONGEST: Final = 36
"""Characters of an ending's name in the table: four columns fit 76."""


def turning_page(debrief: Debrief, review: Review) -> Page:
    """Return the page; it also says what could not be computed."""
    blocks: list[Block] = [Prose(tuple(_introduction(debrief, review)))]
    for point in review.turning:
        blocks += _turned(point, debrief)
    return Page("turning", "Where it turned", tuple(blocks))


def _introduction(debrief: Debrief, review: Review) -> Iterator[Paragraph]:
    if review.beyond_budget:
        yield plain(_beyond(debrief, review))
    if not review.decisions:
        return
    yield plain(
        "“Best” is the highest outcome still within reach, delivered work and next quarter "
        "together. You saw less, and in life nobody sees the tree."
    )
    if not review.turning:
        yield plain("No decision of this run closed anything that another would have kept.")


def _beyond(debrief: Debrief, review: Review) -> str:
    last = min(review.first - 1, len(debrief.turns))
    which = "decision 1 was" if last == 1 else f"decisions 1 to {last} were"
    return (
        "This story has more states than a debrief works through: where you stand among all "
        f"playthroughs and what {which} to open and close could not be computed."
    )


def _turned(point: TurningPoint, debrief: Debrief) -> Iterator[Block]:
    story, decision = debrief.run.story, point.decision
    turn = debrief.turns[decision.number - 1]
    yield Heading(numbered(turn, story))
    yield Prose(
        (
            led("Known then:", Span(f"{meters(turn, debrief)}.")),
            led(f"{headline(decision.chosen)}:", *_told(point, debrief)),
        )
    )
    yield _chances(point, debrief)
    yield WhatIf(
        decision.number,
        point.other.choice.id,
        led("What if:", Span(f"“{opening(point.other.choice.text, story)}”")),
    )


def _told(point: TurningPoint, debrief: Debrief) -> Paragraph:
    """Return what the choice closed, or kept that the other would have closed."""
    story, chosen, other = debrief.run.story, point.decision.chosen, point.other
    said = f"“{opening(chosen.choice.text, story)}”"
    if point.kept:
        kept = "kept all of it" if not chosen.closing.closed else f"closed {closed(chosen.closing)}"
        lost = other.closing
        ending = (Span(" and "), *best_ending(point.decision, story)) if lost.ending_lost else ()
        return (Span(f"{said} {kept}; the other would have closed {closed(lost)}"), *ending, _END)
    if not chosen.closing.ending_lost:
        return (Span(f"{said} closed {closed(chosen.closing)} of the best."),)
    best = best_ending(point.decision, story)
    if not chosen.closing.closed:
        return (Span(f"{said} closed "), *best, _END)
    return (Span(f"{said} closed {closed(chosen.closing)} of the best, and "), *best, _END)


_END: Final = Span(".")


def _chances(point: TurningPoint, debrief: Debrief) -> Table:
    """Return how likely each ending was if all that followed had been left to chance."""
    decision = point.decision
    looks = (decision.before, decision.chosen.after, point.other.after)
    story = debrief.run.story
    found = [one.ending for one in decision.before.chances]
    rows = [
        (
            _cut(one_line(story.scenes[ending].ending or "", story)),
            *(percent(chance(look, ending)) for look in looks),
        )
        for ending in found
    ]
    if decision.before.hidden:
        rows.append((f"not found yet ({decision.before.hidden})", *map(_hidden, looks)))
    rows.append(("Best outcome", *(_number(look.outcome) for look in looks)))
    rows.append(("Best closing trust", *(_number(look.trust) for look in looks)))
    return Table(
        ("What could follow", "Before", "Your choice", "The other"),
        tuple(rows),
        "Endings by their chance, had all that followed been left to chance.",
    )


def _hidden(outlook: Outlook) -> str:
    return percent(outlook.hidden_chance)


def _number(number: int | None) -> str:
    return "none" if number is None else str(number)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
