"""Everything the server holds while it runs: the writer, the phones, the host's screens, time."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType

from game.group import host_view, phone_view, words
from game.group.entrance_view import entrance
from game.group.events import Advanced, Cleared, Locked, SeatChanged, Seated, Turned
from game.group.gate import Gate
from game.group.messages import Arrive, Lock
from game.group.plan import wants_second
from game.group.seats import Standing
from game.group.state import Phase
from game.group.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aiohttp import web

    from game.group.events import Event
    from game.group.journal import Journal
    from game.group.state import Room

FULLEST: Final = 65_536
"""Bytes that wait for a phone before it is dropped; it comes back to a whole snapshot."""
VIEWS_EVERY: Final = 0.25
"""Seconds between two tallies on the host's screens."""
POLL_COUNTS: Final = 15.0
"""Seconds for which somebody who asked without a socket counts as connected."""
_GOODBYE: Final = 0.2
"""Seconds that a phone has to say goodbye."""
_AT_ONCE: Final = 8
"""Sockets that are opened between two looks at who else has come, where a whole room returns."""
_BREATH: Final = 200
"""Phones that are sent to before others of the loop have their turn."""


class Phone:
    """One socket of one seat."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self._socket = socket
        self._transport = transport
        # What waits is looked at before each message: so sending itself never has to wait.
        transport.set_write_buffer_limits(high=16 * FULLEST)

    async def send(self, message: bytes) -> None:
        """Send a message, or drop a phone that does not read."""
        if self._transport.get_write_buffer_size() > FULLEST:
            self.drop()
            return
        with suppress(ConnectionError, RuntimeError):
            await self._socket.send_frame(message, WSMsgType.TEXT)

    async def close(self, message: bytes) -> None:
        """Send a last message."""
        await self.send(message)
        with suppress(ConnectionError, RuntimeError, TimeoutError):
            await asyncio.wait_for(self._socket.close(drain=False), _GOODBYE)

    def drop(self) -> None:
        """Cut the connection."""
        self._transport.abort()


class HostScreen:
    """One attached view: the projector's, or the facilitator's own."""

    def __init__(self, socket: web.WebSocketResponse, *, console: bool) -> None:
        self.socket = socket
        self.console = console


class Hub:
    """Joins the pure room to sockets and clock. Everything runs on one loop."""

    def __init__(self, room: Room, journal: Journal) -> None:
        self.writer = Writer(room, journal, self._publish)
        self.seat_of = seats_by_token(room)
        """Seats by the hash of their secret; also those that were sent away."""
        self.gate = Gate()
        self.phones: dict[int, list[Phone]] = {}
        self.greeted: set[int] = set()
        """Seats that have had a socket since this server started."""
        self.returning = asyncio.Semaphore(_AT_ONCE)
        self.screens: set[HostScreen] = set()
        self.quit = asyncio.Event()
        self.on_step: Callable[[Room, Room], None] = _nothing
        """Called with the room before and after what a commit has brought."""
        self._told = room
        self._polled: dict[int, float] = {}
        self._outbox: list[tuple[Phone, bytes]] = []
        self._dirty = asyncio.Event()
        self._urgent = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._arm(room)

    @property
    def room(self) -> Room:
        """The room as the log has it."""
        return self.writer.committed

    def polled(self, seat: int) -> None:
        """Note that a seat without a socket is there."""
        self._polled[seat] = time.monotonic()
        self.gate.alive(seat)
        self.arrived(seat)

    def arrived(self, seat: int) -> None:
        """Pair a seat that was away when the others were paired."""
        partners = self.room.partners
        if partners is not None and partners.get(seat) is None:
            self.writer.submit(Arrive(now_ms(), seat))

    def connected(self) -> set[int]:
        """Return the seats that are there now."""
        since = time.monotonic() - POLL_COUNTS
        polling = {seat for seat, at in self._polled.items() if at > since}
        return {
            seat
            for seat in polling.union(self.phones)
            if (one := self.room.seats.get(seat)) is not None and one.present
        }

    def answer_later(self, phone: Phone, message: bytes) -> None:
        """Send a message with the next commit, before the news of it."""
        self._outbox.append((phone, message))

    def snapshot(self, seat: int) -> bytes:
        """Return the whole state of one phone as a message."""
        return self._message(self.room, seat, {})

    def host_table(self, *, console: bool) -> dict[str, object]:
        """Return the state of one of the host's screens."""
        room, now = self.room, now_ms()
        connected = self.connected()
        told = host_view.projector(room, len(connected), now)
        told["second"] = wants_second(room, now)
        told["problem"] = self.writer.problem
        told["entrance"] = entrance(room, self.gate)
        if console:
            told |= host_view.console(room, connected, now)
        return told

    def touch(self) -> None:
        """Tell the host's screens soon: somebody came or went."""
        self._dirty.set()

    async def run(self) -> None:
        """Commit, publish and keep the host's screens fresh until `quit` is set."""
        writing = asyncio.create_task(self.writer.run())
        telling = asyncio.create_task(self._tell_screens())
        await self.quit.wait()
        self.writer.stop()
        await writing
        telling.cancel()
        if self._timer is not None:
            self._timer.cancel()
        await self._part()

    async def _part(self) -> None:
        """Tell every phone that the room is closed, so that none goes on asking for it."""
        message = dumps({"closed": words.CLOSED})
        every = [phone for phones in self.phones.values() for phone in phones]
        await asyncio.gather(*(phone.close(message) for phone in every))

    async def _publish(self, events: Sequence[Event]) -> None:
        """Tell what a commit has brought: answers first, then what has changed for whom."""
        room = self.room
        self._note_seats(room, events)
        outbox, self._outbox = self._outbox, []
        for at, (phone, message) in enumerate(outbox, 1):
            await phone.send(message)
            if not at % _BREATH:
                await asyncio.sleep(0)
        await self._push(room, self._audience(room, events))
        if any(isinstance(event, Advanced | Locked | Turned) for event in events):
            self._urgent.set()
        self._dirty.set()
        self._arm(room)
        before, self._told = self._told, room
        self.on_step(before, room)

    def _note_seats(self, room: Room, events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, Cleared):
                self._let_go(room, event.seats)
            if isinstance(event, Seated):
                seat = room.seats.get(event.seat)
                if seat is not None:
                    self.seat_of[seat.token] = event.seat

    def _let_go(self, room: Room, seats: tuple[int, ...]) -> None:
        """Cut whoever came after all to a seat while it was cleared: it will be another's."""
        for seat in seats:
            self._polled.pop(seat, None)
            for phone in self.phones.pop(seat, []):
                phone.drop()
        self.gate.forget(seats)
        self.seat_of = seats_by_token(room)

    def _audience(self, room: Room, events: Sequence[Event]) -> Iterable[int]:
        """Return the seats that must be told: all if what they see has changed, else a few."""
        if any(isinstance(event, Advanced) for event in events):
            return list(self.phones)
        told = {event.seat for event in events if isinstance(event, SeatChanged)}
        ballot = room.ballot
        if ballot is not None and any(isinstance(event, Locked) for event in events):
            told.update(seat for seat in self.phones if ballot.vote_of(seat) is None)
        return told

    async def _push(self, room: Room, seats: Iterable[int]) -> None:
        alike: dict[str | None, str] = {}
        for at, seat in enumerate(seats, 1):
            if phones := self.phones.get(seat):
                message = self._message(room, seat, alike)
                for phone in list(phones):
                    await phone.send(message)
            if not at % _BREATH:
                await asyncio.sleep(0)

    def _message(self, room: Room, number: int, alike: dict[str | None, str]) -> bytes:
        """Return a snapshot; what a team's phones have in common is written once."""
        seat = room.seats.get(number)
        if seat is None or not seat.present:
            return dumps({"state": phone_view.gone(room)})
        if seat.team not in alike:
            shared = phone_view.shared(room, seat.team) | {"now": now_ms()}
            alike[seat.team] = dumps(shared).decode()
        you = dumps(phone_view.own(room, number, seat)).decode()
        return f'{{"state":{alike[seat.team][:-1]},"you":{you}}}}}'.encode()

    async def _tell_screens(self) -> None:
        """Send the host's screens a new state: a step at once, counts four times a second."""
        while True:
            await self._dirty.wait()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._urgent.wait(), VIEWS_EVERY)
            self._dirty.clear()
            self._urgent.clear()
            for screen in list(self.screens):
                message = dumps({"state": self.host_table(console=screen.console)}).decode()
                with suppress(ConnectionError, RuntimeError, TimeoutError):
                    await asyncio.wait_for(screen.socket.send_str(message), 5)

    def _arm(self, room: Room) -> None:
        """Set the clock that locks a ballot with a deadline."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        ballot = room.ballot
        if room.phase is Phase.OPEN and ballot is not None and ballot.deadline is not None:
            loop = asyncio.get_running_loop()
            wait = max(0, ballot.deadline - now_ms()) / 1000
            self._timer = loop.call_later(wait, self._time_is_up, ballot.deadline)

    def _time_is_up(self, deadline: int) -> None:
        # The loop's clock and the wall's differ by a little: the later one counts.
        self.writer.submit(Lock(max(now_ms(), deadline), len(self.connected()), "timer"))


def seats_by_token(room: Room) -> dict[str, int]:
    """Return who sits where; a cleared seat is nobody's."""
    return {
        seat.token: number
        for number, seat in enumerate(room.seats)
        if seat.standing is not Standing.CLEARED
    }


def _nothing(_before: Room, _after: Room) -> None:
    """Do nothing after a step."""


def hashed(secret: str) -> str:
    """Return what the log keeps of a seat's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def dumps(value: object) -> bytes:
    """Return JSON in UTF-8, as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def now_ms() -> int:
    """Return the time in ms since 1970."""
    return time.time_ns() // 1_000_000
