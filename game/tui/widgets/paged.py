"""Pages of blocks, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.tui.widgets.blocks import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.debrief.document import Page
    from game.story.compiled import Story


class Paged(VerticalScroll, can_focus=False):
    """Shows one of its pages; an update that changes nothing redraws nothing."""

    def __init__(self, story: Story, *, id: str | None = None) -> None:  # noqa: A002, Textual's name
        super().__init__(id=id)
        self._story = story
        self._pages: tuple[Page, ...] = ()
        self._at = 0

    @property
    def place(self) -> str:
        """Which page of how many is shown."""
        return f"page {self._at + 1} of {len(self._pages)}" if self._pages else ""

    @property
    def page(self) -> str:
        """The id of the page that is shown, empty if there is none."""
        return self._pages[self._at].id if self._pages else ""

    async def update(self, pages: Sequence[Page]) -> None:
        """Take new pages, and stay where they were read."""
        if tuple(pages) != self._pages:
            self._pages = tuple(pages)
            self._at = max(0, min(self._at, len(pages) - 1))
            await self._show()

    async def turn(self, step: int) -> None:
        """Go on, or back."""
        at = max(0, min(self._at + step, len(self._pages) - 1))
        if at != self._at:
            self._at = at
            await self._show()

    async def _show(self) -> None:
        await self.remove_children()
        if self._pages:
            page = self._pages[self._at]
            head = Static(Content.assemble((page.title, "bold")), classes="heading")
            await self.mount_all([head, *(render(one, self._story) for one in page.blocks)])
        self.scroll_home(animate=False)
