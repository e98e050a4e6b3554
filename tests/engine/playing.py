"""States, choices and whole runs by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from game.engine.run import begin, choose
from game.engine.state import State
from game.story.compiled import QUALITIES, Choice

if TYPE_CHECKING:
    from random import Random

    from hypothesis.strategies import SearchStrategy

    from game.engine.run import Run
    from game.story.compiled import Story

EFFECT = st.integers(-50, 50)


def states() -> SearchStrategy[State]:
    """Return a strategy for every state that a run can stand in, and some that none reaches."""

    def state(*meters: int, wound: int, age: int, deceived: bool) -> State:
        return State(*meters, wound, age if wound else 0, deceived=deceived and wound > 0)

    ranges = ((0, 100), (0, 100), (-80, 80), (-3, 3))
    return st.builds(
        state,
        *(st.integers(least, most) for least, most in ranges),
        wound=st.just(0) | st.integers(1, 50),
        age=st.integers(0, 3),
        deceived=st.booleans(),
    )


def choices() -> SearchStrategy[Choice]:
    """Return a strategy for choices with any effects and flags that a file may hold."""
    return st.builds(
        Choice,
        id=st.just("x"),
        text=st.just("Do it."),
        stance=st.sampled_from(("relational", "transactional")),
        routes=st.just(()),
        trust=EFFECT,
        productivity=EFFECT,
        tension=EFFECT,
        lens=st.lists(st.sampled_from(QUALITIES), max_size=3, unique=True).map(tuple),
        forced=st.booleans(),
        repair=st.booleans(),
        deceit=st.booleans(),
        needs=st.none() | st.integers(1, 100),
        sets=st.frozensets(st.sampled_from(("told", "minuted"))),
    )


def played(story: Story, random: Random) -> Run:
    """Return a run to its end, each choice taken at random among those offered."""
    run = begin(story)
    while run.offered:
        run = choose(run, random.choice(run.offered).id)
    return run
