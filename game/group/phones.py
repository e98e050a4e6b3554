"""What a phone asks for: a seat, a socket, a vote. Nothing here can move the room."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType, web

from game.group import entrance
from game.group.events import Accepted, BetTaken, Late, LateBet, Planned, Refused, Seated
from game.group.guard import LARGEST_BODY, Bucket, Doorkeeper, fits, messages_bucket
from game.group.hub import Hub, Phone, dumps, hashed, now_ms
from game.group.messages import Bet, Join, Pick, Vote, Write
from game.group.seat_codes import seat_code_hash
from game.group.seats import Standing, clean_name
from game.group.sides import teams
from game.group.wire import WireError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.events import Event

HUB: Final = web.AppKey("hub", Hub)
DOOR: Final = web.AppKey("door", Doorkeeper)
BUCKETS: Final = web.AppKey("buckets", dict[int, Bucket])
_MOST_SOCKETS: Final = 3
"""Sockets of one seat: more are forgotten tabs, and the oldest goes."""
_HEARTBEAT: Final = 25.0
_YEAR: Final = 366 * 24 * 3_600
BANNED: Final = "This phone was sent out of the room. Ask the facilitator."
NO_ROOM: Final = "There is no room with this code. Look at the screen again."
_NOTHING_ELSE: Final = "A phone votes, bets, picks or plans, and asks for nothing else."
SLOWLY: Final = "Too many wrong codes from here. Wait a minute."
WHICH_SIDE: Final = (
    "Each side has a code of its own here: this one with one more letter. Look at the screen, or"
    " ask the facilitator which side is yours."
)
NEEDS_SEAT_CODE: Final = (
    "This room asks for a seat code as well: the one that the facilitator gave you."
)


def cookie_name(code: str) -> str:
    """Return the cookie's name: cookies do not part ports, so two rooms need two names."""
    return f"seat-{code}"


def seat_of(request: web.Request) -> int | None:
    """Return the seat that the cookie holds, whether or not it was sent away."""
    hub = request.app[HUB]
    secret = request.cookies.get(cookie_name(hub.room.code), "")
    return hub.seat_of.get(hashed(secret)) if secret else None


def present(hub: Hub, number: int | None) -> bool:
    """Whether a seat is in the room."""
    seat = None if number is None else hub.room.seats.get(number)
    return seat is not None and seat.present


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody new typed; `seat_code` is empty where they were not asked for one."""

    code: str
    name: str
    team: str | None = None
    seat_code: str = ""


async def take_seat(request: web.Request, asked: Asked) -> str:
    """Give the asking phone a seat; return the cookie's secret, empty if it has one already.

    Raises `web.HTTPException` with a sentence.
    """
    hub, address = request.app[HUB], request.remote or ""
    way = entrance.way(hub.room, asked.code)
    if way is None:
        raise _wrong(request, NO_ROOM)
    number = seat_of(request)
    if present(hub, number):
        return ""
    seat = None if number is None else hub.room.seats.get(number)
    if seat is not None and seat.standing is Standing.BANNED:
        raise web.HTTPForbidden(text=BANNED)
    if entrance.by_code(hub.room) and way.team is None:
        raise web.HTTPConflict(text=WHICH_SIDE)
    if why := hub.gate.refusal(address, known=seat is not None):
        hub.touch()
        raise web.HTTPTooManyRequests(text=why)
    secret, seat_code = secrets.token_urlsafe(16), _seat_code(request, asked)
    # Cleaned before the log: it holds no text that it could not be read from again.
    side = way.team or (asked.team if asked.team in teams(hub.room.story) else None)
    join_ = Join(now_ms(), hashed(secret), clean_name(asked.name), side, seat_code)
    hub.gate.expect(address)
    events = await hub.writer.submitted(join_)
    taken = next((event.seat for event in events if isinstance(event, Seated)), None)
    if taken is None:
        hub.gate.missed(address)
        raise web.HTTPConflict(text=_why(events))
    hub.gate.took(taken, address)
    return secret


def _seat_code(request: web.Request, asked: Asked) -> str | None:
    """Return the hash of the seat code, None where none is needed; raises `web.HTTPException`."""
    room = request.app[HUB].room
    if not room.seat_codes:
        return None
    if not entrance.plain(asked.seat_code):
        raise web.HTTPPreconditionRequired(text=NEEDS_SEAT_CODE)
    found = seat_code_hash(room.code, asked.seat_code)
    if found not in room.seat_codes:
        raise _wrong(request, entrance.NO_SEAT_CODE)
    return found


def _wrong(request: web.Request, sentence: str) -> web.HTTPException:
    """Return the answer to a wrong code: the sentence, or that there were too many."""
    if not request.app[DOOR].may_fail(request.remote or ""):
        return web.HTTPTooManyRequests(text=SLOWLY)
    return web.HTTPNotFound(text=sentence)


def set_cookie(response: web.StreamResponse, code: str, secret: str) -> None:
    """Let the phone keep its seat; scripts and other sites can't read it."""
    response.set_cookie(
        cookie_name(code), secret, max_age=_YEAR, httponly=True, samesite="Lax", path="/"
    )


