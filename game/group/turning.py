"""What the server adds when the host turns a page of the debrief: of how many, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.group import host_state
from game.group.both_ways import debrief
from game.group.state import Phase

if TYPE_CHECKING:
    from game.group.hub import Hub


def known(hub: Hub) -> dict[str, object]:
    """Return the fields of a `Turn` that the host's screens leave to the server."""
    of = 0
    if hub.room.phase is Phase.DEBRIEF:
        # Counted as the screens do it: from what they are told.
        state = host_state.read(hub.host_table(console=False))
        of = len(debrief(hub.room.run, state))
    return {"of": of, "there": sorted(hub.connected())}
