"""How the ways that a room has played ended, beside each other."""

from __future__ import annotations

from rooms import van
from test_debriefing import voted
from test_teams import budgets

from game.debrief.document import Table
from game.engine.run import Run, replay
from game.group.both_ways import beside, fork, page
from game.group.debriefing import pages


def ways(*choices: str) -> list[Run]:
    """Return runs of the small story, each a list of its choices."""
    return [replay(van(), one.split()) for one in choices]


def rows(runs: list[Run]) -> tuple[tuple[str, ...], ...]:
    """Return the table's rows."""
    told = page(runs)
    assert told is not None
    (table,) = (block for block in told.blocks if isinstance(block, Table))
    assert table.headers == ("Way", "Ending", "Trust", "Tension", "Delivered")
    return table.rows


def test_each_way_is_a_row_with_its_end() -> None:
    """Named by its answer where they part; ending, trust, tension and what was delivered."""
    first, second = runs = ways("ask wait", "ask horn")
    assert rows(runs) == (
        (
            "2. Wait.",
            "On the road",
            str(first.state.trust),
            str(first.state.tension),
            str(first.delivered),
        ),
        (
            "2. Sound the horn.",
            "On the road",
            str(second.state.trust),
            str(second.state.tension),
            str(second.delivered),
        ),
    )
    assert first.state.trust != second.state.trust


def test_one_way_has_no_page() -> None:
    """There is nothing to set it beside."""
    assert page(ways("ask wait")) is None
    assert page([]) is None


def test_three_ways_are_named_by_every_fork() -> None:
    """Each by its answers where any two part; one that stopped short says so."""
    told = rows(ways("ask", "take wait", "take horn"))
    assert [row[0] for row in told] == [
        "1. Ask Mo who needs it first.",
        "1. Take the van.; 2. Wait.",
        "1. Take the van.; 2. Sound the horn.",
    ]
    assert told[0][1] == "not played to its end"
    assert page(ways("ask wait", "take wait", "take horn")).title == "All ways"  # type: ignore[union-attr]


def test_ways_part_where_one_stops() -> None:
    """A way that is the beginning of another parts from it behind its last decision."""
    short, long = ways("ask", "ask wait")
    assert fork(short, long) == fork(long, short) == 2
    assert [row[0] for row in rows([short, long])] == ["the way up to there", "2. Wait."]


def test_a_joint_decision_is_named_by_both_sides() -> None:
    """Both teams' answers make the way."""
    story = budgets()
    told = rows([replay(story, [one]) for one in ("share+open", "keep+open")])
    assert told[0][0].startswith("1. The Reds: Share RED-FORECAST. / The Blues: Open the book.")


def test_it_follows_the_decision_at_which_they_part() -> None:
    """In the debrief it comes after what else was possible there, or before the last page."""
    first, second = runs = ways("ask wait", "ask horn")
    votes = [voted((9, 1, 0)), voted((5, 5))]
    told = [one.id for one in beside(pages(second, votes, ()), runs)]
    assert told.index("both-ways") == told.index("else-2") + 1
    quiet = [voted((9, 1, 0)), voted((0, 0))]
    told = [one.id for one in beside(pages(first, quiet, ()), runs)]
    assert told[-2:] == ["both-ways", "plans"]
    assert "both-ways" not in [one.id for one in beside(pages(first, votes, ()), runs[:1])]
