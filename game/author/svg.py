"""A map as an SVG picture, drawn without other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from game.author.layers import Size, layout
from game.author.rows import Row, columns, cut, rows
from game.author.strokes import Stroke, strokes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from game.author.chart import Box, Chart
    from game.author.layers import Point

_ROW: Final = 17.0
_PAD: Final = 9.0
_WIDTH: Final = 236.0
"""Of a box; `game.author.rows` knows how many letters that is."""
_HEAD: Final = 74.0
"""Above the drawing: the title and what the whole is."""
_SIDE: Final = 28.0
_LETTER: Final = 6.2
_LARGE: Final = 10.6
"""The widths of a letter of text and of the title, a little more than most fonts take."""
_LONGEST: Final = 90
"""Letters of the title."""
_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, however it is escaped."""
_STYLE: Final = """
text { font: 12px 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans Condensed', Arial, sans-serif;
  fill: #1b1b1b }
text.title { font-size: 18px; font-weight: 600 }
text.name { font-weight: 600 }
text.id { fill: #555 }
text.share, text.label { font-variant-numeric: tabular-nums }
text.share { text-anchor: end }
text.label { font-size: 11px; text-anchor: middle }
.plate { fill: #fff }
text.warning { fill: #8a3b00; font-weight: 600 }
.box { fill: #f6f6f3; stroke: #666 }
.decides .box { fill: #e9f0f8 }
.ending .box { fill: #ecf4e6; stroke-width: 2 }
.warned .box { stroke: #8a3b00; stroke-dasharray: 6 3 }
.taken .box { stroke: #111; stroke-width: 4 }
.link { fill: none; stroke: #8a8a8a }
.link.never { stroke-dasharray: 4 4 }
.link.taken { stroke: #111 }
.tip { fill: #8a8a8a }
.tip.taken { fill: #111 }
"""


def svg(chart: Chart) -> str:
    """Return the map as a picture; its size is in pixels and grows with the story."""
    said = {scene: tuple(rows(chart, box)) for scene, box in chart.boxes.items()}
    sizes = {scene: Size(_WIDTH, len(some) * _ROW + 2 * _PAD) for scene, some in said.items()}
    links = tuple(chart.links)
    places = layout(sizes, [(link.source, link.to) for link in links])
    root = _root(chart, places.size)
    drawn = _element(root, "g", transform=f"translate(0 {_HEAD:g})")
    lines = _element(drawn, "g", role="list", aria_label="Links")
    drawings = tuple(strokes(chart, links, places, sizes))
    for stroke in drawings:
        _link(lines, stroke)
    scenes = _element(drawn, "g", role="list", aria_label="Scenes")
    for scene, box in chart.boxes.items():
        _box(scenes, box, places.tops[scene], sizes[scene], said[scene])
    labels = _element(drawn, "g", aria_hidden="true")
    for stroke in drawings:
        _label(labels, stroke)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _root(chart: Chart, size: Size) -> Element:
    """Return the picture with its title, for readers and for screen readers."""
    sentences = [f"{sentence}." for sentence in chart.said]
    title = cut(chart.title, _LONGEST)
    letters = (columns(title) * _LARGE, *(len(one) * _LETTER for one in sentences))
    width = max(size.width, 2 * _SIDE + max(letters))
    height = size.height + _HEAD
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg")
    root.append(ET.Comment(" common-ground map "))
    attributes = {
        "viewBox": f"0 0 {width:.0f} {height:.0f}",
        "width": f"{width:.0f}",
        "height": f"{height:.0f}",
        "role": "graphics-document",
        "aria-labelledby": "map-title map-desc",
        "lang": "en",
    }
    for name, value in attributes.items():
        root.set(name, value)
    _element(root, "title", f"Map of {chart.title}", id="map-title")
    _element(root, "desc", " ".join(sentences), id="map-desc")
    _element(root, "style", _STYLE)
    _element(root, "rect", width="100%", height="100%", fill="#fff")
    _text(root, title, "title", _SIDE, 30)
    for number, sentence in enumerate(sentences):
        _text(root, sentence, "said", _SIDE, 50 + number * _ROW)
    return root


def _box(parent: Element, box: Box, top: Point, size: Size, said: Sequence[Row]) -> None:
    kinds = {
        "scene": True,
        "decides": box.decides,
        "ending": box.ending,
        "warned": bool(box.warnings),
        "taken": box.taken,
    }
    group = _element(parent, "g", role="listitem", class_=_classes(kinds))
    _element(group, "title", ". ".join(row.said for row in said))
    left = top.x - size.width / 2
    corner = "4" if box.decides else "14"
    _element(
        group,
        "rect",
        class_="box",
        x=f"{left:.1f}",
        y=f"{top.y:.1f}",
        width=f"{size.width:g}",
        height=f"{size.height:g}",
        rx=corner,
    )
    for number, row in enumerate(said):
        y = top.y + _PAD + (number + 0.75) * _ROW
        _text(group, row.text, row.kind, left + _PAD, y)
        if row.share:
            _text(group, row.share, "share", left + size.width - _PAD, y)


def _link(parent: Element, stroke: Stroke) -> None:
    kinds = {"link": True, "never": not stroke.passed, "taken": stroke.taken}
    group = _element(parent, "g", role="listitem")
    _element(group, "title", stroke.said)
    _element(
        group,
        "path",
        class_=_classes(kinds),
        d=stroke.path,
        stroke_width=f"{stroke.width:.1f}",
    )
    _element(group, "path", class_=_classes({"tip": True, "taken": stroke.taken}), d=stroke.tip)


def _label(parent: Element, stroke: Stroke) -> None:
    """Write a label on a plate, so that no line runs through the letters."""
    (x, y), half = stroke.label_at, stroke.label_half
    corner = {"x": f"{x - half:.1f}", "y": f"{y - 10:.1f}"}
    _element(parent, "rect", class_="plate", width=f"{2 * half:.1f}", height="13", **corner)
    _text(parent, stroke.label, "label", x, y)


def _classes(kinds: Mapping[str, bool]) -> str:
    return " ".join(name for name, holds in kinds.items() if holds)


def _text(parent: Element, text: str, kind: str, x: float, y: float) -> None:
    _element(parent, "text", text, class_=kind, x=f"{x:.1f}", y=f"{y:.1f}")


def _element(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Append an element; `class_` and `aria_label` stand for names that are no words of Python."""
    named = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = ET.SubElement(
        parent, tag, {name: _NO_XML.sub("", value) for name, value in named.items()}
    )
    element.text = _NO_XML.sub("", text) or None
    return element
