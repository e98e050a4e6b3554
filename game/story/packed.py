"""A compiled story as JSON and back: conditions as written, defaults left out.

A cache is a file that others may have written: `unpack` gives a story that can be played to its
end, or raises `ValueError`.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, get_args

from game.story.compiled import (
    PLAYERS,
    QUALITIES,
    Also,
    Always,
    CastMember,
    Choice,
    DecisionCount,
    EndingShare,
    Fingerprint,
    PlayerEnds,
    Route,
    Scene,
    Side,
    SideChoice,
    Stance,
    Story,
    Team,
)
from game.story.conditions import LONGEST_JOINED, When, parse
from game.story.graph import cycle
from game.story.text import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Json: TypeAlias = Any
"""What `json` reads and writes; every value of it passes one of the functions below."""


class _Kind(NamedTuple):
    """How one field becomes JSON and comes back."""

    pack: Callable[[Any], Json]
    unpack: Callable[[Json], object]


def pack(story: Story) -> Json:
    """Return a story as JSON, without its id and file, which are the reader's."""
    return _packed(story)


def unpack(form: Json, story_id: str, path: str) -> Story:
    """Return the story of such JSON; raises `ValueError` if it is not one."""
    try:
        values = _values(Story, form)
        story = Story(id=story_id, file=path, **values)
        _judge(story)
    except (AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"not a compiled story: {error!r}") from error
    return story


def _packed(value: Any) -> Json:  # noqa: ANN401, one of the compiled named tuples
    kinds, defaults = _KINDS[type(value)], value._field_defaults
    return {
        name: kinds[name].pack(inner)
        for name, inner in value._asdict().items()
        if name in kinds and not (name in defaults and inner == defaults[name])
    }


def _values(kind: type, form: Json) -> dict[str, Any]:
    kinds = _KINDS[kind]
    return {name: kinds[name].unpack(value) for name, value in form.items()}


def _judge(story: Story) -> None:
    """Refuse a story in which the engine could stumble or walk for ever."""
    links = {
        scene.id: [way.to for ways in _ways(scene) for way in ways]
        for scene in story.scenes.values()
    }
    known = all(to in links for tos in links.values() for to in tos)
    if not known or story.start not in links or cycle(links):
        raise ValueError("the scenes do not hang together")
    named = {getattr(one, "ending", None) or getattr(one, "at", None) for one in story.expectations}
    if not named - {None} <= set(story.scenes):
        raise ValueError("an expectation names no scene")
    for scene in story.scenes.values():
        parts = bool(scene.choices) + bool(scene.routes) + (scene.ending is not None)
        if parts != 1 or any(not ways or ways[-1].when is not None for ways in _ways(scene)):
            raise ValueError("a scene has no way on")
        if scene.sides and not (len(scene.sides) == len(story.teams) and _decided(scene)):
            raise ValueError("a joint scene has not two sides")


def _decided(scene: Scene) -> bool:
    """Whether both sides of a joint scene have an answer that holds always."""
    last = [side.choices[-1] for side in scene.sides if side.choices]
    return len(last) == len(("one", "other")) and not any(
        one.when or one.plays_when for one in last
    )


def _ways(scene: Scene) -> list[tuple[Route, ...]]:
    """Return the routes of a scene and of each of its choices."""
    own = [scene.routes] if scene.routes else []
    return [*own, *(choice.routes for choice in scene.choices)]


def _text(value: Json) -> str:
    if type(value) is not str or UNWANTED.search(value):
        raise ValueError("not a text")
    return value


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise ValueError("not a whole number")
    return value


def _share(value: Json) -> float:
    if type(value) not in {int, float} or not 0 <= value <= 1:
        raise ValueError("not a share")
    return float(value)


def _flag(value: Json) -> bool:
    if type(value) is not bool:
        raise ValueError("neither true nor false")
    return value


def _one_of(words: tuple[str, ...]) -> Callable[[Json], str]:
    def one(value: Json) -> str:
        if value not in words:
            raise ValueError("not a known word")
        return str(value)

    return one


def _several(inner: _Kind) -> _Kind:
    """Return the kind of a tuple."""
    return _Kind(
        lambda values: [inner.pack(value) for value in values],
        lambda form: tuple([inner.unpack(value) for value in form]),
    )


def _by_id(inner: _Kind) -> _Kind:
    """Return the kind of a mapping from ids: its values, in order."""

    def unpacked(form: Json) -> Mapping[str, object]:
        values: list[Any] = [inner.unpack(value) for value in form]
        return {value.id: value for value in values}

    return _Kind(lambda values: [inner.pack(value) for value in values.values()], unpacked)


