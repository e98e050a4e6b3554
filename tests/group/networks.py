"""A network that can fall silent between phones and a room: all is lost, and nothing closes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 65_536


class Network:
    """Passes bytes to a room's port and back, until it is silenced.

    A connection that was silenced stays dead, as that of a phone whose router has forgotten it:
    neither side is told. New ones pass once the silence is `over`.
    """

    def __init__(self) -> None:
        self.port = 0
        self._to = 0
        self._silent = False
        self._dead: set[asyncio.StreamWriter] = set()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def listen(self) -> Network:
        """Open a port for phones."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def lead_to(self, port: int) -> None:
        """Name the port of the room."""
        self._to = port

    async def silence(self) -> None:
        """Swallow everything from now on, on connections that are open and on new ones."""
        self._silent = True
        self._dead |= self._open

    def cut(self) -> None:
        """Cut what is open, so that phones look for another connection."""
        for one in list(self._open):
            one.transport.abort()

    async def over(self) -> None:
        """Let new connections pass."""
        self._silent = False

    async def close(self) -> None:
        """Cut everything, and listen no more."""
        self.cut()
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        if self._silent:
            self._dead.add(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._to)
            self._open.add(back)
            passes = lambda: writer not in self._dead  # noqa: E731, one line for both ways
            with suppress(ConnectionError):
                await asyncio.gather(_pump(reader, back, passes), _pump(there, writer, passes))
            self._open.discard(back)
            back.transport.abort()
        finally:
            self._open.discard(writer)
            writer.transport.abort()


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passes: Callable[[], bool]
) -> None:
    while data := await reader.read(_MOST):
        if passes():
            writer.write(data)
            await writer.drain()
    if passes():
        writer.transport.abort()
