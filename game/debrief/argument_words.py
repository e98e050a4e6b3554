"""The argument with the model in words and tables: who fares how, and which lessons hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.document import Heading, Items, Prose, Table
from game.debrief.wording import led, name_of, opening, plain
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.argument import Argument, Held, Missing, Row
    from game.debrief.document import Block
    from game.story.compiled import Story
    from game.story.prose import Paragraph


def fared(argument: Argument) -> Iterator[Block]:
    """Yield how you and the named players fare, with the numbers of before where they differ."""
    story = argument.rows[0].before.story
    yield Table(
        ("Who", "Delivered", "Next quarter", "Outcome", "Trust"),
        tuple(_row(row) for row in argument.rows),
        "Under this model; in brackets what was before, where it differs.",
    )
    if argument.missing:
        yield Items(tuple(_missing(one, story) for one in argument.missing))


def judged(held: tuple[Held, ...] | None) -> Iterator[Block]:
    """Yield the lessons, the broken ones first; None where they could not be computed."""
    if held is None:
        yield Heading("The lessons")
        yield Prose((plain("The playthroughs are too many to judge them by here."),))
        return
    if not held:
        yield Heading("The lessons")
        yield Prose((plain("A story that can end within two decisions is not judged by them."),))
        return
    broken = [one for one in held if not one.holds]
    yield Heading(f"{len(held) - len(broken)} of {len(held)} lessons hold over all playthroughs")
    ordered = (*broken, *(one for one in held if one.holds))
    yield Items(tuple(_lesson(one) for one in ordered))


def _row(row: Row) -> tuple[str, ...]:
    from game.debrief.standing_page import PLAYERS

    after, before = row.after, row.before
    quarter, was = after.next_quarter, before.next_quarter
    return (
        PLAYERS[row.who],
        _changed(after.delivered, before.delivered),
        _changed(quarter, was),
        _changed(
            None if quarter is None else after.delivered + quarter,
            None if was is None else before.delivered + was,
        ),
        _changed(after.state.trust, before.state.trust),
    )


def _changed(now: int | None, before: int | None) -> str:
    told = "not ended" if now is None else str(now)
    if now == before:
        return told
    return f"{told} ({'not ended' if before is None else before})"


def _missing(missing: Missing, story: Story) -> Paragraph:
    scene = f"“{name_of(missing.scene, story)}”"
    if missing.choice is None:
        said = f"the way now leads to {scene}, where you have not been; an answer was filled in."
    else:
        choice = opening(missing.choice.text, story)
        said = f"“{choice}” is no longer offered at {scene}; another answer stands in."
    return led(f"{missing.number}.", Span(said))


def _lesson(held: Held) -> Paragraph:
    found = f" ({held.found})" if held.found else ""
    return led("Holds:" if held.holds else "Does not hold:", Span(f"{held.rule}{found}."))
