"""The same seat without JavaScript: forms for text browsers, old phones and strict proxies."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from aiohttp import web

from game.group import basic_plan, phone_view
from game.group.guard import NONCE, readable
from game.group.phones import (
    HUB,
    answer,
    clock,
    command_of,
    present,
    seat_bucket,
    seat_of,
    set_cookie,
    take_seat,
)
from game.group.planning import TOO_LONG
from game.group.sides import team_name, teams
from game.group.state import Phase
from game.group.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.hub import Hub
    from game.group.seats import Seat
    from game.group.state import Room

_LATE_BET: Final = "The bets had closed before yours came."
_STYLE: Final = (
    "body{max-width:38em;margin:0 auto;padding:1em;font:1.1em/1.5 sans-serif;color:#111;"
    "background:#fff}button,input,select{font:inherit;min-height:48px;padding:.4em 1em}"
    "textarea{font:inherit;width:100%;box-sizing:border-box}.plan{white-space:pre-line}"
    "label{display:block;padding:.7em 0}fieldset{border:1px solid #555}"
)


async def page(request: web.Request) -> web.Response:
    """Answer `GET /basic`."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None or not present(hub, number):
        body = _join_form(hub.room, request.query.get("code", "")[:12])
    else:
        hub.polled(number)
        seat = hub.room.seats.get(number)
        body = _seat(hub, number, seat) if seat else ""
    return _page(hub.room, request[NONCE], body)


async def join(request: web.Request) -> web.Response:
    """Answer the form that asks for a seat."""
    await readable(request)
    form = await request.post()
    code, name, team = (str(form.get(key, "")) for key in ("code", "name", "team"))
    hub = request.app[HUB]
    try:
        secret = await take_seat(request, code, name, team or None)
    except web.HTTPException as error:
        note = f'<p role="alert">{html.escape(error.text or "")}</p>'
        return _page(hub.room, request[NONCE], note + _join_form(hub.room, ""), error.status)
    response = web.Response(status=303, headers={"Location": "/basic"})
    if secret:
        set_cookie(response, hub.room.code, secret)
    return response


