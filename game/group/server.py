"""The room's server: one port for phones, one on this machine for the host's screens."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from game.group import basic, hosting, phone_page, phones
from game.group.addresses import host_names
from game.group.guard import LARGEST_BODY, Doorkeeper, add_headers, guarded
from game.group.hub import Hub, now_ms
from game.group.journal import JournalError, commands, open_journal, read_header
from game.group.results import due, over, tables
from game.group.room import apply
from game.group.state import empty
from game.storage.atomic import write_atomic

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence
    from pathlib import Path

    from game.debrief.records import Judgements
    from game.engine.run import Run
    from game.group.state import Room
    from game.story.compiled import Story


@dataclass(frozen=True, slots=True)
class Ports:
    """Where a running room is found."""

    phones: int
    host: int


class RoomServer:
    """One room, served until its hub is told to quit."""

    def __init__(self, path: Path, story: Story, token: str) -> None:
        """`path` is the log; raises `JournalError`."""
        self._journal = open_journal(path)
        try:
            self.hub = Hub(replayed(path, story), self._journal)
        except BaseException:
            self._journal.close()
            raise
        self._path = path
        self._session = read_header(path).session
        self._token = token
        self.hub.on_step = self._step
        self._keeping: asyncio.Task[None] | None = None
        self._runners: list[web.AppRunner] = []
        self._running: asyncio.Task[None] | None = None

    async def start(
        self, listening: socket.socket, hosting_: socket.socket, more: tuple[str, ...] = ()
    ) -> None:
        """Answer on two listening sockets; `more` are further host names that are ours."""
        address, port = listening.getsockname()[:2]
        await self._serve(_phone_app(self.hub, host_names(address, port, more)), listening)
        await self._serve(self._host_app(), hosting_)
        self._running = asyncio.create_task(self.hub.run())

    async def wait(self) -> None:
        """Wait until the hub has quit, then let go of ports and log."""
        try:
            if self._running is not None:
                await self._running
        finally:
            if self._keeping is not None:
                await self._keeping
            await self._keep()
            for runner in self._runners:
                await runner.cleanup()
            self._journal.close()

    async def stop(self) -> None:
        """Quit, with everything written."""
        self.hub.quit.set()
        await self.wait()

    async def _serve(self, app: web.Application, listening: socket.socket) -> None:
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.5)
        self._runners.append(runner)
        await runner.setup()
        await web.SockSite(runner, listening, backlog=4_096).start()

    def _step(self, before: Room, after: Room) -> None:
        """Keep the results after a decision, without holding anybody up."""
        if due(before, after) and (self._keeping is None or self._keeping.done()):
            self._keeping = asyncio.create_task(self._keep(review=over(after)))

    async def _keep(self, *, review: bool = False) -> None:
        """Write the results beside the log; the log has all of it, so a failure loses nothing."""
        room = self.hub.room
        if room.started is not None:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(keep, self._path.parent, room, self._session, review=review)

    def _host_app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app[phones.HUB], app[hosting.TOKEN] = self.hub, self._token
        app.router.add_get("/host", hosting.socket)
        return app


def keep(folder: Path, room: Room, session: str, *, review: bool = False) -> None:
    """Write the results of a session, reviewed or not yet; raises `OSError`."""
    judge = _judged if review else None
    for name, text in tables(room, session, now_ms(), judge).items():
        write_atomic(folder / name, text.encode())


def _judged(runs: Sequence[Run]) -> Sequence[Judgements] | None:
    # Imported here: arrays take 100 ms, for which no vote should wait.
    from game.debrief.judging import judged

    return judged(runs)


def replayed(path: Path, story: Story) -> Room:
    """Return the room that a log makes of a story; raises `JournalError`."""
    header = read_header(path)
    if header.fingerprint != story.fingerprint:
        raise JournalError(
            f"The story {header.story!r} was changed since this room began. Put the file back as it"
            " was, or host it anew."
        )
    room = empty(story, header.code, header.settings, header.at)
    for command in commands(path):
        changed, _ = apply(room, command)
        if changed is room:
            raise JournalError(f"{path} holds a command that does nothing: it is damaged.")
        room = changed
    return room


def _phone_app(hub: Hub, hosts: frozenset[str]) -> web.Application:
    app = web.Application(middlewares=[guarded(hosts)], client_max_size=LARGEST_BODY)
    app[phones.HUB], app[phones.DOOR], app[phones.BUCKETS] = hub, Doorkeeper(), {}
    app.on_response_prepare.append(add_headers)
    app.router.add_get("/", phone_page.page)
    app.router.add_get("/ws", phones.socket)
    app.router.add_get("/state", phones.state)
    app.router.add_post("/join", phones.join)
    app.router.add_post("/vote", phones.vote)
    app.router.add_post("/plan", phones.plan)
    app.router.add_get("/basic", basic.page)
    app.router.add_post("/basic/join", basic.join)
    app.router.add_post("/basic/vote", basic.vote)
    app.router.add_post("/basic/plan", basic.plan)
    app.router.add_get("/favicon.ico", _nothing)
    app.router.add_get("/{code}", phone_page.page)
    return app


async def _nothing(_request: web.Request) -> web.Response:
    return web.Response(status=204)
