"""Places for boxes and the links between them: layer below layer, few crossings.

After Sugiyama: a box's layer is its longest distance from a beginning, a link over several layers
bends in each, the order in a layer follows the neighbours' mean, and places are those nearest to
the neighbours that keep the order.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SWEEPS: Final = 12
_GAP: Final = 28.0
"""Between two boxes of a layer, and around a link that passes there."""
_BELOW: Final = 48.0
_FOR_EACH: Final = 6.0
_MOST_ROOM: Final = 60.0
"""Between two layers: room for a label, and more for each link that leads on, up to a limit."""
_MOST_BENDS: Final = 20_000
"""With more, long links run straight: the work stays within seconds."""
_STRAIGHT: Final = 6.0
"""How much more a bend wants to be in line with its neighbour than a box does."""


class Size(NamedTuple):
    """Of a box, in pixels."""

    width: float
    height: float


class Point(NamedTuple):
    """In pixels from the top left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The middle of each box's upper edge, and the points each link runs through between boxes."""

    tops: Mapping[str, Point]
    bends: Mapping[tuple[str, str], tuple[Point, ...]]
    size: Size


@dataclass(slots=True)
class _Spot:
    """A box, or (`box` empty) a bend of a link."""

    box: str
    width: float
    height: float
    layer: int
    x: float = 0.0
    above: list[_Spot] = field(default_factory=list)
    below: list[_Spot] = field(default_factory=list)
    place: int = 0


def layout(boxes: Mapping[str, Size], links: Sequence[tuple[str, str]]) -> Layout:
    """Return places for boxes, which stand in an order in which no link leads back."""
    spots, bends = _spots(boxes, links)
    layers = _layers([*spots.values(), *(one for some in bends.values() for one in some)])
    _order(layers)
    _place(layers)
    tops, heights, y = [], [], _GAP
    for layer in layers:
        tops.append(y)
        heights.append(max(spot.height for spot in layer))
        downward = sum(len(spot.below) for spot in layer)
        y += heights[-1] + _BELOW + min(_FOR_EACH * downward, _MOST_ROOM)
    left = min(spot.x - spot.width / 2 for layer in layers for spot in layer) - _GAP
    right = max(spot.x + spot.width / 2 for layer in layers for spot in layer) + _GAP
    return Layout(
        {box: Point(spot.x - left, tops[spot.layer]) for box, spot in spots.items()},
        {
            link: tuple(
                Point(one.x - left, tops[one.layer] + heights[one.layer] * part)
                for one in some
                for part in (0.0, 1.0)
            )
            for link, some in bends.items()
        },
        Size(right - left, tops[-1] + heights[-1] + _GAP),
    )


def _spots(
    boxes: Mapping[str, Size], links: Sequence[tuple[str, str]]
) -> tuple[dict[str, _Spot], dict[tuple[str, str], list[_Spot]]]:
    """Return a spot for each box, and those in which each link bends."""
    into: dict[str, list[str]] = defaultdict(list)
    for source, to in links:
        into[to].append(source)
    spots: dict[str, _Spot] = {}
    for box, size in boxes.items():
        layer = max((spots[source].layer + 1 for source in into[box]), default=0)
        spots[box] = _Spot(box, size.width, size.height, layer)
    spans = {link: spots[link[1]].layer - spots[link[0]].layer for link in links}
    bend = sum(spans.values()) <= _MOST_BENDS
    bends: dict[tuple[str, str], list[_Spot]] = {}
    for source, to in links:
        first, last = spots[source], spots[to]
        between = range(first.layer + 1, last.layer) if bend else range(0)
        bends[source, to] = [_Spot("", _GAP / 2, 0.0, layer) for layer in between]
        if bend or last.layer == first.layer + 1:
            chain = [first, *bends[source, to], last]
            for upper, lower in pairwise(chain):
                upper.below.append(lower)
                lower.above.append(upper)
    return spots, bends


def _layers(spots: Sequence[_Spot]) -> list[list[_Spot]]:
    layers: list[list[_Spot]] = [[] for _ in range(1 + max(spot.layer for spot in spots))]
    for spot in spots:
        spot.place = len(layers[spot.layer])
        layers[spot.layer].append(spot)
    return layers


def _order(layers: list[list[_Spot]]) -> None:
    """Sort each layer by the mean place of the neighbours above, then below, and keep the best."""
    best = [list(layer) for layer in layers]
    fewest = _crossings(layers)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            layer.sort(key=lambda spot: _mean(spot, spot.above if down else spot.below))
            for place, spot in enumerate(layer):
                spot.place = place
        crossings = _crossings(layers)
        if crossings < fewest:
            fewest, best = crossings, [list(layer) for layer in layers]
    for layer, kept in zip(layers, best, strict=True):
        layer[:] = kept
        for place, spot in enumerate(layer):
            spot.place = place


def _mean(spot: _Spot, neighbours: Sequence[_Spot]) -> float:
    if not neighbours:
        return float(spot.place)
    return sum(one.place for one in neighbours) / len(neighbours)


def _crossings(layers: Sequence[Sequence[_Spot]]) -> int:
    """Count how often links between neighbouring layers cross."""
    count = 0
    for layer in layers:
        seen: list[int] = []
        for spot in layer:
            places = sorted(one.place for one in spot.below)
            count += sum(len(seen) - bisect_right(seen, place) for place in places)
            for place in places:
                insort(seen, place)
    return count


def _place(layers: Sequence[Sequence[_Spot]]) -> None:
    """Bring every spot near its neighbours without changing the order of any layer."""
    for layer in layers:
        x = 0.0
        for spot in layer:
            spot.x = x + spot.width / 2
            x += spot.width + _GAP
        for spot in layer:
            spot.x -= x / 2
    for sweep in range(2 * _SWEEPS):
        for layer in layers if sweep % 2 == 0 else list(reversed(layers)):
            _settle(layer, down=sweep % 2 == 0, both=sweep >= _SWEEPS)


def _settle(layer: Sequence[_Spot], *, down: bool, both: bool) -> None:
    """Move a layer's spots the least squares away from where their neighbours want them.

    With each spot's least distance from the first taken off, the places must only not fall, so
    that pooling those that would is exact.
    """
    shift = 0.0
    pools: list[tuple[float, float, int]] = []
    shifts: list[float] = []
    for number, spot in enumerate(layer):
        if number:
            shift += (layer[number - 1].width + spot.width) / 2 + _GAP
        shifts.append(shift)
        wanted, weight = _wanted(spot, down=down, both=both)
        total, mass, size = (wanted - shift) * weight, weight, 1
        while pools and pools[-1][0] * mass > total * pools[-1][1]:
            before, heavy, count = pools.pop()
            total, mass, size = total + before, mass + heavy, size + count
        pools.append((total, mass, size))
    places = [total / mass for total, mass, size in pools for _ in range(size)]
    for spot, place, off in zip(layer, places, shifts, strict=True):
        spot.x = place + off


def _wanted(spot: _Spot, *, down: bool, both: bool) -> tuple[float, float]:
    """Return where a spot's neighbours want it, and how much that counts."""
    first, second = (spot.above, spot.below) if down else (spot.below, spot.above)
    neighbours = [*first, *second] if both or not first else first
    if not neighbours:
        return spot.x, 0.1
    weights = [_STRAIGHT if not (spot.box or one.box) else 1.0 for one in neighbours]
    total = sum(weights)
    return sum(
        one.x * weight for one, weight in zip(neighbours, weights, strict=True)
    ) / total, total
