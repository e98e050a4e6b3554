"""A person's line to a room from a terminal: joins, reads the state, sends until it is received."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

import aiohttp

from game.group import invitation
from game.group.seat_keep import Kept, SeatKeep
from game.group.seat_sent import Answer, Sent, of_bet, of_picks, of_plan, of_vote
from game.group.seat_state import SeatState, acknowledged, read
from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from types import TracebackType

    from game.group.invitation import Guest, Invitation
    from game.group.seat_sent import Settled

_RETRY: Final = 0.5
_AGAIN: Final = 2.5
"""Seconds after which a message that was not answered is sent again."""
_PATIENCE: Final = aiohttp.ClientTimeout(total=15)
_LARGEST_PAGE: Final = 262_144
_OK, _UNAUTHORIZED, _CLOSED = 200, 401, 503
LOST: Final = "Not connected. Trying again."
_AWAY: Final = Answer(LOST, received=False)
ENDED: Final = "The session has ended."
NOT_HERE: Final = "This seat is not in the room any more."


class JoinError(Exception):
    """The room can't be joined; its text is a sentence."""


class Lost(NamedTuple):
    """The line is gone, and is being tried again."""

    said: str = LOST


class Over(NamedTuple):
    """There is nothing more to come: the session has ended, or the seat was taken away."""

    said: str


