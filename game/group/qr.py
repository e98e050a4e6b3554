"""The address as a QR code of half blocks: black on white, whatever the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_BORDER: Final = 2
"""Modules of quiet zone: half of what the norm asks, which phones read well from a screen."""


def half_blocks(address: str) -> tuple[str, ...]:
    """Return lines of text, each cell two modules high: dark ones are drawn, light ones left out.

    In capital letters an address needs the smaller alphabet: 29 x 15 cells, not 33 x 17.
    """
    return drawn(address.upper())


@lru_cache(8)
def drawn(data: str) -> tuple[str, ...]:
    """Return lines of text for data in which small letters are not capital ones.

    Kept, for it takes some ms and the lobby is drawn four times a second.
    """
    import segno

    code = segno.make(data, error="l", micro=False)
    rows = [[bool(one) for one in row] for row in code.matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return tuple(
        "".join(_cell(upper, lower) for upper, lower in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    )


def _cell(upper: bool, lower: bool) -> str:  # noqa: FBT001, two halves of one cell
    if upper:
        return "█" if lower else "▀"
    return "▄" if lower else " "
