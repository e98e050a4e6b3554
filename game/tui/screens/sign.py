"""A sign for who comes late or has no network yet: one QR code, and beside it what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from game.group.addresses import is_loopback
from game.group.qr import drawn, half_blocks
from game.tui import lobby, safe
from game.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from game.group.entrance import Way
    from game.group.sessions import Place
    from game.group.wifi import Wifi
    from game.story.compiled import Story

TOO_SMALL: Final = (
    "The code needs a larger window. Make the letters smaller for a moment (Ctrl and -), or let"
    " people type this."
)
KEPT_NOWHERE: Final = (
    "The password is kept nowhere: a screen that is opened anew has to be told it again, with"
    " --wifi."
)


class Sign(NamedTuple):
    """One page: what the code says in words, and the code's rows; `secret` is shown on request."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[str, ...]
    secret: str = ""
    note: str = ""


def of_way(way: Way, where: Place, story: Story) -> Sign:
    """Return the sign of a code at the door."""
    lines = (f"{where.address}:{where.port}", f"Code  {way.code}", lobby.SAME)
    return Sign(lobby.name(way, story), lines, half_blocks(f"{where.url}/{way.code}"))


def of_wifi(wifi: Wifi) -> Sign:
    """Return the sign of the room's Wi-Fi."""
    lines = (wifi.name, *(() if wifi.password else ("No password.",)))
    note = KEPT_NOWHERE if wifi.password else ""
    return Sign("First the Wi-Fi", lines, drawn(wifi.data), wifi.password, note)


def signs(ways: tuple[Way, ...], where: Place, story: Story, wifi: Wifi | None) -> tuple[Sign, ...]:
    """Return all signs of a room: the codes at the door, then the Wi-Fi."""
    reached = () if is_loopback(where.address) else ways
    found = [of_way(way, where, story) for way in reached]
    return (*found, of_wifi(wifi)) if wifi is not None else tuple(found)


class SignScreen(ModalScreen[None]):
    """Shows one sign at a time, as large as it is; decides nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,a,w", "dismiss(None)", "Close"),
        Binding("right,space", "turn(1)", "The next code"),
        Binding("left", "turn(-1)", "The code before"),
        Binding("p", "secret", "Show or hide the password"),
    ]

    def __init__(self, signs: tuple[Sign, ...], first: int = 0) -> None:
        super().__init__()
        self._signs = signs
        self._at = first % len(signs)
        self._open = False

    def compose(self) -> ComposeResult:
        """Show the code, the words, the keys."""
        with Horizontal(id="sign"):
            yield Static(id="sign-code", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="sign-words", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Show the first one."""
        self._draw()

    @on(events.Resize)
    def _draw(self) -> None:
        sign = self._signs[self._at]
        width, height = self.app.size
        fits = len(sign.rows) < height and len(sign.rows[0]) <= width // 2 + 8
        code = self.query_one("#sign-code", Static)
        code.display = fits
        lines = (Content.assemble((line, lobby.BLACK_ON_WHITE)) for line in sign.rows)
        code.update(Content("\n").join(lines))
        self.query_one("#sign-words", Static).update(self._words(sign, fits=fits))
        self.query_one(Keys).say(self._keys(sign))

    def _words(self, sign: Sign, *, fits: bool) -> Content:
        parts = [
            Content.assemble((sign.title, "bold $accent")),
            Content("\n").join(Content.assemble((line, "bold")) for line in sign.lines),
        ]
        if sign.secret:
            shown = Content.assemble((sign.secret, "bold")) if self._open else Content("hidden")
            parts.append(Content("Password\n") + shown)
        if not fits:
            parts.append(Content(TOO_SMALL))
        if sign.note:
            parts.append(Content.assemble((sign.note, "$foreground-muted")))
        return safe.BLANK.join(parts)

    def _keys(self, sign: Sign) -> list[tuple[str, str]]:
        keys = [("Esc", "close")]
        if len(self._signs) > 1:
            following = self._signs[(self._at + 1) % len(self._signs)]
            keys.append(("→", following.title))
        if sign.secret:
            keys.append(("p", "hide the password" if self._open else "show the password"))
        return keys

    def action_turn(self, step: int) -> None:
        """Show another sign; a password that was shown is hidden again."""
        self._at = (self._at + step) % len(self._signs)
        self._open = False
        self._draw()

    def action_secret(self) -> None:
        """Show the password, or hide it."""
        self._open = not self._open
        self._draw()
