"""The same seat without JavaScript: forms for text browsers, old phones and strict proxies."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from aiohttp import web

from game.group import basic_plan, phone_view, plan_view
from game.group.basic_forms import (
    LOOK,
    NEW_QUESTION,
    NOTHING,
    Draft,
    alert,
    draft,
    join_form,
    pick_form,
    why_out,
)
from game.group.guard import NONCE, readable
from game.group.phones import (
    HUB,
    Asked,
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
from game.group.state import Phase
from game.group.wire import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.hub import Hub
    from game.group.seats import Seat
    from game.group.state import Room

_LATE: Final = "The vote had closed before yours came."
_LATE_BET: Final = "The bets had closed before yours came."
_TOO_FAST: Final = "Not so fast: wait a moment, then send again. What you chose is still here."
_LONGEST: Final = 200
_STYLE: Final = (
    "body{max-width:38em;margin:0 auto;padding:1em;font:1.1em/1.5 sans-serif;color:#111;"
    "background:#fff}button,input,select{font:inherit;min-height:48px;padding:.4em 1em}"
    "input[type=radio],input[type=checkbox]{min-height:0;width:1.4em;height:1.4em;"
    "vertical-align:middle}label{display:block;padding:.7em 0}button{margin:.3em .6em .3em 0}"
    "textarea{font:inherit;width:100%;box-sizing:border-box}.plan{white-space:pre-line}"
    "th{text-align:left}fieldset{border:1px solid #555}"
)


async def page(request: web.Request) -> web.Response:
    """Answer `GET /basic`."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None or not present(hub, number):
        gone = why_out(None if number is None else hub.room.seats.get(number))
        asked = Asked(request.query.get("code", "")[:12], "")
        body = alert(gone) + join_form(hub.room, asked)
    else:
        hub.polled(number)
        seat = hub.room.seats.get(number)
        body = _seat(hub, number, seat) if seat else ""
    return _page(hub.room, request[NONCE], body)


async def join(request: web.Request) -> web.Response:
    """Answer the form that asks for a seat."""
    await readable(request)
    form = await request.post()
    code, name, team, seat_code = (
        str(form.get(key, ""))[:_LONGEST] for key in ("code", "name", "team", "seat_code")
    )
    hub, asked = request.app[HUB], Asked(code, name, team or None, seat_code)
    try:
        secret = await take_seat(request, asked)
    except web.HTTPException as error:
        body = alert(error.text or "") + join_form(hub.room, asked)
        return _page(hub.room, request[NONCE], body, error.status)
    response = web.Response(status=303, headers={"Location": "/basic"})
    if secret:
        set_cookie(response, hub.room.code, secret)
    return response


async def vote(request: web.Request) -> web.Response:
    """Answer the form that votes; the answer is read on the next page."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None:
        return web.Response(status=303, headers={"Location": "/basic"})
    await readable(request)
    form = await request.post()
    kept = draft(form.get("round"), form.getall("option", ()))
    if form.get("look"):
        return _kept(request, number, kept, "")
    if not seat_bucket(request, number).take(clock()):
        return _kept(request, number, kept, _TOO_FAST, 429)
    try:
        command = command_of(number, _given(form))
    except (ValueError, WireError):
        return _kept(request, number, kept, "Choose one of the answers, then send.", 400)
    return _answered(request, number, kept, answer(await hub.writer.submitted(command)))


async def pick(request: web.Request) -> web.Response:
    """Answer the form that picks qualities for the debrief."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None:
        return await again(request)
    await readable(request)
    form = await request.post()
    kept = draft(0, form.getall("quality", ()))
    if form.get("look"):
        return _kept(request, number, kept, "")
    if not seat_bucket(request, number).take(clock()):
        return _kept(request, number, kept, _TOO_FAST, 429)
    try:
        command = command_of(number, {"pick": list(kept.chosen)})
    except WireError:
        return _kept(request, number, kept, "Choose one or two, then send.", 400)
    return _answered(request, number, kept, answer(await hub.writer.submitted(command)))


async def again(_request: web.Request) -> web.Response:
    """Lead to the page itself: from its forms' addresses, when they are opened or read again."""
    return web.Response(status=303, headers={"Location": "/basic"})


def _answered(
    request: web.Request, number: int, kept: Draft, told: phone_view.Table
) -> web.Response:
    """Lead to the page if it was received; else say why not, and keep what was chosen."""
    if "late" in told or "refused" in told:
        late = told.get("late")
        bet = isinstance(late, dict) and "bet" in late
        why = str(told.get("refused", _LATE_BET if bet else _LATE))
        return _kept(request, number, kept, why)
    return web.Response(status=303, headers={"Location": "/basic"})


def _kept(
    request: web.Request, number: int, kept: Draft, why: str, status: int = 200
) -> web.Response:
    """Return the page as it is now, with what was chosen and not sent yet."""
    hub = request.app[HUB]
    hub.polled(number)
    if not present(hub, number):
        body = alert(why_out(hub.room.seats.get(number))) + join_form(hub.room, Asked("", ""))
        return _page(hub.room, request[NONCE], body, status)
    if not why and kept.chosen and kept.round not in {0, hub.room.round}:
        why = NEW_QUESTION
    seat = hub.room.seats.get(number)
    body = alert(why) + (_seat(hub, number, seat, kept) if seat else "")
    return _page(hub.room, request[NONCE], body, status)


def _given(form: Mapping[str, object]) -> dict[str, object]:
    """Return the vote or the bet of a form; raises `ValueError`."""
    if "way" in form:
        return {"bet": {"round": int(str(form.get("round", ""))), "way": str(form["way"])}}
    given = {key: int(str(form.get(key, ""))) for key in ("round", "id")}
    return {"vote": {**given, "option": str(form.get("option", ""))}}


