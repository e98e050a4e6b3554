"""Plans in pairs without JavaScript: the form, what was received, and what partners wrote."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from game.group.basic_forms import LOOK

if TYPE_CHECKING:
    from game.group.phone_view import Table


def form(told: Table, you: Table, typed: str = "") -> str:
    """Return the page of plans as HTML; `typed` is a text that was not taken."""
    asked, held = told.get("plan"), you.get("plan")
    if not isinstance(asked, dict):
        return ""
    held = held if isinstance(held, dict) else {}
    text = typed or str(held.get("text", ""))
    got = '<p role="status">Received. You can change it, and send it again.</p>' if held else ""
    # As parts, for in an address each letter that is no ASCII would take six bytes.
    return (
        f"<p>{_with_whom(you)}</p>{got}"
        '<form method="post" action="/basic/plan" enctype="multipart/form-data">'
        f'<label for="text">{html.escape(str(asked["question"]))}</label>'
        f'<p id="hint">{html.escape(str(asked["hint"]))}</p>'
        f'<p><textarea id="text" name="text" rows="6" cols="32" maxlength="{asked["most"]}"'
        f' aria-describedby="hint" required>\n{html.escape(text)}</textarea></p>'
        f'<input type="hidden" name="id" value="{int(held.get("id", 0)) + 1}">'
        f"<button>Send my plan</button>{LOOK}</form>{_theirs(you)}"
    )


def _with_whom(you: Table) -> str:
    """Return whom a seat plans with, as HTML."""
    pair = you.get("pair")
    names = [html.escape(str(one)) for one in pair] if isinstance(pair, list) else []
    if not names:
        return "Nobody else is here to be paired with yet."
    theirs = "" if you.get("plan") else " Once your plan is sent, you read theirs."
    return f"You are paired with {' and '.join(names)}.{theirs}"


def _theirs(you: Table) -> str:
    theirs = you.get("theirs")
    parts = [
        f'<h3>{html.escape(str(name))}\'s plan</h3><p class="plan">{html.escape(str(text))}</p>'
        for name, text in (theirs if isinstance(theirs, list) else [])
    ]
    return "".join(parts)
