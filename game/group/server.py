"""The room's server: one port for phones, one on this machine for the host's screens."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from aiohttp import web

from game.group import basic, hosting, phone_page, phones
from game.group.addresses import host_names
from game.group.guard import LARGEST_BODY, Doorkeeper, add_headers, guarded
from game.group.hub import Hub
from game.group.journal import open_journal, read_header
from game.group.keeping import Keeping
from game.group.replaying import replayed
from game.group.results import due, over

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from game.group.state import Room
    from game.story.compiled import Story


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
        self.kept = Keeping(path.parent, read_header(path).session)
        """What the session leaves behind, beside its log."""
        self._token = token
        self.hub.on_step = self._step
        self._due = False
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
        # A server that was killed may have left the files behind the log.
        self._keep_soon()

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
        if due(before, after):
            self._keep_soon()

    def _keep_soon(self) -> None:
        self._due = True
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep_what_is_due())

    async def _keep_what_is_due(self) -> None:
        while self._due:
            self._due = False
            await self._keep(review=over(self.hub.room))

    async def _keep(self, *, review: bool = False) -> None:
        """Write the results beside the log; the log has all of it, so a failure loses nothing."""
        room = self.hub.room
        if room.started is not None:
            with contextlib.suppress(OSError):
                await asyncio.to_thread(self.kept.write, room, review=review)

    def _host_app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app[phones.HUB], app[hosting.TOKEN] = self.hub, self._token
        app.router.add_get("/host", hosting.socket)
        return app


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
    app.router.add_post("/basic/pick", basic.pick)
    app.router.add_post("/basic/plan", basic.plan)
    app.router.add_get("/basic/{form}", basic.again)
    app.router.add_get("/favicon.ico", _nothing)
    app.router.add_get("/{code}", phone_page.page)
    return app


async def _nothing(_request: web.Request) -> web.Response:
    return web.Response(status=204)
