"""From a checked story file to the plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.story.compiled import (
    Also,
    Always,
    CastMember,
    Choice,
    DecisionCount,
    EndingShare,
    PlayerEnds,
    Route,
    Scene,
    Story,
)
from game.story.conditions import parse
from game.story.fingerprint import fingerprint, first_names
from game.story.ids import choice_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.story.compiled import Expectation
    from game.story.conditions import When
    from game.story.format import ChoiceTable, ExpectTable, RouteTable, SceneTable, StoryFile


def compile_story(file: StoryFile, story_id: str, path: str, file_hash: str) -> Story:
    """Return the plain form of a file without errors."""
    about, start, first = file.story, file.start, first_names(file)
    return Story(
        id=story_id,
        title=about.title,
        summary=about.summary,
        minutes=about.minutes,
        start=about.start or next(iter(file.scenes)),
        scenes={
            scene_id: _scene(scene_id, scene, first) for scene_id, scene in file.scenes.items()
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
        authors=tuple(about.authors),
        license=about.license,
        version=about.version,
        tags=tuple(about.tags),
        questions=tuple(about.questions),
        trust=start.trust,
        tension=start.tension,
        facts=frozenset(start.facts),
        expectations=tuple(_expectation(*numbered) for numbered in enumerate(file.expect)),
    )


def _scene(scene_id: str, scene: SceneTable, first: Mapping[str, str]) -> Scene:
    ids = choice_ids(scene)
    return Scene(
        id=scene_id,
        text=scene.text,
        fingerprint=fingerprint(scene, first),
        title=scene.title,
        note=scene.note,
        bet=scene.bet,
        also=tuple(Also(parse(also.when), also.text) for also in scene.also),
        choices=tuple(
            _choice(ids[index], choice) for index, choice in enumerate(scene.choices or ())
        ),
        routes=() if scene.goto is None else _routes(scene.goto),
        ending=scene.ending,
        formerly=tuple(scene.formerly),
    )


def _choice(choice_id: str, choice: ChoiceTable) -> Choice:
    return Choice(
        id=choice_id,
        text=choice.text,
        stance=choice.stance,
        routes=_routes(choice.goto),
        trust=choice.trust,
        productivity=choice.productivity,
        tension=choice.tension,
        lens=tuple(choice.lens),
        forced=choice.forced,
        repair=choice.repair,
        deceit=choice.deceit,
        needs=choice.needs,
        when=_when(choice.when),
        sets=frozenset(choice.sets),
        reply=choice.reply,
        why=choice.why,
        why_tempting=choice.why_tempting,
        own_id=choice.id is not None,
        formerly=tuple(choice.formerly),
    )


def _routes(goto: str | list[RouteTable]) -> tuple[Route, ...]:
    if isinstance(goto, str):
        return (Route(goto),)
    return tuple(Route(way.to, _when(way.when)) for way in goto)


def _when(text: str | None) -> When | None:
    return None if text is None else parse(text)


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
