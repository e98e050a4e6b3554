"""A histogram as rows: as a table where there is no picture, as bars of letters where there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.debrief.document import Table
from game.debrief.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.document import Bar, Histogram

_BAR: Final = 24
"""Letters of the longest bar: beside its range, its share and three names it fits 76 columns."""
_EIGHTHS: Final = "▏▎▍▌▋▊▉█"
_SHARE: Final = 9
"""Letters of the longest share: `under 1 %`."""


class Row(NamedTuple):
    """One line of the picture, in four parts of one width each but for the last."""

    label: str
    bar: str
    share: str
    marks: str


def rows_of(histogram: Histogram) -> Table:
    """Return the same numbers as a table."""
    return Table(
        (histogram.caption, "Share", "Who"),
        tuple(
            (label(bar), percent(bar.share), ", ".join(bar.marks) or "–") for bar in histogram.bars
        ),
        f"{histogram.caption} of all playthroughs",
    )


def bars_of(histogram: Histogram) -> Iterator[Row]:
    """Yield a line for each range, its bar as long as its share beside the largest."""
    largest = max((bar.share for bar in histogram.bars), default=0) or 1
    width = max((len(label(bar)) for bar in histogram.bars), default=0)
    for bar in histogram.bars:
        yield Row(
            f"{label(bar):>{width}}  ",
            f"{_drawn(bar.share / largest):<{_BAR}} ",
            f"{percent(bar.share):>{_SHARE}}  ",
            ", ".join(bar.marks),
        )


def label(bar: Bar) -> str:
    """Return the range of a bar in words."""
    return f"{bar.least}–{bar.most}" if bar.least != bar.most else str(bar.least)


def _drawn(share: float) -> str:
    eighths = round(share * _BAR * len(_EIGHTHS))
    if share and not eighths:
        eighths = 1
    whole, part = divmod(eighths, len(_EIGHTHS))
    return _EIGHTHS[-1] * whole + (_EIGHTHS[part - 1] if part else "")
