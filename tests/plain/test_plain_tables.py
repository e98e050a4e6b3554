"""Tables over lines: a row is read as a sentence of its own."""

from __future__ import annotations

from game.debrief.document import Bar, Histogram, Table
from game.plain.blocks import rendered


def rows(block: Table | Histogram) -> list[str]:
    """Return the lines below the caption."""
    ((_, *told),) = rendered(block)
    return [str(line) for line in told]


def test_a_name_is_read_without_the_header_above_it() -> None:
    """`you: …`, not `Who you: …`; a number or an id needs the header."""
    table = Table(("Who", "Outcome"), (("you", "491"), ("12. A room", "3"), ("b7", "4")), "All")
    assert rows(table) == ["you: Outcome 491", "Who 12. A room: Outcome 3", "Who b7: Outcome 4"]


def test_an_empty_cell_is_not_read() -> None:
    """Where there is nothing to say, the header is not said either."""
    table = Table(("Option", "Best", "Verdict"), (("before", "881", ""), ("after", "–", "")), "")
    assert rows(table) == ["before: Best 881", "after"]


def test_a_number_as_header_is_parted_from_the_number_below_it() -> None:
    """`1: 82 %` is read as one option's share, `1 82 %` as nothing."""
    table = Table(("Chance of", "before", "1"), (("Two keys", "53 %", "82 %"),), "")
    assert rows(table) == ["Two keys: before 53 %, 1: 82 %"]


def test_only_ranges_in_which_somebody_stands_name_them() -> None:
    """A range of a spread says its share, and who stands in it if anybody does."""
    spread = Histogram("Outcome", (Bar(0, 9, 0.25), Bar(10, 19, 0.75, ("you",))))
    assert rows(spread) == ["Outcome 0–9: Share 25 %", "Outcome 10–19: Share 75 %, Who you"]
