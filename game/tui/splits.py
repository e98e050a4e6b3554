"""How a side has voted, as rows: each answer with a bar, a share and a number for each ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.group.words import nth
from game.tui.widgets.hanging import Row

if TYPE_CHECKING:
    from game.group.splits import SplitView

_BAR: Final = 24
_WHOLE: Final = 100


def rows(split: SplitView) -> list[Row]:
    """Return the rows of a side's split, under its team's name if it has one."""
    lines = [Row("", Content.assemble((split.team, "bold")))] if split.team else []
    for number, bar in enumerate(split.bars, 1):
        lines.append(Row(str(number), Content(bar.text)))
        for at, (count, share) in enumerate(bar.counts, 1):
            name = f"{nth(at):<7}" if len(bar.counts) > 1 else ""
            lines.append(Row("", _bar(name, count, share)))
    return lines


def _bar(name: str, count: int, share: int) -> Content:
    filled = round(share * _BAR / _WHOLE)
    return Content.assemble(
        name,
        ("█" * filled, "$primary"),
        ("░" * (_BAR - filled), "$foreground-disabled"),
        (f" {share:>3} %  {count}", "bold"),
    )
