"""What a seat is told of its room: the server's table, read once into fields of clean text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from game.group import seat_plans
from game.group.splits import Bar, Share, SplitView
from game.story.prose import Span
from game.story.text import clean, clean_line
from game.telling.meters import Meter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.group.seat_plans import Planning
    from game.story.prose import Paragraph

_STRONG, _EMPHASIS = 1, 2
Asked: TypeAlias = Literal["", "vote", "bet", "pick", "plan"]


@dataclass(frozen=True, slots=True)
class SeatState:
    """One moment of the room for one seat, as plain text. Moments are in ms, by its clock."""

    rev: int
    phase: str
    round: int
    title: str
    status: str
    text: tuple[Paragraph, ...]
    question: str
    options: tuple[tuple[str, str], ...]
    """Ids and texts of the answers, while the vote is open."""
    splits: tuple[SplitView, ...]
    chosen: tuple[str, ...]
    """What was decided, and by whom, a line for each side."""
    voted: int
    """The id of this seat's vote in this round, 0 for none."""
    bets: tuple[tuple[str, str], ...] = ()
    """Ids and texts of the bets, while the room bets on what the choice does to trust."""
    own_bet: str = ""
    """The id of this seat's bet, once it was received, while bets are taken."""
    bet: str = ""
    """How the room has bet against what happened, once the meters have landed."""
    plans: Planning | None = None
    """What is written on the debrief's last page; None on every other."""
    story: str = ""
    place: str = ""
    """How far the story has come: `Decision 3`."""
    ballot: str = ""
    """Which ballot of the decision it is: `Second vote`."""
    vote: str = ""
    """The id of the answer that this seat has voted for, as long as the vote is not shown."""
    voted_for: str = ""
    """That answer's text."""
    meters: tuple[str, ...] = ()
    """A sentence for each meter; none where they are hidden."""
    levels: tuple[Meter, ...] = ()
    """The meters as numbers, where these are shown."""
    deadline: int | None = None
    """When the open vote closes by itself."""
    now: int = 0
    name: str = ""
    team: str = ""
    """What this seat's side is called, empty if the room plays as one."""
    qualities: tuple[tuple[str, str], ...] = ()
    """Ids and names of the qualities to pick from, in the debrief."""
    picks: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked:
        """What the room waits for from this seat."""
        if self.options:
            return "vote"
        if self.bets:
            return "bet"
        if self.plans is not None:
            return "plan"
        return "pick" if self.qualities else ""

    @property
    def held(self) -> str:
        """What the room has received of this seat to what it asks, as it is read."""
        if self.asked == "plan":
            return self.plans.mine if self.plans is not None else ""
        picked = " and ".join(text for one, text in self.qualities if one in self.picks)
        return self.voted_for or dict(self.bets).get(self.own_bet, "") or picked


def read(table: Mapping[str, Any]) -> SeatState:
    """Return a state from the server's table."""
    you = table.get("you", {})
    held = you.get("vote") or {}
    answers = _pairs(table.get("options", ()))
    vote = str(held.get("option", ""))
    deadline = table.get("deadline")
    return SeatState(
        rev=int(table["rev"]),
        phase=str(table["phase"]),
        round=int(table.get("round", 0)),
        title=clean_line(str(table.get("title") or table.get("story", ""))),
        status=clean_line(str(table.get("status", ""))),
        text=tuple(_paragraph(pieces) for pieces in table.get("text", ())),
        question=clean_line(str(table.get("question", ""))),
        options=answers if table["phase"] == "open" else (),
        splits=tuple(_split(one) for one in table.get("splits", ())),
        chosen=tuple(clean_line(str(one)) for one in table.get("chosen", ())),
        voted=int(held.get("id", 0)),
        bets=_pairs(table.get("bets", ())),
        own_bet=str(you.get("bet", "")),
        bet=clean_line(str(table.get("bet", ""))),
        plans=seat_plans.read(table),
        story=clean_line(str(table.get("story", ""))),
        place=clean_line(str(table.get("place", ""))),
        ballot=clean_line(str(table.get("ballot", ""))),
        vote=vote,
        voted_for=dict(answers).get(vote, ""),
        meters=tuple(clean_line(str(one)) for one in table.get("meters", ())),
        levels=tuple(_level(one) for one in table.get("levels", ())),
        deadline=None if deadline is None else int(deadline),
        now=int(table.get("now", 0)),
        name=clean_line(str(you.get("name", ""))),
        team=clean_line(str(you.get("team", ""))),
        qualities=_pairs(table.get("qualities", ())),
        picks=tuple(str(one) for one in you.get("picks", ())),
    )


def acknowledged(state: SeatState, ack: Mapping[str, Any]) -> SeatState:
    """Return the state once a vote or a bet was received; the same if it was of another round."""
    if ack.get("round") != state.round:
        return state
    if "way" in ack:
        return replace(state, own_bet=str(ack["way"]))
    vote = str(ack.get("option", ""))
    text = dict(state.options).get(vote, state.voted_for)
    return replace(state, voted=int(ack.get("id", 0)), vote=vote, voted_for=text)


def _pairs(listed: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401, JSON
    return tuple((str(one), clean_line(str(text))) for one, text in listed)


def _paragraph(pieces: Any) -> Paragraph:  # noqa: ANN401, JSON
    return tuple(
        Span(clean(str(text)), strong=mark == _STRONG, emphasis=mark == _EMPHASIS)
        for text, mark in pieces
    )


def _level(one: Any) -> Meter:  # noqa: ANN401, JSON
    name, before, now, word = one
    return Meter(clean_line(str(name)), int(before), int(now), clean_line(str(word)))


def _split(table: Mapping[str, Any]) -> SplitView:
    team = table.get("team")
    bars = (
        Bar(
            clean_line(str(text)),
            tuple(
                Share(int(votes), int(percent), clean_line(str(name)))
                for votes, percent, name in shares
            ),
        )
        for text, shares in table["rows"]
    )
    return SplitView(None if team is None else clean_line(str(team)), tuple(bars))
