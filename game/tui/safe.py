"""Foreign text on the way to the screen: always `Content`, never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from game.tui.theme import CAST_COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.story.compiled import CastMember, Story
    from game.story.prose import Paragraph, Span

BLANK: Final = Content("\n\n")


def prose(paragraphs: Iterable[Paragraph], story: Story) -> Content:
    """Return paragraphs parted by blank lines, names in the colours of the cast."""
    order = tuple(story.cast)
    return BLANK.join([paragraph(one, order) for one in paragraphs])


def paragraph(spans: Paragraph, order: Sequence[str]) -> Content:
    """Return one paragraph; `order` is the cast's ids, which decides on colours."""
    return Content.assemble(*((span.text, _style(span, order)) for span in spans))


def people(members: Iterable[CastMember], order: Sequence[str]) -> Content:
    """Return names with their roles: `Ines, Head of Platform · Tom, release manager`."""
    said = [
        Content.assemble(
            (member.name, cast_style(member.id, order)),
            (f", {member.role}" if member.role else "", ""),
        )
        for member in members
    ]
    return Content(" · ").join(said)


def cast_style(member_id: str, order: Sequence[str]) -> str:
    """Return the style of a cast member's name."""
    return f"bold $cast-{order.index(member_id) % CAST_COLOURS}"


def _style(span: Span, order: Sequence[str]) -> str:
    styles = []
    if span.cast is not None and span.cast in order:
        styles.append(cast_style(span.cast, order))
    elif span.strong:
        styles.append("bold")
    if span.emphasis:
        styles.append("italic")
    return " ".join(styles)
