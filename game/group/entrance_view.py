"""What the host's screens show of the door: the codes, who may come in, and who never did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.group.entrance import Way, ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.gate import Gate
    from game.group.phone_view import Table
    from game.group.state import Room


@dataclass(frozen=True, slots=True)
class EntranceView:
    """The door at one moment; the other fields are numbers of seats, codes and people."""

    ways: tuple[Way, ...] = ()
    open: bool = True
    issued: int = 0
    """One-time seat codes, 0 where nobody needs one."""
    unused: int = 0
    silent: int = 0
    """Seats that were taken and never used."""
    turned_away: int = 0
    """How often somebody was turned away because a phone at their address was banned."""


def entrance(room: Room, gate: Gate) -> Table:
    """Return what a screen is told."""
    return {
        "ways": [list(one) for one in ways(room)],
        "open": not room.closed,
        "issued": len(room.seat_codes),
        "unused": len(room.unused),
        "silent": len(gate.silent()),
        "turned_away": gate.turned_away,
    }


def read(table: Mapping[str, Any]) -> EntranceView:
    """Return the view from a table of our own server's."""
    return EntranceView(**{**table, "ways": tuple(Way(*one) for one in table.get("ways", ()))})
