"""Where each key and value of a TOML file stands.

`tomllib` knows no positions, so the file is read a second time with tree-sitter's grammar, and
only when a place is asked for: a story without findings never needs one.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from game.story.diagnostic import MOST_FINDINGS, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import tree_sitter

Path: TypeAlias = tuple[str | int, ...]


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

_WORD: Final = re.compile(r"[\w-]+")
_QUOTES: Final = re.compile(r"(\"\"\"|'''|\"|')\n?\1")

_Found: TypeAlias = "tuple[tree_sitter.Node, Path]"
"""A pair under the table at a path, or the value at a path."""


class Cut(NamedTuple):
    """Lines of a file that TOML can't read: from `first` up to, not including, `end`; from 1."""

    first: int
    end: int


class Source:
    """The text of a story file, and the places of its keys and values by path.

    Broken statements may be cut: places are then those of what is left.
    """

    def __init__(self, text: str, cuts: tuple[Cut, ...] = ()) -> None:
        self.text = text
        """Without BOM, lines parted by newlines."""
        self.cuts = cuts

    @cached_property
    def readable(self) -> str:
        """The text with empty lines where statements are cut."""
        lines = list(self.lines)
        for cut in self.cuts:
            lines[cut.first - 1 : cut.end - 1] = [""] * (cut.end - cut.first)
        return "\n".join(lines)

    def wounded(self, line: int) -> bool:
        """Whether something is cut from the table whose header stands in a line."""
        return line in self._wounded

    @cached_property
    def _wounded(self) -> frozenset[int]:
        """The lines of the headers above the cuts, 1 where there is none."""
        headers = [
            node.start_point[0] + 1
            for node in self._tree.root_node.named_children
            if self.cuts and node.type in {"table", "table_array_element"}
        ]
        above = (bisect_left(headers, cut.first) for cut in self.cuts)
        return frozenset(headers[index - 1] if index else 1 for index in above)

    @cached_property
    def lost(self) -> frozenset[str]:
        """The words of what is cut: nothing follows from the absence of one."""
        cut = (line for cut in self.cuts for line in self.lines[cut.first - 1 : cut.end - 1])
        return frozenset(_WORD.findall("\n".join(cut)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))

    def key(self, path: Path) -> Place:
        """Return the place of a key or a table's header, or of the nearest table above it."""
        self._walked.down_to(path)
        while path and path not in self._walked.keys:
            path = path[:-1]
        return self._place(self._walked.keys[path]) if path else Place()

    def value(self, path: Path) -> Place:
        """Return the place of a value, or of its key, or of the nearest table above it."""
        self._walked.down_to(path)
        if path in self._walked.values:
            node = self._walked.values[path]
            return self._place(_Range(node, node))
        return self.key(path)

    def inside(self, place: Place, text: str, offset: int, length: int | None = None) -> Place:
        """Return the place of a part of a text, if the text is written just as it reads.

        Without a length the part goes up to the end of the text.
        """
        written = list(self.lines[place.line - 1 : place.end_line])
        written = [*written[:-1], written[-1][: place.end_column - 1]]
        written[0] = written[0][place.column - 1 :]
        quoted = "\n".join(written)
        at = quoted.find(text) if text else -1
        if at < 0 or not _QUOTES.fullmatch(quoted[:at] + quoted[at + len(text) :]):
            return place
        before = quoted[: at + offset]
        line = place.line + before.count("\n")
        column = at + offset + place.column if line == place.line else 0
        column = column or len(before) - before.rfind("\n")
        rest = len(text[offset:].partition("\n")[0]) if length is None else length
        return Place(line, column, line, column + max(1, rest))

    @property
    def twice(self) -> tuple[tuple[Place, Place], ...]:
        """The places of each key or table that stands twice, the earlier one first, in order."""
        self._walked.everywhere()
        found = sorted(self._walked.twice, key=lambda pair: pair[1].first.start_byte)
        return tuple((self._place(earlier), self._place(later)) for earlier, later in found)

    def statement(self, line: int) -> tuple[int, int]:
        """Return the first line and the one after the last of the statement in a line, from 1.

        For a header that is its whole table.
        """
        at = bisect_right(self._statements, (line, len(self.lines) + 2)) - 1
        first, end = self._statements[at] if at >= 0 else (line, line + 1)
        return (first, end) if first <= line < end else (line, line + 1)

    @cached_property
    def _statements(self) -> list[tuple[int, int]]:
        """The lines of each table, from its header, and of each pair, in the file's order."""
        found = []
        for table in self._tree.root_node.named_children:
            pairs = table.named_children if table.type != "pair" else ()
            for node in (table, *(one for one in pairs if one.type == "pair")):
                end = node.end_point
                found.append((node.start_point[0] + 1, end[0] + 1 + (end[1] > 0)))
        return sorted(found)

    def whole_until(self, row: int) -> int:
        """Return the first row behind the statements that end before a row, all from 0."""
        _, end = self._whole(row)
        return end + 1

    def text_before(self, row: int) -> int:
        """Return the row in which the last statement begins that ends before a row.

        That is `row` itself if the statement is no text of several lines.
        """
        node, end = self._whole(row)
        value = node.named_children[-1] if node is not None and node.named_children else None
        several = value is not None and value.type == "string" and end > value.start_point[0]
        return node.start_point[0] if node is not None and several else row

    def pair_at(self, row: int) -> int | None:
        """Return the last row of the pair that begins in a row, or None."""
        for node in self._tree.root_node.named_children:
            if node.start_point[0] == row and node.type == "pair":
                return node.end_point[0]
            # `key = …` is a broken pair all the same.
            shape = [child.type for child in node.children[:2]]
            if node.start_point[0] == row and shape[1:] == ["="]:
                return node.end_point[0]
        return None

    def _whole(self, row: int) -> tuple[tree_sitter.Node | None, int]:
        """Return the last unbroken pair or header that ends before a row, and its last row."""
        for table in reversed(self._tree.root_node.named_children):
            inner = [table] if table.type == "pair" else reversed(table.named_children)
            for node in inner if table.type != "ERROR" else ():
                if node.end_point[0] < row and not node.has_error:
                    return node, node.end_point[0]
        return None, -1

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
        return self.readable.encode("utf-8")

    @cached_property
    def _rows(self) -> list[bytes]:
        return self._raw.split(b"\n")

    @cached_property
    def _tree(self) -> tree_sitter.Tree:
        # Imported here: 5 ms that a story without mistakes does not wait for.
        import tree_sitter
        import tree_sitter_toml

        language = tree_sitter.Language(tree_sitter_toml.language())
        return tree_sitter.Parser(language).parse(self._raw)

    @cached_property
    def _walked(self) -> _Walk:
        return _Walk(self._tree.root_node)

    def _place(self, found: _Range) -> Place:
        start, end = found.first.start_point, found.last.end_point
        return Place(start[0] + 1, self._column(*start), end[0] + 1, self._column(*end))

    def _column(self, row: int, byte: int) -> int:
        return len(self._rows[row][:byte].decode("utf-8", "replace")) + 1


