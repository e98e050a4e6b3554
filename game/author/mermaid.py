"""A map as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.author.chart import Box, Chart, Link

_PLAIN: Final = frozenset(" .,:'-%_+")
"""Signs that mean nothing to Mermaid within quotes; every other one is written as its number."""


def mermaid(chart: Chart) -> str:
    """Return the map as a flowchart. Nodes are numbered, since `end` and others are its words."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    numbers = {scene: f"n{number}" for number, scene in enumerate(chart.boxes)}
    yield "%% common-ground map"
    yield "flowchart TD"
    yield f"  accTitle: {escaped(f'Map of {chart.title}')}"
    yield f"  accDescr: {escaped('. '.join(chart.said))}"
    for scene, box in chart.boxes.items():
        yield f"  {numbers[scene]}{_node(chart, box)}"
    for link in chart.links:
        yield f"  {numbers[link.source]} {_arrow(chart, link)} {numbers[link.to]}"
    yield "  classDef warned stroke-dasharray:5 3"
    yield "  classDef taken stroke-width:4px"
    for name, scenes in (
        ("warned", [box.id for box in chart.boxes.values() if box.warnings]),
        ("taken", [box.id for box in chart.boxes.values() if box.taken]),
    ):
        if scenes:
            yield f"  class {','.join(numbers[scene] for scene in scenes)} {name}"


def _node(chart: Chart, box: Box) -> str:
    opened, closed = ("([", "])") if box.ending else ("[", "]") if box.decides else ("(", ")")
    label = "<br/>".join(escaped(line) for line in box.lines(chart))
    return f'{opened}"{label}"{closed}'


def _arrow(chart: Chart, link: Link) -> str:
    arrow = "==>" if link.taken else "-->" if link.passed else "-.->"
    return f'{arrow}|"{escaped(link.label(chart))}"|'


def escaped(text: str) -> str:
    """Return text that prints as it is within quotes."""
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN else f"#{ord(letter)};" for letter in text
    )
