"""What differs in two versions of a story as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.story.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from game.analysis.pairing import Pairing
    from game.story.compiled import Choice, Route, Scene, Story
    from game.story.conditions import When

NONE: Final = "none"
"""Stands for what is not written."""


class Named(NamedTuple):
    """A scene, or a choice of one."""

    scene: str
    choice: str = ""

    def __str__(self) -> str:
        """Return it as it is written elsewhere: `scene` or `scene/choice`."""
        return f"{self.scene}/{self.choice}" if self.choice else self.scene


class Renamed(NamedTuple):
    """One thing that has another id now."""

    old: Named
    new: Named


class Moves(NamedTuple):
    """What came, what went, and what only has another name; in the files' order."""

    came: tuple[Named, ...]
    went: tuple[Named, ...]
    renamed: tuple[Renamed, ...]


class Change(NamedTuple):
    """One key of the format that says something else: where, and its old and new value as text.

    `scene` and `choice` are today's ids; both are empty for what is the whole story's. Of a list
    of routes as long as before, each route that differs is a key of its own: `route 1`.
    """

    scene: str
    choice: str
    key: str
    old: str
    new: str


class Changes(NamedTuple):
    """Everything that differs. `reworded` are scenes of which only the words have changed."""

    scenes: Moves
    decisions: Moves
    endings: Moves
    passages: Moves
    """Scenes that go on by themselves."""
    choices: Moves
    facts: tuple[tuple[str, ...], tuple[str, ...]]
    """Facts that came, and that went."""
    keys: tuple[Change, ...]
    reworded: tuple[str, ...]


def changes(pairing: Pairing) -> Changes:
    """Return what differs between the two stories of a pairing."""
    old, new = pairing.old, pairing.new
    before, after = facts(old), facts(new)
    keys = tuple(_keys(pairing))
    changed = {one.scene for one in keys}
    return Changes(
        _scenes(pairing, lambda _scene: True),
        _scenes(pairing, lambda scene: bool(scene.choices)),
        _scenes(pairing, lambda scene: scene.ending is not None),
        _scenes(pairing, lambda scene: bool(scene.routes)),
        _choices(pairing),
        (tuple(sorted(after - before)), tuple(sorted(before - after))),
        keys,
        tuple(scene for scene in _reworded(pairing) if scene not in changed),
    )


def facts(story: Story) -> frozenset[str]:
    """Return every fact that a story starts with, sets or asks for."""
    found = set(story.facts)
    for scene in story.scenes.values():
        whens = [also.when for also in scene.also]
        whens += _conditions(scene.routes)
        for choice in scene.choices:
            found |= choice.sets
            whens += _conditions(choice.routes)
            whens += [choice.when] if choice.when is not None else []
        found.update(fact for when in whens for fact in when.facts)
    return frozenset(found)


def _conditions(routes: Iterable[Route]) -> list[When]:
    return [route.when for route in routes if route.when is not None]


def _scenes(pairing: Pairing, fits: Callable[[Scene], bool]) -> Moves:
    """Return how the scenes of one kind have moved; one that has become another kind is no more."""
    old = [scene.id for scene in pairing.old.scenes.values() if fits(scene)]
    new = [scene.id for scene in pairing.new.scenes.values() if fits(scene)]
    fitting = frozenset(new)
    kept = {one: pairing.scenes[one] for one in old if pairing.scenes.get(one) in fitting}
    return _moves(
        [Named(one) for one in old],
        [Named(one) for one in new],
        {Named(one): Named(other) for one, other in kept.items()},
    )


def _choices(pairing: Pairing) -> Moves:
    """Return how choices have moved in scenes that are still there; a renamed scene moves none."""
    old = [
        Named(pairing.scenes[scene.id], choice.id)
        for scene in pairing.old.scenes.values()
        if scene.id in pairing.scenes
        for choice in scene.choices
    ]
    kept_scenes = set(pairing.scenes.values())
    new = [
        Named(scene.id, choice.id)
        for scene in pairing.new.scenes.values()
        if scene.id in kept_scenes
        for choice in scene.choices
    ]
    kept = {
        Named(pairing.scenes[scene], choice): Named(pairing.scenes[scene], now)
        for (scene, choice), now in pairing.choices.items()
    }
    return _moves(old, new, kept)


def _moves(old: list[Named], new: list[Named], kept: Mapping[Named, Named]) -> Moves:
    known = set(kept.values())
    return Moves(
        tuple(one for one in new if one not in known),
        tuple(one for one in old if one not in kept),
        tuple(Renamed(one, kept[one]) for one in old if one in kept and kept[one] != one),
    )


