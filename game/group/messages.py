"""What can happen to a room. `at` is always in milliseconds since 1970.

A command is something somebody wants; what comes of it are `events`. Seats are numbers from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from game.group.settings import Settings


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody new sits down. `token` is the hash of the secret that their phone keeps."""

    at: int
    token: str
    name: str
    team: str | None = None
    seat_code: str | None = None
    """The hash of the one-time code, where the room asks for one."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A seat answers the ballot `round`.

    `id` counts up from 1 for a seat and round: a repeat is known by it, and a changed mind has a
    higher one.
    """

    at: int
    seat: int
    round: int
    option: str
    id: int


@dataclass(frozen=True, slots=True)
class Bet:
    """A seat bets on what the choice of the ballot `round` does to trust; the last one stands."""

    at: int
    seat: int
    round: int
    way: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A seat names up to two qualities to talk about in the debrief."""

    at: int
    seat: int
    qualities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """A seat writes its plan for the time after, or writes it anew.

    `id` counts up from 1 for a seat; `text` has its own limit, in `planning`.
    """

    at: int
    seat: int
    text: str
    id: int


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody is there who was away when the pairs were made."""

    at: int
    seat: int


@dataclass(frozen=True, slots=True)
class Rename:
    """The host gives a seat another name."""

    at: int
    seat: int
    name: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The host sends a seat away. A banned phone is not let in again, a kicked one may rejoin."""

    at: int
    seat: int
    ban: bool


@dataclass(frozen=True, slots=True)
class Regroup:
    """The host puts a seat into the other team."""

    at: int
    seat: int
    team: str


@dataclass(frozen=True, slots=True)
class Adjust:
    """The host changes how the room plays."""

    at: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class Blank:
    """The host turns the projector dark, or on again."""

    at: int
    on: bool


@dataclass(frozen=True, slots=True)
class Door:
    """The host closes the door or opens it: who has a seat comes back all the same."""

    at: int
    open: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """The host gives out one-time seat codes, as hashes; from then on nobody sits without one."""

    at: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clear:
    """The host empties seats that nobody came to use; the server says which these are."""

    at: int
    seats: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The host opens a ballot: the first of a decision, or another one of the same decision.

    `runoff` is between the options that are level, and is short.
    """

    at: int
    runoff: bool = False


@dataclass(frozen=True, slots=True)
class Extend:
    """The host gives the open ballot, or the talk, more time."""

    at: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Hands:
    """The host types in a show of hands: a count for each side and option of the open ballot."""

    at: int
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Lock:
    """The open ballot ends. `present` is the number of people then connected."""

    at: int
    present: int
    by: Literal["host", "timer"] = "host"


@dataclass(frozen=True, slots=True)
class Reveal:
    """The host shows the split."""

    at: int


@dataclass(frozen=True, slots=True)
class Talk:
    """The host has the room talk the split over."""

    at: int


@dataclass(frozen=True, slots=True)
class Commit:
    """The host commits to a choice for each side, in the order of the sides.

    `also` is played once the story has ended on them. Logs older than the bet have no `bet`.
    """

    at: int
    choices: tuple[str, ...]
    also: tuple[str, ...] = ()
    bet: bool = True


@dataclass(frozen=True, slots=True)
class GoOn:
    """The host goes on from the reply to the meters, or from the meters to what comes next."""

    at: int


@dataclass(frozen=True, slots=True)
class Back:
    """The host goes back to where `decisions` had been made; what was played after is kept."""

    at: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Other:
    """The host plays another answer of a decision now, `decision` being how many came before it."""

    at: int
    decision: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skip:
    """The host drops the other answer that is due next."""

    at: int


@dataclass(frozen=True, slots=True)
class End:
    """The host ends the story here, and the debrief begins."""

    at: int


@dataclass(frozen=True, slots=True)
class Turn:
    """The host turns to a page of the debrief, from 0; the last one is for plans.

    `of` is the number of pages and `there` the seats then connected: the server knows both.
    """

    at: int
    page: int
    of: int
    there: tuple[int, ...]


FromSeat: TypeAlias = Join | Vote | Bet | Pick | Write | Arrive
"""What a phone can ask for."""
FromHost: TypeAlias = (
    Rename
    | Remove
    | Regroup
    | Adjust
    | Blank
    | Door
    | Issue
    | Clear
    | Open
    | Extend
    | Hands
    | Lock
    | Reveal
    | Talk
    | Commit
    | GoOn
    | Back
    | Other
    | Skip
    | End
    | Turn
)
"""What only the host's token can ask for."""
Command: TypeAlias = FromSeat | FromHost
