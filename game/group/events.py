"""What came of a command, for whom. Seats are numbers from 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Seated:
    """A person has this seat now."""

    seat: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A seat's vote of this round is `option`, by the message `id`."""

    seat: int
    round: int
    option: str
    id: int


@dataclass(frozen=True, slots=True)
class Late:
    """A vote came for a ballot that is not open any more."""

    seat: int
    round: int
    id: int


@dataclass(frozen=True, slots=True)
class BetTaken:
    """A seat's bet on the choice of this round is `way`."""

    seat: int
    round: int
    way: str


@dataclass(frozen=True, slots=True)
class LateBet:
    """A bet came for a choice on which none is taken any more."""

    seat: int
    round: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The room has a seat's plan, by the message `id`."""

    seat: int
    id: int


@dataclass(frozen=True, slots=True)
class SeatChanged:
    """What one seat sees has changed."""

    seat: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """These seats are empty now, and will be somebody else's."""

    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """The ballot is closed. Who has voted sees no difference; the others should be told."""

    round: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """What everybody sees has changed."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The host's views show another page, and are told at once; phones see no difference."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Something changed that only the host's views show."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done; `why` is a sentence for who asked."""

    why: str


Event: TypeAlias = (
    Seated
    | Accepted
    | Late
    | BetTaken
    | LateBet
    | Planned
    | SeatChanged
    | Cleared
    | Locked
    | Advanced
    | Turned
    | Noted
    | Refused
)
