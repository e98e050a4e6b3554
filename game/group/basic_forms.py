"""Forms of the page without JavaScript, and what somebody has chosen in them and not sent yet."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from game.group import entrance, words
from game.group.phones import BANNED, Asked
from game.group.seats import Standing
from game.group.sides import team_name, teams

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.group.phone_view import Table
    from game.group.seats import Seat
    from game.group.state import Room

NEW_QUESTION = "A new question has come; what you had chosen for the one before was not sent."


class Draft(NamedTuple):
    """What was chosen in a form of the ballot `round`, or in the debrief, where it is 0."""

    round: int
    chosen: tuple[str, ...] = ()
    typed: str = ""
    """A plan."""


NOTHING = Draft(0)


def draft(given: object, chosen: Iterable[object]) -> Draft:
    """Return what is chosen in a form; `given` is its round as it came."""
    round_ = str(given)
    number = int(round_) if round_.isascii() and round_.isdigit() and len(round_) < 10 else 0  # noqa: PLR2004, digits
    return Draft(number, tuple(str(one) for one in chosen)[:10])


def alert(sentence: str) -> str:
    """Return a sentence that is read first, nothing for none."""
    return f'<p role="alert">{html.escape(sentence)}</p>' if sentence else ""


def why_out(seat: Seat | None) -> str:
    """Return what somebody is told who has no seat any more, nothing to who never had one."""
    if seat is None or seat.present:
        return ""
    return BANNED if seat.standing is Standing.BANNED else words.GONE


def join_form(room: Room, asked: Asked) -> str:
    """Return the form that asks for a seat, with what was typed so far."""
    way = entrance.way(room, asked.code)
    side = "" if way is None or way.team is None else team_name(room.story, way.team)
    fields = [
        f"<p>You join: {html.escape(side)}</p>" if side else "",
        _field("Code on the screen", "code", asked.code, 12, "required"),
    ]
    if room.seat_codes:
        fields.append(_field("Your seat code", "seat_code", asked.seat_code, 12, "required"))
    if room.settings.names == "asked":
        fields.append(_field("Your name", "name", asked.name, 24, 'autocomplete="nickname"'))
    if teams(room.story) and room.settings.teams == "chosen":
        fields.append(_sides(room, asked.team))
    body = "".join(fields)
    return f'<form method="post" action="/basic/join">{body}<button>Join</button></form>'


def pick_form(told: Table, you: Table, kept: Draft) -> str:
    """Return the form that picks up to two qualities, and what was received of it."""
    listed, picked = told.get("qualities"), you.get("picks")
    if not isinstance(listed, list):
        return ""
    held = [str(one) for one in picked] if isinstance(picked, list) else []
    chosen = kept.chosen or tuple(held)
    boxes = "".join(
        f'<label><input type="checkbox" name="quality" value="{_quoted(one)}"'
        f"{' checked' if one in chosen else ''}> {html.escape(str(text))}</label>"
        for one, text in listed
    )
    names = ", ".join(str(text) for one, text in listed if one in held)
    got = f'<p role="status">Received: {html.escape(names)}.</p>' if names else ""
    return (
        f'{got}<form method="post" action="/basic/pick"><fieldset><legend>'
        f"{words.PICK}</legend>{boxes}</fieldset><button>Send</button>{LOOK}</form>"
    )


LOOK = '<button name="look" value="1" formnovalidate>Look again, and keep what I chose</button>'


def _field(label: str, name: str, value: str, longest: int, more: str) -> str:
    return (
        f'<label>{label} <input name="{name}" maxlength="{longest}" value="{_quoted(value)}"'
        f" {more}></label>"
    )


def _sides(room: Room, chosen: str | None) -> str:
    options = "".join(
        f'<option value="{_quoted(one)}"{" selected" if one == chosen else ""}>'
        f"{html.escape(team_name(room.story, one))}</option>"
        for one in teams(room.story)
    )
    return f'<label>Your side <select name="team">{options}</select></label>'


def _quoted(value: object) -> str:
    return html.escape(str(value), quote=True)
