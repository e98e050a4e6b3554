"""What the server knows of who comes in, and never writes down: addresses, and signs of life.

Joins are not limited by address, for a training room may be one address. What is limited are seats
that somebody takes and never comes to use: a phone's page asks for its state as soon as it has a
seat, a script that fills a room does not.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SILENT: Final = 500
"""Seats that one address may hold without a sign of life. 5,000 phones that join at once on one
machine have 64 of them; what a room meets is the few that are between two requests."""
GRACE: Final = 30.0
"""Seconds after which a seat without a sign of life was taken by nobody."""
CROWDED: Final = (
    "Too many seats were taken from here and never used. Ask the facilitator to clear them."
)
AFTER_BAN: Final = (
    "Somebody was sent out of the room from this address. Ask the facilitator to let you in."
)


class Gate:
    """One room's. After a restart of the server every seat counts as used, and no ban by address.

    A seat is silent from when it was taken to its first socket or request for its state.
    """

    def __init__(self) -> None:
        self._silent: dict[int, tuple[str, float]] = {}
        self._held: Counter[str] = Counter()
        """Silent seats by address."""
        self._addresses: dict[int, str] = {}
        self._barred: set[str] = set()
        self.turned_away = 0
        """How often somebody was turned away because of a ban."""

    def refusal(self, address: str, *, known: bool) -> str:
        """Return why somebody from an address is not let in, empty if they are.

        Who is `known` had a seat before, and so is not the banned phone without its cookie.
        """
        if address in self._barred and not known:
            self.turned_away += 1
            return AFTER_BAN
        return CROWDED if self._held[address] >= MOST_SILENT else ""

    def expect(self, address: str) -> None:
        """Count somebody who is on the way to a seat, so that a burst is counted as it comes."""
        self._held[address] += 1

    def missed(self, address: str) -> None:
        """Note that somebody who was expected has no seat."""
        self._held[address] -= 1

    def took(self, seat: int, address: str) -> None:
        """Note that somebody who was expected has this seat."""
        self._silent[seat] = (address, time.monotonic())
        self._addresses[seat] = address

    def alive(self, seat: int) -> None:
        """Note a sign of life."""
        entry = self._silent.pop(seat, None)
        if entry is not None:
            self._held[entry[0]] -= 1

    def forget(self, seats: Iterable[int]) -> None:
        """Note that seats were cleared."""
        for seat in seats:
            self.alive(seat)
            self._addresses.pop(seat, None)

    def silent(self) -> tuple[int, ...]:
        """Return the seats that nobody came to use."""
        since = time.monotonic() - GRACE
        return tuple(seat for seat, (_, at) in self._silent.items() if at <= since)

    def bar(self, seat: int, others: Iterable[int]) -> None:
        """Let nobody new in from where a banned phone came, unless `others` came from there."""
        address = self._addresses.get(seat)
        if address and all(self._addresses.get(one) != address for one in others):
            self._barred.add(address)

    def admit(self) -> None:
        """Let people in again from everywhere."""
        self._barred.clear()
        self.turned_away = 0
