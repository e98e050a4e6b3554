"""The best line from a state on: how ties are decided, and where none is left."""

from __future__ import annotations

from game.analysis.continuations import continuations, likelihoods
from game.analysis.paths import Point, settled, steps
from game.analysis.space import explore
from game.engine.parameters import Parameters
from stories import compiled

NO_QUARTER = Parameters(quarter_steps=0, tension_start=0)
HEAD = 'format = 1\n[story]\ntitle = "x"\nsummary = "x"\nminutes = 1\n[scenes.one]\ntext = "x"\n'


def _choice(name: str, goto: str, *lines: str) -> str:
    """Return a choice of the first scene."""
    more = "\n".join(lines)
    return (
        f'[[scenes.one.choices]]\nid = "{name}"\ntext = "x"\nstance = "relational"\n{more}\n'
        f'goto = "{goto}"\n'
    )


def _ending(name: str) -> str:
    return f'[scenes.{name}]\ntext = "x"\nending = "{name}"\n'


def test_of_equal_outcomes_the_higher_closing_trust_is_best() -> None:
    """Trust +2 delivers what productivity +1 does; the warmer ending is best, though last."""
    text = HEAD + _choice("work", "cool", "productivity = 1") + _choice("care", "warm", "trust = 2")
    space = explore(compiled(text + _ending("cool") + _ending("warm")), NO_QUARTER)
    start = Point("one", 0)
    assert [step.rate for step in steps(space, start)] == [46, 46]
    best = continuations(space).best(start)
    assert best is not None
    assert (best.outcome, best.ending) == (46, "warm")


def test_of_lines_equal_in_both_the_first_ending_of_the_file_is_best() -> None:
    """So that the same story always names the same one."""
    text = HEAD + _choice("b", "second") + _choice("a", "first")
    space = explore(compiled(text + _ending("first") + _ending("second")), NO_QUARTER)
    best = continuations(space).best(Point("one", 0))
    assert best is not None
    assert best.ending == "first"


def test_where_no_ending_is_left_there_is_no_best() -> None:
    """A scene that offers nothing closes everything, and the chances add up to less than 1."""
    text = (
        HEAD
        + _choice("on", "end")
        + _choice("stuck", "two")
        + '[scenes.two]\ntext = "x"\n[[scenes.two.choices]]\nid = "c"\ntext = "x"\n'
        'stance = "relational"\nwhen = "trust > 90"\ngoto = "end"\n'
    )
    space = explore(compiled(text + _ending("end")))
    table = continuations(space)
    (on, stuck) = (settled(space, step.to) for step in steps(space, Point("one", 0)))
    assert table.endings(on) == ("end",)
    assert (table.best(stuck), table.closing_trust(stuck), table.endings(stuck)) == (None, None, ())
    assert likelihoods(space, [Point("one", 0), stuck]) == ({"end": 0.5}, {})


def test_more_endings_than_a_word_has_bits() -> None:
    """Seventy endings are told apart."""
    names = [f"end-{number}" for number in range(70)]
    scenes = "".join(
        f'[scenes.s{number}]\ntext = "x"\n'
        f'[[scenes.s{number}.choices]]\nid = "a"\ntext = "x"\nstance = "relational"\n'
        f'goto = "end-{number}"\n'
        f'[[scenes.s{number}.choices]]\nid = "b"\ntext = "x"\nstance = "relational"\n'
        f'goto = "{f"s{number + 1}" if number < 68 else "end-69"}"\n'
        for number in range(69)
    )
    text = HEAD + _choice("go", "s0") + scenes + "".join(map(_ending, names))
    space = explore(compiled(text))
    assert continuations(space).endings(Point("one", 0)) == tuple(names)
    (chances,) = likelihoods(space, [Point("one", 0)])
    assert list(chances) == names
    assert chances["end-3"] == 1 / 16
    assert sum(chances.values()) == 1
