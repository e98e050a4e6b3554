"""A map as lines of text: its outline, with choices, links by ids, shares and warnings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from game.author.outline import depths
from game.author.rows import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.author.chart import Box, Chart, Option, Way

WIDTH: Final = 80
_STEP: Final = 2
_BRANCH: Final = 4
"""Columns of indentation within a scene, and of one that branches off."""
_DEEPEST: Final = 8
"""What branches off deeper stays there, so that there is room to read."""
_MARGIN: Final = 10
"""Columns of the mark and the share."""


def outline(chart: Chart) -> str:
    """Return the map as lines of at most 80 columns."""
    told = [tuple(_head(chart))]
    told += (
        tuple(_scene(chart, chart.boxes[scene], depth)) for scene, depth in depths(chart).items()
    )
    rows = list(told[0])
    for before, lines in pairwise(told):
        # What takes more than a line stands apart from what follows.
        rows += ([""] if len(before) > 1 else []) + list(lines)
    return "\n".join(rows)


def _head(chart: Chart) -> Iterator[str]:
    yield from _wrapped("", f"{chart.title} [{chart.id}], a common-ground map", 0)
    for sentence in chart.said:
        yield from _wrapped("", f"{sentence}.", 0)


def _scene(chart: Chart, box: Box, depth: int) -> Iterator[str]:
    name = f"Ending: {box.name}" if box.ending else box.name
    named = f"{name} [{box.id}]" if name != box.id else f"[{box.id}]"
    indent = min(depth, _DEEPEST) * _BRANCH
    only = box.options[0] if box.options and not box.decides else None
    if only is not None and len(only.ways) == 1:
        named = f"{named}, goes on to {only.ways[0].to}"
    yield from _wrapped(_margin(chart, box.passed, taken=box.taken), named, indent)
    if box.warning:
        yield from _warned(box.warning, indent)
    for option in box.options:
        if option is not only:
            yield from _choice(chart, option, indent + _STEP)
        elif len(only.ways) > 1:
            yield from _ways(chart, only, indent + _STEP)


def _choice(chart: Chart, option: Option, indent: int) -> Iterator[str]:
    offered = f" (offered if {option.when})" if option.when else ""
    only = option.ways[0] if len(option.ways) == 1 else None
    to = f" to {only.to}" if only is not None else ""
    colon = ":" if only is None else ""
    margin = _margin(chart, option.passed, taken=option.taken)
    yield from _wrapped(margin, f"- {option.id}{to}{offered}{colon}", indent)
    if option.warning:
        yield from _warned(option.warning, indent)
    if only is None:
        yield from _ways(chart, option, indent + _STEP)


def _ways(chart: Chart, option: Option, indent: int) -> Iterator[str]:
    for way in option.ways:
        margin = _margin(chart, way.passed, taken=way.taken)
        yield from _wrapped(margin, f"to {way.to} {_condition(way)}", indent)
        if way.warning:
            yield from _warned(way.warning, indent)


def _condition(way: Way) -> str:
    return f"if {way.when}" if way.when else "otherwise"


def _margin(chart: Chart, passed: int, *, taken: bool) -> str:
    mark = "*" if taken else " "
    return f"{mark}{chart.share(passed):>7}  "


def _warned(warning: str, indent: int) -> Iterator[str]:
    yield from _wrapped(f"{'!':>{_MARGIN - 2}}  ", warning, indent)


def _wrapped(margin: str, text: str, indent: int) -> Iterator[str]:
    """Yield rows of text behind a margin that the first of them has; further ones hang."""
    hang = _STEP if margin else 0
    first, *others = wrapped(text, WIDTH - len(margin) - indent - hang)
    yield f"{margin}{' ' * indent}{first}"
    for row in others:
        yield f"{' ' * (len(margin) + indent + hang)}{row}"
