"""A run written out: as JSON for programs, as lines for a reader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from game.engine.sides import own_id
from game.engine.state import productivity
from game.story.prose import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine.run import Decision, Run


def as_json(run: Run) -> str:
    """Return the run as one JSON object, the format of `replay --json`."""
    return json.dumps(
        {
            "story": run.story.id,
            "decisions": [_decision(run, decision) for decision in run.decisions],
            "ending": run.scene.id if run.ended else None,
            "delivered": run.delivered,
            "next_quarter": run.next_quarter,
        },
        indent=2,
    )


def as_lines(run: Run) -> str:
    """Return the run for a reader, one paragraph a decision."""
    return "\n\n".join(_paragraphs(run))


def _decision(run: Run, decision: Decision) -> dict[str, Any]:
    landing = decision.landing
    drifted = landing.drifted
    return {
        "scene": decision.scene.id,
        "choice": decision.choice.id,
        "stance": decision.choice.stance,
        "rules": list(landing.rules),
        "trust": landing.landed.trust,
        "tension": landing.landed.tension,
        "productivity": landing.productivity,
        "delivered": decision.delivered,
        "wound": landing.landed.wound,
        "after": {
            "trust": drifted.trust,
            "tension": drifted.tension,
            "productivity": productivity(drifted, run.parameters),
        },
    }


def _paragraphs(run: Run) -> Iterator[str]:
    yield run.story.title
    for number, decision in enumerate(run.decisions, 1):
        landing = decision.landing
        rules = ", ".join(landing.rules) or "as written"
        after = _decision(run, decision)["after"]
        yield "\n".join(
            (
                f"{number}. {decision.scene.title or decision.scene.id} [{decision.scene.id}]",
                f"   {decision.choice.id} ({decision.choice.stance}): "
                + plain_text(decision.choice.text, run.story.cast),
                f"   landed: {_meters(_decision(run, decision))} ({rules})",
                f"   delivered so far: {decision.delivered}, wound: {landing.landed.wound}",
                f"   then: {_meters(after)}",
            )
        )
    yield _close(run)


def _meters(shown: dict[str, Any]) -> str:
    return ", ".join(f"{name} {shown[name]}" for name in ("trust", "tension", "productivity"))


def _close(run: Run) -> str:
    if run.ended:
        return (
            f"Ending: {run.scene.ending} [{run.scene.id}]\n"
            f"Delivered: {run.delivered}\nNext quarter: {run.next_quarter}"
        )
    offered = ", ".join(own_id(choice.id) for choice in run.options) or "nothing"
    return f"Stands in: {run.scene.title or run.scene.id} [{run.scene.id}]\nOffered: {offered}"