async def join(request: web.Request) -> web.Response:
    """Answer `POST /join` of the page."""
    table = await read_object(request)
    code, name, team, seat_code = (table.get(key) for key in ("code", "name", "team", "seat_code"))
    if not isinstance(code, str) or not isinstance(name, str):
        raise web.HTTPBadRequest(text="A code and a name are needed.")
    asked = Asked(
        code,
        name,
        team if isinstance(team, str) else None,
        seat_code if isinstance(seat_code, str) else "",
    )
    secret = await take_seat(request, asked)
    hub = request.app[HUB]
    response = web.json_response({"ok": True})
    if secret:
        set_cookie(response, hub.room.code, secret)
    return response


async def state(request: web.Request) -> web.Response:
    """Answer `GET /state`: the same snapshot that a socket pushes."""
    hub, number = _seated(request)
    hub.polled(number)
    return web.Response(body=hub.snapshot(number), content_type="application/json")


async def vote(request: web.Request) -> web.Response:
    """Answer `POST /vote`, for who has no socket: a vote, or a bet or picks as on one."""
    return await _asked(request, "vote")


async def plan(request: web.Request) -> web.Response:
    """Answer `POST /plan`, for who has no socket."""
    return await _asked(request, "plan")


async def _asked(request: web.Request, kind: str) -> web.Response:
    hub, number = _seated(request)
    if not seat_bucket(request, number).take(clock()):
        raise web.HTTPTooManyRequests(text="Not so fast.")
    hub.polled(number)
    table = await read_object(request)
    try:
        command = command_of(number, table if {"bet", "pick"} & table.keys() else {kind: table})
    except WireError as error:
        raise web.HTTPBadRequest(text=str(error)) from error
    return web.json_response(answer(await hub.writer.submitted(command)))


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Answer `GET /ws`: snapshots out, votes in, until the phone goes."""
    hub, number = _seated(request)
    if hub.quit.is_set():
        raise web.HTTPServiceUnavailable(text="The session has ended.")
    response = web.WebSocketResponse(
        compress=False, max_msg_size=LARGEST_BODY, heartbeat=_HEARTBEAT, autoping=True
    )
    if number in hub.greeted:  # a whole room that comes back keeps nobody waiting who is new
        async with hub.returning:
            await asyncio.sleep(0)
    hub.greeted.add(number)
    transport = _transport(request)
    try:
        await response.prepare(request)
    except ConnectionError as error:  # it went while it waited
        raise web.HTTPBadRequest(text="The connection is gone.") from error
    phone = Phone(response, transport)
    phones = hub.phones.setdefault(number, [])
    phones.append(phone)
    hub.gate.alive(number)
    while len(phones) > _MOST_SOCKETS:
        phones.pop(0).drop()
    try:
        await phone.send(hub.snapshot(number))
        hub.arrived(number)
        hub.touch()
        with suppress(ConnectionError):  # an answer to a ping may find nobody there any more
            await _listen(hub, number, phone, response)
    finally:
        phones.remove(phone) if phone in phones else None
        if not phones and hub.phones.get(number) is phones:
            del hub.phones[number]
        hub.touch()
    return response


async def _listen(hub: Hub, number: int, phone: Phone, response: web.WebSocketResponse) -> None:
    """Take the messages of one phone; one that breaks the rules loses its connection."""
    bucket = messages_bucket()
    async for message in response:
        text = message.data
        if message.type is not WSMsgType.TEXT or not bucket.take(clock()):
            await response.close(code=1008, message=b"too fast, or no text")
            return
        try:
            table = json.loads(text) if fits(text) else None
            if not isinstance(table, dict):
                raise WireError("Too long, or no object.")
            if set(table) == {"probe"}:
                await phone.send(dumps({"probe": table["probe"]}))
                continue
            command = command_of(number, table)
        except (ValueError, RecursionError):
            await response.close(code=1008, message=b"no message of ours")
            return
        hub.writer.submit(command, _Answerer(hub, phone))


class _Answerer:
    """Sends what came of a message to the phone that sent it, with the next commit."""

    __slots__ = ("_hub", "_phone")

    def __init__(self, hub: Hub, phone: Phone) -> None:
        self._hub = hub
        self._phone = phone

    def __call__(self, events: tuple[Event, ...]) -> None:
        self._hub.answer_later(self._phone, dumps(answer(events)))


def command_of(number: int, table: Mapping[str, object]) -> Vote | Bet | Pick | Write:
    """Return what a phone asks for, by its own seat and our clock; raises `WireError`."""
    if len(table) == 1 and isinstance(given := table.get("vote"), dict):
        allowed = {"round", "option", "id"}
        if set(given) != allowed:
            raise WireError("A vote has a round, an option and an id.")
        command = decode({**given, "do": "vote", "at": now_ms(), "seat": number})
    elif len(table) == 1 and isinstance(given := table.get("bet"), dict):
        if set(given) != {"round", "way"}:
            raise WireError("A bet has a round and a way.")
        command = decode({**given, "do": "bet", "at": now_ms(), "seat": number})
    elif len(table) == 1 and "pick" in table:
        picked = {"do": "pick", "at": now_ms(), "seat": number, "qualities": table["pick"]}
        command = decode(picked)
    elif len(table) == 1 and isinstance(given := table.get("plan"), dict):
        if set(given) != {"text", "id"}:
            raise WireError("A plan has a text and an id.")
        command = decode({**given, "do": "write", "at": now_ms(), "seat": number})
    else:
        raise WireError(_NOTHING_ELSE)
    if not isinstance(command, Vote | Bet | Pick | Write):
        raise WireError(_NOTHING_ELSE)
    return command


def answer(events: tuple[Event, ...]) -> dict[str, object]:
    """Return what a phone is told of its own message."""
    told = (_answer(event) for event in events)
    return next((one for one in told if one is not None), {"ok": True})


def _answer(event: Event) -> dict[str, object] | None:
    told: dict[str, object] | None = None
    match event:
        case Accepted():
            told = {"ack": {"round": event.round, "option": event.option, "id": event.id}}
        case BetTaken():
            told = {"ack": {"round": event.round, "way": event.way}}
        case Planned():
            told = {"planned": {"id": event.id}}
        case Late():
            told = {"late": {"round": event.round, "id": event.id}}
        case LateBet():
            told = {"late": {"round": event.round, "bet": True}}
        case Refused():
            told = {"refused": event.why}
        case _:
            pass
    return told


async def read_object(request: web.Request) -> Mapping[str, object]:
    """Return the JSON object of a request; raises `web.HTTPException`."""
    try:
        table = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):
        table = None
    if not isinstance(table, dict):
        raise web.HTTPBadRequest(text="That is no JSON object.")
    return table


def _seated(request: web.Request) -> tuple[Hub, int]:
    number = seat_of(request)
    if number is None:
        raise web.HTTPUnauthorized(text="Join first.")
    return request.app[HUB], number


def seat_bucket(request: web.Request, number: int) -> Bucket:
    """Return what a seat without a socket may send."""
    return request.app[BUCKETS].setdefault(number, messages_bucket())


def _transport(request: web.Request) -> asyncio.Transport:
    transport = request.transport
    if transport is None:
        raise web.HTTPBadRequest(text="The connection is gone.")
    return transport


def _why(events: tuple[Event, ...]) -> str:
    return next((event.why for event in events if isinstance(event, Refused)), "Try again.")


def clock() -> float:
    """Return a clock that only goes forward, in seconds."""
    return time.monotonic()
