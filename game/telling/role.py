"""Who a player is in a story, as it is read before the first scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.story.prose import Span, paragraphs, plain_text

if TYPE_CHECKING:
    from game.story.compiled import Story
    from game.story.prose import Paragraph


def role(story: Story) -> tuple[Paragraph, ...]:
    """Return the role that a story tells, and which of its teams one player alone is."""
    told = tuple(paragraphs(story.role, story.cast))
    if not story.teams:
        return told
    return (*told, (Span(f"You play {plain_text(story.teams[0].name, story.cast)}."),))
