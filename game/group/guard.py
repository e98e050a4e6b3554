"""Who may ask: own addresses only, nothing large, nothing fast, and no guessing of codes."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

LARGEST_BODY: Final = 2_048
"""Bytes of a request, and of a message on a socket."""
LARGEST_VOTE: Final = 256
"""Characters of a message that is no text of somebody's own."""
_TEXTS: Final = ('{"plan":',)
"""How a message begins that is a text of somebody's own."""
_TRIES: Final = 30
_TRIES_A_SECOND: Final = 0.5
_MESSAGES: Final = 10
_MESSAGES_A_SECOND: Final = 5.0
_MOST_ADDRESSES: Final = 10_000

NONCE: Final = web.RequestKey("nonce", str)


@dataclass(slots=True)
class Bucket:
    """Lets `burst` through at once, then `rate` a second."""

    burst: float
    rate: float
    left: float
    at: float

    def take(self, now: float) -> bool:
        """Whether one more may pass."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


def fits(message: str) -> bool:
    """Whether a message is as short as its kind has to be."""
    return len(message) <= LARGEST_VOTE or message.startswith(_TEXTS)


def messages_bucket() -> Bucket:
    """Return what one socket or seat may send: five a second, ten at once."""
    return Bucket(_MESSAGES, _MESSAGES_A_SECOND, _MESSAGES, time.monotonic())


class Doorkeeper:
    """Counts failed codes by address. A right code always passes: a room is one address."""

    def __init__(self) -> None:
        self._failed: dict[str, Bucket] = {}

    def may_fail(self, address: str) -> bool:
        """Note a wrong code; False if this address has tried too many."""
        now = time.monotonic()
        if len(self._failed) >= _MOST_ADDRESSES:
            self._failed.clear()
        bucket = self._failed.setdefault(address, Bucket(_TRIES, _TRIES_A_SECOND, _TRIES, now))
        return bucket.take(now)


def guarded(hosts: frozenset[str]) -> Middleware:
    """Return a middleware that refuses what was not meant for these hosts, and sets the headers.

    A page of another site whose name leads here (DNS rebinding) has a `Host` that is not ours; one
    that sends a form or opens a socket has an `Origin` that is not ours.
    """

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        host = (request.headers.get("Host") or "").lower()
        if host not in hosts:
            raise web.HTTPForbidden(text="This room is not at that address.")
        if origin is not None and origin.lower() != f"http://{host}":
            raise web.HTTPForbidden(text="Another site asked for this.")
        request[NONCE] = secrets.token_urlsafe(12)
        return await handler(request)

    return guard


async def readable(request: web.Request) -> None:
    """Read a form, which the request keeps; raises `web.HTTPException` where nobody could."""
    try:
        await request.post()
    except (ValueError, LookupError, AssertionError, HttpProcessingError) as error:
        raise web.HTTPBadRequest(text="That is no form that can be read.") from error


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Say what a browser may do with an answer: nothing but what the page itself needs."""
    nonce = request.get(NONCE, "")
    socket = f"ws://{request.headers.get('Host', '')}"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}';"
        f" connect-src 'self' {socket}; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Server"] = "common-ground"
