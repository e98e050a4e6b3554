"""The answers of a scene in their plain form: one player's choices, or two teams' meetings."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from game.story.compiled import JOINED, Choice, Route, Side, SideChoice
from game.story.conditions import both, parse
from game.story.ids import choice_ids

if TYPE_CHECKING:
    from game.story.compiled import Team
    from game.story.conditions import When
    from game.story.format import ChoiceTable, EffectsTable, MeetTable, RouteTable, SceneTable


def choices(scene: SceneTable) -> tuple[Choice, ...]:
    """Return the choices of a scene that one player decides, or the whole room."""
    named = zip(choice_ids(scene), scene.choices or (), strict=True)
    return tuple(_choice(choice_id, choice) for choice_id, choice in named)


def sides(scene: SceneTable, teams: tuple[Team, ...]) -> tuple[Side, Side]:
    """Return the two sides of a joint scene, in the order of the teams."""
    one, other = (
        Side(team.id, team.name, tuple(_side_choice(table) for table in _of(scene, team)))
        for team in teams
    )
    return one, other


def meetings(scene: SceneTable, teams: tuple[Team, ...]) -> tuple[Choice, ...]:
    """Return what each pair of choices of a joint scene does, in the file's order."""
    one, other = ({table.id: table for table in _of(scene, team)} for team in teams)
    first, second = teams
    return tuple(
        _meeting(meet, one[str(meet.pair[first.id])], other[str(meet.pair[second.id])])
        for meet in scene.meets
    )


def routes(goto: str | list[RouteTable] | None) -> tuple[Route, ...]:
    """Return the ways on that a `goto` means; none if there is none."""
    if goto is None or isinstance(goto, str):
        return () if goto is None else (Route(goto),)
    return tuple(Route(way.to, _when(way.when)) for way in goto)


def _of(scene: SceneTable, team: Team) -> list[ChoiceTable]:
    return [choice for choice in scene.choices or () if choice.team == team.id]


def _choice(choice_id: str, table: ChoiceTable) -> Choice:
    choice = Choice(
        id=choice_id,
        text=table.text,
        stance=table.stance,
        routes=routes(table.goto),
        when=_when(table.when),
        why_tempting=table.why_tempting,
        own_id=table.id is not None,
        formerly=tuple(table.formerly),
    )
    return _with_effects(choice, table)


def _side_choice(table: ChoiceTable) -> SideChoice:
    return SideChoice(
        id=table.id or "",
        text=table.text,
        stance=table.stance,
        when=_when(table.when),
        plays_when=_when(table.plays_when),
        why_tempting=table.why_tempting,
    )


def _meeting(meet: MeetTable, one: ChoiceTable, other: ChoiceTable) -> Choice:
    """Return a pair as one choice; what is read and its stance are the first team's."""
    own, *formerly = (
        JOINED.join(pair)
        for pair in product(*((side.id or "", *side.formerly) for side in (one, other)))
    )
    choice = Choice(
        id=own,
        text=one.text,
        stance=one.stance,
        routes=routes(meet.goto),
        when=both(_when(one.when), _when(other.when)),
        why_tempting=one.why_tempting,
        formerly=tuple(formerly),
    )
    return _with_effects(choice, meet)


def _with_effects(choice: Choice, table: EffectsTable) -> Choice:
    return choice._replace(
        trust=table.trust,
        productivity=table.productivity,
        tension=table.tension,
        lens=tuple(table.lens),
        forced=table.forced,
        repair=table.repair,
        deceit=table.deceit,
        needs=table.needs,
        sets=frozenset(table.sets),
        reply=table.reply,
        why=table.why,
    )


def _when(text: str | None) -> When | None:
    return None if text is None else parse(text)