def _keys(pairing: Pairing) -> Iterator[Change]:
    """Yield every key that moves numbers, ways or offers, of what is in both stories."""
    yield from _differences("", "", _of_story(pairing.old, pairing), _of_story(pairing.new, None))
    for then, now in pairing.scenes.items():
        before, after = pairing.old.scenes[then], pairing.new.scenes[now]
        yield from _differences(now, "", _of_scene(before, pairing), _of_scene(after, None))
        written = {choice.id: choice for choice in after.choices}
        for choice in before.choices:
            known = written.get(pairing.choices.get((then, choice.id), ""))
            if known is not None:
                new = _of_choice(known, None)
                yield from _differences(now, known.id, _of_choice(choice, pairing), new)


def _differences(
    scene: str, choice: str, old: Mapping[str, _Value], new: Mapping[str, _Value]
) -> Iterator[Change]:
    # Either the routes one by one, or all of them as one value.
    left_out = "goto" if old.keys() == new.keys() and _route(1) in old else _route("")
    old = {key: value for key, value in old.items() if not key.startswith(left_out)}
    for key, value in old.items():
        if value.same != new[key].same:
            yield Change(scene, choice, key, value.text, new[key].text)


class _Value(NamedTuple):
    """A value of the format: what makes it the same one, and how it is told."""

    same: object
    text: str


def _of_story(story: Story, pairing: Pairing | None) -> dict[str, _Value]:
    start = story.start if pairing is None else pairing.now(story.start)
    return {
        "start": _plain(start),
        "start.trust": _plain(story.trust),
        "start.tension": _plain(story.tension),
        "start.facts": _list(sorted(story.facts)),
    }


def _of_scene(scene: Scene, pairing: Pairing | None) -> dict[str, _Value]:
    return {
        "kind": _plain("ending" if scene.ending is not None else _moving(scene)),
        "ending": _plain(clean_line(scene.ending or "")),
        "bet": _flag(on=scene.bet),
        "plays_when": _sides(scene),
        **_goto(scene.routes, pairing),
    }


def _sides(scene: Scene) -> _Value:
    """Return when the sides of a joint scene play by themselves."""
    held = [
        (f"{side.team}/{choice.id}", _condition(choice.plays_when))
        for side in scene.sides
        for choice in side.choices
        if choice.plays_when is not None
    ]
    said = "; ".join(f"{name} if {when.text}" for name, when in held)
    return _Value([(name, when.same) for name, when in held], said or NONE)


def _moving(scene: Scene) -> str:
    return "decision" if scene.choices else "passage"


def _of_choice(choice: Choice, pairing: Pairing | None) -> dict[str, _Value]:
    return {
        "stance": _plain(choice.stance),
        "trust": _plain(choice.trust),
        "productivity": _plain(choice.productivity),
        "tension": _plain(choice.tension),
        "lens": _list(sorted(choice.lens)),
        "forced": _flag(on=choice.forced),
        "repair": _flag(on=choice.repair),
        "deceit": _flag(on=choice.deceit),
        "needs": _plain(choice.needs),
        "when": _condition(choice.when),
        "sets": _list(sorted(choice.sets)),
        **_goto(choice.routes, pairing),
    }


def _plain(value: str | int | None) -> _Value:
    return _Value(value, NONE if value in {None, ""} else str(value))


def _flag(*, on: bool) -> _Value:
    return _Value(on, "true" if on else "false")


def _list(words: Iterable[str]) -> _Value:
    said = ", ".join(words)
    return _Value(said, said or NONE)


def _condition(when: When | None) -> _Value:
    """Spaces and brackets that change nothing make no other condition."""
    return _Value(None, NONE) if when is None else _Value(when.test, clean_line(when.text))


def _goto(routes: tuple[Route, ...], pairing: Pairing | None) -> dict[str, _Value]:
    """Return routes, all and one by one, with today's ids: a rename alone makes no other way."""
    ways = []
    for route in routes:
        to, when = route.to if pairing is None else pairing.now(route.to), _condition(route.when)
        ways.append(_Value((to, when.same), to if route.when is None else f"{to} if {when.text}"))
    said = ", else ".join(way.text for way in ways)
    whole = {"goto": _Value([way.same for way in ways], said or NONE)}
    # One route alone is told as the whole.
    each = {_route(number): way for number, way in enumerate(ways, 1)} if len(ways) > 1 else {}
    return whole | each


def _route(number: int | str) -> str:
    return f"route {number}"


def _reworded(pairing: Pairing) -> Iterator[str]:
    for then, now in pairing.scenes.items():
        before, after = pairing.old.scenes[then].fingerprint, pairing.new.scenes[now].fingerprint
        if before.whole != after.whole and before.rules == after.rules:
            yield now
