"""The host's keys: which of them do something at a moment, and which the last line names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group.state import STANDING, Phase

if TYPE_CHECKING:
    from game.group.host_state import HostState

HOW_TO_LEAD: Final = """\
**Enter does the next step**, all the way from the lobby to the end of the debrief; the last line
names it.

A decision is read, voted on in secret, shown, talked over and voted on again where that is worth
the time, then committed to. What a team alone may read is on its phones; your notes are in a second
terminal, with `host --attach`, or on paper, with `guide`.

Nothing is lost. Every vote is kept before it is acknowledged. This screen may be left, and opened
again with `host --resume`. Go back to any decision and play it the other way: both are kept."""
"""Paragraphs with inline Markdown."""
HANDS: Final = frozenset({Phase.OPEN, Phase.LOCKED, Phase.BETTING})
"""The phases in which a show of hands is typed."""
SHOWN_KEYS: Final = (
    ("c", "commit", "choose"),
    ("v", "vote", "vote again"),
    ("r", "runoff", "run-off"),
    ("+", "extend", "longer"),
    ("h", "hands", "hands"),
    ("b", "back", "back"),
    ("o", "other", "other answer"),
    ("w", "wifi", "Wi-Fi"),
    ("F", "notes", "notes"),
    ("x", "blank", "dark"),
    ("a", "sign", "address"),
    ("d", "door", "door"),
    ("p", "people", "people"),
    ("e", "end", "end here"),
    ("q", "leave", "leave"),
)
"""Each with its action and its word."""


def allowed(action: str, state: HostState) -> bool:
    """Whether the room would take a step now; every other action is always allowed."""
    standing = state.phase in STANDING
    steps = {
        "commit": standing,
        "vote": standing or state.phase is Phase.LOCKED,
        "runoff": standing and state.level,
        "hands": state.phase in HANDS,
        "extend": state.phase in {Phase.OPEN, Phase.TALK},
        "back": bool(state.choices),
        "end": state.phase not in {Phase.LOBBY, Phase.DEBRIEF},
    }
    return steps.get(action, True)