def _table(kind: type) -> _Kind:
    """Return the kind of one of the compiled named tuples."""
    return _Kind(_packed, lambda form: kind(**_values(kind, form)))


def _one_of_tables(*kinds: type) -> _Kind:
    """Return the kind of named tuples of several sorts, each with its name beside it."""
    by_name = {kind.__name__: kind for kind in kinds}

    def unpacked(form: Json) -> object:
        name, values = form
        kind = by_name[name]
        return kind(**_values(kind, values))

    return _Kind(lambda value: [type(value).__name__, _packed(value)], unpacked)


def _as_is(value: Json) -> Json:
    return value


def _as_written(when: When) -> str:
    return when.text


_TEXT: Final = _Kind(_as_is, _text)
_WHOLE: Final = _Kind(_as_is, _whole)
_SHARE: Final = _Kind(_as_is, _share)
_FLAG: Final = _Kind(_as_is, _flag)
_TEXTS: Final = _several(_TEXT)
_FACTS: Final = _Kind(sorted, lambda form: frozenset(_text(fact) for fact in form))
_STANCE: Final = _Kind(_as_is, _one_of(get_args(Stance)))
_WHEN: Final = _Kind(_as_written, lambda form: parse(_text(form), LONGEST_JOINED))
_ROUTES: Final = _several(_table(Route))

_KINDS: Final[Mapping[type, Mapping[str, _Kind]]] = MappingProxyType(
    {
        CastMember: dict.fromkeys(("id", "name", "role"), _TEXT),
        Fingerprint: dict.fromkeys(("whole", "rules"), _TEXT),
        Route: {"to": _TEXT, "when": _WHEN},
        Also: {"when": _WHEN, "text": _TEXT, "team": _TEXT},
        Team: dict.fromkeys(("id", "name"), _TEXT),
        SideChoice: {
            **dict.fromkeys(("id", "text", "why_tempting"), _TEXT),
            **dict.fromkeys(("when", "plays_when"), _WHEN),
            "stance": _STANCE,
        },
        Side: {
            **dict.fromkeys(("team", "name"), _TEXT),
            "choices": _several(_table(SideChoice)),
        },
        Choice: {
            **dict.fromkeys(("id", "text", "reply", "why", "why_tempting"), _TEXT),
            **dict.fromkeys(("trust", "productivity", "tension", "needs"), _WHOLE),
            **dict.fromkeys(("forced", "repair", "deceit", "own_id"), _FLAG),
            "stance": _STANCE,
            "lens": _several(_Kind(_as_is, _one_of(QUALITIES))),
            "sets": _FACTS,
            "formerly": _TEXTS,
            "when": _WHEN,
            "routes": _ROUTES,
        },
        Scene: {
            **dict.fromkeys(("id", "text", "title", "note", "ending"), _TEXT),
            "bet": _FLAG,
            "formerly": _TEXTS,
            "fingerprint": _table(Fingerprint),
            "also": _several(_table(Also)),
            "choices": _several(_table(Choice)),
            "routes": _ROUTES,
            "sides": _several(_table(Side)),
        },
        EndingShare: {"number": _WHOLE, "ending": _TEXT, "least": _SHARE, "most": _SHARE},
        PlayerEnds: {
            "number": _WHOLE,
            "ending": _TEXT,
            "reached": _FLAG,
            "player": _Kind(_as_is, _one_of(PLAYERS)),
        },
        Always: {"number": _WHOLE, "when": _WHEN, "at": _TEXT},
        DecisionCount: dict.fromkeys(("number", "least", "most"), _WHOLE),
        Story: {
            **dict.fromkeys(("title", "summary", "role", "start", "language"), _TEXT),
            **dict.fromkeys(("content_note", "license", "version", "fingerprint"), _TEXT),
            "anonymous": _FLAG,
            **dict.fromkeys(("minutes", "trust", "tension"), _WHOLE),
            **dict.fromkeys(("authors", "tags", "questions"), _TEXTS),
            "facts": _FACTS,
            "cast": _by_id(_table(CastMember)),
            "scenes": _by_id(_table(Scene)),
            "teams": _several(_table(Team)),
            "expectations": _several(
                _one_of_tables(EndingShare, PlayerEnds, Always, DecisionCount)
            ),
        },
    }
)


def shape() -> str:
    """Return a hash of the fields of all compiled named tuples: another shape, another cache."""
    written = [
        (kind.__name__, *map(str, kind.__annotations__.items()), vars(kind)["_field_defaults"])
        for kind in _KINDS
    ]
    return hashlib.sha256(repr(written).encode()).hexdigest()
