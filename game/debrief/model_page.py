"""The model itself on one page, each rule with the source of its direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.document import Items, Page, Prose
from game.debrief.wording import led, plain
from game.engine.wording import MODEL_LABEL
from game.story.prose import Span

if TYPE_CHECKING:
    from game.debrief.debrief import Debrief
    from game.engine.parameters import Parameters


def model_page(debrief: Debrief) -> Page:
    """Return the rules in short sentences. Sources stand for directions, never for a number."""
    return Page(
        "model",
        "The model",
        (
            Prose((plain(f"{MODEL_LABEL} Results hang on the story's numbers as well."),)),
            Items(
                tuple(
                    led(name, Span(f"{rule} ({source})"))
                    for name, rule, source in (
                        *_of_a_choice(debrief.run.parameters),
                        *_of_time(debrief.run.parameters),
                    )
                )
            ),
        ),
    )


def _of_a_choice(model: Parameters) -> tuple[tuple[str, str, str], ...]:
    """Return what lands: a rule's name, its sentence, and whose finding its direction is."""
    return (
        (
            "Slow up, fast down.",
            "Tension takes its percentage off a gain in trust; a loss counts double.",
            "Cook, Hardin and Levi; Kim et al.",
        ),
        (
            "Force.",
            "Work moves, trust gains nothing.",
            "Malhotra and Murnighan 2002",
        ),
        (
            "Too early.",
            "Below the trust it needs, a gesture lands 0, and half of it turns into tension.",
            "Gibson, Harari and Marr 2018",
        ),
        (
            "Two legs.",
            f"{model.lean_limit} steps ahead in care, or in delivery, halve the next gain there.",
            "Mayer, Davis and Schoorman 1995; Edmondson",
        ),
        (
            "Wounds.",
            f"A loss that lands at {model.breach} or more, or deceit, halves gains until healed.",
            "Schweitzer, Hershey and Bradlow 2006",
        ),
        (
            "Repair.",
            f"Within {model.early_age} decisions it returns the wound; later half; after deceit 0.",
            "Kim et al. 2004",
        ),
    )


def _of_time(model: Parameters) -> tuple[tuple[str, str, str], ...]:
    """Return what is computed and what drifts, in the same three parts."""
    return (
        (
            "Trust pays, tension taxes.",
            _productivity(model),
            "De Jong, Dirks and Gillespie 2016",
        ),
        (
            "Time.",
            _drift(model),
            "De Dreu and Weingart 2003; Repenning and Sterman 2002",
        ),
        (
            "Next quarter.",
            f"{model.quarter_steps} steps after the ending, nobody deciding.",
            "Axelrod",
        ),
        (
            "Locked information.",
            "Some things are told only where there is trust.",
            "Levin and Cross 2004",
        ),
    )


def _productivity(model: Parameters) -> str:
    return (
        f"Productivity = {model.productivity_base} + push + (trust − {model.trust_level}) / "
        f"{model.trust_divisor} − tension / {model.tension_divisor}."
    )


def _drift(model: Parameters) -> str:
    return (
        f"Tension goes 1/{model.simmer_divisor} of the way toward {model.calm_trust} − trust; "
        f"each full {model.erosion_divisor} of it costs 1 trust; push halves."
    )