async def vote(request: web.Request) -> web.Response:
    """Answer the form that votes; the answer is read on the next page."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None:
        return web.Response(status=303, headers={"Location": "/basic"})
    if not seat_bucket(request, number).take(clock()):
        raise web.HTTPTooManyRequests(text="Not so fast.")
    await readable(request)
    form = await request.post()
    try:
        command = command_of(number, _given(form))
    except (ValueError, WireError) as error:
        raise web.HTTPBadRequest(text="Choose one of the answers, then send.") from error
    told = answer(await hub.writer.submitted(command))
    if "late" in told or "refused" in told:
        late = _LATE_BET if "way" in form else "The vote had closed before yours came."
        why = str(told.get("refused", late))
        seat = hub.room.seats.get(number)
        note = f'<p role="alert">{html.escape(why)}</p>'
        return _page(hub.room, request[NONCE], note + (_seat(hub, number, seat) if seat else ""))
    return web.Response(status=303, headers={"Location": "/basic"})


def _given(form: Mapping[str, object]) -> dict[str, object]:
    """Return the vote or the bet of a form; raises `ValueError`."""
    if "way" in form:
        return {"bet": {"round": int(str(form.get("round", ""))), "way": str(form["way"])}}
    given = {key: int(str(form.get(key, ""))) for key in ("round", "id")}
    return {"vote": {**given, "option": str(form.get("option", ""))}}


async def plan(request: web.Request) -> web.Response:
    """Answer the form on which a plan is written; one that is not taken is there to be changed."""
    hub, number = request.app[HUB], seat_of(request)
    seat = None if number is None else hub.room.seats.get(number)
    if number is None or seat is None:
        return web.Response(status=303, headers={"Location": "/basic"})
    if not seat_bucket(request, number).take(clock()):
        raise web.HTTPTooManyRequests(text="Not so fast.")
    try:
        await readable(request)
        form = await request.post()
        typed, id_ = str(form.get("text", "")), int(str(form.get("id", "")))
        command = command_of(number, {"plan": {"text": typed, "id": id_}})
    except (ValueError, web.HTTPRequestEntityTooLarge) as error:
        raise web.HTTPBadRequest(text=TOO_LONG) from error
    told = answer(await hub.writer.submitted(command))
    if "refused" in told:
        note = f'<p role="alert">{html.escape(str(told["refused"]))}</p>'
        return _page(hub.room, request[NONCE], note + _seat(hub, number, seat, typed))
    return web.Response(status=303, headers={"Location": "/basic"})


def _page(room: Room, nonce: str, body: str, status: int = 200) -> web.Response:
    title = html.escape(room.story.title)
    text = (
        f'<!doctype html><html lang="{html.escape(room.story.language)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}'
        f'</title><style nonce="{nonce}">{_STYLE}</style><main><h1>{title}</h1>{body}</main></html>'
    )
    return web.Response(text=text, content_type="text/html", status=status)


def _join_form(room: Room, code: str) -> str:
    name = ""
    if room.settings.names == "asked":
        name = '<label>Your name <input name="name" maxlength="24" autocomplete="nickname"></label>'
    team = ""
    if teams(room.story) and room.settings.teams == "chosen":
        options = "".join(
            f'<option value="{one}">{html.escape(team_name(room.story, one))}</option>'
            for one in teams(room.story)
        )
        team = f'<label>Your side <select name="team">{options}</select></label>'
    return (
        '<form method="post" action="/basic/join"><label>Code on the screen '
        f'<input name="code" required maxlength="12" value="{html.escape(code, quote=True)}">'
        f"</label>{name}{team}<button>Join</button></form>"
    )


def _seat(hub: Hub, number: int, seat: Seat, typed: str = "") -> str:
    room = hub.room
    told = phone_view.shared(room, seat.team)
    you = phone_view.own(room, number, seat)
    parts = [f"<p>You are {html.escape(seat.name)}.</p>"]
    if "title" in told:
        parts.append(f"<h2>{html.escape(str(told['title']))}</h2>")
    parts.append(f'<p role="status">{html.escape(str(told["status"]))}</p>')
    if "chosen" in told:
        parts += [f"<p><strong>{html.escape(str(one))}</strong></p>" for one in told_lines(told)]
    parts += [f"<p>{_words(paragraph)}</p>" for paragraph in _list(told.get("text"))]
    if room.phase is Phase.OPEN:
        parts.append(_ballot(told, you, room.round))
    if room.phase is Phase.BETTING:
        parts.append(_bets(told, you, room.round))
    if "bet" in told:
        parts.append(f'<p role="status">{html.escape(str(told["bet"]))}</p>')
    parts += [_table(one) for one in _list(told.get("splits"))]
    parts.append(basic_plan.form(told, you, typed))
    parts.append('<p><a href="/basic">Look again</a></p>')
    return "".join(parts)


def _ballot(told: phone_view.Table, you: phone_view.Table, round_: int) -> str:
    vote_ = you.get("vote")
    held = vote_ if isinstance(vote_, dict) else {}
    options = _radios("option", told["options"], held.get("option"))
    got = '<p role="status">Your vote is in.</p>' if held else ""
    if not options:
        return f"<p>{html.escape(str(told['question']))}</p>"
    return (
        f'{got}<form method="post" action="/basic/vote"><fieldset><legend>'
        f"{html.escape(str(told['question']))}</legend>{options}</fieldset>"
        f'<input type="hidden" name="round" value="{round_}"><input type="hidden" name="id" '
        f'value="{int(held.get("id", 0)) + 1}"><button>Send</button></form>'
    )


def _bets(told: phone_view.Table, you: phone_view.Table, round_: int) -> str:
    got = '<p role="status">Your bet is in.</p>' if "bet" in you else ""
    return (
        f'{got}<form method="post" action="/basic/vote"><fieldset><legend>'
        f"{html.escape(str(told['question']))}</legend>"
        f"{_radios('way', told['bets'], you.get('bet'))}</fieldset>"
        f'<input type="hidden" name="round" value="{round_}"><button>Send</button></form>'
    )


def _radios(name: str, listed: object, held: object) -> str:
    return "".join(
        f'<label><input type="radio" name="{name}" value="{html.escape(str(one), quote=True)}"'
        f"{' checked' if held == one else ''} required> {html.escape(str(text))}</label>"
        for one, text in _list(listed)
    )


def _table(split: object) -> str:
    rows = split["rows"] if isinstance(split, dict) else []
    cells = "".join(
        f"<tr><th scope=row>{html.escape(str(text))}</th>"
        + "".join(f"<td>{count} ({share} %)</td>" for count, share in shares)
        + "</tr>"
        for text, shares in rows
    )
    return f"<table>{cells}</table>"


def _words(paragraph: object) -> str:
    return html.escape("".join(str(piece[0]) for piece in _list(paragraph)))


def told_lines(told: phone_view.Table) -> list[object]:
    """Return what was chosen, a line a side."""
    value = told.get("chosen")
    return value if isinstance(value, list) else []


def _list(value: object) -> list[list[object]]:
    return value if isinstance(value, list) else []
