"""Where each key and value of a TOML file stands.

`tomllib` knows no positions, so the file is read a second time with tree-sitter's grammar, and
only when a place is asked for: a story without findings never needs one.
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import tree_sitter
import tree_sitter_toml

from game.story.diagnostic import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Path: TypeAlias = tuple[str | int, ...]

_PARSER: Final = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))


class _Range(NamedTuple):
    """From the start of one node to the end of another."""

    first: tree_sitter.Node
    last: tree_sitter.Node


class _Name(NamedTuple):
    """One part of a dotted key."""

    text: str
    node: tree_sitter.Node


_MOST_KEYS: Final = 200_000
"""Places that are kept; what stands beyond is found at its table. A story of 5,000 scenes fits."""

_Found: TypeAlias = tuple[tree_sitter.Node, Path]
"""A pair under the table at a path, or the value at a path."""


class Source:
    """The text of a story file, and the places of its keys and values by path."""

    def __init__(self, text: str) -> None:
        self.text = text
        """Without BOM, lines parted by newlines."""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))

    def key(self, path: Path) -> Place:
        """Return the place of a key or a table's header, or of the nearest table above it."""
        while path and path not in self._walked.keys:
            path = path[:-1]
        return self._place(self._walked.keys[path]) if path else Place()

    def value(self, path: Path) -> Place:
        """Return the place of a value, or of its key, or of the nearest table above it."""
        if path in self._walked.values:
            node = self._walked.values[path]
            return self._place(_Range(node, node))
        return self.key(path)

    def inside(self, place: Place, text: str, offset: int) -> Place:
        """Return the place of a character of a text, if the text is written just as it reads."""
        written = self.lines[place.line - 1][place.column : place.end_column - 2]
        if not text or place.line != place.end_line or written != text:
            return place
        column = place.column + 1 + offset
        return Place(place.line, column, place.line, max(column + 1, place.end_column - 1))

    @property
    def twice(self) -> tuple[Place, Place] | None:
        """The places of the first key or table that stands twice, the earlier one first."""
        found = self._walked.twice
        return None if found is None else (self._place(found[0]), self._place(found[1]))

    def dotted(self, most: int) -> Place | None:
        """Return the place of a dotted key with more than `most` parts."""
        for node in _all(self._tree.root_node):
            parts = 1
            inner: tree_sitter.Node | None = node
            while inner is not None and inner.type == "dotted_key" and parts <= most:
                parts += 1
                inner = inner.named_child(0)
            if parts > most:
                return self._place(_Range(node, node))
        return None

    def nested(self, most: int) -> Place | None:
        """Return the place of a list or inline table inside more than `most` others."""
        stack = [(self._tree.root_node, 0)]
        while stack:
            node, depth = stack.pop()
            depth += node.type in {"array", "inline_table"}
            if depth > most:
                return self._place(_Range(node, node))
            stack += ((child, depth) for child in reversed(node.named_children))
        return None

    def long_number(self, most: int) -> Place | None:
        """Return the place of a number with more than `most` characters."""
        for node in _all(self._tree.root_node):
            if node.type in {"integer", "float"} and node.end_byte - node.start_byte > most:
                return self._place(_Range(node, node))
        return None

    @cached_property
    def _raw(self) -> bytes:
        return self.text.encode("utf-8")

    @cached_property
    def _rows(self) -> list[bytes]:
        return self._raw.split(b"\n")

    @cached_property
    def _tree(self) -> tree_sitter.Tree:
        return _PARSER.parse(self._raw)

    @cached_property
    def _walked(self) -> _Walk:
        return _Walk(self._tree.root_node)

    def _place(self, found: _Range) -> Place:
        start, end = found.first.start_point, found.last.end_point
        return Place(start[0] + 1, self._column(*start), end[0] + 1, self._column(*end))

    def _column(self, row: int, byte: int) -> int:
        return len(self._rows[row][:byte].decode("utf-8", "replace")) + 1


