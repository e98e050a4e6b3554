"""The desk's panes. Each shows what it is given, keeps its place, and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_EMPTY = Content("")


class Row(NamedTuple):
    """One row of a list: what it says, and whether the highlight stops at it."""

    prompt: Content
    enabled: bool = True


class Pane(Vertical):
    """A list under a few lines of text; `name` is what its border and tab say."""

    def __init__(self, pane_id: str) -> None:
        super().__init__(id=pane_id)
        self._rows: tuple[Row, ...] | None = None

    def compose(self) -> ComposeResult:
        """Lines above, then the list."""
        yield Static(_EMPTY, classes="above", markup=False)
        yield OptionList(markup=False)

    @property
    def list(self) -> OptionList:
        """The rows."""
        return self.query_one(OptionList)

    @property
    def highlighted(self) -> int | None:
        """The index of the row that Enter takes; None where there is none."""
        return self.list.highlighted

    def show(self, above: Content, rows: Sequence[Row], at: int | None = None) -> None:
        """Show rows, the highlight on row `at`, or where it stands."""
        line = self.query_one(".above", Static)
        if line.content != above:
            line.update(above)
        line.display = bool(above.plain)
        if self._rows == tuple(rows) and at is None:
            return
        self._rows = tuple(rows)
        options = self.list
        stood = options.highlighted if at is None else at
        scrolled = options.scroll_y
        options.set_options([Option(row.prompt, disabled=not row.enabled) for row in rows])
        options.highlighted = _near(rows, stood or 0)
        if at is None:
            options.scroll_to(y=scrolled, animate=False)


class PlayPane(Pane):
    """The page of a scene, its answers as the list."""

    def compose(self) -> ComposeResult:
        """Lines above, the page, the answers."""
        yield Static(_EMPTY, classes="above", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(_EMPTY, classes="page", markup=False)
        yield OptionList(markup=False)

    def turn(self, page: Content, *, keep: bool) -> None:
        """Show a page, from its top or as far down as it was read."""
        self.query_one(".page", Static).update(page)
        if not keep:
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def read(self, direction: int) -> None:
        """Read on, or back, where the page is longer than the pane."""
        page = self.query_one(VerticalScroll)
        if direction > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)


def _near(rows: Sequence[Row], at: int) -> int | None:
    """Return the index of the row nearest to one at which the highlight stops."""
    able = [index for index, row in enumerate(rows) if row.enabled]
    return min(able, key=lambda index: (abs(index - at), -index), default=None)
