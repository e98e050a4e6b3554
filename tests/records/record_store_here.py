"""A record store on this machine: a real HTTP server that can be made to misbehave."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Mood: TypeAlias = "int | Literal['drop', 'late', 'halfway']"
"""What a request gets: a status, a dropped line, or an answer that comes too late.

`late` and `halfway` store the batch first: one answers after the caller has gone, the other drops
the line in the middle of the answer.
"""


class RecordStore(ThreadingHTTPServer):
    """Keeps statements by id, and the headers of each request. `moods` are used up one by one."""

    daemon_threads = True

    def __init__(self, *moods: Mood, most: int = 1000, words: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.moods = list(moods)
        self.most = most
        self.words = words
        self.kept: dict[str, dict[str, object]] = {}
        self.headers: list[dict[str, str]] = []
        self.sizes: list[int] = []
        self.over = threading.Event()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where it takes statements."""
        return f"http://127.0.0.1:{self.server_port}/xapi/statements"

    def take(self, batch: list[dict[str, object]]) -> int:
        """Take a batch whole or not at all, as the specification says; return the status."""
        with self.lock:
            if len(batch) > self.most:
                return 413
            if any(str(one["id"]) in self.kept for one in batch):
                return 409
            self.kept |= {str(one["id"]): one for one in batch}
            return 200


class _Handler(BaseHTTPRequestHandler):
    server: RecordStore
    protocol_version: ClassVar[str] = "HTTP/1.1"

    def do_POST(self) -> None:
        store = self.server
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told = {name.lower(): value for name, value in self.headers.items()}
        store.headers.append(told | {"path": self.path})
        store.sizes.append(len(batch))
        mood = store.moods.pop(0) if store.moods else 0
        if mood == "drop":
            self.close_connection = True
            return
        if isinstance(mood, int) and mood:
            self._say(mood)
            return
        status = store.take(batch)
        if mood == "late":
            store.over.wait(30)
            self.close_connection = True
            return
        if mood == "halfway":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n[")
            self.close_connection = True
            return
        self._say(status)

    def do_GET(self) -> None:
        self.server.headers.append({"path": "a redirect was followed"})
        self._say(200)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base's name
        """Say nothing."""

    def _say(self, status: int) -> None:
        said = self.server.words.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.address}/elsewhere")
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(said)


@contextmanager
def record_store(*moods: Mood, most: int = 1000, words: str = "") -> Iterator[RecordStore]:
    """Run a store while it is needed."""
    store = RecordStore(*moods, most=most, words=words)
    thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield store
    finally:
        store.over.set()
        store.shutdown()
        thread.join()
        store.server_close()
