"""How much there is to read: in the file, and on one way through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from game.analysis.conditions import Judge
from game.analysis.shares import total
from game.engine.sides import other_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.analysis.counts import Counts
    from game.analysis.shares import Passing
    from game.analysis.space import Node, Space
    from game.story.compiled import Choice, Scene
    from game.story.conditions import When

A_MINUTE: Final = 200
"""Words read in a minute: unhurried silent reading of prose on a screen."""


class Words(NamedTuple):
    """Words of the player's texts: all of the story's, and on one way through, in the mean.

    On a way are read each scene with the paragraphs that hold, the options offered, and the reply;
    in a joint scene what the first team reads, and what the other side did.
    """

    story: int
    mean: float

    @property
    def minutes(self) -> float:
        """Reading time of the mean way."""
        return self.mean / A_MINUTE


def words(
    space: Space, before: Mapping[str, Counts], after: Mapping[str, Counts], passed: Passing
) -> Words:
    """Count the words of a story, and of its playthroughs."""
    read = 0
    for scene, node in space.nodes.items():
        always, sometimes = _shown(space, node)
        read += passed.scenes[scene] * always
        if sometimes:
            through = before[scene] * after[scene]
            judge = Judge(space.columns(node), space.parameters, space.facts)
            read += sum(total(through[judge.holds(when.test)]) * n for when, n in sometimes)
        for position, choice in enumerate(node.scene.choices):
            read += passed.choices.get((scene, position), 0) * _told(node.scene, choice)
    whole = total(after[space.start])
    return Words(sum(_in_file(space)), read / whole if whole else 0.0)


def _in_file(space: Space) -> Iterator[int]:
    for scene in space.story.scenes.values():
        yield _count(scene.text) + sum(_count(also.text) for also in scene.also)
        yield sum(_count(choice.reply) for choice in scene.choices)
        options = [choice for side in scene.sides for choice in side.choices] or scene.choices
        yield sum(_count(choice.text) for choice in options)


def _shown(space: Space, node: Node) -> tuple[int, list[tuple[When, int]]]:
    """Return the words always shown before a choice is made, and those of each condition."""
    scene, team = node.scene, space.story.own_team
    options = scene.sides[0].choices if scene.sides else scene.choices
    parts = [(also.when, also.text) for also in scene.also if also.team in {None, team}]
    parts += [(option.when, option.text) for option in options if option.when is not None]
    always = [scene.text, *(option.text for option in options if option.when is None)]
    return sum(map(_count, always)), [(when, _count(text)) for when, text in parts]


def _told(scene: Scene, choice: Choice) -> int:
    """Return the words shown after a choice: what the other side did, and the reply."""
    other = other_id(choice.id)
    others = scene.sides[1].choices if scene.sides else ()
    return _count(choice.reply) + sum(_count(one.text) for one in others if one.id == other)


def _count(text: str) -> int:
    return len(text.split())
