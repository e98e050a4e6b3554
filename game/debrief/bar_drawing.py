"""The bars of a histogram as inline SVG, to stand in the table with the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.document import Histogram

_LONGEST: Final = 100
"""The largest share's length; the drawing is stretched to the width of its cell."""
_SHORTEST: Final = 0.5
"""A share above 0 can be seen."""


def bars(histogram: Histogram) -> Iterator[str]:
    """Yield a drawing a range; a screen reader passes over it, for the share stands beside it."""
    largest = max((bar.share for bar in histogram.bars), default=0) or 1
    for bar in histogram.bars:
        length = max(bar.share / largest * _LONGEST, _SHORTEST) if bar.share else 0
        yield (
            f'<svg class="bar" viewBox="0 0 {_LONGEST} 1" preserveAspectRatio="none" '
            f'aria-hidden="true" focusable="false"><rect width="{length:.1f}" height="1"/></svg>'
        )
