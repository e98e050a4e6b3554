"""A map in Graphviz' language DOT."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.author.chart import Box, Chart, Link


def dot(chart: Chart) -> str:
    """Return the map as a directed graph."""
    return "\n".join(_lines(chart)) + "\n"


def _lines(chart: Chart) -> Iterator[str]:
    yield "// common-ground map"
    yield f"digraph {quoted(chart.id)} {{"
    about = {"label": f"Map of {chart.title}\n" + "\n".join(chart.said), "labelloc": "t"}
    yield f"  graph [{_attributes(about | {'fontname': 'sans-serif'})}];"
    yield '  node [shape="box", fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif", fontsize="11"];'
    for scene, box in chart.boxes.items():
        yield f"  {quoted(scene)} [{_attributes(_node(chart, box))}];"
    for link in chart.links:
        ends = f"{quoted(link.source)} -> {quoted(link.to)}"
        yield f"  {ends} [{_attributes(_edge(chart, link))}];"
    yield "}"


def _node(chart: Chart, box: Box) -> dict[str, str]:
    style = [
        *(["rounded"] if not box.decides else []),
        *(["bold"] if box.taken else []),
        *(["dashed"] if box.warnings else []),
    ]
    said = {"label": "\n".join(box.lines(chart)), "style": ",".join(style)}
    return said | ({"peripheries": "2"} if box.ending else {})


def _edge(chart: Chart, link: Link) -> dict[str, str]:
    style = "bold" if link.taken else "solid" if link.passed else "dashed"
    return {"label": link.label(chart), "style": style}


def _attributes(values: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={quoted(value)}" for key, value in values.items() if value)


def quoted(text: str) -> str:
    r"""Return text in quotes that prints as it is: in DOT `\N` and `&amp;` stand for others."""
    for sign, said in (("&", "&amp;"), ("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(sign, said)
    return f'"{text}"'
