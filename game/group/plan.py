"""The minutes there are: where the room stands against them, and whether a split is talked over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.engine.run import begin
from game.group.ballots import share
from game.group.state import STANDING, Phase

if TYPE_CHECKING:
    from game.group.state import Room
    from game.story.compiled import Story

DEBRIEF_SHARE: Final = 4
"""The debrief has a quarter of the time: what was lived through is learned there."""
_MINUTE: Final = 60_000


class Plan(NamedTuple):
    """Minutes; `late` is how far behind the plan the room is, below zero if ahead.

    `decisions` are those still to come at the most, `each` the minutes that each of them has.
    """

    minutes: int
    used: int
    decisions: int
    each: int
    late: int
    advice: str


def plan(room: Room, now: int) -> Plan:
    """Return where the room stands against its minutes."""
    minutes = room.settings.minutes or room.story.minutes * 2
    begun = room.started or now
    used = max(0, (room.ended or now) - begun) // _MINUTE
    made = len(room.run.decisions)
    left = 0 if room.run.ended else longest(room.story, room.run.scene.id)
    play = minutes - minutes // DEBRIEF_SHARE
    total = made + left
    due = play * made // total if total else play
    late = used - due if room.phase is not Phase.DEBRIEF else 0
    each = max(0, play - used) // left if left else 0
    return Plan(minutes, used, left, each, late, _advice(room, late, each))


def wants_second(room: Room, now: int) -> bool:
    """Whether this split is talked over and voted on again by the room's plan.

    By default at a scene with a bet, and where the leading answer is not clear; in a hurry only at
    a bet.
    """
    if room.phase not in STANDING or room.ballot is None or room.ballot.number > 1:
        return False
    if room.settings.second != "auto":
        return room.settings.second == "always"
    if room.run.scene.bet:
        return True
    hurried = bool(room.settings.minutes) and plan(room, now).late > plan(room, now).each
    split = any(any(tally) and share(tally) < room.settings.clear for tally in room.ballot.tally)
    return split and not hurried


def longest(story: Story, scene_id: str) -> int:
    """Return the most decisions there can be from a scene on, itself included.

    Every way is counted, the ones that conditions may bar too, so it is never too few.
    """
    depths: dict[str, int] = {}
    stack = [scene_id]
    while stack:
        scene = story.scenes[stack[-1]]
        ways = {route.to for choice in scene.choices for route in choice.routes}
        ways |= {route.to for route in scene.routes}
        missing = [one for one in ways if one not in depths]
        if missing:
            stack += missing
            continue
        depths[stack.pop()] = max((depths[one] for one in ways), default=0) + bool(scene.choices)
    return depths[scene_id]


def whole(story: Story) -> int:
    """Return the most decisions of a story."""
    return longest(story, begin(story).scene.id)


def _advice(room: Room, late: int, each: int) -> str:
    """Return what to cut when it gets late."""
    if room.phase in {Phase.LOBBY, Phase.DEBRIEF} or room.run.ended:
        return ""
    if late > each:
        return "Late: go from split to commit, and talk at scenes with a bet only."
    return "A little late: keep the talk short." if late > 0 else ""
