"""A histogram drawn as inline SVG; the table beside it has the same numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from game.debrief.histogram import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.document import Histogram

_WIDTH: Final = 640
_ROW: Final = 24
_LEFT: Final = 84
"""Room for the range, in the units of the drawing."""
_LONGEST: Final = 300
"""The longest bar; who stands in a range is said to its right."""


def bars(histogram: Histogram) -> Iterator[str]:
    """Yield the drawing, which a screen reader passes over for the table's sake."""
    height = _ROW * len(histogram.bars) + 8
    largest = max((bar.share for bar in histogram.bars), default=0) or 1
    yield (
        f'<svg class="curves" viewBox="0 0 {_WIDTH} {height}" aria-hidden="true" focusable="false">'
    )
    for at, bar in enumerate(histogram.bars):
        top, long = at * _ROW + 4, bar.share / largest * _LONGEST
        # A share above 0 is seen, however small it is.
        long = max(long, 1.0) if bar.share else 0.0
        yield f'<text x="{_LEFT - 10}" y="{top + 15}" text-anchor="end">{label(bar)}</text>'
        yield f'<rect class="bar" x="{_LEFT}" y="{top}" width="{long:.1f}" height="{_ROW - 6}"/>'
        if bar.marks:
            said = escape(", ".join(bar.marks))
            yield f'<text x="{_LEFT + long + 10:.1f}" y="{top + 15}">{said}</text>'
    yield "</svg>"
