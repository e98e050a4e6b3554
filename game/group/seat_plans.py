"""What a seat is told of plans in pairs: whom it is paired with, and what they wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Planning:
    """The page on which plans are written, as plain text."""

    question: str
    hint: str
    """How a plan ends, and who can read it."""
    most: int
    """Characters of a plan."""
    partners: tuple[str, ...]
    """Names; empty for somebody who is by themselves so far."""
    mine: str
    """This seat's own plan as the room has it, empty before."""
    id: int
    """The id of the message that brought it, 0 before."""
    theirs: tuple[tuple[str, str], ...]
    """Partners' names and plans, once the own one is there."""

    @property
    def with_whom(self) -> str:
        """Who the partners are, as a sentence."""
        if not self.partners:
            return "Nobody else is here to be paired with yet."
        names = " and ".join(self.partners)
        then = "" if self.id else " Once your plan is sent, you read theirs."
        return f"You are paired with {names}.{then}"


def read(table: Mapping[str, Any]) -> Planning | None:
    """Return what the server's table holds of plans, every text of it cleaned; None elsewhere."""
    asked = table.get("plan")
    if not isinstance(asked, dict):
        return None
    you = table.get("you", {})
    held = you.get("plan") or {}
    return Planning(
        question=clean_line(str(asked.get("question", ""))),
        hint=clean_line(str(asked.get("hint", ""))),
        most=int(asked.get("most", 0)),
        partners=tuple(clean_line(str(one)) for one in you.get("pair", ())),
        mine=clean(str(held.get("text", ""))),
        id=int(held.get("id", 0)),
        theirs=tuple(
            (clean_line(str(name)), clean(str(text))) for name, text in you.get("theirs", ())
        ),
    )
