"""No number tells of fewer than five people, and none that is blank follows from the others."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import van
from session_played import SESSION, Played

from game.group.ballots import Outcome, Verdict, outcome
from game.group.results import tables
from game.group.settings import Settings
from game.group.small_cells import FEWEST, Told, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.group.settings import Rule

RULES: tuple[Rule, ...] = ("plurality", "majority", "facilitator")


def published(votes: Sequence[int], rule: Rule) -> tuple[Outcome, Told]:
    """Return all that the files say of a split."""
    options = tuple("abcdefghij"[: len(votes)])
    found = outcome(options, tuple(votes), rule, short=False)
    return found, told(votes, found, small_cells=False)


def splits_up_to(most: int, options: int) -> Iterator[tuple[int, ...]]:
    """Yield every way in which up to so many people can answer."""
    if not options:
        yield ()
        return
    for first in range(most + 1):
        for rest in splits_up_to(most - first, options - 1):
            yield (first, *rest)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("options", "most"), [(2, 40), (3, 40), (4, 24), (5, 20)])
def test_every_blank_could_be_another_number(options: int, most: int, rule: Rule) -> None:
    """Whoever knows the outcome, the sums and this very rule can work out no blank.

    All splits of a size are laid beside each other: where two say the same, neither is known.
    """
    alike: dict[tuple[Outcome, Told], list[tuple[int, ...]]] = defaultdict(list)
    for votes in splits_up_to(most, options):
        alike[published(votes, rule)].append(votes)
    looked_at = 0
    for (found, shown), splits in alike.items():
        if found.verdict is Verdict.NO_VOTES:
            continue
        # Without a total a larger room than these may say the same.
        if shown.total is None and max(map(sum, splits)) > most - FEWEST:
            continue
        for at, votes in enumerate(shown.votes):
            if votes is None:
                looked_at += 1
                assert len({split[at] for split in splits}) > 1, (found, shown, splits)
    assert looked_at > options


@given(st.lists(st.integers(0, 400), min_size=1, max_size=10), st.sampled_from(RULES))
def test_what_is_told_is_of_five_or_more(votes: list[int], rule: Rule) -> None:
    """A number that is told is right and of five people; what is blank is of five together."""
    found, shown = published(votes, rule)
    shares = list(zip(shown.votes, votes, strict=True))
    assert all(one is None or one == true >= FEWEST for one, true in shares)
    blank = [true for one, true in shares if one is None]
    if shown.total is not None:
        assert shown.total == sum(votes) >= FEWEST
        assert not blank or (len(blank) > 1 and sum(blank) >= FEWEST)
    for at, one in enumerate(shown.votes):
        assert (shown.percent(at) is None) is (one is None or shown.total is None)
    assert told(votes, found, small_cells=True) == Told(tuple(votes), sum(votes))


def ballots_of(people: int) -> st.SearchStrategy[list[str]]:
    """Return what people of a room answer; some say nothing."""
    mostly = st.sampled_from(["ask", "ask", "ask", "take", "take", "list", ""])
    return st.lists(mostly, min_size=people, max_size=people)


rooms = st.integers(1, 28).flatmap(
    lambda people: st.tuples(
        st.just(people), ballots_of(people), st.none() | ballots_of(people), ballots_of(people)
    )
)


@given(rooms)
@settings(max_examples=60, deadline=None)
def test_the_files_of_a_session_say_the_same(
    session: tuple[int, list[str], list[str] | None, list[str]],
) -> None:
    """Sums over a scene that was played twice are of what ballots.csv tells: no more is told."""
    people, first, second, other_way = session
    played = Played(van()).seated(people).voted(*first)
    if second is not None:
        played.again(*second)
    played.decided("ask").back(0).voted(*other_way).decided("take")
    files = tables(played.room, SESSION)
    ballots, cohort, decisions = (
        list(csv.DictReader(io.StringIO(files[name])))
        for name in ("ballots.csv", "cohort.csv", "decisions.csv")
    )
    assert {row["mode"] for row in decisions} == {"group"}
    lines: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in ballots:
        assert (row["votes_pct"] == "") is (row["votes"] == "" or row["voted"] == "")
        lines[row["run_id"], row["ballot"]].append(row)
    last = [lines[row["run_id"], "2" if row["ballot2"] else "1"] for row in decisions]
    for row in cohort:
        parts = [one for line in last for one in line if one["option"] == row["choice"]]
        parts = [one for one in parts if one["outcome"] != "no_votes"]
        for sum_, part in (("chosen", "votes"), ("seen", "voted")):
            known = parts and all(one[part] for one in parts)
            assert row[sum_] == (str(sum(int(one[part]) for one in parts)) if known else "")
    changed = decisions[0]["changed_after_talk"]
    if changed and second is not None:
        both = [pair for pair in zip(first, second, strict=True) if all(pair)]
        moved = sum(one != other for one, other in both)
        assert int(changed) == moved >= FEWEST
        assert len(both) - moved >= FEWEST
        blanks = [row["votes"] for number in "12" for row in lines[decisions[0]["run_id"], number]]
        assert "" not in blanks


def test_a_change_of_mind_is_told_where_nothing_beside_it_is_blank() -> None:
    """Ten changed and ten did not: both are told, for the room and for the scene."""
    played = Played(van(), Settings()).seated(30)
    played.voted(*["ask"] * 10, *["take"] * 10, *["list"] * 10)
    played.again(*["take"] * 10, *["take"] * 10, *["list"] * 5, *["ask"] * 5).decided("take")
    (row,) = csv.DictReader(io.StringIO(tables(played.room, SESSION)["decisions.csv"]))
    assert row["changed_after_talk"] == "15"
    found = csv.DictReader(io.StringIO(tables(played.room, SESSION)["cohort.csv"]))
    assert {one["changed_after_talk"] for one in found} == {"15"}


def test_that_fewer_than_five_stayed_is_not_told_either() -> None:
    """Where nearly all changed their answer the few who did not would follow."""
    played = Played(van()).seated(24).voted(*["ask"] * 8, *["take"] * 8, *["list"] * 8)
    second = [*["take"] * 8, *["list"] * 8, *["ask"] * 5, *["list"] * 3]
    played.again(*second).decided("take")
    (row,) = csv.DictReader(io.StringIO(tables(played.room, SESSION)["decisions.csv"]))
    assert row["changed_after_talk"] == ""
    small = tables(played.room, SESSION, small_cells=True)["decisions.csv"]
    assert next(csv.DictReader(io.StringIO(small)))["changed_after_talk"] == "21"
