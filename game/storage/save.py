"""What is kept of a run: its choices, and what the player said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from game.debrief.reflections import Reflections

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from game.engine.bets import Bet
    from game.story.compiled import Fingerprint

MeterMode: TypeAlias = Literal["numbers", "words", "hidden"]
METER_MODES: Final[tuple[MeterMode, ...]] = ("numbers", "words", "hidden")
SittingKind: TypeAlias = Literal["start", "quit", "resume"]
SITTING_KINDS: Final[tuple[SittingKind, ...]] = ("start", "quit", "resume")
Mode: TypeAlias = Literal["solo", "group"]
MODES: Final[tuple[Mode, ...]] = ("solo", "group")


@dataclass(frozen=True, slots=True)
class KeptChoice:
    """One choice. The three meters are as landed: they tell whether a changed story differs.

    `own_id` is False where the story gave the choice no id, so that `choice` is only the letter
    of its position. `to` is the scene it led to, the next one with choices or an ending; empty if
    that is not known. `at` is in UTC, like all times here; `opened` is when a room began to vote
    on it, None in a run of one.
    """

    scene: str
    choice: str
    at: datetime
    trust: int
    productivity: int
    tension: int
    bet: Bet | None = None
    own_id: bool = True
    to: str = ""
    opened: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """A choice that was taken back; `decision` is its number, from 1."""

    decision: int
    scene: str
    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """The run was begun, left or taken up again."""

    what: SittingKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Parent:
    """The run this one branched off, after `decision` decisions of it."""

    run: str
    decision: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of the plan with the date `due`; `hindrance` is what got in the way."""

    due: date
    done: bool
    at: datetime
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How the run was played."""

    meters: MeterMode = "numbers"
    coach: bool = False


@dataclass(frozen=True, slots=True)
class Save:
    """One run as it is kept. All times are in UTC; `run` is a UUID.

    A run with the mode `group` was played by a room: `session` is the UUID of its session, empty
    in a run of one.

    `fingerprint` is the story file's SHA-256, `scenes` the fingerprints of all its scenes at the
    time: they tell later what has changed.
    """

    run: str
    story: str
    fingerprint: str
    started: datetime
    scenes: Mapping[str, Fingerprint] = field(default_factory=dict)
    language: str = "en"
    mode: Mode = "solo"
    player: str = ""
    parent: Parent | None = None
    choices: tuple[KeptChoice, ...] = ()
    undone: tuple[Undone, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    reflections: Reflections = field(default_factory=Reflections)
    settings: RunSettings = field(default_factory=RunSettings)
    follow_ups: tuple[FollowUp, ...] = ()
    session: str = ""

    @property
    def begun(self) -> bool:
        """Whether there is anything to keep: a run that was only looked at leaves no file."""
        return bool(self.choices or self.undone or self.parent)
