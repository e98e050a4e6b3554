"""The host's line: one socket a screen, on this machine only, with the host's token."""

from __future__ import annotations

import hmac
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType, web

from game.group import turning
from game.group.events import Refused
from game.group.host_view import console
from game.group.hub import HostScreen, Hub, dumps, now_ms
from game.group.messages import Remove
from game.group.phones import HUB
from game.group.wire import HOST_KINDS, WireError, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN: Final = web.AppKey("token", str)
LARGEST: Final = 8_192


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Answer `GET /host`: states out, commands in."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), request.app[TOKEN].encode()):
        raise web.HTTPForbidden(text="This is for the host.")
    hub = request.app[HUB]
    response = web.WebSocketResponse(compress=False, max_msg_size=LARGEST, heartbeat=25.0)
    await response.prepare(request)
    screen = HostScreen(response, console=request.query.get("view") == "console")
    hub.screens.add(screen)
    try:
        await response.send_str(dumps({"state": hub.host_table(console=screen.console)}).decode())
        async for message in response:
            if message.type is WSMsgType.TEXT:
                told = await _do(hub, str(message.data))
                await response.send_str(dumps(told).decode())
    finally:
        hub.screens.discard(screen)
    return response


def table_of(table: Mapping[str, object]) -> Mapping[str, object]:
    """Return the settings to change; raises `WireError`."""
    change = table.get("change")
    if not isinstance(change, dict) or set(table) != {"do", "change"}:
        raise WireError("Say which settings change.")
    return change


def _others(hub: Hub, seat: int) -> list[int]:
    """Return the seats that are in the room beside one."""
    return [one for one, other in enumerate(hub.room.seats) if other.present and one != seat]


def _at_once(hub: Hub, table: Mapping[str, object]) -> Mapping[str, object] | None:
    """Do what is no command to the room; return what is told of it, None if it is one."""
    if table == {"do": "quit"}:
        hub.quit.set()
        return {}
    if table == {"do": "people"}:
        return {"people": console(hub.room, hub.connected(), now_ms())["people"]}
    if table == {"do": "admit"}:
        hub.gate.admit()
        hub.touch()
        return {}
    return None


def _known(hub: Hub, kind: object) -> dict[str, object]:
    """Return the fields of a command that the host's screens leave to the server."""
    if kind == "lock":
        return {"present": len(hub.connected()), "by": "host"}
    if kind == "commit":
        return {"bet": True}
    return turning.known(hub) if kind == "turn" else {}


async def _do(hub: Hub, text: str) -> dict[str, object]:
    """Do what a screen asks for; return `done`, or `refused` with a sentence, and its number."""
    number: object = None
    try:
        table = json.loads(text)
        if not isinstance(table, dict):
            raise WireError("That is no command.")
        number = table.pop("ask", None)
        if (told := _at_once(hub, table)) is not None:
            return {"done": number, **told}
        kind = table.get("do")
        if kind == "clear":
            table["seats"] = hub.gate.silent()
        if kind == "adjust":
            # A screen changes what it knows of, and leaves the rest as it is.
            settings = asdict(hub.writer.room.settings)
            table = {"do": kind, "settings": settings | dict(table_of(table))}
        if kind not in HOST_KINDS:
            raise WireError("The host can't do that.")
        table["at"] = now_ms()
        table |= _known(hub, kind)
        command = decode(table)
    except (ValueError, RecursionError) as error:
        return {"refused": str(error), "ask": number}
    events = await hub.writer.submitted(command)
    why = next((event.why for event in events if isinstance(event, Refused)), None)
    if isinstance(command, Remove) and command.ban and why is None:
        hub.gate.bar(command.seat, _others(hub, command.seat))
    return {"done": number} if why is None else {"refused": why, "ask": number}
