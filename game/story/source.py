"""Where each key and value of a TOML file stands.

`tomllib` knows no positions, so the file is read a second time with tree-sitter's grammar.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import tree_sitter
import tree_sitter_toml

from game.story.diagnostic import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = tuple[str | int, ...]

_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a story file with the places of its keys and values, by path."""

    lines: tuple[str, ...]
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]

    def key(self, path: Path) -> Place:
        """Return the place of a key, or of the nearest table above it."""
        return self._nearest(self.keys, path)

    def value(self, path: Path) -> Place:
        """Return the place of a value, or of the nearest table above it."""
        return self._nearest(self.values, path)

    def _nearest(self, places: Mapping[Path, Place], path: Path) -> Place:
        if path in places:
            return places[path]
        while path:
            if path in self.keys:
                return self.keys[path]
            path = path[:-1]
        return Place()


def locate(text: str) -> Source:
    """Return the places of all keys and values of a TOML text."""
    return _Walk(text).source()


class _Walk:
    """One walk over the syntax tree, which keeps count of arrays of tables."""

    def __init__(self, text: str) -> None:
        self._text = text.encode("utf-8")
        self._rows = self._text.split(b"\n")
        self._keys: dict[Path, Place] = {}
        self._values: dict[Path, Place] = {}
        self._counts: dict[Path, int] = {}

    def source(self) -> Source:
        for node in _PARSER.parse(self._text).root_node.named_children:
            if node.type == "table":
                self._table(node)
            elif node.type == "table_array_element":
                self._element(node)
            elif node.type == "pair":
                self._pair(node, ())
        lines = tuple(row.decode("utf-8").rstrip("\r") for row in self._rows)
        return Source(lines, self._keys, self._values)

    def _table(self, node: tree_sitter.Node) -> None:
        header = node.named_children[0]
        path = self._resolved(self._names(header))
        self._keys[path] = self._place(header)
        self._pairs(node, path)

    def _element(self, node: tree_sitter.Node) -> None:
        header = node.named_children[0]
        names = self._names(header)
        above = (*self._resolved(names[:-1]), *names[-1:])
        index = self._counts.get(above, 0)
        self._counts[above] = index + 1
        self._keys.setdefault(above, self._place(header))
        self._keys[*above, index] = self._place(header)
        self._pairs(node, (*above, index))

    def _pairs(self, node: tree_sitter.Node, path: Path) -> None:
        for child in node.named_children:
            if child.type == "pair":
                self._pair(child, path)

    def _pair(self, node: tree_sitter.Node, above: Path) -> None:
        name, value = node.named_children[0], node.named_children[-1]
        path = (*above, *self._names(name))
        self._keys[path] = self._place(name)
        self._value(value, path)

    def _value(self, node: tree_sitter.Node, path: Path) -> None:
        self._values[path] = self._place(node)
        if node.type == "inline_table":
            self._pairs(node, path)
        elif node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for index, item in enumerate(items):
                self._keys[*path, index] = self._place(item)
                self._value(item, (*path, index))

    def _resolved(self, names: tuple[str, ...]) -> Path:
        """Return the path of a header: an array of tables means its latest element."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _names(self, node: tree_sitter.Node) -> tuple[str, ...]:
        if node.type == "dotted_key":
            return tuple(name for child in node.named_children for name in self._names(child))
        text = self._text[node.start_byte : node.end_byte].decode("utf-8")
        if node.type == "quoted_key":
            try:
                return (str(tomllib.loads(f"key = {text}")["key"]),)
            except tomllib.TOMLDecodeError:
                return (text,)
        return (text,)

    def _place(self, node: tree_sitter.Node) -> Place:
        start, end = node.start_point, node.end_point
        return Place(
            start[0] + 1, self._column(*start), end[0] + 1, self._column(*end)
        )

    def _column(self, row: int, byte: int) -> int:
        return len(self._rows[row][:byte].decode("utf-8", "replace")) + 1
