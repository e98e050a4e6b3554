"""Story text as paragraphs of spans: the inline part of Markdown, and names of the cast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.story.compiled import CastMember

NAME: Final = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")
"""An escaped brace, or a name in braces (group 1)."""
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n[ \t\n]*")
_SPACE: Final = re.compile(r"[ \t\n]+")
"""What is one space on the screen; a no-break space stays what it is."""
_MARKS: Final = re.compile(r"(\*+)")
_BOTH: Final = 3
"""Asterisks that are `*` and `**` at one place."""


class Span(NamedTuple):
    """A piece of text in one style; `cast` is the id of the person it names."""

    text: str
    strong: bool = False
    emphasis: bool = False
    cast: str | None = None


Paragraph: TypeAlias = tuple[Span, ...]


def paragraphs(text: str, cast: Mapping[str, CastMember]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text: blank lines part them, single newlines are spaces."""
    blocks = (_SPACE.sub(" ", block).strip(" ") for block in _PARAGRAPHS.split(text.strip(" \t\n")))
    return tuple(tuple(_spans(block, cast)) for block in blocks if block)


def plain_text(text: str, cast: Mapping[str, CastMember]) -> str:
    """Return a text without its marks, paragraphs parted by a blank line."""
    return "\n\n".join(
        "".join(span.text for span in paragraph) for paragraph in paragraphs(text, cast)
    )


def names(text: str) -> Iterator[tuple[str, int]]:
    """Yield each `{name}` of a text with its offset, as written."""
    for match in NAME.finditer(text):
        if match[1] is not None:
            yield match[1], match.start()


def lone_brace(text: str) -> int | None:
    """Return the offset of the first brace that is no part of a name, nor escaped; None if none."""
    rest = NAME.sub(lambda match: " " * len(match[0]), text)
    found = [at for at in (rest.find("{"), rest.find("}")) if at >= 0]
    return min(found, default=None)


def present(texts: Iterable[str], cast: Mapping[str, CastMember]) -> tuple[CastMember, ...]:
    """Return the people whom these texts name in braces, in the order of the cast."""
    named = {name for text in texts for name, _ in names(text)}
    return tuple(member for member in cast.values() if member.id in named)


def _spans(block: str, cast: Mapping[str, CastMember]) -> Iterator[Span]:
    pieces = _MARKS.split(block)
    styles = _Styles()
    for index, piece in enumerate(pieces):
        if index % 2:
            styles.run(piece, pieces[index - 1], pieces[index + 1])
        else:
            styles.pieces.append(piece)
    strong = emphasis = False
    for index, piece in enumerate(styles.pieces):
        if index in styles.matched:
            strong ^= piece == "**"
            emphasis ^= piece == "*"
        elif piece:
            yield from _named(piece, cast, strong=strong, emphasis=emphasis)


class _Styles:
    """The pieces of a block, and which of them are marks; a mark without a partner is letters.

    One pass: a mark opens before a letter and closes after one, the innermost closes first.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.matched: set[int] = set()
        self._opened: list[tuple[str, int]] = []

    def run(self, stars: str, before: str, after: str) -> None:
        """Take a run of asterisks; three are one of each mark, and more are letters."""
        closes = bool(before) and not before[-1].isspace()
        opens = bool(after) and not after[0].isspace()
        marks = [stars] if len(stars) != _BOTH else self._both()
        for mark in marks:
            is_open = any(mark == other for other, _ in self._opened)
            if is_open and closes:
                self._close(mark)
            elif opens and not is_open and len(mark) < _BOTH:
                self._opened.append((mark, len(self.pieces)))
            self.pieces.append(mark)

    def _both(self) -> list[str]:
        """Return both marks, the one that was opened last first, for it closes first."""
        return ["*", "**"] if self._opened and self._opened[-1][0] == "*" else ["**", "*"]

    def _close(self, mark: str) -> None:
        while self._opened[-1][0] != mark:
            self._opened.pop()
        self.matched |= {self._opened.pop()[1], len(self.pieces)}


def _named(
    piece: str, cast: Mapping[str, CastMember], *, strong: bool, emphasis: bool
) -> Iterator[Span]:
    letters: list[str] = []
    end = 0
    for match in NAME.finditer(piece):
        letters.append(piece[end : match.start()])
        end = match.end()
        member = cast.get(match[1]) if match[1] is not None else None
        if member is None:
            letters.append(match[0][0] if match[1] is None else match[0])
            continue
        if "".join(letters):
            yield Span("".join(letters), strong, emphasis)
        letters = []
        yield Span(member.name, strong, emphasis, member.id)
    letters.append(piece[end:])
    if "".join(letters):
        yield Span("".join(letters), strong, emphasis)
