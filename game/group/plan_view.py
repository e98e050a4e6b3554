"""What phones are told in the debrief: qualities to pick, to look up, or plans in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.group import words
from game.group.planning import LONGEST_PLAN, has_written, partners_of
from game.group.state import NO_PLAN, Phase
from game.story.compiled import QUALITIES

if TYPE_CHECKING:
    from game.group.state import Room

TITLE: Final = "Plans in pairs"
TALKING: Final = "The room is talking. Look at the screen."
STATUS: Final = "The last page: each of you writes a plan."
QUESTION: Final = (
    "A situation at work next week that is like one of these, and the one thing you will do"
    " differently in it."
)
HINT: Final = (
    "Add the day on which your partner asks you about it. Your partner reads this. It is shown to"
    " nobody else, but it is kept on the facilitator's computer, and the facilitator could read it"
    " there."
)


def status(room: Room) -> str:
    """Return what a phone is told about where the room stands, in the debrief by its page."""
    if room.planning:
        return STATUS
    return TALKING if room.phase is Phase.DEBRIEF and not room.picking else words.status(room.phase)


def shared(room: Room) -> dict[str, object]:
    """Return what all phones are told alike in the debrief."""
    if room.picking:
        named = [[one, words.quality(one)] for one in QUALITIES]
        return {"page": "qualities", "qualities": named}
    if not room.planning:
        return {"page": "talk"}
    plan = {"question": QUESTION, "hint": HINT, "most": LONGEST_PLAN}
    return {"page": "plans", "title": TITLE, "plan": plan}


def own(room: Room, number: int) -> dict[str, object]:
    """Return what one phone is told: partners' plans only once its own is there."""
    told: dict[str, object] = {"picks": list(room.picks.get(number) or ())}
    if not room.planning:
        return told
    partners = partners_of(room, number)
    told["pair"] = [_name(room, one) for one in partners]
    if has_written(room, number):
        told["plan"] = (room.plans.get(number) or NO_PLAN)._asdict()
        told["theirs"] = [
            [_name(room, one), (room.plans.get(one) or NO_PLAN).text]
            for one in partners
            if has_written(room, one)
        ]
    return told


def _name(room: Room, number: int) -> str:
    seat = room.seats.get(number)
    return seat.name if seat else ""
