"""What one phone is told: the question and its own vote, and no count before the reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from game.group import plan_view, words
from game.group.ballots import percentage
from game.group.bets import outcome
from game.group.sides import answers, arrival, chosen, team_name
from game.group.state import STANDING, Phase
from game.story.prose import paragraphs
from game.telling.meters import account, landed, standing
from game.telling.questions import BET_QUESTION, CHOICE_QUESTION, heading, place

if TYPE_CHECKING:
    from game.group.ballots import Ballot, Side
    from game.group.seats import Seat
    from game.group.state import Room
    from game.story.prose import Paragraph
    from game.telling.meters import Meters

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
        "status": plan_view.status(room),
    }
    if room.phase is Phase.LOBBY:
        told["text"] = _before(room, team)
    elif room.phase in _VOTING and room.ballot is not None:
        told |= _question(room, room.ballot, team)
    elif room.phase in STANDING:
        told |= {"title": heading(room.run), "place": place(room.run), "splits": splits(room)}
    elif room.phase is Phase.BETTING:
        told |= _betting(room)
    elif room.phase in _MADE:
        told |= _decided(room)
    elif room.phase is Phase.ENDED:
        told |= {"title": room.run.scene.ending or "", "text": _arrival(room, team)}
    elif room.phase is Phase.DEBRIEF:
        told |= plan_view.shared(room)
    return told


def own(room: Room, number: int, seat: Seat) -> Table:
    """Return what only this phone is told."""
    told: Table = {"name": seat.name}
    if seat.team is not None:
        told["team"] = team_name(room.story, seat.team)
    if room.phase in _VOTING and room.ballot is not None:
        vote = room.ballot.vote_of(number)
        if vote is not None:
            told["vote"] = {
                "option": room.ballot.sides[vote.side].options[vote.option],
                "id": vote.id,
            }
    if room.phase is Phase.BETTING and (way := bet_of(room, number)):
        told["bet"] = way
    if room.phase is Phase.DEBRIEF:
        told |= plan_view.own(room, number)
    return told


def bet_of(room: Room, seat: int) -> str:
    """Return what a seat has bet on the last decision, empty if nothing."""
    bets = room.records[-1].bets
    return ("" if bets is None else bets.of(seat)) or ""


def bet_line(room: Room) -> str:
    """Return how the room has bet on the last decision, once it has landed, else nothing.

    What trust did is not told where the meters are hidden: the debrief says it.
    """
    bets = room.records[-1].bets if room.phase is Phase.LANDED and room.records else None
    if bets is None:
        return ""
    hidden = room.settings.meters == "hidden"
    return words.betted(bets, None if hidden else outcome(room.run.decisions[-1]))


def gone(room: Room) -> Table:
    """Return what a phone is told whose seat was taken away."""
    return {"rev": room.rev, "phase": "gone", "status": words.GONE}


def splits(room: Room) -> list[Table]:
    """Return the splits of all sides, each with every ballot of the decision, once shown."""
    return [_split(room, side) for side in room.ballots[0].sides]


def option_texts(room: Room, side: Side) -> dict[str, str]:
    """Return the words of a side's answers by their ids."""
    found = next(one for one in answers(room.run.scene, room.story) if one.team == side.team)
    return {one: text for one, text in found.options if one in side.options}


def _question(room: Room, ballot: Ballot, team: str | None) -> Table:
    number = ballot.side_of(team)
    side = None if number is None else ballot.sides[number]
    told: Table = {
        "title": heading(room.run),
        "place": place(room.run),
        "text": _arrival(room, team),
        "question": CHOICE_QUESTION if side else words.OTHERS_VOTE,
        "ballot": words.ballot_name(ballot),
        "options": [list(one) for one in (option_texts(room, side) if side else {}).items()],
        "meters": list(account(standing(room.run), room.settings.meters)),
        "levels": _levels(standing(room.run), room),
    }
    if ballot.locked is None:
        told["status"] = words.voting(ballot)
    if ballot.deadline is not None:
        told["deadline"] = ballot.deadline
    return told


def _split(room: Room, side: Side) -> Table:
    """Return a side's ballots as rows: each answer with its votes, share and name in each."""
    columns = [
        (words.ballot_column(ballot), *one)
        for ballot in room.ballots
        for one in zip(ballot.sides, ballot.tally, strict=True)
        if one[0].team == side.team
    ]
    rows = [
        [
            text,
            [
                _share(name, held, tally, option)
                for name, held, tally in columns
                if option in held.options
            ],
        ]
        for option, text in option_texts(room, side).items()
    ]
    told: Table = {"rows": rows}
    if side.team is not None:
        told["team"] = team_name(room.story, side.team)
    return told


def _share(name: str, side: Side, tally: tuple[int, ...], option: str) -> list[object]:
    votes, total = tally[side.options.index(option)], sum(tally)
    return [votes, percentage(votes, total), name]


def _betting(room: Room) -> Table:
    told = _choice(room)
    told["question"] = BET_QUESTION
    told["bets"] = [list(one) for one in words.BET_WORDS.items()]
    return told


def _decided(room: Room) -> Table:
    decision = room.run.decisions[-1]
    told = _choice(room)
    told["text"] = [_pieces(one) for one in paragraphs(decision.choice.reply, room.story.cast)]
    if room.phase is Phase.LANDED:
        moved = landed(decision, room.run.parameters)
        told["meters"] = list(account(moved, room.settings.meters))
        told["levels"] = _levels(moved, room)
        if line := bet_line(room):
            told["bet"] = line
    return told


def _choice(room: Room) -> Table:
    """Return what was chosen, and by whom."""
    decision, record = room.run.decisions[-1], room.records[-1]
    return {
        "title": decision.scene.title or room.story.title,
        "place": words.decision(len(room.run.decisions), later=record.later),
        "chosen": [
            f"{text} {words.source(made_by, one_side=len(record.sources) > 1)}"
            for text, made_by in zip(
                chosen(decision, room.story, record.choices), record.sources, strict=True
            )
        ],
    }


def _levels(meters: Meters, room: Room) -> list[list[object]]:
    """Return the meters for who draws them: name, before, now, word; none if no numbers show."""
    return [list(one) for one in meters] if room.settings.meters == "numbers" else []


def _before(room: Room, team: str | None) -> list[Pieces]:
    """Return what is said before a story begins."""
    story = room.story
    side = [] if team is None else [[[f"You are {team_name(story, team)}.", _PLAIN]]]
    role, note = (
        [_pieces(one) for one in paragraphs(part, story.cast)]
        for part in (story.role, story.content_note)
    )
    return [*role, *side, *note]


def _arrival(room: Room, team: str | None) -> list[Pieces]:
    return [_pieces(paragraph) for paragraph in arrival(room.run, team)]


def _pieces(paragraph: Paragraph) -> Pieces:
    marks = (_STRONG if one.strong or one.cast else _EMPHASIS * one.emphasis for one in paragraph)
    return [[one.text, mark] for one, mark in zip(paragraph, marks, strict=True)]
