"""How the ways that a room has played ended, beside each other: a page of its debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Page, Prose, Table
from game.debrief.wording import one_line, plain
from game.engine.run import replay
from game.group.debriefing import pages
from game.group.sides import chosen
from game.story.compiled import JOINED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.debrief.review import Review
    from game.engine.run import Run
    from game.group.host_state import HostState

_QUESTION: Final = (
    "What came out alike, and what did not? What of that would you have said beforehand?"
)
_UNFINISHED: Final = "not played to its end"


def debrief(run: Run, state: HostState, review: Review | None = None) -> tuple[Page, ...]:
    """Return all pages of a room's debrief, as the host's screens show and the server counts them.

    `review` as in `debriefing.pages`; it changes no number of pages.
    """
    told = pages(run, state.votes, state.picks, review, state.plans)
    return beside(told, [replay(run.story, one) for one in state.ways])


def beside(told: Sequence[Page], runs: Sequence[Run]) -> tuple[Page, ...]:
    """Return a debrief's pages with this one behind the first fork's, or before the last of all."""
    added = page(runs)
    if added is None:
        return tuple(told)
    name = f"else-{min(_forks(runs))}"
    at = 1 + next((at for at, one in enumerate(told) if one.id == name), len(told) - 2)
    return (*told[:at], added, *told[at:])


def page(runs: Sequence[Run]) -> Page | None:
    """Return the page that sets ways beside each other; None where there is one way only."""
    if len(runs) < 2:  # noqa: PLR2004, one way has nothing beside it
        return None
    forks = sorted(_forks(runs))
    rows = tuple((_way(run, forks), *_end(run)) for run in runs)
    headers = ("Way", "Ending", "Trust", "Tension", "Delivered")
    title = "Both ways" if len(runs) == 2 else "All ways"  # noqa: PLR2004, both are two
    table = Table(headers, rows, "Where each way ended, and how it stood there")
    return Page("both-ways", title, (table, Prose((plain(_QUESTION),))))


def fork(one: Run, other: Run) -> int:
    """Return the number, from 1, of the first decision that two ways do not share."""
    pairs = zip(one.choices, other.choices, strict=False)
    shorter = min(len(one.choices), len(other.choices))
    return 1 + next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)


def _forks(runs: Sequence[Run]) -> set[int]:
    return {fork(one, other) for one in runs for other in runs if one is not other}


def _way(run: Run, forks: Sequence[int]) -> str:
    """Return what a way is called: what it answered where the ways part."""
    said = []
    for number in forks:
        if number <= len(run.decisions):
            decision = run.decisions[number - 1]
            words = chosen(decision, run.story, tuple(decision.choice.id.split(JOINED)))
            said.append(f"{number}. {' / '.join(words)}")
    return "; ".join(said) or "the way up to there"


def _end(run: Run) -> tuple[str, str, str, str]:
    ending = one_line(run.scene.ending, run.story) if run.scene.ending else _UNFINISHED
    return ending, str(run.state.trust), str(run.state.tension), str(run.delivered)
