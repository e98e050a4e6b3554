"""The review's words: verdicts, what was closed, chances before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.wording import inline, percent, plain
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.outlook import Outlook
    from game.debrief.reviewed import Prospect, Reviewed
    from game.debrief.verdicts import Closing
    from game.story.compiled import Story
    from game.story.prose import Paragraph


def judged(decision: Reviewed) -> str:
    """Return what the choice kept and closed, after its verdict: sentences."""
    return " ".join(_sentences(decision))


def headline(prospect: Prospect) -> str:
    """Return the verdict, and that the yardsticks differ: `Costly, a trade-off`."""
    return f"{prospect.verdict.capitalize()}{', a trade-off' if prospect.trade_off else ''}"


def aside(prospect: Prospect) -> str:
    """Return the verdict on an option that was left, in a few words."""
    if prospect.trade_off:
        return f"{prospect.verdict}, a trade-off"
    return prospect.verdict


def closed(closing: Closing) -> str:
    """Return what was closed: `92 of 794 (12 %)`."""
    return f"{closing.closed} of {closing.best} ({percent(closing.share)})"


def chance(outlook: Outlook, ending: str) -> float:
    """Return the chance of a found ending, 0..1."""
    return next((one.chance for one in outlook.chances if one.ending == ending), 0.0)


def ending_name(ending: str, story: Story) -> Paragraph:
    """Return an ending's name as it is printed."""
    return inline(story.scenes[ending].ending or "", story)


def best_ending(decision: Reviewed, story: Story) -> Paragraph:
    """Return the best ending that was open, by its name only if it was found."""
    ending = decision.before.best
    if ending is None:
        return plain("the best ending still open, one that you have not found")
    return (Span("the best ending still open, “"), *ending_name(ending, story), Span("”"))


def _sentences(decision: Reviewed) -> Iterator[str]:
    chosen, before = decision.chosen, decision.before
    if before.outcome is None:
        yield "No ending could be reached any more."
        return
    if chosen.closing.closed:
        yield f"Closed {closed(chosen.closing)}."
    if chosen.closing.ending_lost:
        yield "The best ending still open was lost."
    if chosen.trade_off:
        yield f"By closing trust: {chosen.trust_verdict}."
    if before.endings != chosen.after.endings:
        yield f"Endings open {before.endings} → {chosen.after.endings}."
