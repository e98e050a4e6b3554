"""Sends statements to a learning record store: in batches, again where that may help, once each.

What a store has acknowledged is kept beside the runs, so that a later call sends only what is new.
A store that has a statement already says 409 to the whole batch: it is halved until the ones that
are there stand alone, and those count as stored.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from game.storage.sent import Sent

VERSION: Final = "1.0.3"
BATCH: Final = 50
TRIES: Final = 6
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_SHOWN: Final = 160
_READ: Final = 65_536
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may work a little later."""
_TOO_MUCH: Final = frozenset({HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE})
"""Answers to a batch that its halves may not get."""


class StoreError(Exception):
    """Sending has failed; the text is a sentence with what can be done."""


@dataclass(frozen=True, slots=True)
class Store:
    """Where to send. `address` ends with `/statements`; `authorization` is a header's value.

    `timeout` is in seconds; `pause` waits for a number of seconds.
    """

    address: str
    authorization: str
    timeout: float
    pause: Callable[[float], None]


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would lose its body, and show its credentials to somebody else."""

    def redirect_request(self, *_: object) -> None:
        """Refuse."""


def send(statements: Sequence[Mapping[str, object]], store: Store, sent: Sent) -> int:
    """Send what was not acknowledged yet; return how many that were. Raises `StoreError`."""
    new = [one for one in statements if str(one["id"]) not in sent.ids]
    for start in range(0, len(new), BATCH):
        _deliver(new[start : start + BATCH], store, sent)
    return len(new)


def _deliver(batch: Sequence[Mapping[str, object]], store: Store, sent: Sent) -> None:
    status, said = _answer(batch, store)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or (
        status == HTTPStatus.CONFLICT and len(batch) == 1
    ):
        sent.acknowledge(str(one["id"]) for one in batch)
    elif status in _TOO_MUCH and len(batch) > 1:
        half = len(batch) // 2
        _deliver(batch[:half], store, sent)
        _deliver(batch[half:], store, sent)
    else:
        raise StoreError(_refusal(status, said))


def _answer(batch: Sequence[Mapping[str, object]], store: Store) -> tuple[int, str]:
    """Return the store's status and words, after as many tries as make sense."""
    body = json.dumps(batch, ensure_ascii=False).encode("utf-8")
    for attempt in range(TRIES):
        last = attempt == TRIES - 1
        wait = _pause(attempt)
        try:
            status, said, asked = _post(body, store)
        except (OSError, HTTPException) as error:
            if last:
                raise StoreError(_unreached(error)) from error
        else:
            if status not in _AGAIN or last:
                return status, said
            wait = max(wait, min(asked, _LONGEST_PAUSE))
        store.pause(wait)
    raise AssertionError("the last try returns or raises")


def _post(body: bytes, store: Store) -> tuple[int, str, float]:
    """Return status, the first words of the answer, and the pause that it asks for, in seconds."""
    headers = {
        "Content-Type": "application/json",
        "X-Experience-API-Version": VERSION,
    }
    if store.authorization:
        headers["Authorization"] = store.authorization
    request = Request(store.address, body, headers, method="POST")  # noqa: S310, `address` is checked
    try:
        with build_opener(_NoRedirect).open(request, timeout=store.timeout) as answer:
            answer.read(_READ)
            return int(answer.status), "", 0.0
    except HTTPError as error:
        with error:
            said = error.read(_READ).decode("utf-8", "replace")
            return error.code, clean_line(said, _SHOWN), _asked(error.headers.get("Retry-After"))


def _asked(header: str | None) -> float:
    said = (header or "").strip()
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0  # noqa: PLR2004, digits of a sane pause


def _pause(attempt: int) -> float:
    """Return seconds to wait: twice as long each time, by chance up to half more."""
    longest: float = min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE)
    return longest * random.uniform(1, 1.5)  # noqa: S311, no secret


def _unreached(error: Exception) -> str:
    why = error.reason if isinstance(error, URLError) else error
    said = clean_line(getattr(why, "strerror", None) or str(why) or type(why).__name__, _SHOWN)
    return (
        f"the record store can't be reached ({said.rstrip('.')}); what it acknowledged so far is"
        " remembered: run the command again later."
    )


def _refusal(status: int, said: str) -> str:
    quoted = f": {said}" if said else ""
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return (
            f"the record store refuses these credentials (status {status}); give its key and"
            " secret with COMMON_GROUND_STORE_AUTH."
        )
    if status == HTTPStatus.NOT_FOUND:
        return "there is no record store at this address (status 404); check the address."
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return (
            f"the record store has moved (status {status}); give its new address: nothing follows"
            " by itself, since the credentials would go along."
        )
    if status in _AGAIN:
        return (
            f"the record store is not able to take records now (status {status}{quoted}); what it"
            " acknowledged so far is remembered: run the command again later."
        )
    return f"the record store does not take these records (status {status}{quoted})."
