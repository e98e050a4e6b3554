"""What one phone is told: the question and its own vote, and no count before the reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from game.group import words
from game.group.ballots import ALL
from game.group.state import STANDING, Phase
from game.story.compiled import QUALITIES
from game.story.prose import paragraphs, plain_text
from game.telling.arrival import arrival
from game.telling.meters import account, landed, standing
from game.telling.questions import CHOICE_QUESTION, heading, place

if TYPE_CHECKING:
    from game.group.ballots import Ballot, Side
    from game.group.seats import Seat
    from game.group.state import Room
    from game.story.compiled import Choice, Story
    from game.story.prose import Paragraph

Table: TypeAlias = dict[str, object]
Pieces: TypeAlias = list[list[object]]
"""A paragraph: pieces of text, each with 0 for plain, 1 for strong, 2 for emphasis."""

_PLAIN, _STRONG, _EMPHASIS = range(3)
_VOTING: Final = frozenset({Phase.OPEN, Phase.LOCKED})
_MADE: Final = frozenset({Phase.DECIDED, Phase.LANDED})


def shared(room: Room, team: str | None) -> Table:
    """Return what all phones of a team are told alike."""
    told: Table = {
        "rev": room.rev,
        "phase": room.phase.value,
        "round": room.round,
        "story": room.story.title,
        "status": words.status(room.phase),
    }
    if room.phase in _VOTING and room.ballot is not None:
        told |= _question(room, room.ballot, team)
    elif room.phase in STANDING:
        told |= {"title": heading(room.run), "place": place(room.run), "splits": splits(room)}
    elif room.phase in _MADE:
        told |= _decided(room)
    elif room.phase is Phase.ENDED:
        told |= {"title": room.run.scene.ending or "", "text": _arrival(room)}
    elif room.phase is Phase.DEBRIEF:
        told |= {"qualities": [[one, words.quality(one)] for one in QUALITIES]}
    return told


def own(room: Room, number: int, seat: Seat) -> Table:
    """Return what only this phone is told."""
    told: Table = {"name": seat.name}
    if seat.team is not None:
        told["team"] = words.team_name(room.story, seat.team)
    if room.phase in _VOTING and room.ballot is not None:
        vote = room.ballot.vote_of(number)
        if vote is not None:
            told["vote"] = {
                "option": room.ballot.sides[vote.side].options[vote.option],
                "id": vote.id,
            }
    if room.phase is Phase.DEBRIEF:
        told["picks"] = list(room.picks.get(number) or ())
    return told


def gone(room: Room) -> Table:
    """Return what a phone is told whose seat was taken away."""
    return {"rev": room.rev, "phase": "gone", "status": words.GONE}


def splits(room: Room) -> list[Table]:
    """Return the splits of all sides, each with every ballot of the decision, once shown."""
    return [_split(room, side) for side in room.ballots[0].sides]


def option_text(room: Room, option: str) -> str:
    """Return an answer's words."""
    choices = {choice.id: choice for choice in room.run.scene.choices}
    return _flat(choices[option], room.story) if option in choices else option


def _question(room: Room, ballot: Ballot, team: str | None) -> Table:
    number = ballot.side_of(team)
    side = None if number is None else ballot.sides[number]
    told: Table = {
        "title": heading(room.run),
        "place": place(room.run),
        "text": _arrival(room),
        "question": CHOICE_QUESTION if side else words.OTHERS_VOTE,
        "ballot": words.ballot_name(ballot),
        "options": [[one, option_text(room, one)] for one in (side.options if side else ())],
        "meters": list(account(standing(room.run), room.settings.meters)),
    }
    if ballot.deadline is not None:
        told["deadline"] = ballot.deadline
    return told


def _split(room: Room, side: Side) -> Table:
    """Return a side's ballots as rows: each answer with its votes and share, ballot by ballot."""
    columns = [
        (ballot, ballot.tally[[one.team for one in ballot.sides].index(side.team)])
        for ballot in room.ballots
        if side.team in [one.team for one in ballot.sides] and not ballot.runoff
    ]
    rows = [
        [option_text(room, option), [_share(tally, at) for _, tally in columns]]
        for at, option in enumerate(side.options)
    ]
    told: Table = {"rows": rows, "voted": [sum(tally) for _, tally in columns]}
    if side.team is not None:
        told["team"] = words.team_name(room.story, side.team)
    return told


def _share(tally: tuple[int, ...], at: int) -> list[int]:
    total = sum(tally)
    return [tally[at], round(tally[at] * ALL / total) if total else 0]


def _decided(room: Room) -> Table:
    decision, record = room.run.decisions[-1], room.records[-1]
    told: Table = {
        "title": decision.scene.title or room.story.title,
        "place": f"Decision {len(room.run.decisions)}",
        "chosen": _flat(decision.choice, room.story),
        "source": words.source(record.sources[0]),
        "text": [_pieces(one) for one in paragraphs(decision.choice.reply, room.story.cast)],
    }
    if room.phase is Phase.LANDED:
        moved = landed(decision, room.run.parameters)
        told["meters"] = list(account(moved, room.settings.meters))
    return told


def _arrival(room: Room) -> list[Pieces]:
    passages = arrival(room.run)
    return [_pieces(paragraph) for passage in passages for paragraph in passage.paragraphs]


def _pieces(paragraph: Paragraph) -> Pieces:
    marks = (_STRONG if one.strong or one.cast else _EMPHASIS * one.emphasis for one in paragraph)
    return [[one.text, mark] for one, mark in zip(paragraph, marks, strict=True)]


def _flat(choice: Choice, story: Story) -> str:
    return " ".join(plain_text(choice.text, story.cast).split())