def address_of(url: str) -> tuple[str, str]:
    """Return the base address and the code of what is on the screen; raises `JoinError`."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    code = parts.path.strip("/").upper()
    if parts.scheme.lower() != "http" or not parts.netloc or not code or "/" in code:
        raise JoinError("Type the whole address, such as http://192.168.1.20:8080/K7XQ2M.")
    return f"http://{parts.netloc.lower()}", code


class SeatLine:
    """One seat; use it as a context manager, in each loop anew."""

    def __init__(self, base: str, code: str, keep: SeatKeep | None = None) -> None:
        """Take `base` and `code` as `address_of` returns them; `keep` is where the seat is kept."""
        self.base = base
        self.code = code
        self.keep = keep or SeatKeep()
        self.state: SeatState | None = None
        """The newest state."""
        self.over = ""
        """Why there is nothing more to come, empty before."""
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._sent: list[Sent] = []
        self._ids: dict[object, int] = {}
        """The highest id that was used of each ballot, and of plans."""
        self._offset = 0

    async def __aenter__(self) -> Self:
        # The one cookie is the seat's, and is kept in its file.
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = self._socket = None

    @property
    def url(self) -> str:
        """The address with the code, as it is typed."""
        return f"{self.base}/{self.code}"

    async def welcome(self) -> Invitation | None:
        """Return what the room asks of who joins, None if the kept seat is still in it.

        Raises `JoinError` where there is no such room.
        """
        if self.keep.kept is not None:
            status, said = await self._ask("get", "/state")
            with suppress(ValueError, KeyError, TypeError):
                if status == _OK and json.loads(said)["state"]["phase"] != "gone":
                    return None
        _, said = await self._ask("get", f"/{self.code}")
        asked = invitation.read(said)
        if isinstance(asked, str):
            raise JoinError(asked or f"There is no room at {self.url}. Look at the screen again.")
        return asked

    async def join(self, guest: Guest) -> None:
        """Take a seat and keep it; raises `JoinError`."""
        body = json.dumps({"code": self.code, **guest._asdict(), "team": guest.team or None})
        status, said = await self._ask("post", "/join", guest.name, body)
        if status != _OK:
            raise JoinError(clean_line(said, 300))

    async def states(self) -> AsyncIterator[SeatState | Lost | Over]:
        """Yield every newer state, and when the line is lost; ends after `Over`."""
        lost = False
        while True:
            try:
                async with self._connect() as socket:
                    self._socket, lost = socket, False
                    for one in self._sent:
                        await socket.send_str(one.text)
                    async for message in socket:
                        told = self._take(json.loads(message.data))
                        if told is not None:
                            yield told
                        if self.over:
                            return
            except (aiohttp.ClientError, OSError) as error:
                self.over = _over(error)
            self._socket = None
            if self.over:
                yield Over(self.over)
                return
            if not lost:
                yield Lost()
            lost = True
            await asyncio.sleep(_RETRY)

    async def vote(self, option: str) -> Answer:
        """Vote, and again until the room has received it; return what it says."""
        state = self.state
        if state is None:
            return _AWAY
        number = self._next(state.round, state.voted)
        vote = {"round": state.round, "option": option, "id": number}
        return await self._settled({"vote": vote}, of_vote(state.round, number))

    async def bet(self, way: str) -> Answer:
        """Bet on what the choice does to trust; return what the room says to it."""
        if self.state is None:
            return _AWAY
        round_ = self.state.round
        return await self._settled({"bet": {"round": round_, "way": way}}, of_bet(round_, way))

    async def pick(self, qualities: tuple[str, ...]) -> Answer:
        """Name up to two qualities to talk about; return what the room says to it."""
        return await self._settled({"pick": list(qualities)}, of_picks(qualities))

    async def write(self, text: str) -> Answer:
        """Send a plan, and again until the room has received it; return what it says."""
        plans = None if self.state is None else self.state.plans
        if plans is None:
            return _AWAY
        text = clean(text)
        if len(text) > plans.most:
            long = f"That has {len(text)} characters, and a plan at most {plans.most}."
            return Answer(f"{long} It was not sent.", received=False)
        number = self._next("plans", plans.id)
        return await self._settled({"plan": {"text": text, "id": number}}, of_plan(number))

    def left(self) -> int | None:
        """Return the seconds that are left to vote, None where there is no hurry."""
        state = self.state
        if state is None or state.deadline is None or state.phase != "open":
            return None
        return max(0, -(-(state.deadline - _now() - self._offset) // 1_000))

    async def _settled(self, message: Mapping[str, object], settled: Settled) -> Answer:
        """Send a message until the room has answered it; return the answer."""
        sent = Sent(message, settled)
        self._sent.append(sent)
        try:
            while not sent.answer.done():
                with suppress(aiohttp.ClientError, OSError):
                    if self._socket is not None:
                        await self._socket.send_str(sent.text)
                await asyncio.wait((sent.answer,), timeout=_AGAIN)
            return sent.answer.result()
        finally:
            self._sent.remove(sent)

    def _next(self, what: object, known: int) -> int:
        """Return an id above every one that was used or that the room knows."""
        self._ids[what] = max(self._ids.get(what, 0), known) + 1
        return self._ids[what]

    async def _ask(
        self, method: str, path: str, name: str = "", body: str | None = None
    ) -> tuple[int, str]:
        """Return the status and the text of an answer; keep the seat that comes with it.

        Raises `JoinError` where nobody answers.
        """
        asked = self._open().request(
            method, f"{self.base}{path}", data=body, headers=self._cookie(), timeout=_PATIENCE
        )
        try:
            async with asked as response:
                for one in response.cookies.values():
                    self.keep.keep(self.url, Kept(name, one.key, one.value))
                raw = bytearray()
                async for piece in response.content.iter_chunked(_LARGEST_PAGE):
                    raw += piece
                    if len(raw) > _LARGEST_PAGE:
                        break
                return response.status, raw.decode(errors="replace")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise JoinError(
                f"The room at {self.base} can't be reached. Are you on the same network?"
            ) from error

    def _connect(self) -> Any:  # noqa: ANN401, aiohttp's own context manager
        return self._open().ws_connect(f"{self.base}/ws", heartbeat=25.0, headers=self._cookie())

    def _cookie(self) -> Mapping[str, str]:
        kept = self.keep.kept
        return {} if kept is None else {"Cookie": f"{kept.cookie}={kept.secret}"}

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise JoinError("The line is closed.")
        return self._session

    def _take(self, message: Mapping[str, Any]) -> SeatState | Over | None:
        """Return what a message changes for who reads; what was sent hears of it first."""
        told: SeatState | None = None
        if "closed" in message:
            # The room's own words speak of a page.
            self.over = ENDED
            return Over(self.over)
        if "state" in message:
            told = read(message["state"])
            if told.phase == "gone":
                self.over = told.status or NOT_HERE
                return Over(self.over)
            if self.state is not None and told.rev < self.state.rev:
                return None
            self.state, self._offset = told, (told.now - _now() if told.now else 0)
        elif "ack" in message and self.state is not None:
            # No new state follows: what has been received is the answer's own word.
            self.state = told = acknowledged(self.state, message["ack"])
        for one in self._sent:
            one.hear(message, self.state)
        return told


def _over(error: Exception) -> str:
    """Return why a room takes no line of ours any more; empty if it may be tried again."""
    status = error.status if isinstance(error, aiohttp.WSServerHandshakeError) else 0
    return {_UNAUTHORIZED: NOT_HERE, _CLOSED: ENDED}.get(status, "")


def _now() -> int:
    return time.time_ns() // 1_000_000
