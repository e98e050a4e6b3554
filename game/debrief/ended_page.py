"""The first page: how it felt, how it ended. A proper end by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.curves import peak
from game.debrief.document import Ask, Items, Page, Prose
from game.debrief.wording import inline, led, name_of, plain
from game.engine.wording import trust_word
from game.story.prose import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.debrief import Debrief
    from game.engine.run import Run
    from game.story.prose import Paragraph


def ended_page(debrief: Debrief) -> Page:
    """Return the page that is read even if nothing else is."""
    return Page(
        "ended",
        "How it ended" if debrief.run.ended else "Where it stands",
        (
            Ask(
                "felt",
                "One word for how it felt",
                debrief.reflections.felt,
                "leave it empty to pass",
            ),
            Prose((_where(debrief.run),)),
            Items(tuple(_standing(debrief))),
            Prose(tuple(_onward(debrief))),
        ),
    )


def _where(run: Run) -> Paragraph:
    if run.scene.ending is not None:
        name = (Span(one.text, True, one.emphasis, one.cast) for one in _name(run))  # noqa: FBT003, Span's second is `strong`
        return (Span("It ended as: "), *name)
    made = _decisions(len(run.decisions))
    place = f"This run is not over: {made}, and it stands at “{name_of(run.scene, run.story)}”."
    if not run.options:
        place += " No answer can be given there; that is a mistake of the story, not yours."
    return plain(place)


def _name(run: Run) -> Paragraph:
    return inline(run.scene.ending or "", run.story)


def _decisions(count: int) -> str:
    if not count:
        return "no decision yet"
    return "one decision so far" if count == 1 else f"{count} decisions so far"


def _standing(debrief: Debrief) -> Iterator[Paragraph]:
    run, path = debrief.run, debrief.path
    yield led("Delivered:", Span(f"{run.delivered}, the work done on the way."))
    quarter = run.next_quarter
    yield led(
        "Next quarter:",
        Span(
            "counted from an ending on."
            if quarter is None
            else f"{quarter}, what follows with nobody deciding anything more."
        ),
    )
    first, last = path[0], path[-1]
    yield led(
        "Trust:",
        Span(
            f"{trust_word(last.trust, run.parameters)} now ({last.trust}), "
            f"{trust_word(first.trust, run.parameters)} at the start ({first.trust})."
        ),
    )
    yield led("Tension:", Span(_tension(debrief)))


def _tension(debrief: Debrief) -> str:
    path = debrief.path
    first, last, highest = path[0], path[-1], peak(path)
    if len(path) == 1:
        return f"never shown, there from the start ({first.tension})."
    if not highest.tension:
        return "never shown, and there was none."
    end = "ended" if debrief.run.ended else "stands"
    began = f"never shown, there all along. It began at {first.tension}"
    if highest.number:
        return (
            f"{began}, was highest at decision {highest.number} ({highest.tension}), "
            f"and {end} at {last.tension}."
        )
    return f"{began} and {end} at {last.tension}."


def _onward(debrief: Debrief) -> Iterator[Paragraph]:
    if not debrief.turns:
        yield plain("There is no decision to look back on.")
        return
    if not debrief.run.ended:
        yield plain("Reading on shows what the story still keeps to itself.")
    yield plain(
        "You can stop here. The pages that follow are read with everything open; you decided "
        "with less."
    )
