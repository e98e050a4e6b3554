"""The review as tables of plain values, for programs: the numbers that the pages say in words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.debrief.outlook import Outlook
    from game.debrief.review import Review
    from game.debrief.reviewed import Prospect, Reviewed
    from game.debrief.standing import Standing
    from game.debrief.verdicts import Closing


def review_tables(review: Review) -> dict[str, object]:
    """Return a review; an ending that was not found yet has no name in it."""
    return {
        "first": review.first,
        "beyond_budget": review.beyond_budget,
        "decisions": [_decision(one) for one in review.decisions],
        "turning": [
            {
                "number": one.decision.number,
                "other": one.other.choice.id,
                "kept": one.kept,
                "share": float(one.hung),
            }
            for one in review.turning
        ],
        "standing": None if review.standing is None else _standing(review.standing),
    }


def _decision(one: Reviewed) -> dict[str, object]:
    return {
        "number": one.number,
        "before": _outlook(one.before),
        "chosen": _prospect(one.chosen),
        "others": [_prospect(other) for other in one.others],
    }


def _prospect(one: Prospect) -> dict[str, object]:
    return {
        "choice": one.choice.id,
        "verdict": one.verdict,
        "trust_verdict": one.trust_verdict,
        "trade_off": one.trade_off,
        "closing": _closing(one.closing),
        "trust_closing": _closing(one.trust_closing),
        "after": _outlook(one.after),
    }


def _closing(one: Closing) -> dict[str, object]:
    return asdict(one) | {"share": float(one.share)}


def _outlook(one: Outlook) -> dict[str, object]:
    chances = {chance.ending: chance.chance for chance in one.chances}
    return asdict(one) | {"chances": chances}


def _standing(one: Standing) -> dict[str, object]:
    return {
        "playthroughs": str(one.playthroughs),
        "outcome": one.outcome.counts,
        "trust": one.trust.counts,
        "marks": [asdict(mark) for mark in one.marks],
        "endings": [asdict(ending) for ending in one.endings],
        "hidden": one.hidden,
    }
