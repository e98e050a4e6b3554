"""The seven qualities, with the moments of this run that touched them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.document import Items, Page, Prose
from game.debrief.wording import at, led, listed, opening, plain, quality_name
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.debrief.debrief import Debrief
    from game.debrief.moments import Chance
    from game.debrief.turns import Turn
    from game.story.prose import Paragraph


def qualities_page(debrief: Debrief) -> Page:
    """Return a line for each quality that an answer of this run could touch."""
    shown: set[int] = set()
    items: list[Paragraph] = []
    for chance in debrief.chances:
        if chance.taken or chance.left:
            moment = _moment(chance, shown)
            items.append(_item(chance, moment, debrief))
            if moment is not None:
                shown.add(moment.number)
    rest = [quality_name(one.quality) for one in debrief.chances if not (one.taken or one.left)]
    closing = (plain(f"No answer of this run touched {_either(rest)}."),) if rest else ()
    return Page(
        "qualities",
        "The seven qualities",
        (
            Prose(
                (
                    plain(
                        "The article's seven qualities, by the numbers of your decisions. A chance "
                        "taken is no grade: it can still come too soon."
                    ),
                )
            ),
            *((Items(tuple(items)),) if items else ()),
            *((Prose(closing),) if closing else ()),
        ),
    )


def _item(chance: Chance, moment: Turn | None, debrief: Debrief) -> Paragraph:
    parts = []
    if chance.taken:
        places = [_place(turn, moment, debrief) for turn in chance.taken]
        parts.append(f"taken at {listed(places)}")
    if chance.left:
        parts.append(f"left at {at(chance.left)}")
    return led(f"{quality_name(chance.quality).capitalize()}:", Span(f"{', '.join(parts)}."))


def _place(turn: Turn, moment: Turn | None, debrief: Debrief) -> str:
    """Return a decision's number, and for the one moment also what was done."""
    if turn is not moment:
        return str(turn.number)
    return f"{turn.number} (“{opening(turn.chosen.choice.text, debrief.run.story)}”)"


def _moment(chance: Chance, shown: Iterable[int]) -> Turn | None:
    """Return the moment that moved trust most, one that no other quality has shown yet."""
    fresh = [turn for turn in chance.taken if turn.number not in shown]
    return max(fresh, key=lambda turn: turn.chosen.trust_moved, default=None)


def _either(names: list[str]) -> str:
    return listed(names).replace(" and ", " or ")
