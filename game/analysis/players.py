"""The named players: fixed ways to play, and the best and the worst there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from game.analysis.paths import Point, settled, steps
from game.engine.run import begin, choose, replay

if TYPE_CHECKING:
    from game.analysis.space import Space
    from game.analysis.values import Values
    from game.engine.parameters import Parameters
    from game.engine.run import Run
    from game.story.compiled import Choice, Story

Fixed: TypeAlias = Literal["transactional", "relational", "forced"]
FIXED: Final[tuple[Fixed, ...]] = get_args(Fixed)
Name: TypeAlias = Literal["transactional", "relational", "forced", "best", "worst"]


class Player(NamedTuple):
    """A complete run of a named player. `outcome` is delivered plus next quarter."""

    name: Name
    run: Run

    @property
    def outcome(self) -> int:
        """Work delivered, and what the next quarter adds."""
        return self.run.delivered + (self.run.next_quarter or 0)


def fixed(story: Story, name: Fixed, parameters: Parameters) -> Player | None:
    """Play a story one fixed way; None if that runs into a scene that offers nothing.

    In a joint scene it is the first team, and the other side plays by itself.
    """
    run = begin(story, parameters)
    while not run.ended:
        if not run.options:
            return None
        run = choose(run, _pick(run.options, name).id)
    return Player(name, run)


def following(space: Space, name: Literal["best", "worst"], values: Values) -> Player:
    """Play the best or the worst outcome there is, ties by the lowest positions of choices.

    `values` say what is still reachable from each state; at least one ending is reached.
    """
    point = settled(space, Point(space.start, 0))
    taken: list[str] = []
    while True:
        scene = space.nodes[point.scene].scene
        wanted = values[point.scene][point.row]
        for step in steps(space, point):
            if wanted == values[step.to.scene][step.to.row] + step.rate:
                taken.append(scene.choices[step.choice].id)
                point = settled(space, step.to)
                break
        else:
            return Player(name, replay(space.story, taken, space.parameters))


def _pick(offered: tuple[Choice, ...], name: Fixed) -> Choice:
    """Return the first choice that fits; where none does, the first offered."""
    for wanted in (name, "transactional") if name == "forced" else (name,):
        for choice in offered:
            if choice.forced if wanted == "forced" else _fits(choice, wanted):
                return choice
    return offered[0]


def _fits(choice: Choice, stance: str) -> bool:
    return choice.stance == stance and not choice.forced
