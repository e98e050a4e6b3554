"""The lobby: where and by which code people join, who may come in, and what to do if nobody can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from game.group.addresses import ALONE, is_loopback, listed
from game.group.qr import half_blocks
from game.group.sides import team_name
from game.story.prose import paragraphs
from game.telling.questions import CONTENT_NOTE
from game.tui import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.group.addresses import Surroundings
    from game.group.entrance import Way
    from game.group.entrance_view import EntranceView
    from game.group.host_state import HostState
    from game.group.sessions import Place
    from game.story.compiled import Story

ZOOM: Final = "Too small for the last row? Ctrl and + enlarge most terminals; Cmd and + on a Mac."
ONLY_HERE: Final = "Only this computer can join here; phones need another --address."
SAME: Final = "Same Wi-Fi as this computer."
NOBODY: Final = "Nobody yet? Guest Wi-Fis keep devices apart: open a hotspot, or count hands (h)."
NOBODY_AFTER: Final = 60_000
"""Milliseconds after which an empty lobby is doubtful."""
HANDS: Final = (
    "The room votes by a show of hands, eyes closed if you like: read the answers out, count, and"
    " type the counts in."
)
CLOSED: Final = "The door is closed (d): nobody new comes in; who has a seat comes back."
BLACK_ON_WHITE: Final = "#000000 on #ffffff"
_GAP: Final = "  "
_TEXT: Final = 32
"""Columns that the text beside the codes has at least."""


class Here(NamedTuple):
    """What the host's own computer knows: the name of the Wi-Fi if it was told, what is around."""

    wifi: str = ""
    around: Surroundings | None = None
    """None while it is not known yet."""


def page(state: HostState, story: Story, where: Place, now: int, here: Here) -> Content:
    """Return the lobby's text."""
    if where.address == ALONE:
        parts = [safe.prose(paragraphs(story.summary, story.cast), story)]
        return safe.BLANK.join([*parts, Content(HANDS), Content(ZOOM)])
    lines = [
        _bold(f"{where.address}:{where.port}"),
        *_codes(state.entrance.ways, story),
        _network(where, here),
        Content(f"{state.seats} joined." if state.seats else "Nobody is here yet."),
        *(Content(line) for line in _door(state.entrance)),
    ]
    if state.names:
        lines.append(Content(", ".join(state.names[-24:])))
    lines.append(Content.assemble((ZOOM, "$foreground-muted")))
    if not state.seats:
        if now - state.created > NOBODY_AFTER:
            lines.append(Content(NOBODY))
        if here.around is not None and here.around.others:
            elsewhere = f"Also here: {listed(here.around.others)}; --address chooses."
            lines.append(Content.assemble((elsewhere, "$foreground-muted")))
    if story.content_note:
        note = safe.prose(paragraphs(story.content_note, story.cast), story)
        lines += [_bold(CONTENT_NOTE), note]
    return Content("\n").join(lines)


def problem(where: Place, here: Here) -> str:
    """Return what is wrong with the address that is shown, empty if nothing is."""
    around = here.around
    if around is None or around.reached:
        return ""
    said = f"Nothing answers at {where.address}:{where.port}, not even from here."
    if around.others:
        one = around.others[0].address
        return (
            f"{said} This computer is at {listed(around.others)} now: end the session (q), then"
            f" host --resume --address {one}. All is kept; phones join again."
        )
    return f"{said} Is this computer still on its network?"


def codes(state: HostState, story: Story, where: Place, width: int, turned: int) -> Content:
    """Return the addresses as QR codes, black on white: all of them where `width` columns allow.

    Else the one that was `turned` to. A team's name stands below its code.
    """
    ways = state.entrance.ways
    if not all_fit(state, where, width):
        ways = (ways[turned % len(ways)],)
    blocks = [half_blocks(f"{where.url}/{way.code}") for way in ways]
    rows = [
        Content(_GAP).join(Content.assemble((line, BLACK_ON_WHITE)) for line in lines)
        for lines in zip(*blocks, strict=True)
    ]
    if len(state.entrance.ways) > 1:
        across = len(blocks[0][0])
        names = (name(way, story)[:across].center(across) for way in ways)
        rows.append(_bold(_GAP.join(names)))
    return Content("\n").join(rows)


def all_fit(state: HostState, where: Place, width: int) -> bool:
    """Whether every code finds room beside the text."""
    across = len(half_blocks(f"{where.url}/{state.entrance.ways[0].code}")[0]) + len(_GAP)
    count = len(state.entrance.ways)
    return count == 1 or count * across + _TEXT <= width


def name(way: Way, story: Story) -> str:
    """Return whose way in it is: a team's name, or everybody's."""
    return team_name(story, way.team) if way.team is not None else "Join in"


def _network(where: Place, here: Here) -> Content:
    if is_loopback(where.address):
        return Content(ONLY_HERE)
    return Content.assemble("Wi-Fi  ", (here.wifi, "bold")) if here.wifi else Content(SAME)


def _codes(ways: tuple[Way, ...], story: Story) -> Iterator[Content]:
    for way in ways:
        if way.team is None:
            yield Content.assemble("Code  ", (way.code, "bold $accent"))
        else:
            yield Content.assemble((way.code, "bold $accent"), f"  {name(way, story)}")


def _door(entrance: EntranceView) -> Iterator[str]:
    if not entrance.open:
        yield CLOSED
    if entrance.issued:
        yield f"Everybody needs a seat code: {entrance.unused} of {entrance.issued} are unused."
    if entrance.silent:
        yield f"{_seats(entrance.silent)} taken and never used: p clears them."
    if entrance.turned_away:
        yield f"Turned away after a ban: {entrance.turned_away}. p lets them in."


def _seats(count: int) -> str:
    return "1 seat was" if count == 1 else f"{count} seats were"


def _bold(text: str) -> Content:
    return Content.assemble((text, "bold"))
