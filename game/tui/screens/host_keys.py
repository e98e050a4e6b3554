"""The host's keys: which of them do something at a moment, and which the last line names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group.state import STANDING, Phase

if TYPE_CHECKING:
    from game.group.host_state import HostState

HANDS: Final = frozenset({Phase.OPEN, Phase.LOCKED, Phase.BETTING})
"""The phases in which a show of hands is typed."""
SHOWN_KEYS: Final = (
    ("c", "commit", "choose"),
    ("v", "vote", "vote again"),
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
