"""The floor of `bench/group.py`: an aiohttp server that sends the same messages, and knows nothing.

    python bench/echo.py QUESTION_BYTES ACK_BYTES TALLY_BYTES

Prints its port. A vote is answered at once; `open` and `reveal` on `/host` go to all phones.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import sys

from aiohttp import WSMsgType, web

PHONES: set[web.WebSocketResponse] = set()
SIZES = [int(one) for one in sys.argv[1:4]]
_round = 0


def padded(start: str, size: int) -> str:
    """Return a message of a size."""
    return start + " " * max(0, size - len(start))


async def phone(request: web.Request) -> web.WebSocketResponse:
    """Answer each vote with an acknowledgement."""
    line = web.WebSocketResponse(compress=False)
    await line.prepare(request)
    PHONES.add(line)
    ack = padded('{"ack":1}', SIZES[1])
    try:
        async for message in line:
            if message.type is WSMsgType.TEXT:
                await line.send_str(ack)
    finally:
        PHONES.discard(line)
    return line


async def host(request: web.Request) -> web.WebSocketResponse:
    """Send the question, and the tally, to all."""
    global _round  # noqa: PLW0603, a script of one server
    line = web.WebSocketResponse()
    await line.prepare(request)
    async for message in line:
        if message.data == "open":
            _round += 1
            told = padded(f'{{"phase":"open","round":{_round},', SIZES[0])
        else:
            told = padded(f'{{"phase":"shown","round":{_round},', SIZES[2])
        for one in list(PHONES):
            await one.send_str(told)
    return line


async def main() -> None:
    """Serve until killed."""
    app = web.Application()
    app.router.add_get("/ws", phone)
    app.router.add_get("/host", host)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0), backlog=4_096)
    await web.SockSite(runner, listening, backlog=4_096).start()
    print(listening.getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(main())