class _Walk:
    """One walk over the syntax tree, which keeps count of arrays of tables."""

    def __init__(self, root: tree_sitter.Node) -> None:
        self.keys: dict[Path, _Range] = {}
        self.values: dict[Path, tree_sitter.Node] = {}
        self.twice: tuple[_Range, _Range] | None = None
        self._headers: set[Path] = set()
        self._counts: dict[Path, int] = {}
        for node in root.named_children:
            if len(self.keys) > _MOST_KEYS:
                break
            header = node.named_children[0] if node.named_children else node
            if node.type == "table":
                self._table(node, _names(header))
            elif node.type == "table_array_element":
                self._element(node, _names(header))
            elif node.type == "pair":
                self._pairs([(node, ())])

    def _table(self, node: tree_sitter.Node, names: list[_Name]) -> None:
        path = self._above(names)
        header = _Range(names[0].node, names[-1].node)
        if path in self._headers:
            self._again(path, header)
        else:
            # A header names its table better than a deeper one that came before it.
            self._headers.add(path)
            self.keys[path] = header
        self._pairs(_pairs_of(node, path))

    def _element(self, node: tree_sitter.Node, names: list[_Name]) -> None:
        above = (*self._above(names[:-1]), names[-1].text)
        header = _Range(names[0].node, names[-1].node)
        index = self._counts.get(above, 0)
        self._counts[above] = index + 1
        self.keys.setdefault(above, header)
        path = (*above, index)
        self.keys[path] = header
        self._pairs(_pairs_of(node, path))

    def _above(self, names: list[_Name]) -> Path:
        """Return the path of a header: an array of tables means its latest element."""
        path: Path = ()
        for name in names:
            path = (*path, name.text)
            self.keys.setdefault(path, _Range(names[0].node, name.node))
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _pairs(self, pairs: Iterable[_Found]) -> None:
        """Note keys and values, with a stack of its own: values may be nested deep."""
        stack = list(pairs)
        while stack:
            node, path = stack.pop()
            if node.type == "pair":
                # A comment behind the value is a child of the pair, too.
                for key, value in pairwise(node.named_children[:2]):
                    stack.append((value, self._key(key, path)))
                continue
            self.values[path] = node
            if node.type == "inline_table":
                stack += _pairs_of(node, path)
            elif node.type == "array" and len(self.keys) <= _MOST_KEYS:
                for index, item in enumerate(_items(node)):
                    self.keys[*path, index] = _Range(item, item)
                    stack.append((item, (*path, index)))

    def _key(self, node: tree_sitter.Node, path: Path) -> Path:
        names = _names(node)
        for name in names[:-1]:
            path = (*path, name.text)
            self.keys.setdefault(path, _Range(names[0].node, name.node))
        path = (*path, names[-1].text)
        key = _Range(names[0].node, names[-1].node)
        if path in self.keys:
            self._again(path, key)
        else:
            self.keys[path] = key
        return path

    def _again(self, path: Path, later: _Range) -> None:
        """Keep the two places of the key that is given a second time first."""
        earlier = self.keys[path]
        if earlier.first.start_byte > later.first.start_byte:
            earlier, later = later, earlier
        if self.twice is None or later.first.start_byte < self.twice[1].first.start_byte:
            self.twice = earlier, later


def _all(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += node.named_children


def _pairs_of(table: tree_sitter.Node, path: Path) -> Iterator[_Found]:
    return ((child, path) for child in table.named_children if child.type == "pair")


def _items(array: tree_sitter.Node) -> list[tree_sitter.Node]:
    return [child for child in array.named_children if child.type != "comment"]


def _names(node: tree_sitter.Node) -> list[_Name]:
    """Return the parts of a key: a dotted one leans to the left, however long."""
    parts: list[_Name] = []
    while node.type == "dotted_key" and node.named_children:
        children = node.named_children
        parts.append(_Name(_name(children[-1]), children[-1]))
        node = children[0]
    parts.append(_Name(_name(node), node))
    return parts[::-1]


def _name(node: tree_sitter.Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace")
    if node.type != "quoted_key":
        return text
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        return text
