"""Who is in the room, and sending somebody away: asked of the server when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import App

    from game.group.client import HostLine

_MOST = 200


async def send_away(app: App[None], line: HostLine) -> None:
    """Let the host pick a person, then whether for now or for good."""
    people = await line.people()
    options: list[tuple[Content | str, int]] = [
        (
            Content.assemble(
                one.name,
                (f"  {one.team}" if one.team else "", "$foreground-muted"),
                ("" if one.connected else "  not connected", "italic $foreground-muted"),
            ),
            one.seat,
        )
        for one in people[:_MOST]
    ]
    if not options:
        app.notify("Nobody has joined yet.")
        return
    seat = await app.push_screen_wait(Dialog("People", "Whom do you want to send away?", options))
    if seat is None:
        return
    ways: list[tuple[Content | str, bool]] = [
        ("Send away; this phone may join again as somebody new", False),
        ("Send away for good; this phone is not let in again", True),
    ]
    ban = await app.push_screen_wait(Dialog("Send away", "", ways))
    if ban is None:
        return
    why = await line.do("remove", seat=seat, ban=ban)
    if why:
        app.notify(why, markup=False, severity="warning")
