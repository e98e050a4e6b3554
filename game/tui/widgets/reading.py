"""A page with what is asked below it: the page scrolls by itself, on small terminals all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget


class Reading(VerticalScroll, can_focus=False):
    """Two scrolls, of which the sheet lets one have its own height. Posts `Measured`."""

    class Measured(Message):
        """What there is to read on may have changed."""

    def __init__(self, page: Iterable[Widget], below: Iterable[Widget]) -> None:
        self._page = VerticalScroll(*page, id="page", can_focus=False)
        super().__init__(self._page, *below, id="body")

    def on_mount(self) -> None:
        """Watch how long both are, which is known once they are laid out."""
        for scroll in (self._page, self):
            for measure in ("virtual_size", "scroll_y", "show_vertical_scrollbar"):
                self.watch(scroll, measure, self._measured, init=False)

    @property
    def more(self) -> bool:
        """Whether there is something to read on."""
        return any(one.scroll_offset.y < one.max_scroll_y for one in (self._page, self))

    def begin(self) -> None:
        """Go to the first line."""
        for scroll in (self._page, self):
            scroll.scroll_home(animate=False)

    def read(self, direction: int) -> None:
        """Read on (1), or back (-1)."""
        page = self._page
        if direction > 0:
            further = page if page.scroll_offset.y < page.max_scroll_y else self
            further.scroll_page_down(animate=False)
        else:
            (self if self.scroll_offset.y else page).scroll_page_up(animate=False)

    def _measured(self) -> None:
        """Tell it once all parts have their places."""
        self.call_after_refresh(self.post_message, self.Measured())
