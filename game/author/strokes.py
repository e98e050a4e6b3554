"""The lines of a drawn map: from box to box, with a label each."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from game.author.layers import Point
from game.author.rows import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from game.author.chart import Chart, Link
    from game.author.layers import Layout, Size

_TIP: Final = 7.0
_NAMED: Final = 3
"""Choices that a label names; of more it says the number."""
_LETTER: Final = 5.6
_HIGH: Final = 13.0
"""A letter of a label, in pixels, and the label's height."""
_PLACES: Final = (0.5, 0.38, 0.62, 0.26, 0.74, 0.15, 0.85)
"""Parts of the line's first piece at which a label may stand, the best first."""
_LONGEST: Final = 30
_THINNEST: Final = 1.0
_THICKEST: Final = 5.0
"""Of a line that nobody passes, and of one that all do."""


class Stroke(NamedTuple):
    """One link, drawn: SVG's path data of the line and of its tip, and what is said of it.

    `label_at` is the middle of the label's base line, `label_half` half its width.
    """

    path: str
    tip: str
    width: float
    passed: int
    taken: bool
    said: str
    label: str
    label_at: Point
    label_half: float


class _Label(NamedTuple):
    """A label's middle and half its width."""

    at: Point
    half: float

    def meets(self, other: _Label) -> bool:
        """Whether two labels cover each other."""
        near = abs(self.at.x - other.at.x) < self.half + other.half
        return near and abs(self.at.y - other.at.y) < _HIGH


def strokes(
    chart: Chart, links: Sequence[Link], places: Layout, sizes: Mapping[str, Size]
) -> Iterator[Stroke]:
    """Yield every link with its line, and its label where it covers no other if there is room."""
    leaving = _ports(links, places, sizes, out=True)
    coming = _ports(links, places, sizes, out=False)
    alone = {scene for scene, number in _numbers(links).items() if number == 1}
    labels: dict[int, list[_Label]] = defaultdict(list)
    for link in links:
        ends = link.source, link.to
        points = (leaving[ends], *places.bends[ends], _above(coming[ends]))
        label = _said(chart, link, alone=link.source in alone)
        room = labels[round(coming[ends].y if len(points) == 2 else points[1].y)]  # noqa: PLR2004, two ends
        spot = _free(points, label, room)
        room.append(spot)
        whole = max(chart.playthroughs, 1)
        width = _THINNEST + (_THICKEST - _THINNEST) * link.passed / whole
        said = f"{link.source} to {link.to}, {link.label(chart)}"
        path, tip = _path(points), _tip(coming[ends])
        yield Stroke(path, tip, width, link.passed, link.taken, said, label, *spot)


def _numbers(links: Sequence[Link]) -> dict[str, int]:
    numbers: dict[str, int] = defaultdict(int)
    for link in links:
        numbers[link.source] += 1
    return numbers


def _said(chart: Chart, link: Link, *, alone: bool) -> str:
    """Return a short label: the choices are named only where it matters which."""
    share = chart.share(link.passed)
    if alone or not link.options:
        return share
    names = ", ".join(link.options)
    if len(link.options) > _NAMED or len(names) > _LONGEST:
        names = cut(names, _LONGEST) if len(link.options) == 1 else f"{len(link.options)} choices"
    return f"{names}: {share}"


def _ports(
    links: Sequence[Link], places: Layout, sizes: Mapping[str, Size], *, out: bool
) -> dict[tuple[str, str], Point]:
    """Return where each link leaves, or enters, its box: side by side, in the order it goes to."""
    sides: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for link in links:
        ends = link.source, link.to
        bends = places.bends[ends]
        beyond = bends[0 if out else -1] if bends else places.tops[ends[1 if out else 0]]
        sides[ends[0 if out else 1]].append((beyond.x, ends))
    found: dict[tuple[str, str], Point] = {}
    for box, some in sides.items():
        top, size = places.tops[box], sizes[box]
        step = size.width / (len(some) + 1)
        y = top.y + size.height if out else top.y
        for number, (_, ends) in enumerate(sorted(some), 1):
            found[ends] = Point(top.x - size.width / 2 + step * number, y)
    return found


def _free(points: Sequence[Point], label: str, others: Sequence[_Label]) -> _Label:
    """Return a place on the first piece of a line that no other label has taken."""
    first, second = points[0], points[1]
    half = len(label) * _LETTER / 2 + 2
    spots = [_Label(_on(first, second, part), half) for part in _PLACES]
    return next((spot for spot in spots if not any(map(spot.meets, others))), spots[0])


def _on(first: Point, second: Point, part: float) -> Point:
    """Return a point of the curve between two points that leaves and enters upright."""
    left = 1 - part
    ease = part * part * (3 - 2 * part)
    # Both inner points of the curve lie half-way down.
    down = 1.5 * part * left + part**3
    return Point(
        first.x + (second.x - first.x) * ease, first.y + (second.y - first.y) * down + _HIGH / 3
    )


def _above(point: Point) -> Point:
    return Point(point.x, point.y - _TIP)


def _path(points: Sequence[Point]) -> str:
    """Return curves through all points, each leaving and entering upright."""
    parts = [f"M{points[0].x:.1f} {points[0].y:.1f}"]
    for first, second in pairwise(points):
        middle = (first.y + second.y) / 2
        parts.append(
            f"C{first.x:.1f} {middle:.1f} {second.x:.1f} {middle:.1f} {second.x:.1f} {second.y:.1f}"
        )
    return " ".join(parts)


def _tip(point: Point) -> str:
    x, y = point
    return f"M{x:.1f} {y:.1f}L{x - 4:.1f} {y - _TIP:.1f}L{x + 4:.1f} {y - _TIP:.1f}Z"
