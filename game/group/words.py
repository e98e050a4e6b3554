"""What a room says, once for the phones, the projector and the lines of a terminal."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.group.ballots import Verdict, percentage
from game.group.bets import WAYS
from game.group.state import Phase, Source
from game.telling.questions import BET_ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.ballots import Ballot, Outcome
    from game.group.bets import Bets, Way
    from game.story.compiled import Quality

GONE: Final = "You are not in this room any more. If that is a mistake, ask the facilitator."
CLOSED: Final = "The session has ended. You can close this page."
BET_WORDS: Final[Mapping[Way, str]] = MappingProxyType(dict(zip(WAYS, BET_ANSWERS, strict=False)))
"""The bets in the words of a run of one; who passes sends nothing."""
PICK: Final = "Up to two qualities"
OTHERS_VOTE: Final = "Your side has nothing to decide here. The others are voting."

_STATUS: Final[Mapping[Phase, str]] = MappingProxyType(
    {
        Phase.LOBBY: "You are in. The story begins when the facilitator starts it.",
        Phase.OPEN: "The vote is open and secret.",
        Phase.LOCKED: "The vote is closed. The split comes next.",
        Phase.SHOWN: "This is how the room voted.",
        Phase.TALK: "This is how the room voted. Talk about it.",
        Phase.BETTING: "The room has decided. Bets are secret until the meters show.",
        Phase.DECIDED: "The room has decided.",
        Phase.LANDED: "The room has decided.",
        Phase.ENDED: "The story has ended.",
        Phase.DEBRIEF: "Which two would you like to talk about?",
    }
)
_SOURCES: Final[Mapping[Source, str]] = MappingProxyType(
    {
        Source.VOTE: "By the vote of the room.",
        Source.RUNOFF: "By the run-off.",
        Source.FACILITATOR: "Decided by the facilitator.",
        Source.ENGINE: "This side played by itself.",
        Source.OVERRIDE: "Decided by the facilitator, against the vote.",
    }
)
_SIDE_VOTE: Final = "By the vote of this side."
_VERDICTS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.DECIDED: "leads",
        Verdict.TIE: "are level",
        Verdict.NO_MAJORITY: "leads without a majority",
        Verdict.NO_QUORUM: "too few have voted",
        Verdict.NO_VOTES: "Nobody has voted.",
        Verdict.FACILITATOR: "leads; the facilitator decides",
        Verdict.ENGINE: "This side plays by itself.",
    }
)
_DID: Final[Mapping[Way, str]] = MappingProxyType(
    {"rise": "It rose.", "stay": "It stayed.", "fall": "It fell."}
)


def status(phase: Phase) -> str:
    """Return what a phone is told about where the room stands."""
    return _STATUS[phase]


def source(made_by: Source, *, one_side: bool = False) -> str:
    """Return who made a decision; `one_side` where each team decides for itself."""
    return _SIDE_VOTE if one_side and made_by is Source.VOTE else _SOURCES[made_by]


def quality(name: Quality) -> str:
    """Return a quality's name as it is read."""
    return name.replace("_", " ").capitalize()


def decision(number: int, *, later: bool) -> str:
    """Return what a decision is called; `later` if this is the answer played second."""
    return f"Decision {number}, the other answer" if later else f"Decision {number}"


def nth(number: int) -> str:
    """Return which ballot of a decision one is, from 1: `First`."""
    return ("First", "Second", "Third")[number - 1] if number <= 3 else f"{number}th"  # noqa: PLR2004, with names


def ballot_name(ballot: Ballot) -> str:
    """Return what a ballot is called: nothing special for the first."""
    if ballot.runoff:
        return "Run-off between the level answers"
    return f"{nth(ballot.number)} vote"


def voting(ballot: Ballot) -> str:
    """Return what a phone is told of an open ballot: whether it is another one of a decision."""
    if ballot.runoff:
        return "The run-off is open and secret."
    if ballot.number == 1:
        return _STATUS[Phase.OPEN]
    return f"The {nth(ballot.number).lower()} vote is open and secret."


def ballot_column(ballot: Ballot) -> str:
    """Return what a ballot is called beside the others of its decision."""
    return "Run-off" if ballot.runoff else f"{nth(ballot.number)} vote"


def verdict(outcome: Outcome, numbers: Mapping[str, int]) -> str:
    """Return what a side's votes come to; `numbers` are its answers' as shown, from 1."""
    said = _VERDICTS[outcome.verdict]
    if not outcome.leaders or outcome.verdict is Verdict.ENGINE:
        return said
    leaders = " and ".join(str(numbers[one]) for one in outcome.leaders)
    if outcome.verdict is Verdict.NO_QUORUM:
        return f"Answer {leaders}, but {said}."
    many = len(outcome.leaders) > 1
    if many and outcome.verdict is not Verdict.TIE:
        said = said.replace("leads", "lead")
    return f"Answer{'s' if many else ''} {leaders} {said}."


def betted(bets: Bets, outcome: Way | None) -> str:
    """Return how a room has bet, and what trust did if that may be told; empty if nobody bet."""
    counts = bets.counts
    total = sum(counts)
    if not total:
        return ""
    shares = (
        f"{way} {percentage(count, total)} %" for way, count in zip(WAYS, counts, strict=True)
    )
    did = "" if outcome is None else f" {_DID[outcome]}"
    return f"The room's bet on trust: {', '.join(shares)}.{did}"
