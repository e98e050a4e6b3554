"""A what-if beside the run that it branched off: trust and tension of both."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from game.debrief.curves import points
from game.debrief.document import Curves, Page, Prose, Series, Table
from game.debrief.wording import name_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.debrief.curves import Point
    from game.debrief.debrief import Debrief
    from game.engine.run import Run

_A: Final = "A is this run, B the one it branched off"


def beside_page(debrief: Debrief, other: Run) -> Page:
    """Return the page; the curves go as far as both runs do."""
    both = _paired(debrief.path, points(other))
    return Page(
        "beside",
        "Beside the other run",
        (
            Prose((plain(_introduction(debrief, other)),)),
            Curves(
                (
                    _series("Trust A", both, 0, _trust, "A"),
                    _series("Trust B", both, 1, _trust, "B"),
                    _series("Tension A", both, 0, _tension, "a"),
                    _series("Tension B", both, 1, _tension, "b"),
                ),
                tuple(_label(first) for first, _ in both),
            ),
            Table(
                (
                    *("Decision", "Trust A", "Trust B", "Tension A", "Tension B"),
                    *("Delivered A", "Delivered B"),
                ),
                tuple(_row(first, second) for first, second in both),
                "The same in numbers, with the work delivered up to then.",
            ),
        ),
    )


def _introduction(debrief: Debrief, other: Run) -> str:
    run = debrief.run
    alike = zip(run.choices, other.choices, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], alike))
    told = f"{_A}: the same up to decision {shared}." if shared else f"{_A} at its first decision."
    return f"{told} A {_stands(run)}, B {_stands(other)}."


def _stands(run: Run) -> str:
    name = name_of(run.scene, run.story)
    if not run.ended:
        return f"stands at “{name}” with {run.delivered} delivered"
    ending = name_of(run.scene._replace(title=run.scene.ending or ""), run.story)
    return (
        f"ended as “{ending}” with {run.delivered} delivered and {run.next_quarter} in the next "
        "quarter"
    )


def _paired(first: tuple[Point, ...], second: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    """Return the points at which both runs have one, where they stand now as the last."""
    both = list(zip(first[:-1], second[:-1], strict=False))
    return [*both, (first[-1], second[-1])]


def _series(
    name: str,
    both: list[tuple[Point, Point]],
    side: int,
    meter: Callable[[Point], int],
    mark: str,
) -> Series:
    return Series(name, tuple(meter(pair[side]) for pair in both), mark)


def _trust(point: Point) -> int:
    return point.trust


def _tension(point: Point) -> int:
    return point.tension


def _label(point: Point) -> str:
    if point.number is None:
        return "last"
    return str(point.number) if point.number else "start"


def _row(first: Point, second: Point) -> tuple[str, ...]:
    numbers = (
        *(first.trust, second.trust, first.tension, second.tension),
        *(first.delivered, second.delivered),
    )
    return (_label(first), *(str(number) for number in numbers))
