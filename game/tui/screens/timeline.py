"""The timeline: every decision of a run, to go back to any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from game.story.prose import plain_text
from game.telling.questions import TIMELINE_MEANS, TIMELINE_QUESTION
from game.tui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from game.engine.run import Run


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
        super().__init__(TIMELINE_QUESTION, TIMELINE_MEANS, options)
