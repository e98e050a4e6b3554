"""What is read between two decisions: the scenes passed, the one where the run stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from game.engine.run import texts
from game.story.prose import Paragraph, paragraphs, present

if TYPE_CHECKING:
    from game.engine.run import Run
    from game.engine.state import State
    from game.story.compiled import CastMember, Scene


class Passage(NamedTuple):
    """One scene as it reads on arrival: its title, its paragraphs, who is in the room."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    present: tuple[CastMember, ...]


def arrival(run: Run) -> tuple[Passage, ...]:
    """Return the scenes read since the last decision; the last is where the run stands."""
    return tuple(_passage(run, scene, run.state) for scene in run.passage)


def _passage(run: Run, scene: Scene, state: State) -> Passage:
    said = texts(scene, state, run.parameters, run.story.own_team)
    cast = run.story.cast
    return Passage(
        scene.title,
        tuple(paragraph for text in said for paragraph in paragraphs(text, cast)),
        present(said, cast),
    )
