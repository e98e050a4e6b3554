"""Where a run stands among all playthroughs: two pictures, who stands where, endings found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Bar, Heading, Histogram, Items, Page, Prose, Table
from game.debrief.review_words import ending_name
from game.debrief.wording import percent, plain
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.analysis.spreads import Spread
    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.standing import FoundEnding, Standing, Who
    from game.story.compiled import Story
    from game.story.prose import Paragraph

PLAYERS: Final[Mapping[Who, str]] = {
    "you": "you",
    "transactional": "always transactional",
    "relational": "always relational",
    "forced": "forced where possible",
    "best": "the best line",
    "worst": "the worst line",
}
"""What you and the named players are called on screen."""
_MOST_BARS: Final = 12
_WIDTHS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_TRUST_WIDTH: Final = 10
_FULL: Final = 100


def standing_page(debrief: Debrief, standing: Standing) -> Page:
    """Return the page; endings that were not found are counted and never named."""
    return Page(
        "standing",
        "Among all playthroughs",
        (
            Prose((plain(_introduction(standing)),)),
            *_pictures(standing),
            _players(standing),
            Heading("Endings"),
            *_endings(standing, debrief.run.story),
        ),
    )


def _introduction(standing: Standing) -> str:
    whole = (
        f"This story can be played in {standing.playthroughs:,} ways, each counted once. They are "
        "ways through a story, not people: nobody is ranked here."
    )
    if standing.outcome.counts is None:
        return f"{whole} Their outcomes are too many to count one by one, so no share is told."
    return whole


def _pictures(standing: Standing) -> Iterator[Block]:
    outcomes = {one.who: one.outcome for one in standing.marks}
    trusts = {one.who: one.trust for one in standing.marks}
    if standing.outcome.counts is not None:
        width = _width(standing.outcome.most - standing.outcome.least)
        yield Histogram("Outcome", tuple(_bars(standing.outcome, width, outcomes)))
    yield Histogram("Closing trust", tuple(_bars(standing.trust, _TRUST_WIDTH, trusts, _FULL)))


def _width(span: int) -> int:
    """Return a round width of which at most twelve and a part cover a span."""
    fitting = (width for width in _WIDTHS if span // width < _MOST_BARS)
    return next(fitting, span // _MOST_BARS + 1)


def _bars(
    spread: Spread, width: int, marks: Mapping[Who, int], end: int | None = None
) -> Iterator[Bar]:
    """Yield ranges of one width; the end of a scale belongs to the last of them."""
    counts = spread.counts or ()
    whole = sum(count for _, count in counts)
    last = spread.most // width if end is None else min(spread.most, end - 1) // width
    for number in range(min(spread.least // width, last), last + 1):
        least = number * width
        most = least + width - 1
        if end is not None and most == end - 1:
            most = end
        inside = sum(count for value, count in counts if least <= value <= most)
        names = tuple(name for name, value in marks.items() if least <= value <= most)
        yield Bar(least, most, inside / whole, names)


def _players(standing: Standing) -> Table:
    return Table(
        ("Who", "Outcome", "above", "Closing trust", "above"),
        tuple(
            (
                PLAYERS[one.who],
                str(one.outcome),
                _above(one.outcome_percentile),
                str(one.trust),
                _above(one.trust_percentile),
            )
            for one in standing.marks
        ),
        "“Above” is the share of playthroughs with a lower number.",
    )


def _above(percentile: float | None) -> str:
    return "not known" if percentile is None else percent(percentile / 100)


def _endings(standing: Standing, story: Story) -> Iterator[Block]:
    if standing.endings:
        yield Items(tuple(_ending(one, story) for one in standing.endings))
    if standing.hidden:
        count = "One ending is" if standing.hidden == 1 else f"{standing.hidden} endings are"
        yield Prose((plain(f"{count} not found yet."),))


def _ending(found: FoundEnding, story: Story) -> Paragraph:
    return (
        *(Span(one.text, True, one.emphasis, one.cast) for one in ending_name(found.ending, story)),  # noqa: FBT003, Span's second is `strong`
        Span(
            f": {percent(found.share)} of all playthroughs; "
            f"{percent(found.chance)} if every choice is left to chance."
        ),
    )
