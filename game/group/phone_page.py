"""The phone's page: hand-written files as one answer, nothing built and nothing fetched."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aiohttp import web

from game.group import entrance
from game.group.codes import ALPHABET, LENGTH
from game.group.guard import NONCE
from game.group.phones import DOOR, HUB, NO_ROOM, SLOWLY
from game.group.sides import team_name, teams

if TYPE_CHECKING:
    from game.group.state import Room

_FOLDER: Final = Path(__file__).parent / "page"
_CODE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH},{LENGTH + 1}}}")
"""A room's code, or with one letter more a team's."""


@cache
def parts() -> tuple[str, str, str]:
    """Return the page's HTML, CSS and JavaScript."""
    names = ("phone.html", "phone.css", "plans.js", "phone.js")
    html_, css, *scripts = ((_FOLDER / name).read_text(encoding="utf-8") for name in names)
    return html_, css, "".join(scripts)


async def page(request: web.Request) -> web.Response:
    """Answer `GET /` and `GET /CODE`, in any case of letters."""
    hub = request.app[HUB]
    given = request.match_info.get("code", "").upper()
    if given and not _CODE.fullmatch(given):
        raise web.HTTPNotFound(text="There is nothing here.")
    note, status = "", 200
    if given and entrance.way(hub.room, given) is None:
        known = request.app[DOOR].may_fail(request.remote or "")
        note, status, given = (NO_ROOM, 404, "") if known else (SLOWLY, 429, "")
    return web.Response(
        text=filled(hub.room, given, note, request[NONCE]), content_type="text/html", status=status
    )


def filled(room: Room, code: str, note: str, nonce: str) -> str:
    """Return the page for a room; what is foreign in it is escaped."""
    template, css, script = parts()
    way = entrance.way(room, code)
    choose = bool(teams(room.story)) and room.settings.teams == "chosen"
    values = {
        "lang": room.story.language,
        "title": room.story.title,
        "nonce": nonce,
        "code": code,
        "note": note,
        "names": room.settings.names,
        "side": f"You join: {team_name(room.story, way.team)}" if way and way.team else "",
        "noslip": "" if room.seat_codes else "hidden",
        "teams": "|".join(f"{one}={team_name(room.story, one)}" for one in teams(room.story))
        if choose
        else "",
    }
    text = template
    for name, value in values.items():
        text = text.replace(f"%{name}%", html.escape(value, quote=True))
    # Ours, and without a closing tag in them: put in last, so that nothing in them is replaced.
    return text.replace("/*css*/", css).replace("/*script*/", script)
