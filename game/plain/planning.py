"""Plans in pairs as lines: what is asked, with whom, and what the partners wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.plain.lines import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.group.seat_plans import Planning
    from game.plain.lines import Text

HELP = (
    "Type your plan as one line and press Enter; another line takes its place; r reads everything"
    " again; q leaves."
)


def said(before: Planning | None, now: Planning | None) -> Iterator[Text]:
    """Yield the lines that are new since the state before."""
    if now is None:
        return
    if before is None:
        yield from (heading(now.question), now.hint)
    if before is None or before.partners != now.partners:
        yield now.with_whom
    if before is None:
        yield HELP
        if now.mine:
            yield f"Your plan so far: {now.mine}"
    known = () if before is None else before.theirs
    for one in now.theirs:
        if one not in known:
            yield f"{one[0]}'s plan: {one[1]}"
