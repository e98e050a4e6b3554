"""Who votes on a decision: the whole room on one list of options, or each team on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.engine.run import read_by
from game.engine.sides import answer
from game.engine.state import holds
from game.group.ballots import Side
from game.story.compiled import JOINED
from game.story.prose import Span, paragraphs, plain_text

if TYPE_CHECKING:
    from collections.abc import Container

    from game.engine.run import Decision, Run
    from game.story.compiled import Scene, Story
    from game.story.prose import Paragraph


_OURS: Final = Span("Only your side reads this: ", emphasis=True)


class Answers(NamedTuple):
    """The answers of one side, each its id and its words; `team` is None for the whole room."""

    team: str | None
    options: tuple[tuple[str, str], ...]


def sides(run: Run, held: Container[str]) -> tuple[Side, ...]:
    """Return the sides of the decision at which a run stands; none in an ending.

    `held` are the teams that somebody sits in. In a joint scene a side that nobody holds is played
    by the engine, if somebody holds the other; with no team held both vote, by a show of hands.
    """
    scene = run.scene
    if run.ended or not run.offered:
        return ()
    if not scene.sides:
        return (Side(None, tuple(choice.id for choice in run.offered)),)
    some = any(side.team in held for side in scene.sides)
    found: list[Side] = []
    for side, turned in zip(scene.sides, (scene.sides[::-1], scene.sides), strict=True):
        if some and side.team not in held:
            # The engine answers for the second side: so the scene is looked at from the other one.
            plays = answer(scene._replace(sides=turned), run.state, run.parameters).id
            found.append(Side(side.team, (plays,), plays=True))
        else:
            offered = (one for one in side.choices if holds(one.when, run.state, run.parameters))
            found.append(Side(side.team, tuple(one.id for one in offered)))
    return tuple(found)


def joined(choices: tuple[str, ...]) -> str:
    """Return the id under which the engine knows what the sides have chosen."""
    return JOINED.join(choices)


def teams(story: Story) -> tuple[str, ...]:
    """Return the ids of a story's teams, none if the room plays as one."""
    return tuple(team.id for team in story.teams)


def team_name(story: Story, team: str) -> str:
    """Return what a team is called."""
    names = {one.id: plain_text(one.name, story.cast) for one in story.teams}
    return names.get(team, team)


def answers(scene: Scene, story: Story) -> tuple[Answers, ...]:
    """Return every answer that a scene can offer, side by side."""
    if not scene.sides:
        listed = tuple((one.id, _flat(one.text, story)) for one in scene.choices)
        return (Answers(None, listed),)
    return tuple(
        Answers(side.team, tuple((one.id, _flat(one.text, story)) for one in side.choices))
        for side in scene.sides
    )


def chosen(decision: Decision, story: Story, choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of what each side chose in a decision, its team's name before them."""
    found = []
    for side, choice in zip(answers(decision.scene, story), choices, strict=True):
        words = dict(side.options)[choice]
        found.append(words if side.team is None else f"{team_name(story, side.team)}: {words}")
    return tuple(found)


def arrival(run: Run, team: str | None) -> tuple[Paragraph, ...]:
    """Return what is read on arrival: by everybody, and by `team` alone if one is named.

    Each paragraph that the other team does not read says so: nothing else tells who knows what.
    """
    return tuple(
        paragraph if reader is None else (_OURS, *paragraph)
        for scene in run.passage
        for reader, text in read_by(scene, run.state, run.parameters, team)
        for paragraph in paragraphs(text, run.story.cast)
    )


def _flat(text: str, story: Story) -> str:
    return " ".join(plain_text(text, story.cast).split())
