"""Curves as an SVG drawing: each has a dash and a mark of its own, so that no colour is needed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.document import Curves, Series

_WIDTH: Final = 720
_HEIGHT: Final = 340
_LEFT: Final = 40
_RIGHT: Final = 20
_TOP: Final = 44
_BOTTOM: Final = 36
_STEP: Final = 25
"""Units between two lines of the grid."""
_MOST_LABELS: Final = 16
"""Labels below the curves that do not run into each other."""
_KINDS: Final = 4
"""Curves that look different; a fifth would look like the first."""
_MARKS: Final = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    "M-4,-4h8v8h-8z",
    "M0,-5l5,9h-10z",
    "M0,-6l5,6l-5,6l-5,-6z",
)


def drawing(curves: Curves) -> Iterator[str]:
    """Yield the lines of an `svg` element; the table that follows holds the same numbers.

    It stands in a box that can be scrolled by keys: in a narrow window its letters stay legible.
    """
    names = ", ".join(one.name for one in curves.series)
    said = " ".join((f"{names}, from 0 to 100.", *map(_summary, curves.series)))
    yield '<div class="wide" tabindex="0" role="group" aria-label="Curves">'
    yield f'<svg class="curves" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
    yield f'aria-label="{escape(said)}">'
    yield from _grid()
    yield from _labels(curves.labels)
    for index, one in enumerate(curves.series):
        yield from _curve(index % _KINDS, one)
    yield from _legend(curves)
    yield "</svg></div>"


def _summary(series: Series) -> str:
    values = series.values
    if not values:
        return f"{series.name}: nothing yet."
    return (
        f"{series.name}: from {values[0]} to {values[-1]}, "
        f"lowest {min(values)}, highest {max(values)}."
    )


def _grid() -> Iterator[str]:
    for level in range(0, 101, _STEP):
        y = _y(level)
        yield f'<path class="grid" d="M{_LEFT},{y}H{_WIDTH - _RIGHT}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{level}</text>'


def _labels(labels: tuple[str, ...]) -> Iterator[str]:
    every = -(-len(labels) // _MOST_LABELS)
    for at, label in enumerate(labels):
        last = at == len(labels) - 1
        if last or (at % every == 0 and (len(labels) - 1 - at) >= every):
            x = _x(at, len(labels))
            y = _HEIGHT - _BOTTOM + 22
            yield f'<text x="{x}" y="{y}" text-anchor="middle">{escape(label)}</text>'


def _curve(kind: int, series: Series) -> Iterator[str]:
    spots = [(_x(at, len(series.values)), _y(value)) for at, value in enumerate(series.values)]
    if not spots:
        return
    way = "L".join(f"{x},{y}" for x, y in spots)
    yield f'<path class="line kind-{kind}" d="M{way}"/>'
    for x, y in spots:
        yield f'<path class="mark kind-{kind}" transform="translate({x} {y})" d="{_MARKS[kind]}"/>'


def _legend(curves: Curves) -> Iterator[str]:
    """Yield each curve's name beside a piece of it, above the drawing."""
    for index, one in enumerate(curves.series):
        kind, x = index % _KINDS, _LEFT + index * 160
        yield f'<path class="line kind-{kind}" d="M{x},18h40"/>'
        yield f'<path class="mark kind-{kind}" transform="translate({x + 20} 18)" '
        yield f'd="{_MARKS[kind]}"/>'
        yield f'<text x="{x + 48}" y="23">{escape(one.name)}</text>'


def _x(at: int, count: int) -> int:
    return _LEFT + 12 + (_WIDTH - _LEFT - _RIGHT - 24) * at // max(count - 1, 1)


def _y(level: int) -> int:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * level // 100
