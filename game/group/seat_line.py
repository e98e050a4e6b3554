"""A person's line to a room from a terminal: joins, reads the state, votes until it is received."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

import aiohttp

from game.group import seat_plans
from game.story.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from types import TracebackType

    from game.group.seat_plans import Planning

_RETRY: Final = 0.5
_PATIENCE: Final = 10.0
LOST: Final = "Not connected. Trying again."
LATE: Final = "Your vote came after the vote had closed, and does not count."

LATE_BET: Final = "Your bet came after the bets had closed, and does not count."


class JoinError(Exception):
    """The room can't be joined; its text is a sentence."""


@dataclass(frozen=True, slots=True)
class SeatState:
    """What a seat is told, as plain text."""

    rev: int
    phase: str
    round: int
    title: str
    status: str
    text: tuple[str, ...]
    question: str
    options: tuple[tuple[str, str], ...]
    """Ids and texts of the answers, while the vote is open."""
    splits: tuple[tuple[str, ...], ...]
    chosen: str
    voted: int
    """The id of this seat's vote in this round, 0 for none."""
    bets: tuple[tuple[str, str], ...] = ()
    """Ids and texts of the bets, while the room bets on what the choice does to trust."""
    own_bet: str = ""
    """The id of this seat's bet, once it was received, while bets are taken."""
    bet: str = ""
    """How the room has bet against what happened, once the meters have landed."""
    plans: Planning | None = None
    """What is written on the debrief's last page; None on every other."""


def address_of(url: str) -> tuple[str, str]:
    """Return the base address and the code of what is on the screen; raises `JoinError`."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    code = parts.path.strip("/").upper()
    if parts.scheme.lower() != "http" or not parts.netloc or not code or "/" in code:
        raise JoinError("Type the whole address, such as http://192.168.1.20:8080/K7XQ2M.")
    return f"http://{parts.netloc.lower()}", code


class SeatLine:
    """One seat; use it as a context manager."""

    def __init__(self, base: str, code: str) -> None:
        self._base = base
        self._code = code
        self._session: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._state: SeatState | None = None
        self._sent = 0
        self._planned = 0
        self._answer: asyncio.Future[Mapping[str, Any]] | None = None

    async def __aenter__(self) -> Self:
        # Addresses by number keep cookies only where that is asked for.
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def join(self, name: str, team: str) -> None:
        """Take a seat; raises `JoinError`."""
        body = json.dumps({"code": self._code, "name": name, "team": team or None})
        try:
            async with self._open().post(f"{self._base}/join", data=body) as response:
                said = clean_line(await response.text(), 300)
                if response.status != 200:  # noqa: PLR2004, http's own
                    raise JoinError(said)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise JoinError(
                f"The room at {self._base} can't be reached. Are you on the same network?"
            ) from error

    async def states(self) -> AsyncIterator[SeatState | str]:
        """Yield every newer state, and a sentence when the line is lost; ends with the seat."""
        lost = False
        while True:
            try:
                async with self._open().ws_connect(f"{self._base}/ws", heartbeat=25.0) as socket:
                    self._socket, lost = socket, False
                    async for message in socket:
                        told = json.loads(message.data)
                        if "closed" in told:
                            yield clean_line(str(told["closed"]), 300)
                            return
                        state = self._take(told)
                        if state is None:
                            continue
                        yield state
                        if state.phase == "gone":
                            return
            except aiohttp.WSServerHandshakeError as error:
                if error.status == 401:  # noqa: PLR2004, http's own
                    yield "This seat is not in the room any more."
                    return
            except (aiohttp.ClientError, OSError):
                pass
            self._socket = None
            if not lost:
                yield LOST
            lost = True
            await asyncio.sleep(_RETRY)

    async def vote(self, option: str) -> str:
        """Vote, and again until the room has received it; return what it says."""
        state = self._state
        if state is None:
            return LOST
        self._sent = max(self._sent if state.round == self._round else 0, state.voted) + 1
        self._round = state.round
        told = await self._answered(
            {"vote": {"round": state.round, "option": option, "id": self._sent}}
        )
        if "ack" in told:
            texts = dict(state.options)
            return f"Received: {texts.get(told['ack']['option'], '')}"
        return LATE if "late" in told else clean_line(str(told.get("refused", "")), 300)

    async def bet(self, way: str) -> str:
        """Bet on what the choice does to trust; return what the room says to it."""
        if self._state is None:
            return LOST
        told = await self._answered({"bet": {"round": self._state.round, "way": way}})
        if "ack" in told:
            return f"Received: {dict(self._state.bets).get(way, '')}"
        return LATE_BET if "late" in told else clean_line(str(told.get("refused", "")), 300)

    async def write(self, text: str) -> str:
        """Send a plan, and again until the room has received it; return what it says."""
        plans = None if self._state is None else self._state.plans
        if plans is None:
            return LOST
        self._planned = max(self._planned, plans.id) + 1
        told = await self._answered({"plan": {"text": clean(text), "id": self._planned}})
        return clean_line(str(told["refused"]), 300) if "refused" in told else "Received."

    async def _answered(self, message: Mapping[str, object]) -> Mapping[str, Any]:
        """Send a message until the room answers it; return the answer."""
        # As UTF-8, for a plan may take the whole of a message.
        sent = json.dumps(message, ensure_ascii=False)
        while True:
            self._answer = asyncio.get_running_loop().create_future()
            try:
                if self._socket is not None:
                    await self._socket.send_str(sent)
                return await asyncio.wait_for(self._answer, _PATIENCE / 4)
            except (aiohttp.ClientError, OSError, TimeoutError):
                continue

    _round = 0

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise JoinError("The line is closed.")
        return self._session

    def _take(self, message: Mapping[str, Any]) -> SeatState | None:
        if "state" in message:
            state = read(message["state"])
            if self._state is not None and state.rev < self._state.rev:
                return None
            self._state = state
            return state
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(message)
        return None


def read(table: Mapping[str, Any]) -> SeatState:
    """Return a state from the server's table, every text of it cleaned."""
    options = table.get("options", ()) if table["phase"] == "open" else ()
    you = table.get("you", {})
    vote = you.get("vote") or {}
    return SeatState(
        rev=int(table["rev"]),
        phase=str(table["phase"]),
        round=int(table.get("round", 0)),
        title=clean_line(str(table.get("title") or table.get("story", ""))),
        status=clean_line(str(table.get("status", ""))),
        text=tuple(
            clean("".join(str(piece[0]) for piece in paragraph))
            for paragraph in table.get("text", ())
        ),
        question=clean_line(str(table.get("question", ""))),
        options=tuple((str(one), clean_line(str(text))) for one, text in options),
        splits=tuple(_split(one) for one in table.get("splits", ())),
        chosen=clean_line(" ".join(str(one) for one in table.get("chosen", ()))),
        voted=int(vote.get("id", 0)),
        bets=tuple((str(one), clean_line(str(text))) for one, text in table.get("bets", ())),
        own_bet=str(you.get("bet", "")),
        bet=clean_line(str(table.get("bet", ""))),
        plans=seat_plans.read(table),
    )


def _split(table: Mapping[str, Any]) -> tuple[str, ...]:
    first = (clean_line(str(table["team"])),) if "team" in table else ()
    rows = (
        f"{clean_line(str(text))}: "
        + ", then ".join(_share(count, share) for count, share in shares)
        for text, shares in table["rows"]
    )
    return (*first, *rows)


def _share(count: int, share: int) -> str:
    return f"{share} percent, {count} vote{'' if count == 1 else 's'}"
