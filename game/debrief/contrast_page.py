"""Collaborating against a collaborative relationship, in this run's own moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Column, Columns, Heading, Items, Link, Page, Prose
from game.debrief.landing_words import brief_account
from game.debrief.wording import at, led, opening, plain, signed
from game.story.prose import Span

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.moments import Moment
    from game.engine.parameters import Parameters
    from game.story.prose import Paragraph

_MOST: Final = 2
"""Moments in a column; the others are named by their numbers."""
_FEW: Final = 2
"""Moments below a heading."""
_FRAMEWORK: Final = (
    Span("Collaborating", emphasis=True),
    Span(" is something two sides do, for a task and until it is done. A "),
    Span("collaborative relationship", emphasis=True),
    Span(
        " is what lies between the tasks: each knows what the other needs, and bad news is "
        "safe to tell. Neither replaces the other."
    ),
)
_SOURCE: Final = Link(
    "After an article of the Enterprise Agility World Community",
    "https://enterpriseagility.community",
)


def contrast_page(debrief: Debrief) -> Page:
    """Return the two columns, then where each kind of answer was the right or the wrong one."""
    contrast = debrief.contrast
    return Page(
        "contrast",
        "Two ways of working together",
        (
            Prose((_FRAMEWORK,)),
            _SOURCE,
            Columns(
                Column("Collaborating", _column(contrast.collaborating, debrief)),
                Column("A collaborative relationship", _column(contrast.relationship, debrief)),
            ),
            Heading("Where the transactional answer was right"),
            *_judged("Nobody was forced, and no trust was lost.", contrast.structure, debrief),
            Heading("Where the warm answer was not"),
            *_judged("Less landed than was meant.", contrast.hollow, debrief),
        ),
    )


def _column(moments: tuple[Moment, ...], debrief: Debrief) -> tuple[Paragraph, ...]:
    if not moments:
        return (plain("You gave no answer of this kind."),)
    parameters = debrief.run.parameters
    ranked = sorted(moments, key=lambda one: -_weight(one, parameters))
    shown = sorted(ranked[:_MOST], key=lambda one: one.turn.number)
    items = tuple(_moment(moment, debrief) for moment in shown)
    rest = [moment.turn for moment in moments if moment not in shown]
    return (*items, plain(f"Also at {at(rest)}.")) if rest else items


def _weight(moment: Moment, parameters: Parameters) -> int:
    return abs(moment.option.trust_moved) + abs(moment.option.productivity_moved(parameters))


def _moment(moment: Moment, debrief: Debrief) -> Paragraph:
    forced = "forced, " if moment.option.choice.forced else ""
    return _line(moment, f"{forced}{_numbers(moment, debrief)}", debrief)


def _judged(what: str, moments: tuple[Moment, ...], debrief: Debrief) -> tuple[Block, ...]:
    if not moments:
        return (Prose((plain("No moment of this run shows it."),)),)
    items = tuple(_reason(moment, debrief) for moment in moments[:_FEW])
    return Prose((plain(what),)), Items(items)


def _reason(moment: Moment, debrief: Debrief) -> Paragraph:
    option = moment.option
    left = "" if moment.chosen else "you left it; "
    if option.choice.stance == "relational":
        told = brief_account(option, debrief.run.parameters)
        return _line(moment, f"{left}trust {told}", debrief)
    eased = signed(option.tension_moved)
    return _line(moment, f"{left}tension {eased}, {_numbers(moment, debrief)}", debrief)


def _line(moment: Moment, said: str, debrief: Debrief) -> Paragraph:
    text = opening(moment.option.choice.text, debrief.run.story)
    return led(f"{moment.turn.number}.", Span(f"“{text}”: {said}"))


def _numbers(moment: Moment, debrief: Debrief) -> str:
    rate = signed(moment.option.productivity_moved(debrief.run.parameters))
    return f"trust {signed(moment.option.trust_moved)}, productivity {rate}."
