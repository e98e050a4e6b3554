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
_MARKS: Final = re.compile(r"(\*\*|\*)")


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


def present(texts: Iterable[str], cast: Mapping[str, CastMember]) -> tuple[CastMember, ...]:
    """Return the people whom these texts name in braces, in the order of the cast."""
    named = {name for text in texts for name, _ in names(text)}
    return tuple(member for member in cast.values() if member.id in named)


def _spans(block: str, cast: Mapping[str, CastMember]) -> Iterator[Span]:
    pieces = _MARKS.split(block)
    styles = _matched(pieces)
    strong = emphasis = False
    for index, piece in enumerate(pieces):
        if index in styles:
            strong ^= piece == "**"
            emphasis ^= piece == "*"
        elif piece:
            yield from _named(piece, cast, strong=strong, emphasis=emphasis)


def _matched(pieces: list[str]) -> set[int]:
    """Return the places of the marks that open or close a style; the others are letters.

    One pass: a mark opens before a letter and closes after one, and the innermost closes first.
    """
    matched: set[int] = set()
    opened: list[tuple[str, int]] = []
    for index in range(1, len(pieces), 2):
        mark, before, after = pieces[index], pieces[index - 1], pieces[index + 1]
        if any(mark == other for other, _ in opened):
            if before and not before[-1].isspace():
                while opened[-1][0] != mark:
                    opened.pop()
                matched |= {opened.pop()[1], index}
        elif after and not after[0].isspace():
            opened.append((mark, index))
    return matched


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
