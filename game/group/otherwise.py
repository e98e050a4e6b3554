"""What else a room could have answered: a page of its debrief, and what it can play on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.debrief.document import Items, Page, Prose
from game.debrief.turns import option
from game.debrief.wording import inline, led, one_line, plain, signed
from game.engine.run import offers
from game.group.sides import chosen, joined
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.review import Review
    from game.debrief.turns import Turn
    from game.engine.run import Run
    from game.group.debriefing import Voted


class Otherwise(NamedTuple):
    """Choices of which one side's, by its number from 0, is another than the one made."""

    side: int
    choices: tuple[str, ...]


def otherwise(voted: Voted) -> Iterator[Otherwise]:
    """Yield every way in which exactly one side answers otherwise, side by side.

    A side that nobody holds plays by itself and has one answer: it never differs.
    """
    made = voted.choices
    for at, tally in enumerate(voted.ballots[0]):
        for one in tally.options:
            if one != made[at]:
                yield Otherwise(at, (*made[:at], one, *made[at + 1 :]))


def page(run: Run, turn: Turn, title: str, voted: Voted, review: Review | None) -> Page | None:
    """Return the page of a decision's other answers, None where there is none.

    `review` says what each leaves open, where it knows; without it only what it does at once.
    """
    told = [_told(run, turn, one, review) for one in otherwise(voted)]
    others = [one for one in told if one is not None]
    if not others:
        return None
    head = plain(
        "What each would have done at once, on the scale of the meters, and what it would have"
        " left open."
    )
    return Page(f"else-{turn.number}", f"{title}: and otherwise?", (Prose((head,)), *others))


def _told(run: Run, turn: Turn, other: Otherwise, review: Review | None) -> Items | None:
    offered = offers(turn.scene, turn.before, run.parameters)
    choice = next((one for one in offered if one.id == joined(other.choices)), None)
    if choice is None:
        return None
    name = chosen(run.decisions[turn.number - 1], run.story, other.choices)[other.side]
    found = option(turn.before, choice, run.parameters)
    moved = f"Trust {signed(found.trust_moved)}, tension {signed(found.tension_moved)}."
    why = inline(choice.why, run.story) if choice.why else ()
    ahead = _ahead(run, turn.number, choice.id, review)
    return Items((led(name, Span(f"{moved} {ahead}"), *why),))


def _ahead(run: Run, number: int, choice_id: str, review: Review | None) -> str:
    """Return which endings an answer leaves open, from every way on: exact, or nothing."""
    reviewed = None if review is None else review.of(number)
    others = () if reviewed is None else reviewed.others
    found = next((one.after for one in others if one.choice.id == choice_id), None)
    if found is None or not found.endings:
        return ""
    best = one_line(run.story.scenes[found.best].ending or "", run.story) if found.best else ""
    if found.endings == 1:
        return f"It leaves one ending open{f': {best}' if best else ''}. "
    return f"It leaves {found.endings} endings open{f', the best of them {best}' if best else ''}. "
