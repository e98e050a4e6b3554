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
    from game.debrief.debrief import Debrief
    from game.debrief.document import Page


def pages(debrief: Debrief) -> tuple[Page, ...]:
    """Return the pages in their order; a run without a decision has the first and last ones."""
    looking_back: tuple[Page, ...] = ()
    if debrief.turns:
        looking_back = (
            happened_page(debrief),
            *decision_pages(debrief),
            qualities_page(debrief),
            contrast_page(debrief),
        )
    return (ended_page(debrief), *looking_back, asks_page(debrief), model_page(debrief))
