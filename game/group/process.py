"""The room's server as a process: `python -m game.group.process FOLDER ADDRESS PORT [NAME…]`."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import secrets
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Final

from game.group.journal import NAME, JournalError
from game.group.server import RoomServer
from game.group.sessions import Place, keep_place, story_of

IDLE: Final = 2 * 3_600
"""Seconds without a phone or a screen after which a forgotten room closes; it can be resumed."""
_LOOK_EVERY: Final = 60


def main(arguments: list[str]) -> int:
    """Serve a session until its host ends it; the first line out is `ready`, or what is wrong."""
    folder, address, port = Path(arguments[0]), arguments[1], int(arguments[2])
    _raise_limits()
    try:
        asyncio.run(_serve(folder, address, port, tuple(arguments[3:])))
    except JournalError as error:
        _say(str(error))
        return 2
    except OSError as error:
        # Python adds to the sentence of the system where it stands in its code.
        why = (os.strerror(error.errno) if error.errno else str(error)).lower()
        _say(f"{address}:{port} can't be used: {why}. Name another --port, or none.")
        return 2
    return 0


async def _serve(folder: Path, address: str, port: int, names: tuple[str, ...]) -> None:
    story = story_of(folder)
    token = secrets.token_urlsafe(24)
    server = RoomServer(folder / NAME, story, token)
    with _listener(address, port) as phones, _listener("127.0.0.1", 0) as host:
        place = Place(address, phones.getsockname()[1], host.getsockname()[1], token, os.getpid())
        await server.start(phones, host, names)
        keep_place(folder, place)
        loop = asyncio.get_running_loop()
        for one in (signal.SIGTERM, signal.SIGINT):
            # Windows has no such handlers; there a room is ended by its host alone.
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(one, server.hub.quit.set)
        # What is loaded lives to the end: the collector need not look at it again.
        gc.freeze()
        _say("ready")
        watching = asyncio.create_task(_watch(server))
        await server.wait()
        watching.cancel()
    keep_place(folder, Place(address, place.port))
    if server.hub.room.started is not None:
        with contextlib.suppress(OSError, MemoryError):
            server.kept.write(server.hub.room, review=True)


async def _watch(server: RoomServer) -> None:
    """Close a room that everybody has left."""
    hub = server.hub
    since = time.monotonic()
    while time.monotonic() - since < IDLE:
        await asyncio.sleep(_LOOK_EVERY)
        if hub.screens or hub.connected():
            since = time.monotonic()
    hub.quit.set()


def _say(line: str) -> None:
    """Tell who started us; nobody may be reading any more."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _listener(address: str, port: int) -> socket.socket:
    return socket.create_server((address, port), backlog=4_096, reuse_port=False)


def _raise_limits() -> None:
    """Allow as many sockets as the system lets us: one a phone."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
