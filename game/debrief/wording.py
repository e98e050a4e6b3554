"""Spans, numbers and names, as every page of the debrief writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.story.prose import Paragraph, Span, paragraphs, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from game.debrief.turns import Turn
    from game.story.compiled import Quality, Scene, Story

_HALF_PERCENT: Final = 0.005
_OPENING: Final = 5
"""Words of a choice that are quoted where it was read in full a few minutes ago."""


def plain(text: str) -> Paragraph:
    """Return our own words as a paragraph."""
    return (Span(text),)


def led(name: str, *rest: Span) -> Paragraph:
    """Return a paragraph that opens with its name in strong letters."""
    return (Span(name, strong=True), Span(" "), *rest) if rest else (Span(name, strong=True),)


def inline(text: str, story: Story) -> Paragraph:
    """Return a story's text as one paragraph, whatever its paragraphs were."""
    spans: list[Span] = []
    for paragraph in paragraphs(text, story.cast):
        spans += [Span(" "), *paragraph] if spans else paragraph
    return tuple(spans)


def one_line(text: str, story: Story) -> str:
    """Return a story's text as one line without marks."""
    return " ".join(plain_text(text, story.cast).split())


def opening(text: str, story: Story) -> str:
    """Return the first words of a choice, enough to know it again: `Split it by role: Tomasz…`."""
    words = one_line(text, story).split()
    if len(words) <= _OPENING + 1:
        return " ".join(words)
    return f"{' '.join(words[:_OPENING]).rstrip(',;:.')}…"


def name_of(scene: Scene, story: Story) -> str:
    """Return a scene's title, or its id where it has none."""
    return one_line(scene.title, story) or scene.id


def numbered(turn: Turn, story: Story) -> str:
    """Return a decision as it is headed: `3. The launch mailbox`."""
    return f"{turn.number}. {name_of(turn.scene, story)}"


def signed(number: int) -> str:
    """Return a change with its sign: `+6`, `−4`, `0`."""
    if not number:
        return "0"
    return f"+{number}" if number > 0 else f"−{-number}"


def percent(share: float | Fraction) -> str:
    """Return a share, 0..1, as a percentage: whole, and never 0 or 100 where it is not exactly."""
    if 0 < share < _HALF_PERCENT:
        return "under 1 %"
    if 1 - _HALF_PERCENT < share < 1:
        return "over 99 %"
    return f"{round(share * 100)} %"


def listed(parts: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004, one needs no `and`
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def at(turns: Iterable[Turn]) -> str:
    """Return the numbers of decisions: `1, 4 and 6`."""
    return listed([str(turn.number) for turn in turns])


def quality_name(quality: Quality) -> str:
    """Return a quality in words: `mutual care`."""
    return quality.replace("_", " ")
