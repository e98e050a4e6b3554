"""How a room plays: what the facilitator decides before it starts, and may change while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Rule: TypeAlias = Literal["plurality", "majority", "facilitator"]
RULES: Final[tuple[Rule, ...]] = ("plurality", "majority", "facilitator")
Second: TypeAlias = Literal["auto", "always", "never"]
SECONDS: Final[tuple[Second, ...]] = ("auto", "always", "never")
Names: TypeAlias = Literal["asked", "anonymous"]
NAMES: Final[tuple[Names, ...]] = ("asked", "anonymous")
Teams: TypeAlias = Literal["chosen", "dealt", "code"]
TEAMS: Final[tuple[Teams, ...]] = ("chosen", "dealt", "code")
Meters: TypeAlias = Literal["numbers", "words", "hidden"]
METERS: Final[tuple[Meters, ...]] = ("numbers", "words", "hidden")

RUNOFF_SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """The defaults suit a room of twenty with half an hour.

    `timer` and `talk` are seconds, a timer of 0 is off; `quorum` is the share of those present
    that must vote, 0..100; `minutes` are what the facilitator has, 0 if that was not said.
    """

    rule: Rule = "plurality"
    quorum: int = 0
    timer: int = 0
    talk: int = 75
    second: Second = "auto"
    """When a decision is talked over and voted on again."""
    clear: int = 60
    """The share of the leading option from which a split is clear, 0..100."""
    names: Names = "asked"
    teams: Teams = "dealt"
    meters: Meters = "numbers"
    minutes: int = 0
    small_cells: bool = False
    """Whether files tell numbers of fewer than five people."""
    most: int = 5_000
    """Seats."""
