"""The timeline: every decision of a run, to go back to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.story.prose import plain_text
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from game.engine.run import Run

_TEXT = "Going back starts a new run from there. This one is kept as it is."


class TimelineScreen(Dialog[int]):
    """Returns how many decisions stay, or None."""

    def __init__(self, run: Run) -> None:
        options = [
            (
                Content.assemble(
                    (decision.scene.title or run.story.title, "bold"),
                    (f"\n   {plain_text(decision.choice.text, run.story.cast)}", ""),
                ),
                number,
            )
            for number, decision in enumerate(run.decisions)
        ]
        super().__init__("Go back to a decision", _TEXT, options)