async def plan(request: web.Request) -> web.Response:
    """Answer the form on which a plan is written; one that is not taken is there to be changed."""
    hub, number = request.app[HUB], seat_of(request)
    if number is None:
        return await again(request)
    try:
        await readable(request)
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        raise web.HTTPBadRequest(text=TOO_LONG) from error
    kept = Draft(0, typed=str(form.get("text", "")))
    if form.get("look"):
        return _kept(request, number, kept, "")
    if not seat_bucket(request, number).take(clock()):
        return _kept(request, number, kept, _TOO_FAST, 429)
    try:
        id_ = int(str(form.get("id", "")))
        command = command_of(number, {"plan": {"text": kept.typed, "id": id_}})
    except ValueError:
        return _kept(request, number, kept, TOO_LONG, 400)
    return _answered(request, number, kept, answer(await hub.writer.submitted(command)))


def _page(room: Room, nonce: str, body: str, status: int = 200) -> web.Response:
    title = html.escape(room.story.title)
    # A screen reader says the title first: whether there is something to do.
    now = "Join" if "/basic/join" in body else plan_view.status(room)
    text = (
        f'<!doctype html><html lang="{html.escape(room.story.language)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{now} {title}'
        f'</title><style nonce="{nonce}">{_STYLE}</style><main><h1>{title}</h1>{body}</main></html>'
    )
    return web.Response(text=text, content_type="text/html", status=status)


def _seat(hub: Hub, number: int, seat: Seat, kept: Draft = NOTHING) -> str:
    room = hub.room
    told = phone_view.shared(room, seat.team)
    you = phone_view.own(room, number, seat)
    # In the order in which it is read out: where the room stands, then what to do, then the rest.
    parts = [f'<p role="status">{html.escape(str(told["status"]))}</p>']
    side = f" Your side: {html.escape(str(you['team']))}." if "team" in you else ""
    parts.append(f"<p>You are {html.escape(seat.name)}.{side}</p>")
    if "title" in told:
        parts.append(f"<h2>{html.escape(str(told['title']))}</h2>")
    if "chosen" in told:
        parts += [f"<p><strong>{html.escape(str(one))}</strong></p>" for one in told_lines(told)]
    parts += [f"<p>{_words(paragraph)}</p>" for paragraph in _list(told.get("text"))]
    if room.phase is Phase.OPEN:
        parts.append(_ballot(told, you, room.round, kept))
    if room.phase is Phase.BETTING:
        parts.append(_bets(told, you, room.round))
    if "bet" in told:
        parts.append(f'<p role="status">{html.escape(str(told["bet"]))}</p>')
    parts.append(pick_form(told, you, kept))
    parts += [_table(one) for one in _list(told.get("splits"))]
    parts.append(basic_plan.form(told, you, kept.typed))
    parts += [f"<p>{html.escape(str(line))}</p>" for line in _list(told.get("meters"))]
    if LOOK not in "".join(parts):
        parts.append('<p><a href="/basic">Look again</a></p>')
    return "".join(parts)


def _ballot(told: phone_view.Table, you: phone_view.Table, round_: int, kept: Draft) -> str:
    vote_ = you.get("vote")
    held = vote_ if isinstance(vote_, dict) else {}
    chosen = kept.chosen if kept.chosen and kept.round == round_ else (held.get("option"),)
    options = "".join(
        f'<label><input type="radio" name="option" value="{html.escape(str(one), quote=True)}"'
        f"{' checked' if one in chosen else ''} required> {html.escape(str(text))}"
        "</label>"
        for one, text in _list(told["options"])
    )
    names = {one: str(text) for one, text in _list(told["options"])}
    got = ""
    if held:
        text = html.escape(names.get(held.get("option"), ""))
        got = f'<p role="status">Your vote is in. You chose: {text}</p>'
    if not options:
        return f"<p>{html.escape(str(told['question']))}</p>"
    return (
        f'{got}<form method="post" action="/basic/vote"><fieldset><legend>'
        f"{html.escape(str(told['question']))}</legend>{options}</fieldset>"
        f'<input type="hidden" name="round" value="{round_}"><input type="hidden" name="id" '
        f'value="{int(held.get("id", 0)) + 1}"><button>Send</button>{LOOK}</form>'
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
    ballots = list(dict.fromkeys(one[2] for _, shares in rows for one in shares))
    cells = "".join(
        f"<tr><th scope=row>{html.escape(str(text))}</th>{_cells(ballots, shares)}</tr>"
        for text, shares in rows
    )
    team = split.get("team") if isinstance(split, dict) else None
    caption = html.escape(f"Votes of {team}" if team else "Votes")
    heads = "".join(f"<th scope=col>{name}</th>" for name in ballots)
    head = f"<caption>{caption}</caption><tr><th scope=col>Answer</th>{heads}</tr>"
    return f"<table>{head}{cells}</table>"


def _cells(ballots: list[str], shares: list[tuple[int, int, str]]) -> str:
    """Return a cell a ballot; it is empty where the answer was not in a run-off."""
    told = {ballot: f"{count} ({share} %)" for count, share, ballot in shares}
    return "".join(f"<td>{told.get(ballot, '')}</td>" for ballot in ballots)


def _words(paragraph: object) -> str:
    return html.escape("".join(str(piece[0]) for piece in _list(paragraph)))


def told_lines(told: phone_view.Table) -> list[object]:
    """Return what was chosen, a line a side."""
    value = told.get("chosen")
    return value if isinstance(value, list) else []


def _list(value: object) -> list[list[object]]:
    return value if isinstance(value, list) else []
