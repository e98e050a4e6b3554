"""Many phones in one process of their own: the load of `bench/group.py`.

    python bench/phones.py PORT PATH NUMBER [CODE]

Joins by the code if there is one, opens a socket for each phone, votes once on every question, and
prints a line when all have done something: `ready`, `acked`, `told`. Commands come on standard
input: `drop N` cuts N phones and lets them come back, `garbage N` has N send what is no message;
`back` is printed when they are there again. `count 0` prints what was acknowledged in this round.
Written against sockets, since a client library would take more time than the server that is timed.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import struct
import sys
from collections import Counter, deque
from dataclasses import dataclass

_MASKED = 0x80
_MEDIUM = 126
_LARGE = 127


class Crowd:
    """All phones, and how many have got how far in the round at hand."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.ready = self.acked = self.told = 0
        self.changed = asyncio.Event()

    def note(self, what: str) -> None:
        """Count a step of one phone; say so when it was the last one's."""
        count = getattr(self, what) + 1
        setattr(self, what, count)
        if count == self.number:
            setattr(self, what, 0 if what != "ready" else count)
            print(what, flush=True)


@dataclass(slots=True)
class Doing:
    """What a person has done, which outlives their connections.

    `round` is the last one asked, `acked` and `seen` the last one answered and shown.
    """

    round: bytes = b""
    acked: bytes = b""
    seen: bytes = b""
    option: bytes = b""
    counted: bytes = b""
    """The answer that was acknowledged last."""


class Phone(asyncio.Protocol):
    """One socket: shakes hands, then reads frames and answers questions."""

    def __init__(
        self, crowd: Crowd, path: str, host: str, cookie: str, old: Phone | None = None
    ) -> None:
        """`old` is the connection before: who was cut off goes on with what they had done."""
        self._crowd = crowd
        self._cookie = cookie
        self._request = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: MDEyMzQ1Njc4OUFCQ0RFRg==\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: {cookie}\r\n\r\n"
        ).encode()
        self._buffer = b""
        self._open = False
        self.doing = old.doing if old else Doing()
        self._greeted = old is not None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Take frames as they come, whole or in pieces."""
        self._buffer += data
        if not self._open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self._open, self._buffer = True, rest
            if not self._greeted:
                self._crowd.note("ready")
        while (frame := self._frame()) is not None:
            self._take(frame)

    def _frame(self) -> bytes | None:
        data = self._buffer
        if len(data) < 2:
            return None
        size, start = data[1], 2
        if size == _MEDIUM:
            if len(data) < 4:
                return None
            size, start = struct.unpack_from(">H", data, 2)[0], 4
        elif size == _LARGE:
            if len(data) < 10:
                return None
            size, start = struct.unpack_from(">Q", data, 2)[0], 10
        if len(data) < start + size:
            return None
        self._buffer = data[start + size :]
        return data[start : start + size]

    def _take(self, text: bytes) -> None:
        doing = self.doing
        if text.startswith(b'{"ack"'):
            if doing.acked != doing.round:
                doing.acked = doing.round
                doing.counted = text.partition(b'"option":"')[2].partition(b'"')[0]
                self._crowd.note("acked")
        elif b'"phase":"open"' in text:
            number = text.partition(b'"round":')[2].partition(b",")[0]
            if number != doing.round:
                doing.round = number
                doing.option = random.choice((b"ask", b"take", b"list"))
            if doing.acked != number:
                vote = b'{"vote":{"round":%s,"option":"%s","id":1}}'
                self.send(vote % (number, doing.option))
        elif b'"phase":"shown"' in text and doing.seen != doing.round:
            doing.seen = doing.round
            self._crowd.note("told")

    def send(self, text: bytes) -> None:
        """Send a short message; a mask of zeros is a mask."""
        assert self.transport is not None
        size = len(text)
        assert size < _MEDIUM
        self.transport.write(bytes((0x81, _MASKED | size)) + b"\0\0\0\0" + text)


async def join(host: str, port: int, code: str, number: int) -> str:
    """Take a seat; return the cookie."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = b'{"code":"%s","name":"P%d"}' % (code.encode(), number)
    writer.write(
        b"POST /join HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        % (host.encode(), len(body), body)
    )
    answer = await reader.read()
    writer.close()
    return answer.partition(b"Set-Cookie: ")[2].partition(b";")[0].decode()


async def main() -> None:
    """Join, connect, and do as standard input says."""
    port, path, number = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    code = sys.argv[4] if len(sys.argv) > 4 else ""
    host = f"127.0.0.1:{port}"
    crowd = Crowd(number)
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(64)
    phones: dict[int, Phone] = {}

    async def one(index: int, cookie: str = "") -> str:
        async with gate:
            if code and not cookie:
                cookie = await join(host, port, code, index)
            old = phones.get(index)
            _, phone = await loop.create_connection(
                lambda: Phone(crowd, path, host, cookie, old), "127.0.0.1", port
            )
            phones[index] = phone
        return cookie

    cookies = await asyncio.gather(*(one(index) for index in range(number)))
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    order: deque[int] = deque(random.sample(range(number), number))
    while line := (await reader.readline()).split():
        if line[0] == b"count":
            counts = Counter(phone.doing.counted.decode() for phone in phones.values())
            print(json.dumps(counts), flush=True)
            continue
        some = [order[at % number] for at in range(int(line[1]))]
        order.rotate(-len(some))
        for index in some:
            phone = phones[index]
            if line[0] == b"garbage":
                phone.send(b'{"vote":[1,2')
            assert phone.transport is not None
            phone.transport.close() if line[0] == b"garbage" else phone.transport.abort()
        await asyncio.gather(*(one(index, cookies[index]) for index in some))
        print("back", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(main())
