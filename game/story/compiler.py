"""From a checked story file to the plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.story.answers import choices, meetings, routes, sides
from game.story.compiled import (
    Also,
    Always,
    CastMember,
    DecisionCount,
    EndingShare,
    PlayerEnds,
    Scene,
    Story,
    Team,
)
from game.story.conditions import parse
from game.story.fingerprint import fingerprint, first_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.compiled import Expectation
    from game.story.format import ExpectTable, SceneTable, StoryFile


def compile_story(file: StoryFile, story_id: str, path: str, file_hash: str) -> Story:
    """Return the plain form of a file without errors."""
    about, start, first = file.story, file.start, first_names(file)
    teams = tuple(Team(team_id, team.name) for team_id, team in file.teams.items())
    return Story(
        id=story_id,
        title=about.title,
        summary=about.summary,
        minutes=about.minutes,
        start=about.start or next(iter(file.scenes)),
        scenes={
            scene_id: _scene(scene_id, scene, first, teams)
            for scene_id, scene in file.scenes.items()
        },
        fingerprint=file_hash,
        file=path,
        cast={
            member_id: CastMember(member_id, member.name, member.role)
            for member_id, member in file.cast.items()
        },
        role=about.role,
        language=about.language,
        content_note=about.content_note,
        anonymous=about.anonymous,
        authors=tuple(about.authors),
        license=about.license,
        version=about.version,
        tags=tuple(about.tags),
        questions=tuple(about.questions),
        trust=start.trust,
        tension=start.tension,
        facts=frozenset(start.facts),
        expectations=tuple(_expectation(*numbered) for numbered in enumerate(file.expect)),
        teams=teams,
    )


def _scene(
    scene_id: str, scene: SceneTable, first: Mapping[str, str], teams: tuple[Team, ...]
) -> Scene:
    joint = bool(scene.meets)
    return Scene(
        id=scene_id,
        text=scene.text,
        fingerprint=fingerprint(scene, first),
        title=scene.title,
        note=scene.note,
        bet=scene.bet,
        also=tuple(Also(parse(also.when), also.text, also.team) for also in scene.also),
        choices=meetings(scene, teams) if joint else choices(scene),
        routes=() if scene.goto is None else routes(scene.goto),
        ending=scene.ending,
        formerly=tuple(scene.formerly),
        sides=sides(scene, teams) if joint else (),
    )


def _expectation(number: int, expect: ExpectTable) -> Expectation:
    """Return the form that the keys of a checked expectation make."""
    if expect.decisions is not None:
        return DecisionCount(number, *expect.decisions)
    if expect.always is not None:
        return Always(number, parse(expect.always), expect.at)
    if expect.player is not None:
        ending = expect.ending or expect.ending_not or ""
        return PlayerEnds(number, expect.player, ending, reached=expect.ending is not None)
    return EndingShare(number, expect.ending or "", *(expect.share or ()))
