"""The debrief in words, said once for every rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.asks_page import asks_page
from game.debrief.beside_page import beside_page
from game.debrief.contrast_page import contrast_page
from game.debrief.decision_pages import decision_pages
from game.debrief.ended_page import ended_page
from game.debrief.happened_page import happened_page
from game.debrief.model_page import model_page
from game.debrief.numbers_page import numbers_page
from game.debrief.qualities_page import qualities_page
from game.debrief.standing_page import standing_page
from game.debrief.turning_page import turning_page

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.document import Page


def pages(debrief: Debrief) -> tuple[Page, ...]:
    """Return the pages in their order; a run without a decision has the first and last ones.

    The pages of the review, `turning`, `standing` and `numbers`, are there once it is computed.
    """
    looking_back: list[Page] = []
    review = debrief.review
    last = [asks_page(debrief), model_page(debrief)]
    if debrief.turns:
        looking_back.append(happened_page(debrief))
        if debrief.beside is not None:
            looking_back.append(beside_page(debrief, debrief.beside))
        if review is not None:
            looking_back.append(turning_page(debrief, review))
        looking_back += decision_pages(debrief)
        if review is not None and review.standing is not None:
            looking_back.append(standing_page(debrief, review.standing))
        looking_back += [qualities_page(debrief), contrast_page(debrief)]
        if review is not None and review.decisions:
            last.append(numbers_page(debrief, review))
    return (ended_page(debrief), *looking_back, *last)