class _Walk:
    """A walk over the syntax tree, which keeps count of arrays of tables.

    Headers are read at once, what is below one when a place in it is asked for: that halves the
    time for a long story with a few findings.
    """

    def __init__(self, root: tree_sitter.Node) -> None:
        self.keys: dict[Path, _Range] = {}
        self.values: dict[Path, tree_sitter.Node] = {}
        self.twice: list[tuple[_Range, _Range]] = []
        self._headers: set[Path] = set()
        self._counts: dict[Path, int] = {}
        self._waiting: dict[Path, list[tree_sitter.Node]] = {}
        for node in root.named_children:
            if len(self.keys) > _MOST_KEYS:
                break
            kind = node.type
            if kind == "table":
                self._table(node, _names(next(iter(node.named_children), node)))
            elif kind == "table_array_element":
                self._element(node, _names(next(iter(node.named_children), node)))
            elif kind == "pair":
                self._waiting.setdefault((), []).append(node)

    def down_to(self, path: Path) -> None:
        """Read the tables that a path leads through."""
        for length in range(len(path) + 1):
            above = path[:length]
            for node in self._waiting.pop(above, ()):
                self._pairs([(node, ())] if node.type == "pair" else _pairs_of(node, above))

    def everywhere(self) -> None:
        """Read all tables."""
        for path in tuple(self._waiting):
            self.down_to(path)

    def _table(self, node: tree_sitter.Node, names: list[_Name]) -> None:
        path = self._above(names)
        header = _Range(names[0].node, names[-1].node)
        if path in self._headers:
            self._again(path, header)
        else:
            # A header names its table better than a deeper one that came before it.
            self._headers.add(path)
            self.keys[path] = header
        self._waiting.setdefault(path, []).append(node)

    def _element(self, node: tree_sitter.Node, names: list[_Name]) -> None:
        above = (*self._above(names[:-1]), names[-1].text)
        header = _Range(names[0].node, names[-1].node)
        index = self._counts.get(above, 0)
        self._counts[above] = index + 1
        self.keys.setdefault(above, header)
        path = (*above, index)
        self.keys[path] = header
        self._waiting[path] = [node]

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
        """Keep the two places of a key that is given a second time."""
        earlier = self.keys[path]
        if earlier.first.start_byte > later.first.start_byte:
            earlier, later = later, earlier
        if len(self.twice) <= MOST_FINDINGS:
            self.twice.append((earlier, later))


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
