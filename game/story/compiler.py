"""From a checked story file to the plain form."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from game.story.check import choice_ids
from game.story.compiled import Also, CastMember, Choice, Fingerprint, Route, Scene, Story
from game.story.conditions import parse

if TYPE_CHECKING:
    from game.story.conditions import When
    from game.story.format import ChoiceTable, RouteTable, SceneTable, StoryFile

_WORDS: Final = frozenset({"id", "text", "stance", "reply", "why", "why_tempting"})
"""The keys of a choice that move no number."""


def compile_story(file: StoryFile, story_id: str, path: str, fingerprint: str) -> Story:
    """Return the plain form of a file without errors."""
    about, start = file.story, file.start
    return Story(
        id=story_id,
        title=about.title,
        summary=about.summary,
        minutes=about.minutes,
        start=about.start or next(iter(file.scenes)),
        scenes={scene_id: _scene(scene_id, scene) for scene_id, scene in file.scenes.items()},
        fingerprint=fingerprint,
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
    )


def _scene(scene_id: str, scene: SceneTable) -> Scene:
    ids = choice_ids(scene)
    return Scene(
        id=scene_id,
        text=scene.text,
        fingerprint=_fingerprint(scene),
        title=scene.title,
        note=scene.note,
        bet=scene.bet,
        also=tuple(Also(parse(also.when), also.text) for also in scene.also),
        choices=tuple(
            _choice(ids[index], choice) for index, choice in enumerate(scene.choices or ())
        ),
        routes=() if scene.goto is None else _routes(scene.goto),
        ending=scene.ending,
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
    )


def _routes(goto: str | list[RouteTable]) -> tuple[Route, ...]:
    if isinstance(goto, str):
        return (Route(goto),)
    return tuple(Route(way.to, _when(way.when)) for way in goto)


def _when(text: str | None) -> When | None:
    return None if text is None else parse(text)


def _fingerprint(scene: SceneTable) -> Fingerprint:
    """Hash the whole scene, and apart from it the part that moves numbers or the way on.

    Defaults are left out, so that a key added to the format later changes no hash.
    """
    whole = scene.model_dump(exclude_defaults=True)
    choices = scene.choices or ()
    rules = {
        "goto": whole.get("goto"),
        "choices": {
            choice_id: choice.model_dump(exclude_defaults=True, exclude=set(_WORDS))
            for choice_id, choice in zip(choice_ids(scene), choices, strict=True)
        },
    }
    return Fingerprint(whole=_digest(whole), rules=_digest(rules))


def _digest(value: object) -> str:
    """Return 16 hexadecimal digits: an accident among 5,000 scenes is out of the question."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
