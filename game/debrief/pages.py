"""The debrief in words, said once for every rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.asks_page import asks_page
from game.debrief.contrast_page import contrast_page
from game.debrief.decision_pages import decision_pages
from game.debrief.ended_page import ended_page
from game.debrief.happened_page import happened_page
from game.debrief.model_page import model_page
from game.debrief.qualities_page import qualities_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.debrief import Debrief
    from game.debrief.document import Page


def pages(debrief: Debrief) -> tuple[Page, ...]:
    """Return the pages in their order; a run without a decision has the first and last ones.

    The pages of the review, `turning`, `standing` and `numbers`, are there once it is computed,
    `beside` if the run branched off another.
    """
    looking_back: tuple[Page, ...] = ()
    if debrief.turns:
        looking_back = (
            happened_page(debrief),
            *_compared(debrief),
            *decision_pages(debrief),
            *_standing(debrief),
            qualities_page(debrief),
            contrast_page(debrief),
        )
    last = (asks_page(debrief), model_page(debrief), *_numbers(debrief))
    return (ended_page(debrief), *looking_back, *last)


def _compared(debrief: Debrief) -> Iterator[Page]:
    # Imported here and below: the first page does not wait for what the analysis will say.
    if debrief.beside is not None:
        from game.debrief.beside_page import beside_page

        yield beside_page(debrief, debrief.beside)
    if debrief.review is not None:
        from game.debrief.turning_page import turning_page

        yield turning_page(debrief, debrief.review)


def _standing(debrief: Debrief) -> Iterator[Page]:
    if debrief.review is not None and debrief.review.standing is not None:
        from game.debrief.standing_page import standing_page

        yield standing_page(debrief, debrief.review.standing)


def _numbers(debrief: Debrief) -> Iterator[Page]:
    if debrief.turns and debrief.review is not None and debrief.review.decisions:
        from game.debrief.numbers_page import numbers_page

        yield numbers_page(debrief, debrief.review)
