"""What a host's screen knows of the room: the server's table, read once into fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.group import entrance_view
from game.group.debriefing import RunOff, Tally, Voted
from game.group.plan import Plan
from game.group.splits import Bar, Share, SplitView
from game.group.state import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.entrance_view import EntranceView
    from game.story.compiled import Quality


@dataclass(frozen=True, slots=True)
class BallotView:
    """The open ballot: for each side its team, options, how many have voted, and of how many."""

    name: str
    number: int
    runoff: bool
    sides: tuple[tuple[str | None, tuple[str, ...]], ...]
    voted: tuple[int, ...]
    of: tuple[int, ...]
    hands: tuple[tuple[int, ...], ...]
    deadline: int | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What a side's votes come to, in words; `leaders` and `options` are ids."""

    verdict: str
    leaders: tuple[str, ...]
    options: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One seat as the facilitator sees it: whether it voted, never what."""

    seat: int
    name: str
    team: str | None
    connected: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class HostState:
    """One moment of the room for a host's screen. Moments are in ms, by the server's clock."""

    rev: int
    now: int
    created: int
    phase: Phase
    code: str
    choices: tuple[str, ...]
    seats: int
    connected: int
    blank: bool
    meters: str
    minutes: int
    """The minutes that the host has said there are, 0 if none were said."""
    used: int
    """Of these, the ones used since the story began."""
    talk_until: int | None
    branches: int
    due: tuple[int, tuple[str, ...]] | None
    """The other answer that is played next: how many decisions came before it, and its choices."""
    later: bool
    """Whether the decision at hand was made to play another answer, too."""
    ways: tuple[tuple[str, ...], ...]
    """In the debrief, the choices of every way that was played, the last one being the run's."""
    problem: str
    second: bool
    """Whether the plan has this split talked over and voted on again."""
    level: bool
    """Whether a run-off is due."""
    names: tuple[str, ...]
    ballot: BallotView | None
    splits: tuple[SplitView, ...]
    outcomes: tuple[OutcomeView, ...]
    sources: tuple[str, ...]
    betted: int
    """How many have bet, while bets are taken."""
    bet: str
    """How the room has bet against what trust did, once the meters have landed."""
    picks: tuple[tuple[Quality, int], ...]
    votes: tuple[Voted, ...]
    """In the debrief, how each decision was voted on."""
    people: tuple[PersonView, ...]
    plan: Plan | None
    entrance: EntranceView
    page: int = 0
    """The debrief's page that is shown, from 0."""
    planning: bool = False
    """Whether that is the last one, on which plans are written."""
    plans: tuple[int, int] = (0, 0)
    """How many have written a plan, of how many in pairs; never what."""

    @property
    def leaders(self) -> tuple[str, ...] | None:
        """The choice of each side if every side's votes decide it, else None."""
        if (
            any(one.verdict not in {"decided", "engine"} for one in self.outcomes)
            or not self.outcomes
        ):
            return None
        return tuple(one.leaders[0] for one in self.outcomes)


def read(table: Mapping[str, Any]) -> HostState:
    """Return a state from the server's table; the server is our own, so its form is not doubted."""
    plan = table.get("plan")
    return HostState(
        rev=table["rev"],
        now=table["now"],
        created=table["created"],
        phase=Phase(table["phase"]),
        code=table["code"],
        choices=tuple(table["choices"]),
        seats=table["seats"],
        connected=table["connected"],
        blank=table["blank"],
        meters=table["meters"],
        minutes=table.get("minutes", 0),
        used=table.get("used", 0),
        talk_until=table["talk_until"],
        branches=table["branches"],
        due=_due(table.get("due")),
        later=table.get("later", False),
        ways=tuple(tuple(one) for one in table.get("ways", ())),
        problem=table["problem"],
        second=table["second"],
        level=table.get("level", False),
        names=tuple(table.get("names", ())),
        ballot=_ballot(table["ballot"]) if "ballot" in table else None,
        splits=tuple(_split(one) for one in table.get("splits", ())),
        outcomes=tuple(
            OutcomeView(one["verdict"], tuple(one["leaders"]), tuple(one["options"]), one["words"])
            for one in table.get("outcomes", ())
        ),
        sources=tuple(table.get("sources", ())),
        betted=table.get("betted", 0),
        bet=table.get("bet", ""),
        picks=tuple((one, count) for one, count in table.get("picks", ())),
        votes=tuple(_voted(one) for one in table.get("votes", ())),
        people=tuple(PersonView(**one) for one in table.get("people", ())),
        plan=Plan(**plan) if plan else None,
        page=table.get("page", 0),
        planning=table.get("planning", False),
        plans=tuple(table.get("plans", (0, 0))),
        entrance=entrance_view.read(table.get("entrance", {})),
    )


def _due(value: Any) -> tuple[int, tuple[str, ...]] | None:  # noqa: ANN401, the server is our own
    return None if value is None else (value[0], tuple(value[1]))


def _ballot(table: Mapping[str, Any]) -> BallotView:
    return BallotView(
        name=table["name"],
        number=table["number"],
        runoff=table["runoff"],
        sides=tuple((team, tuple(options)) for team, options in table["sides"]),
        voted=tuple(table["voted"]),
        of=tuple(table["of"]),
        hands=tuple(tuple(one) for one in table["hands"]),
        deadline=table["deadline"],
    )


def _voted(table: Mapping[str, Any]) -> Voted:
    return Voted(
        tuple(_tallies(ballot) for ballot in table["ballots"]),
        tuple(table["choices"]),
        table["changed"],
        tuple(RunOff(after, _tallies(ballot)) for after, ballot in table.get("runoffs", ())),
    )


def _tallies(ballot: Any) -> tuple[Tally, ...]:  # noqa: ANN401, the server is our own
    return tuple(Tally(team, tuple(options), tuple(votes)) for team, options, votes in ballot)


def _split(table: Mapping[str, Any]) -> SplitView:
    return SplitView(
        table.get("team"),
        tuple(Bar(text, tuple(Share(*one) for one in shares)) for text, shares in table["rows"]),
    )
