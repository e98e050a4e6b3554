"""Lines to a room: the host's, which holds through a restart of the server, and a person's seat."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

import aiohttp

from game.group import host_state, sessions
from game.group.host_state import PersonView
from game.group.journal import JournalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from game.group.host_state import HostState
    from game.group.sessions import Place

_RETRY: Final = 0.3
_PATIENCE: Final = 10.0
_CONSOLE_PATIENCE: Final = 10
"""Tries before a console starts a server: three seconds."""
UNREACHED: Final = "The room does not answer; it is being started again."


class HostLine:
    """The host's line to the room of a session folder; the server may die and come back.

    A server that is gone is started again; a console leaves that to the host's own screen first,
    if there is one.
    """

    def __init__(self, folder: Path, *, console: bool = False) -> None:
        self.folder = folder
        self._view = "console" if console else "projector"
        self._patience = _CONSOLE_PATIENCE if console else 0
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._asked: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self._number = 0

    async def states(self) -> AsyncIterator[HostState | str]:
        """Yield every state of the room, and a sentence when the line is lost, until it ends."""
        async with aiohttp.ClientSession() as session:
            tries = 0
            while True:
                place = sessions.place_of(self.folder)
                if place is None or not place.token:
                    return
                try:
                    async with self._connect(session, place) as socket:
                        self._socket, tries = socket, 0
                        async for message in socket:
                            state = self._take(json.loads(message.data))
                            if state is not None:
                                yield state
                except (aiohttp.ClientError, OSError):
                    pass
                self._forget()
                place = sessions.place_of(self.folder)
                if place is None or not place.token:
                    return
                yield UNREACHED
                await asyncio.sleep(_RETRY)
                tries += 1
                if tries > self._patience:
                    problem = await asyncio.to_thread(revived, self.folder, place)
                    if problem:
                        yield problem

    async def do(self, kind: str, **fields: object) -> str:
        """Send a command; return why it was refused, empty if it was done."""
        told = await self._ask({"do": kind, **fields})
        return str(told.get("refused", ""))

    async def people(self) -> tuple[PersonView, ...]:
        """Return who sits in the room, connected or not."""
        told = await self._ask({"do": "people"})
        return tuple(PersonView(**one) for one in told.get("people", ()))

    async def _ask(self, table: Mapping[str, object]) -> Mapping[str, Any]:
        if self._socket is None or self._socket.closed:
            return {"refused": UNREACHED}
        self._number += 1
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Mapping[str, Any]] = loop.create_future()
        number = self._number
        self._asked[number] = answer
        try:
            await self._socket.send_str(json.dumps({**table, "ask": number}))
            return await asyncio.wait_for(answer, _PATIENCE)
        except (aiohttp.ClientError, OSError, TimeoutError):
            return {"refused": UNREACHED}
        finally:
            self._asked.pop(number, None)

    def _connect(self, session: aiohttp.ClientSession, place: Place) -> Any:  # noqa: ANN401, aiohttp's own context manager
        address = f"http://127.0.0.1:{place.host}/host?view={self._view}"
        headers = {"Authorization": f"Bearer {place.token}"}
        return session.ws_connect(address, headers=headers, heartbeat=25.0)

    def _take(self, message: Mapping[str, Any]) -> HostState | None:
        if "state" in message:
            return host_state.read(message["state"])
        answer = self._asked.pop(message.get("done") or message.get("ask") or 0, None)
        if answer is not None and not answer.done():
            answer.set_result(message)
        return None

    def _forget(self) -> None:
        self._socket = None
        for answer in self._asked.values():
            if not answer.done():
                answer.set_result({"refused": UNREACHED})
        self._asked.clear()


def revived(folder: Path, place: Place) -> str:
    """Start a server again that is gone; return what is wrong, empty if it runs."""
    try:
        sessions.launch(folder, place.address, place.port)
    except JournalError as error:
        running = "runs already" in str(error)
        return "" if running else str(error)
    return ""
