"""Who is in the room: another name, the other side of the table, or out of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.group.sides import team_name, teams
from game.tui.widgets.dialog import Dialog
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App, ComposeResult

    from game.group.client import HostLine
    from game.group.entrance_view import EntranceView
    from game.group.host_state import HostState, PersonView
    from game.story.compiled import Story

_MOST = 200
_RENAME, _KICK, _BAN = "rename", "kick", "ban"


async def look_after(app: App[None], line: HostLine, story: Story, state: HostState | None) -> None:
    """Let the host pick a person, then what is to be done; or do something about many at once."""
    people = await line.people()
    options: list[tuple[Content | str, PersonView | str]] = [
        *(_for_all(state.entrance) if state is not None else ()),
        *((_label(one, story), one) for one in people[:_MOST]),
    ]
    if not options:
        app.notify("Nobody has joined yet.")
        return
    person = await app.push_screen_wait(Dialog("People", "Whom is it about?", options))
    if isinstance(person, str):
        why = await line.do(person)
        if why:
            app.notify(why, markup=False, severity="warning")
        return
    if person is None:
        return
    others = [team for team in teams(story) if team != person.team]
    ways: list[tuple[Content | str, str]] = [
        ("Give another name", _RENAME),
        *((Content(f"Move to {team_name(story, team)}"), team) for team in others),
        ("Send away; this phone may join again as somebody new", _KICK),
        ("Send away for good; this phone is not let in again", _BAN),
    ]
    way = await app.push_screen_wait(Dialog("People", Content(person.name), ways))
    why = await _done(app, line, person, way)
    if why:
        app.notify(why, markup=False, severity="warning")


def _for_all(entrance: EntranceView) -> Iterator[tuple[str, str]]:
    """Yield what can be done about many at once, each with its command."""
    if entrance.silent:
        yield f"Clear the seats that nobody came to use: {entrance.silent}", "clear"
    if entrance.turned_away:
        yield "Let in whom a ban kept out: new phones at the same address", "admit"


async def _done(app: App[None], line: HostLine, person: PersonView, way: str | None) -> str:
    """Do it; return why it was refused, empty if it was done."""
    if way is None:
        return ""
    if way == _RENAME:
        name = await app.push_screen_wait(NameScreen(person.name))
        return await line.do("rename", seat=person.seat, name=name) if name else ""
    if way in {_KICK, _BAN}:
        return await line.do("remove", seat=person.seat, ban=way == _BAN)
    return await line.do("regroup", seat=person.seat, team=way)


def _label(one: PersonView, story: Story) -> Content:
    team = f"  {team_name(story, one.team)}" if one.team else ""
    away = "" if one.connected else "  not connected"
    return Content.assemble(
        one.name, (team, "$foreground-muted"), (away, "italic $foreground-muted")
    )


class NameScreen(ModalScreen[str | None]):
    """Asks for another name; returns it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Close")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_now = name

    def compose(self) -> ComposeResult:
        """Show one field."""
        with Vertical(classes="dialog"):
            yield Static("Another name", classes="title")
            yield Input(self._name_now, max_length=24)
            yield Keys()

    def on_mount(self) -> None:
        """Say the keys, and be ready to type."""
        self.query_one(Keys).say((("Enter", "take it"), ("Esc", "close")))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
