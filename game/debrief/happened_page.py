"""What happened: tension shown for the first time, the three curves, the bet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.debrief.document import Curves, Heading, Page, Prose, Series, Table
from game.debrief.wording import name_of, numbered, plain

if TYPE_CHECKING:
    from game.debrief.curves import Point
    from game.debrief.debrief import Debrief
    from game.debrief.document import Block
    from game.debrief.turns import Turn
    from game.story.prose import Paragraph

_LONGEST: Final = 34
"""Characters of a scene's title in the table: five columns fit 76."""
_WOULD: Final = {"rise": "rise", "stay": "stay where it was", "fall": "fall"}
_DID: Final = {"rise": "rose", "fall": "fell"}


def happened_page(debrief: Debrief) -> Page:
    """Return the page of the curves; the bet stands below them if there was one."""
    path = debrief.path
    return Page(
        "happened",
        "What happened",
        (
            Prose((plain(_introduction(debrief)),)),
            Curves(
                (
                    Series("Trust", tuple(point.trust for point in path)),
                    Series("Productivity", tuple(point.productivity for point in path)),
                    Series("Tension", tuple(point.tension for point in path)),
                ),
                tuple(_label(point, debrief) for point in path),
            ),
            Table(
                ("Decision", "Trust", "Productivity", "Tension", "Delivered"),
                tuple(_row(point, debrief) for point in path),
                "The same in numbers; delivered is the sum of the productivities.",
            ),
            *_bets(debrief),
        ),
    )


def _introduction(debrief: Debrief) -> str:
    end = _label(debrief.path[-1], debrief)
    return (
        "Tension, shown for the first time. Each decision stands as its answer landed, before "
        f"time passed; “{end}” is after it."
    )


def _label(point: Point, debrief: Debrief) -> str:
    if point.number is None:
        return "end" if debrief.run.ended else "now"
    return str(point.number) if point.number else "start"


def _row(point: Point, debrief: Debrief) -> tuple[str, ...]:
    name = _label(point, debrief)
    if point.number:
        name = numbered(debrief.turns[point.number - 1], debrief.run.story)
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 1].rstrip()}…"
    numbers = (point.trust, point.productivity, point.tension, point.delivered)
    return (name, *(str(number) for number in numbers))


def _bets(debrief: Debrief) -> tuple[Block, ...]:
    told = tuple(_bet(turn, debrief) for turn in debrief.turns if turn.bet is not None)
    return (Heading("The bet"), Prose(told)) if told else ()


def _bet(turn: Turn, debrief: Debrief) -> Paragraph:
    before, after = turn.before.trust, turn.chosen.landing.landed.trust
    moved = f"{_DID[turn.outcome]}, {before} → {after}" if before != after else f"stayed at {after}"
    where = f"At decision {turn.number}, “{name_of(turn.scene, debrief.run.story)}”,"
    if turn.bet is None or turn.bet == "pass":
        return plain(f"{where} you passed. Trust {moved}.")
    if turn.bet == turn.outcome:
        held = f"It {moved}: you read them rightly."
    else:
        held = f"It {moved}. What did they see that you did not?"
    return plain(f"{where} you bet that trust would {_WOULD[turn.bet]}. {held}")
