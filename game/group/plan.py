"""The minutes there are: where the room stands against them, what to cut, what is talked over."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from game.group.ahead import after, ahead
from game.group.ballots import share
from game.group.sides import joined
from game.group.state import STANDING, Phase, every_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.group.ahead import Ahead
    from game.group.settings import Settings
    from game.group.state import Room
    from game.story.compiled import Story

DEBRIEF_SHARE: Final = 4
"""The debrief has a quarter of the time: what was lived through is learned there."""
SHORT_TALK: Final = 30
"""Seconds of a talk that is cut short."""
_VOTE: Final = 45
"""Seconds for a second vote with its split."""
_HALF: Final = Fraction(1, 2)
_SECOND: Final = 1_000
_MINUTE: Final = 60 * _SECOND


class Plan(NamedTuple):
    """Minutes. `late` is how far behind them the debrief would begin at the room's pace.

    `decisions` are those to expect, `most` those to come at the most; `each` is what each of them
    has, `debrief` what is kept for the debrief.
    """

    minutes: int
    used: int
    decisions: int
    most: int
    each: int
    debrief: int
    late: int
    advice: str

    @property
    def line(self) -> str:
        """Where the room stands, in one sentence or two."""
        used = f"{self.used} of {self.minutes} minutes used"
        if not self.most:
            return f"{used}. The rest is the debrief's."
        road = f"{_spread(self.decisions, self.most)} to come, {self.each} for each"
        return f"{used}: {road}, {self.debrief} for the debrief."


class Outlook(NamedTuple):
    """Minutes for a whole story, before it begins."""

    minutes: int
    decisions: int
    most: int
    each: int
    debrief: int

    @property
    def line(self) -> str:
        """How the minutes are spent: one line of 60 columns."""
        road = _spread(self.decisions, self.decisions)
        return f"{self.minutes} minutes: {road} of {self.each}, {self.debrief} for the debrief."


class Cut(NamedTuple):
    """What can be left out, in words, and about how many minutes it saves."""

    what: str
    saves: int


def _spread(decisions: int, most: int) -> str:
    more = f", at most {most}" if most > decisions else ""
    return f"about {decisions} decision{'' if decisions == 1 else 's'}{more}"


def minutes_of(story: Story, minutes: int) -> int:
    """Return the minutes to plan with: those there are, else twice what one player needs."""
    return minutes or 2 * story.minutes


def outlook(story: Story, minutes: int, arriving: int = 0) -> Outlook:
    """Return how minutes are spent on a story; `arriving` are used up before it begins."""
    road = ahead(story, story.start)
    debrief = minutes // DEBRIEF_SHARE
    each = int((minutes - debrief - arriving) / road.decisions) if road.decisions else 0
    return Outlook(minutes, round(road.decisions), road.most, max(0, each), debrief)


def plan(room: Room, now: int) -> Plan:
    """Return where the room stands against its minutes."""
    minutes = minutes_of(room.story, room.settings.minutes)
    debrief = minutes // DEBRIEF_SHARE
    roads = _roads(room)
    left = sum((road.decisions for road in roads), Fraction(0))
    used = used_minutes(room, now)
    play = (minutes - debrief) * _MINUTE
    needs = _needs(room, now, left, play)
    behind = (used_ms(room, now) + needs - play) // _MINUTE
    late = behind if room.phase not in {Phase.LOBBY, Phase.DEBRIEF} else 0
    return Plan(
        minutes=minutes,
        used=used,
        decisions=round(left),
        most=sum(road.most for road in roads),
        each=int(max(0, minutes - debrief - used) / left) if left else 0,
        debrief=debrief,
        late=late,
        advice=_advice(late, cuts(room.settings, roads, needs, _again(room))),
    )


def used_ms(room: Room, now: int) -> int:
    """Return the time since the story began, in ms; it stands still in the debrief."""
    return max(0, (room.ended or now) - (room.started or now))


def used_minutes(room: Room, now: int) -> int:
    """Return the whole minutes since the story began."""
    return used_ms(room, now) // _MINUTE


def wants_second(room: Room, now: int) -> bool:
    """Whether this split is talked over and voted on again by the room's plan.

    By default at a scene with a bet, and where the leading answer is not clear; where it gets late
    only at a bet, if the host has said what minutes there are.
    """
    if room.phase not in STANDING or room.ballot is None or room.ballot.number > 1:
        return False
    if room.settings.second != "auto":
        return room.settings.second == "always"
    if room.run.scene.bet:
        return True
    split = any(any(tally) and share(tally) < room.settings.clear for tally in room.ballot.tally)
    return split and not (room.settings.minutes and plan(room, now).late > 0)


def cuts(
    settings: Settings, roads: Sequence[Ahead], needs: int, again: Fraction = _HALF
) -> tuple[Cut, ...]:
    """Return what can be left out, in this order, where that saves a minute or more.

    `roads` lie ahead: this way's, then those of other answers that are due. `needs` is what they
    take at the room's pace, in ms; a cut saves of what those before it have left. `again` is the
    share of decisions without a bet that is expected to be voted on twice.
    """
    left = sum((one.decisions for one in roads), Fraction(0))
    bets = sum((one.bets for one in roads), Fraction(0))
    own = roads[0].decisions
    again = {"auto": again, "always": Fraction(1), "never": Fraction(0)}[settings.second]
    longer = max(0, settings.talk - SHORT_TALK) * (settings.second != "never")
    offered = (
        (_seconds_cut(settings), (left - bets) * again * (settings.talk + _VOTE) * _SECOND, 0),
        (f"end talks after {SHORT_TALK} s", bets * longer * _SECOND, 0),
        ("skip the other answer with o", 0, (left - own) / left if left else 0),
        ("end the story after one more decision with e", 0, 1 - 1 / own if own > 1 else 0),
    )
    found: list[Cut] = []
    for what, saved, part in offered:
        saves = min(needs, int(saved + needs * part)) // _MINUTE
        if saves > 0:
            found.append(Cut(what, saves))
            needs -= saves * _MINUTE
    return tuple(found)


def _seconds_cut(settings: Settings) -> str:
    by_itself = settings.minutes and settings.second == "auto"
    return f"talk and vote again at bets only{', as Enter does now' if by_itself else ''}"


def _again(room: Room) -> Fraction:
    """Return the share of decisions without a bet that will be voted on twice: half, until known.

    Laplace's rule of succession: one of each is added to what the room has done so far.
    """
    plain = [one for one in room.records if not room.story.scenes[one.scene].bet]
    twice = sum(any(ballot.number > 1 for ballot in one.ballots) for one in plain)
    return Fraction(twice + 1, len(plain) + 2)


def _roads(room: Room) -> tuple[Ahead, ...]:
    """Return what lies ahead of the room, then of every other answer that is due."""
    run = room.run
    roads = [ahead(room.story, run.scene.id)]
    for due in room.due:
        choices = run.decisions[due.decision].scene.choices
        answer = next(one for one in choices if one.id == joined(due.choices))
        roads.append(after(room.story, answer.routes))
    return tuple(roads)


def _needs(room: Room, now: int, left: Fraction, play: int) -> int:
    """Return what `left` decisions take at the room's pace, in ms.

    The pace is the mean of the decisions made, on all ways, and of one as planned: so the first
    one alone does not make it.
    """
    began = room.started or now
    moments = {one.at for one in every_record(room)}
    last = max(moments, default=began)
    whole = ahead(room.story, room.story.start).decisions
    pace = (last - began + (play / whole if whole else 0)) / (len(moments) + 1)
    deciding = room.phase in {Phase.OPEN, Phase.LOCKED} | STANDING
    elapsed = min(pace, max(0, now - last)) if deciding else 0
    return int(max(0, pace * left - elapsed))


def _advice(late: int, offered: Sequence[Cut]) -> str:
    """Return what to cut when it gets late: as much as makes up for it."""
    if late <= 0:
        return ""
    named: list[str] = []
    saved = 0
    for one in offered:
        if saved >= late:
            break
        named.append(f"{one.what} ({'saves about ' if not named else ''}{one.saves})")
        saved += one.saves
    head = f"{late} minute{'' if late == 1 else 's'} late."
    if not named:
        return f"{head} Nothing is left to cut: go to the debrief (e)."
    return f"{head} Cut in this order: {'; '.join(named)}."
