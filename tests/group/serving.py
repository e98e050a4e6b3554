"""A real room on loopback, in this process or in one of its own, and phones that talk to it."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from rooms import van

from game.group.journal import NAME, Header, create
from game.group.phones import cookie_name
from game.group.server import RoomServer
from game.group.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from game.story.compiled import Story

CODE = "K7XQ2M"
SESSION = "8a1c0f6e-58b4-4c7e-9d0e-000000000001"
TOKEN = "host-token-of-the-tests"  # noqa: S105, of no other room
PATIENCE = 60


def listener() -> socket.socket:
    """Return a socket that listens on loopback, on a port that the system chose."""
    return socket.create_server(("127.0.0.1", 0))


@dataclass
class Served:
    """A running room."""

    server: RoomServer
    base: str
    host_base: str
    path: Path

    def lines(self) -> list[dict[str, Any]]:
        """Return the commands in the log."""
        return [json.loads(line) for line in self.path.read_text().splitlines()[1:]]


@asynccontextmanager
async def served(
    folder: Path,
    settings: Settings | None = None,
    story: Story | None = None,
    more: tuple[str, ...] = (),
) -> AsyncIterator[Served]:
    """Serve a room on loopback; a log that is there already is resumed."""
    story = story or van()
    path = folder / NAME
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        header = Header(
            SESSION, story.id, story.file, story.fingerprint, CODE, 1, settings or Settings()
        )
        create(folder, header)
    server = RoomServer(path, story, TOKEN)
    phones, host = listener(), listener()
    bases = [f"http://127.0.0.1:{one.getsockname()[1]}" for one in (phones, host)]
    await server.start(phones, host, more)
    try:
        yield Served(server, bases[0], bases[1], path)
    finally:
        await server.stop()


class Client:
    """One phone: a cookie jar of its own, and a socket if it wants one."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self.session = session
        self.base = base
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.cookie = ""
        self.received: list[dict[str, Any]] = []
        self.state: dict[str, Any] = {}

    async def join(self, name: str = "Ana", code: str = CODE) -> int:
        """Ask for a seat; return the status."""
        body = json.dumps({"code": code, "name": name})
        async with self.session.post(
            f"{self.base}/join", data=body, headers=self.headers()
        ) as response:
            for one in response.cookies.values():
                self.cookie = one.value
            return response.status

    def headers(self) -> dict[str, str]:
        """Return the headers of a browser that has this seat's cookie."""
        own = {"Origin": self.base}
        return own | ({"Cookie": f"{cookie_name(CODE)}={self.cookie}"} if self.cookie else {})

    async def open(self) -> Client:
        """Open the socket, and read its first snapshot."""
        self.socket = await self.session.ws_connect(f"{self.base}/ws", headers=self.headers())
        await self.until(lambda: bool(self.state))
        return self

    async def close(self) -> None:
        """Close the socket."""
        if self.socket is not None:
            await self.socket.close()

    async def send(self, message: object) -> None:
        """Send a message."""
        assert self.socket is not None
        await self.socket.send_str(json.dumps(message))

    async def read(self) -> dict[str, Any]:
        """Return the next message."""
        assert self.socket is not None
        message = await asyncio.wait_for(self.socket.receive(), PATIENCE)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        told: dict[str, Any] = json.loads(message.data)
        self.received.append(told)
        if "state" in told:
            self.state = told["state"]
        return told

    async def until(self, holds: Callable[[], bool]) -> None:
        """Read until something holds."""
        while not holds():
            await self.read()

    async def phase(self, name: str) -> None:
        """Read until the room is in a phase."""
        await self.until(lambda: bool(self.state) and self.state["phase"] == name)

    async def round(self, number: int) -> None:
        """Read until a ballot is open."""
        await self.until(lambda: bool(self.state) and self.state["round"] == number)

    async def vote(self, option: str, number: int = 1) -> dict[str, Any]:
        """Vote in the open ballot; return what the room says to it."""
        given = {"round": self.state["round"], "option": option, "id": number}
        await self.send({"vote": given})
        while True:
            told = await self.read()
            if told.keys() & {"ack", "late", "refused"}:
                return told

    async def get(self, path: str) -> tuple[int, str]:
        """Return the status and text of a page."""
        async with self.session.get(f"{self.base}{path}", headers=self.headers()) as response:
            return response.status, await response.text()

    async def post(self, path: str, body: object) -> tuple[int, str]:
        """Send JSON, or a form; return the status and the text."""
        data: Any = body if isinstance(body, dict) and path.startswith("/basic") else None
        sent = data if data is not None else json.dumps(body)
        async with self.session.post(
            f"{self.base}{path}", data=sent, headers=self.headers(), allow_redirects=False
        ) as response:
            for one in response.cookies.values():
                self.cookie = one.value
            return response.status, await response.text()


class Host:
    """The host's line."""

    def __init__(self, socket_: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket_
        self.state: dict[str, Any] = {}
        self.texts: list[str] = []

    async def read(self) -> dict[str, Any]:
        """Return the next message."""
        message = await asyncio.wait_for(self._socket.receive(), PATIENCE)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        self.texts.append(message.data)
        told: dict[str, Any] = json.loads(message.data)
        if "state" in told:
            self.state = told["state"]
        return told

    async def do(self, kind: str, **fields: object) -> str:
        """Send a command; return why it was refused, empty if it was done."""
        await self._socket.send_str(json.dumps({"do": kind, "ask": 1, **fields}))
        while True:
            told = await self.read()
            if "done" in told:
                return ""
            if "refused" in told:
                return str(told["refused"])

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read until the state is so."""
        while not (self.state and holds(self.state)):
            await self.read()
        return self.state

    async def close(self) -> None:
        """Close the line."""
        await self._socket.close()


async def host_of(
    session: aiohttp.ClientSession, room: Served, view: str = "projector", token: str = TOKEN
) -> Host:
    """Attach a view."""
    headers = {"Authorization": f"Bearer {token}"}
    return Host(await session.ws_connect(f"{room.host_base}/host?view={view}", headers=headers))


@asynccontextmanager
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a session that keeps no cookies: each phone keeps its own."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield session


async def seated(session: aiohttp.ClientSession, room: Served, count: int) -> list[Client]:
    """Return phones that have joined and opened their sockets."""

    async def one(number: int) -> Client:
        client = Client(session, room.base)
        assert await client.join(f"P{number}") == 200
        return await client.open()

    return list(await asyncio.gather(*(one(number) for number in range(count))))
