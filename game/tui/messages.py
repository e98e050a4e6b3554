"""What a worker tells its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from game.debrief.review import Review
    from game.engine.run import Run


class Explored(Message):
    """So many of so many scenes are worked through."""

    def __init__(self, done: int, whole: int) -> None:
        super().__init__()
        self.done = done
        self.whole = whole

    def can_replace(self, message: Message) -> bool:
        """Let a newer count replace one that still waits."""
        return isinstance(message, Explored)


class Computed(Message):
    """The review is there, or a sentence on why it is not; and the run that this one branched off.

    `problem` is empty if nothing went wrong.
    """

    def __init__(self, review: Review | None, beside: Run | None, problem: str = "") -> None:
        super().__init__()
        self.review = review
        self.beside = beside
        self.problem = problem
