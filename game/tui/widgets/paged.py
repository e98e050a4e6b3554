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
        self._shown: Page | None = None

    @property
    def place(self) -> str:
        """Which page of how many is shown."""
        return f"page {self._at + 1} of {len(self._pages)}" if self._pages else ""

    @property
    def page(self) -> str:
        """The id of the page that is shown, empty if there is none."""
        return self._pages[self._at].id if self._pages else ""

    def beside(self, step: int) -> int:
        """Return the number of the page so many further, from 0, or of the first or last one."""
        return max(0, min(self._at + step, len(self._pages) - 1))

    async def update(self, pages: Sequence[Page], at: int) -> None:
        """Show one of the pages, from its top if it is another one than before."""
        self._pages, self._at = tuple(pages), max(0, min(at, len(pages) - 1))
        page, before = self._pages[self._at], self._shown
        if page == before:
            return
        # Not shown until it is: an update that is cut off here is made up for by the next one.
        self._shown = None
        if before is not None and _outline(before) == _outline(page):
            await self._change(before, page)
        else:
            await self.remove_children()
            head = Static(Content.assemble((page.title, "bold")), classes="heading")
            await self.mount_all([head, *(render(one, self._story) for one in page.blocks)])
            self.scroll_home(animate=False)
        self._shown = page

    async def _change(self, before: Page, page: Page) -> None:
        """Put new blocks in the place of those that have changed, where the page is read."""
        blocks = zip(list(self.children)[1:], before.blocks, page.blocks, strict=True)
        with self.app.batch_update():
            for widget, old, new in blocks:
                if old != new:
                    await self.mount(render(new, self._story), before=widget)
                    await widget.remove()


def _outline(page: Page) -> tuple[str, str, int]:
    return page.id, page.title, len(page.blocks)
